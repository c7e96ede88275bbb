//! How a contract of the typed layer is called and how it answers. `#[contract]` writes the rest.
//!
//! ```text
//! call:    selector (4)  arguments, each a Value
//! answer:  the value                          through RETURN
//! error:   id of the error's type (4)  value  through REVERT, with the variant's code
//! ```

use alloc::vec::Vec;

use crate::{
    context,
    contract_error::ContractError,
    text::TypeName,
    value::{Reader, Value, to_bytes},
    vm_panic,
};

/// How long a selector and an error's id are.
///
/// ```
/// use clibc::contract::{SELECTOR_LEN, split};
///
/// let (selector, arguments) = split(&[1, 2, 3, 4, 5]);
/// assert_eq!((selector.len(), arguments.len()), (SELECTOR_LEN, 1));
/// ```
pub const SELECTOR_LEN: usize = 4;

/// How a call ended.
///
/// ```
/// use clibc::contract::{Answer, Outcome};
///
/// assert_eq!(7u16.outcome(), Outcome::Returned(vec![7, 0]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Well, with these bytes.
    Returned(Vec<u8>),
    /// With the contract's own error.
    Reverted {
        /// Which variant it was, from 1.
        code: u32,
        /// The id of the error's type and its value.
        data: Vec<u8>,
    },
}

/// What a contract's function may return: a [`Value`], or a `Result` of one and a
/// [`ContractError`].
///
/// ```
/// use clibc::{contract::{Answer, Outcome}, prelude::*};
///
/// #[derive(ContractError)]
/// enum Refused {
///     Never,
///     Today,
/// }
///
/// let Outcome::Reverted { code, .. } = Err::<u8, _>(Refused::Today).outcome() else { panic!() };
/// assert_eq!(code, 2);
/// # let _ = Refused::Never;
/// ```
#[diagnostic::on_unimplemented(
    message = "a contract's function cannot return `{Self}`",
    note = "it returns a value, or a Result of a value and an error with #[derive(ContractError)]"
)]
pub trait Answer {
    /// The ABI's type of what a call that went well gives.
    const TYPE: TypeName;
    /// The name of the error, if there can be one.
    const ERROR: Option<TypeName>;

    /// The bytes of it.
    fn outcome(self) -> Outcome;
}

impl<T: Value> Answer for T {
    const TYPE: TypeName = <T as Value>::TYPE;
    const ERROR: Option<TypeName> = None;

    fn outcome(self) -> Outcome {
        Outcome::Returned(to_bytes(&self))
    }
}

impl<T: Value, E: ContractError> Answer for Result<T, E> {
    const TYPE: TypeName = <T as Value>::TYPE;
    const ERROR: Option<TypeName> = Some(E::NAME);

    fn outcome(self) -> Outcome {
        match self {
            Ok(value) => Outcome::Returned(to_bytes(&value)),
            Err(error) => {
                let mut data = Vec::from(E::ID);
                error.write(&mut data);
                Outcome::Reverted {
                    code: error.code(),
                    data,
                }
            }
        }
    }
}

/// The selector of a call, and its arguments.
///
/// # Panics
/// "no selector" where there are fewer than four bytes.
///
/// ```
/// let (selector, arguments) = clibc::contract::split(b"\x01\x02\x03\x04rest");
/// assert_eq!((selector, arguments), ([1, 2, 3, 4], &b"rest"[..]));
/// ```
pub fn split(input: &[u8]) -> ([u8; SELECTOR_LEN], &[u8]) {
    match input.split_first_chunk() {
        Some((selector, arguments)) => (*selector, arguments),
        None => vm_panic(b"no selector: a call begins with four bytes that name a function"),
    }
}

/// The arguments of a call.
///
/// # Panics
/// "malformed arguments" where the bytes are not exactly those.
///
/// ```
/// let (amount, is_final): (u16, bool) = clibc::contract::arguments(&[5, 0, 1]);
/// assert_eq!((amount, is_final), (5, true));
/// ```
pub fn arguments<T: Value>(bytes: &[u8]) -> T {
    let mut input = Reader::new(bytes);
    match T::read(&mut input).and_then(|value| input.end().map(|()| value)) {
        Ok(value) => value,
        Err(_) => vm_panic(b"malformed arguments: they are not those that the function takes"),
    }
}

/// Ends a call of a selector that no function has.
///
/// ```should_panic
/// clibc::contract::unknown_selector();
/// ```
pub fn unknown_selector() -> ! {
    vm_panic(b"unknown selector: the contract has no such function")
}

/// Refuses coin that comes with a call of a function which has no use for it.
///
/// ```
/// use clibc::{contract::refuse_coin, host};
///
/// host::set_value(0);
/// refuse_coin(); // Nothing came along.
/// ```
pub fn refuse_coin() {
    crate::require(
        context::value() == 0,
        b"not payable: the function takes no coin",
    );
}

/// The domain of the slot that says that the contract's `#[init]` has been called.
///
/// ```
/// use clibc::{contract::{INITIALIZED, begin_once}, host};
///
/// host::reset();
/// begin_once();
/// let (slot, _) = &host::slots(&host::PROGRAM)[0];
/// assert!(slot.starts_with(INITIALIZED));
/// ```
pub const INITIALIZED: &str = "initialized";

/// Lets a contract's `#[init]` be called once.
///
/// ```should_panic
/// use clibc::{contract::begin_once, host};
///
/// host::reset();
/// begin_once();
/// begin_once(); // Panics: "already initialized".
/// ```
pub fn begin_once() {
    let mut initialized: crate::stored::Item<bool> = crate::stored::Stored::at(INITIALIZED);
    crate::require(!initialized.or_default(), b"already initialized");
    initialized.set(true);
}

/// Ends the call as `outcome` says.
#[cfg(target_arch = "riscv32")]
pub fn finish(outcome: &Outcome) -> ! {
    match outcome {
        Outcome::Returned(data) => crate::return_bytes(data),
        Outcome::Reverted { code, data } => crate::revert(*code, data),
    }
}
