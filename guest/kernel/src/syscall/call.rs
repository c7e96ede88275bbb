//! CALL and RETURN_DATA: a call with value and an allowance of gas, and what it gave back.

use avm_abi as abi;

use super::{Context, Stop};
use crate::call::Call;
use crate::outcome::Status;

/// A caller keeps one part in this many, so that it can deal with a callee that uses up all that it was given.
/// [EIP-150]
const KEPT_PART: u64 = 64;

/// 0, or how the callee ended, or why there was no call.
pub fn call(context: &mut Context) -> Result<u32, Stop> {
    let (len, gas) = (context.argument(3), context.long_argument(5));
    context.charge(abi::PRICE_CALL, abi::PRICE_CALL_BYTE, len)?;
    let to = context.task.read_address(context.argument(1))?;
    let value = context.amount(context.argument(4))?;
    if let Err(error) = context.begin_call(&to, len)? {
        return context.fail(error);
    }
    let input = context.task.read(context.argument(2), len as usize)?;
    let left = context.execution.gas.left();
    let outcome = context.execution.run(Call {
        from: context.task.to,
        to,
        value,
        input,
        gas: gas.min(left - left / KEPT_PART),
        caller_task: Some(context.task.id),
        pc: context.task.frame.pc,
        parent: context.call,
        depth: context.task.depth + 1,
    });
    context.remember(&outcome);
    match outcome.status {
        Status::Rejected => Ok(outcome.error_code),
        other => Ok(other as u32),
    }
}

/// The length of what the last call returned or, where it failed, of why; as much of it as there is room for is copied.
pub fn return_data(context: &mut Context) -> Result<u32, Stop> {
    let (offset, to, room) = (
        context.argument(1) as usize,
        context.argument(2),
        context.argument(3) as usize,
    );
    let part = context.task.returned.get(offset..).unwrap_or_default();
    let part = part[..part.len().min(room)].to_vec();
    let words = part.len().div_ceil(32) as u32;
    context.charge(0, abi::PRICE_COPY_WORD, words)?;
    context.task.write(to, &part)?;
    Ok(context.task.returned.len() as u32)
}
