//! Why a system call did not do what it was asked for.

use core::fmt;

macro_rules! errors {
    ($($name:ident = $number:ident, $meaning:literal;)*) => {
        /// What a system call answers instead of doing what it was asked for.
        ///
        /// ```
        /// use clibc::{Error, prelude::*};
        ///
        /// clibc::host::reset();
        /// let error = pay(Address([1; 20]), 5).unwrap_err();
        /// assert_eq!(error, Error::CannotPay);
        /// assert_eq!(error.to_string(), "the contract has not that much coin, or the payee no room for it");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Error {
            $(#[doc = $meaning] $name,)*
            /// A number that this library does not know.
            Other(u32),
        }

        impl Error {
            /// From what is in a0, unless that is 0.
            ///
            /// ```
            /// use clibc::Error;
            ///
            /// assert_eq!(Error::from_answer(0), None);
            /// assert!(Error::from_answer(1).is_some());
            /// ```
            pub fn from_answer(answer: u32) -> Option<Self> {
                match answer {
                    0 => None,
                    $(avm_abi::$number => Some(Self::$name),)*
                    other => Some(Self::Other(other)),
                }
            }
        }

        impl fmt::Display for Error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name => f.write_str($meaning),)*
                    Self::Other(number) => write!(f, "error {number}"),
                }
            }
        }
    };
}

errors! {
    Failed = STATUS_FAILED, "the callee said that it failed";
    Reverted = STATUS_REVERTED, "the callee reverted";
    Panicked = STATUS_PANICKED, "the callee panicked";
    Trapped = STATUS_TRAPPED, "the callee did what no contract may";
    OutOfGas = STATUS_OUT_OF_GAS, "the callee used up its gas";
    NoContract = ERROR_NO_CONTRACT, "there is no contract at that address";
    TooDeep = ERROR_TOO_DEEP, "calls are nested too deeply";
    CannotPay = ERROR_CANNOT_PAY, "the contract has not that much coin, or the payee no room for it";
    TooLong = ERROR_TOO_LONG, "the data is longer than may be";
    NotYours = ERROR_NOT_YOURS, "the slot belongs to another account";
    NotText = ERROR_NOT_TEXT, "the domain is not UTF-8";
    Absent = ERROR_ABSENT, "there is no such slot or account";
    TooMany = ERROR_TOO_MANY, "the transaction has made as many as it may";
    Invalid = ERROR_INVALID, "an argument means nothing";
    Occupied = ERROR_OCCUPIED, "there is code at that address already";
    Signature = ERROR_SIGNATURE, "the signature is not one of that key over that hash";
    NotLoadable = ERROR_NOT_LOADABLE, "the contract's code cannot be loaded";
    NoMemory = ERROR_NO_MEMORY, "there is no memory left for it";
    UnknownSyscall = ERROR_UNKNOWN_SYSCALL, "no system call has this number";
}

impl core::error::Error for Error {}

/// What went wrong in the system call just before; after a call that failed, the callee's own code.
/// 0 if nothing went wrong.
///
/// ```
/// use clibc::{call::{ALL_GAS, call_with}, contract::Outcome, error::last_error_code, host, types::Address};
///
/// let shop = Address([5; 20]);
/// host::set_contract(shop, |_| Outcome::Reverted { code: 42, data: vec![] });
/// assert!(call_with(&shop, b"", 0, ALL_GAS).is_err());
/// assert_eq!(last_error_code(), 42);
/// ```
pub fn last_error_code() -> u32 {
    #[cfg(target_arch = "riscv32")]
    // Safety: LAST_ERROR has no arguments.
    return unsafe { ecall!(crate::SYSCALL_LAST_ERROR) };
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::error_code()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn names_what_the_kernel_answers() {
        assert_eq!(Error::from_answer(0), None);
        assert_eq!(
            Error::from_answer(avm_abi::STATUS_PANICKED),
            Some(Error::Panicked)
        );
        assert_eq!(
            Error::from_answer(avm_abi::ERROR_CANNOT_PAY).map(|it| it.to_string()),
            Some("the contract has not that much coin, or the payee no room for it".into())
        );
        assert_eq!(Error::from_answer(9999), Some(Error::Other(9999)));
    }
}
