//! Calls to other contracts, of the typed layer or with a router. `avm client --language rust` writes
//! a type with a method for each function on top of this.

use core::{convert::Infallible, fmt};

use alloc::vec::Vec;

use crate::{
    Error,
    call::{ALL_GAS, call_with, return_data},
    contract::SELECTOR_LEN,
    contract_error::ContractError,
    types::Address,
    value::{Value, from_bytes},
};

/// A contract at an address, with what goes along with the next calls.
///
/// ```
/// use clibc::{client::Callee, contract::Outcome, host, prelude::*};
///
/// let counter = Address([5; 20]);
/// host::set_contract(counter, |input| {
///     assert_eq!(input, [0x12, 0x34, 0x56, 0x78, 2]);
///     Outcome::Returned(vec![7, 0, 0, 0])
/// });
///
/// let counter = Callee::at(counter).with_gas(100_000);
/// assert_eq!(counter.call::<u32>([0x12, 0x34, 0x56, 0x78], &2u8), Ok(7));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Callee {
    address: Address,
    value: u128,
    gas: u64,
}

impl Callee {
    /// A contract that is sent no coin and all the gas there is.
    ///
    /// ```
    /// use clibc::{client::Callee, types::Address};
    ///
    /// let token = Callee::at(Address([5; 20]));
    /// assert_eq!(token.address(), Address([5; 20]));
    /// ```
    pub fn at(address: Address) -> Self {
        Self {
            address,
            value: 0,
            gas: ALL_GAS,
        }
    }

    /// With coin of this contract for the call.
    ///
    /// ```
    /// use clibc::{client::Callee, types::Address};
    ///
    /// let shop = Callee::at(Address([5; 20])).with_value(1_000);
    /// # let _ = shop;
    /// ```
    pub fn with_value(self, value: u128) -> Self {
        Self { value, ..self }
    }

    /// With at most so much gas.
    ///
    /// ```
    /// use clibc::{client::Callee, types::Address};
    ///
    /// // Whatever it does, the caller has the rest to go on with.
    /// let stranger = Callee::at(Address([5; 20])).with_gas(50_000);
    /// # let _ = stranger;
    /// ```
    pub fn with_gas(self, gas: u64) -> Self {
        Self { gas, ..self }
    }

    /// The address.
    ///
    /// ```
    /// use clibc::{client::Callee, types::Address};
    ///
    /// assert_eq!(Callee::at(Address([5; 20])).address().0[0], 5);
    /// ```
    pub fn address(&self) -> Address {
        self.address
    }

    /// Calls a function that has no error of its own.
    ///
    /// ```
    /// use clibc::{client::Callee, contract::Outcome, host, types::Address};
    ///
    /// let counter = Address([5; 20]);
    /// host::set_contract(counter, |_| Outcome::Returned(vec![7]));
    /// // The selector of a function, as `avm abi` shows it, and its arguments.
    /// assert_eq!(Callee::at(counter).call::<u8>([1, 2, 3, 4], &(1u32, true)), Ok(7));
    /// ```
    pub fn call<T: Value>(
        &self,
        selector: [u8; SELECTOR_LEN],
        arguments: &impl Value,
    ) -> Result<T, CallError<Infallible>> {
        self.try_call(selector, arguments)
    }

    /// Calls a function that may answer with an error of its own.
    ///
    /// Whatever befalls the callee is undone, and the caller goes on.
    ///
    /// ```
    /// use clibc::{client::{CallError, Callee}, contract::{Answer, Outcome}, host, prelude::*};
    ///
    /// #[derive(ContractError, Debug, PartialEq)]
    /// enum ShopError {
    ///     Closed,
    /// }
    ///
    /// let shop = Address([5; 20]);
    /// host::set_contract(shop, |_| Err::<(), _>(ShopError::Closed).outcome());
    /// let bought = Callee::at(shop).try_call::<(), ShopError>([1, 2, 3, 4], &());
    /// assert_eq!(bought, Err(CallError::Refused(ShopError::Closed)));
    /// ```
    pub fn try_call<T: Value, E: ContractError>(
        &self,
        selector: [u8; SELECTOR_LEN],
        arguments: &impl Value,
    ) -> Result<T, CallError<E>> {
        let mut input = Vec::from(selector);
        arguments.write(&mut input);
        match call_with(&self.address, &input, self.value, self.gas) {
            Ok(data) => from_bytes(data).map_err(|_| CallError::Unreadable),
            Err(error) => Err(match E::from_data(return_data()) {
                Some(own) if error == Error::Reverted => CallError::Refused(own),
                _ => CallError::Failed(error),
            }),
        }
    }

    /// Calls a function behind a [`route`](crate::route), and gives the bytes that it returned.
    ///
    /// `rest` follows the arguments as it is: text or bytes, whose end nothing else says.
    ///
    /// ```
    /// use clibc::{client::Callee, contract::Outcome, host, types::Address};
    ///
    /// let board = Address([5; 20]);
    /// host::set_contract(board, |input| {
    ///     assert_eq!(input, [2, 6, 7, 0, 0, 0, b'h', b'i']); // Selector, length, arguments.
    ///     Outcome::Returned(vec![1])
    /// });
    /// assert_eq!(Callee::at(board).route(2, &7u32, b"hi"), Ok(vec![1]));
    /// ```
    pub fn route(
        &self,
        selector: u8,
        arguments: &impl Value,
        rest: &[u8],
    ) -> Result<Vec<u8>, CallError<Infallible>> {
        let mut input = Vec::from([selector, 0]);
        arguments.write(&mut input);
        input.extend_from_slice(rest);
        input[1] = u8::try_from(input.len() - 2).map_err(|_| CallError::Failed(Error::TooLong))?;
        call_with(&self.address, &input, self.value, self.gas)
            .map(Vec::from)
            .map_err(CallError::Failed)
    }

    /// The same for a function that returns a value.
    ///
    /// ```
    /// use clibc::{client::Callee, contract::Outcome, host, types::Address};
    ///
    /// let token = Address([5; 20]);
    /// host::set_contract(token, |_| Outcome::Returned(vec![42, 0, 0, 0]));
    /// assert_eq!(Callee::at(token).route_for::<u32>(5, &Address([1; 20]), &[]), Ok(42));
    /// ```
    pub fn route_for<T: Value>(
        &self,
        selector: u8,
        arguments: &impl Value,
        rest: &[u8],
    ) -> Result<T, CallError<Infallible>> {
        let data = self.route(selector, arguments, rest)?;
        from_bytes(&data).map_err(|_| CallError::Unreadable)
    }
}

/// Why a call gave nothing.
///
/// ```
/// use clibc::{Error, client::{CallError, Callee}, types::Address};
///
/// match Callee::at(Address([6; 20])).call::<()>([1, 2, 3, 4], &()) {
///     Err(CallError::Failed(Error::NoContract)) => (), // Nobody is there.
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError<E> {
    /// The callee's own error.
    Refused(E),
    /// It panicked, trapped, ran out of gas, or there was no call at all.
    Failed(Error),
    /// It returned something else than it said it would.
    Unreadable,
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Failed(error) => error.fmt(f),
            Self::Unreadable => f.write_str("the callee returned something else than it said"),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for CallError<E> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{contract::Outcome, host};
    use std::vec;

    const AT: Address = Address([5; 20]);

    fn answers(outcome: Outcome) -> Result<u8, CallError<Infallible>> {
        host::reset();
        host::set_contract(AT, move |_| outcome.clone());
        Callee::at(AT).call([0; 4], &())
    }

    #[test]
    fn gives_what_the_callee_returned() {
        assert_eq!(answers(Outcome::Returned(vec![7])), Ok(7));
        assert_eq!(
            answers(Outcome::Returned(vec![7, 7])),
            Err(CallError::Unreadable)
        );
    }

    #[test]
    fn takes_no_foreign_error_for_its_own() {
        let (code, data) = (1, vec![9, 9, 9, 9, 0]);
        let failed = Err(CallError::Failed(Error::Reverted));
        assert_eq!(answers(Outcome::Reverted { code, data }), failed);
    }

    #[test]
    fn routes_no_more_than_a_router_takes() {
        host::reset();
        host::set_contract(AT, |input| Outcome::Returned(vec![input[1]]));
        let longest = [0; 255];
        assert_eq!(Callee::at(AT).route_for::<u8>(1, &(), &longest), Ok(255));
        let longer = Callee::at(AT).route(1, &0u8, &longest);
        assert_eq!(longer, Err(CallError::Failed(Error::TooLong)));
    }

    #[test]
    fn says_when_nobody_is_there() {
        host::reset();
        let nobody = Callee::at(AT).call::<u8>([0; 4], &());
        assert_eq!(nobody, Err(CallError::Failed(Error::NoContract)));
    }
}
