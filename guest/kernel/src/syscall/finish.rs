//! FINISH, RETURN, REVERT and PANIC: the ways in which a contract says that it is done.

use alloc::string::String;

use avm_abi as abi;

use super::{Context, Stop};
use crate::call;
use crate::outcome::Outcome;

/// The longest message that is kept.
const MAX_MESSAGE: u32 = 256;

/// Ends with the result block at argument 1.
pub fn finish(context: &mut Context) -> Result<u32, Stop> {
    Err(Stop::Done(call::result_at(
        context.task,
        context.argument(1),
    )))
}

/// Ends well, with data.
pub fn returns(context: &mut Context) -> Result<u32, Stop> {
    let outcome = Outcome::success();
    done_with_data(context, outcome)
}

/// Ends badly, with data and a code.
pub fn revert(context: &mut Context) -> Result<u32, Stop> {
    let outcome = Outcome::reverted(context.argument(3));
    done_with_data(context, outcome)
}

/// What is too long is not sent, and the contract goes on.
fn done_with_data(context: &mut Context, outcome: Outcome) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2));
    context.charge(0, abi::PRICE_RETURN_BYTE, len)?;
    if len > abi::MAX_RETURN {
        return context.fail(abi::ERROR_TOO_LONG);
    }
    let data = context.task.read(at, len as usize)?;
    Err(Stop::Done(Outcome { data, ..outcome }))
}

/// Ends with a message.
pub fn panic(context: &mut Context) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2).min(MAX_MESSAGE));
    let message = context.task.read(at, len as usize)?;
    Err(Stop::Done(Outcome::panicked(
        String::from_utf8_lossy(&message).into_owned(),
    )))
}
