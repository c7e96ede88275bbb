//! Native coin.

use crate::{Error, types::Address};

/// Sends `value` to `to` and says whether that worked.
///
/// The contract pays from its own balance; under the `compat` rules its caller pays, as in aVM.
///
/// ```
/// use clibc::{host, transfer::transfer, types::Address};
///
/// host::set_contract_balance(10);
/// let alice = Address([1; 20]);
/// assert!(transfer(&alice, 7));
/// assert!(!transfer(&alice, 7)); // There is not that much left.
/// ```
pub fn transfer(to: &Address, value: u64) -> bool {
    #[cfg(target_arch = "riscv32")]
    // Safety: TRANSFER reads the address.
    unsafe {
        ecall!(
            crate::SYSCALL_TRANSFER,
            "a1" = 0,
            "a2" = core::ptr::from_ref(to),
            "a3" = value as u32,
            "a4" = (value >> 32) as u32,
        ) == 0
    }
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::transfer(to, value.into())
}

/// Sends `value` of the contract's native coin to `to`.
///
/// # Errors
/// [`Error::CannotPay`] where the contract has not that much, or the payee has no room for it.
///
/// ```
/// use clibc::prelude::*;
/// # clibc::host::set_contract_balance(10);
/// let alice = Address([1; 20]);
/// assert_eq!(pay(alice, 7), Ok(()));
/// assert_eq!(pay(alice, 7), Err(clibc::Error::CannotPay));
/// assert_eq!(balance(&alice), 7);
/// ```
pub fn pay(to: Address, value: u128) -> Result<(), Error> {
    #[cfg(target_arch = "riscv32")]
    {
        // Safety: PAY reads the address and the value.
        let answer = unsafe {
            ecall!(
                crate::SYSCALL_PAY,
                "a1" = core::ptr::from_ref(&to),
                "a2" = core::ptr::from_ref(&value),
            )
        };
        match Error::from_answer(answer) {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }
    #[cfg(not(target_arch = "riscv32"))]
    if crate::host::transfer(&to, value) {
        Ok(())
    } else {
        Err(Error::CannotPay)
    }
}

/// The native coin that `addr` owns; nothing if there is no such account.
///
/// ```
/// use clibc::prelude::*;
/// # clibc::host::reset();
/// assert_eq!(balance(&Address([1; 20])), 0);
/// ```
pub fn balance(addr: &Address) -> u128 {
    #[cfg(target_arch = "riscv32")]
    // Safety: BALANCE reads the address. What it returns is null or 16 bytes on our heap.
    unsafe {
        let block =
            ecall!(crate::SYSCALL_BALANCE, "a1" = core::ptr::from_ref(addr)) as *const [u8; 16];
        block
            .as_ref()
            .map_or(0, |bytes| u128::from_le_bytes(*bytes))
    }
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::balance(addr)
}

/// [`transfer`] as a macro, as aVM's sources write it.
///
/// ```
/// use clibc::{require, transfer, types::Address};
/// # clibc::host::set_contract_balance(10);
/// require(transfer!(&Address([1; 20]), 10), b"transfer failed");
/// ```
#[macro_export]
macro_rules! transfer {
    ($to:expr, $value:expr $(,)?) => {
        $crate::transfer::transfer($to, $value)
    };
}

/// [`balance`] as a macro, as aVM's sources write it.
///
/// ```
/// assert_eq!(clibc::balance!(&clibc::types::Address([1; 20])), 0);
/// ```
#[macro_export]
macro_rules! balance {
    ($addr:expr $(,)?) => {
        $crate::transfer::balance($addr)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    const TO: Address = Address([3; 20]);

    #[test]
    fn pays_from_the_contracts_balance() {
        host::reset();
        host::set_contract_balance(50);
        assert!(transfer!(&TO, 30));
        assert!(!transfer!(&TO, 30));
        assert_eq!(balance!(&TO), 30);
    }

    #[test]
    fn pays_more_than_64_bits() {
        const MUCH: u128 = 3 << 64;
        host::reset();
        host::set_contract_balance(MUCH + 5);
        assert_eq!(pay(TO, MUCH), Ok(()));
        assert_eq!(pay(TO, MUCH), Err(Error::CannotPay));
        assert_eq!(balance(&TO), MUCH);
    }
}
