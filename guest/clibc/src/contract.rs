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
pub const SELECTOR_LEN: usize = 4;

/// How a call ended.
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
pub fn arguments<T: Value>(bytes: &[u8]) -> T {
    let mut input = Reader::new(bytes);
    match T::read(&mut input).and_then(|value| input.end().map(|()| value)) {
        Ok(value) => value,
        Err(_) => vm_panic(b"malformed arguments: they are not those that the function takes"),
    }
}

/// Ends a call of a selector that no function has.
pub fn unknown_selector() -> ! {
    vm_panic(b"unknown selector: the contract has no such function")
}

/// Refuses coin that comes with a call of a function which has no use for it.
pub fn refuse_coin() {
    crate::require(
        context::value() == 0,
        b"not payable: the function takes no coin",
    );
}

/// The domain of the slot that says that the contract's `#[init]` has been called.
pub const INITIALIZED: &str = "initialized";

/// Lets a contract's `#[init]` be called once.
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
