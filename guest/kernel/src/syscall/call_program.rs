//! CALL_PROGRAM: one contract calls another, in a task of its own. [aVM 3.6]

use avm_abi as abi;

use super::{Context, Stop};
use crate::call::Call;
use crate::outcome::Status;

/// A pointer to the callee's result block in fresh heap memory; 0 if no call took place.
pub fn call_program(context: &mut Context) -> Result<u32, Stop> {
    let len = context.argument(4);
    context.charge(abi::PRICE_CALL, abi::PRICE_CALL_BYTE, len)?;
    let to = context.task.read_address(context.argument(1))?;
    let from = context.task.read_address(context.argument(2))?;
    if from != context.task.to {
        return context.refuse(abi::ERROR_NOT_YOURS, 0);
    }
    if let Err(error) = context.begin_call(&to, len)? {
        return context.refuse(error, 0);
    }
    let input = context.task.read(context.argument(3), len as usize)?;
    let outcome = context.execution.run(Call {
        from,
        to,
        value: 0,
        input,
        gas: context.execution.gas.left(),
        caller_task: Some(context.task.id),
        pc: context.task.frame.pc,
        parent: context.call,
        depth: context.task.depth + 1,
    });
    context.remember(&outcome);
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
