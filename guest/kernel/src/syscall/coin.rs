//! TRANSFER and BALANCE: native coin.

use super::{Context, Stop};
use crate::gas::price;

/// 0, or 1 if nothing moved. The contract pays; in aVM its caller does. [docs/architecture.md, Compatibility]
pub fn transfer(context: &mut Context) -> Result<u32, Stop> {
    context.charge(price::TRANSFER)?;
    let to = context.task.read_address(context.argument(2))?;
    let value = u128::from(context.argument(3)) | u128::from(context.argument(4)) << 32;
    let payer = if context.execution.is_strict {
        context.task.to
    } else {
        context.task.from
    };
    let moved = context.execution.journal.transfer(&payer, &to, value);
    Ok(moved.is_err().into())
}

/// A pointer to 16 bytes in fresh heap memory; 0 if there is no such account.
pub fn balance(context: &mut Context) -> Result<u32, Stop> {
    context.charge(price::BALANCE)?;
    let address = context.task.read_address(context.argument(1))?;
    let Some(account) = context.execution.journal.account(&address) else {
        return Ok(0);
    };
    let bytes = account.balance.to_le_bytes();
    context.task.place(&bytes, 8).map_err(|_| Stop::HeapFull)
}
