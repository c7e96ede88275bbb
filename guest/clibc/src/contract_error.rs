//! Errors of a contract: enums whose variants become the reason in a receipt.

use alloc::vec::Vec;
use core::{convert::Infallible, fmt};

use crate::{
    contract::SELECTOR_LEN,
    text::{Text, TypeName},
    value::{Malformed, Reader},
};

/// Why a contract refuses, in its own words.
///
/// `#[derive(ContractError)]` gives it to an enum. The call is undone, and the receipt has the
/// variant's number from 1 as its error code and the whole value as its data, from which every face
/// of the debugger shows the message.
///
/// ```
/// use clibc::prelude::*;
///
/// #[derive(ContractError, Debug, PartialEq)]
/// enum TokenError {
///     #[message("{owner} has only {have} of {wanted}")]
///     Insufficient { owner: Address, have: u64, wanted: u64 },
///     Paused,
/// }
///
/// fn pay(have: u64, wanted: u64) -> Result<u64, TokenError> {
///     let owner = Address([0xaa; 20]);
///     have.checked_sub(wanted).ok_or(TokenError::Insufficient { owner, have, wanted })
/// }
///
/// assert_eq!(pay(5, 3), Ok(2));
/// let error = pay(3, 5).unwrap_err();
/// assert_eq!(error.to_string(), format!("{} has only 3 of 5", "aa".repeat(20)));
/// assert_eq!((error.code(), TokenError::Paused.code()), (1, 2));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that a contract's caller could read",
    note = "make it an enum with #[derive(ContractError)]"
)]
pub trait ContractError: fmt::Display + Sized {
    /// What the ABI calls it.
    const NAME: TypeName;
    /// The first four bytes of keccak-256 of its name: what its data begin with.
    const ID: [u8; SELECTOR_LEN];

    /// The variant's number, from 1.
    fn code(&self) -> u32;

    /// Appends the value, without the id.
    fn write(&self, out: &mut Vec<u8>);

    /// Takes the value, without the id.
    fn read(input: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// The error in the data of a revert; `None` if it is another.
    fn from_data(data: &[u8]) -> Option<Self> {
        let mut input = Reader::new(data.strip_prefix(&Self::ID)?);
        let error = Self::read(&mut input).ok()?;
        input.end().ok().map(|()| error)
    }
}

/// For functions that have no error of their own.
impl ContractError for Infallible {
    const NAME: TypeName = Text::of("");
    const ID: [u8; SELECTOR_LEN] = [0; SELECTOR_LEN];

    fn code(&self) -> u32 {
        match *self {}
    }

    fn write(&self, _out: &mut Vec<u8>) {
        match *self {}
    }

    fn read(_input: &mut Reader<'_>) -> Result<Self, Malformed> {
        Err(Malformed)
    }
}
