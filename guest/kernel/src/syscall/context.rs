//! CALLER, ORIGIN, CALL_VALUE, GAS_LEFT, BLOCK and LAST_ERROR: where a contract is, and why.

use alloc::vec::Vec;

use avm_abi as abi;

use super::{Context, Stop};
use crate::firmware;

/// 0; 20 bytes are written.
pub fn caller(context: &mut Context) -> Result<u32, Stop> {
    let caller = context.task.from;
    tell(context, &caller.0)
}

/// 0; 20 bytes are written.
pub fn origin(context: &mut Context) -> Result<u32, Stop> {
    let origin = context.execution.origin;
    tell(context, &origin.0)
}

/// 0; 16 bytes are written.
pub fn value(context: &mut Context) -> Result<u32, Stop> {
    let value = context.task.value;
    tell(context, &value.to_le_bytes())
}

/// 0; 8 bytes are written: what is left once this is paid.
pub fn gas_left(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_CONTEXT)?;
    let left = context.execution.gas.left();
    context
        .task
        .write(context.argument(1), &left.to_le_bytes())?;
    Ok(0)
}

/// 0; 32 bytes are written: number, timestamp, chain id, index of the transaction.
pub fn block(context: &mut Context) -> Result<u32, Stop> {
    let mut bytes = Vec::from(firmware::block());
    bytes.extend(u64::from(context.execution.index).to_le_bytes());
    tell(context, &bytes)
}

/// Why the syscall before this one did not do what it was asked for; 0 if it did.
pub fn last_error(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_CONTEXT)?;
    Ok(context.last_error)
}

fn tell(context: &mut Context, bytes: &[u8]) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_CONTEXT)?;
    context.task.write(context.argument(1), bytes)?;
    Ok(0)
}
