//! CALL_PROGRAM: one contract calls another, in a task of its own.

use super::{Context, Stop};
use crate::call::{Call, MAX_DEPTH};
use crate::gas::price;
use crate::outcome::Status;

/// A pointer to the callee's result block in fresh heap memory; 0 if no call took place.
pub fn call_program(context: &mut Context) -> Result<u32, Stop> {
    let len = context.argument(4);
    context.charge(price::CALL + price::CALL_BYTE * u64::from(len))?;
    let to = context.task.read_address(context.argument(1))?;
    let from = context.task.read_address(context.argument(2))?;
    if from != context.task.to
        || len as usize > context.execution.max_input()
        || context.task.depth + 1 >= MAX_DEPTH
        || !context
            .execution
            .journal
            .account(&to)
            .is_some_and(|it| it.is_contract)
    {
        return Ok(0);
    }
    let input = context.task.read(context.argument(3), len as usize)?;
    let outcome = context.execution.run(Call {
        from,
        to,
        value: 0,
        input,
        caller_task: Some(context.task.id),
        parent: context.call,
        depth: context.task.depth + 1,
    });
    match outcome.status {
        // The callee had all the gas and memory there was, so there is none to go on with.
        Status::OutOfGas => Err(Stop::Done(outcome)),
        Status::Rejected => Ok(0),
        _ => context
            .task
            .place(&outcome.to_result_block(), 4)
            .map_err(|_| Stop::HeapFull),
    }
}
