//! FINISH and PANIC: the two ways in which a contract says that it is done.

use alloc::string::String;

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

/// Ends with a message.
pub fn panic(context: &mut Context) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2).min(MAX_MESSAGE));
    let message = context.task.read(at, len as usize)?;
    Err(Stop::Done(Outcome::panicked(
        String::from_utf8_lossy(&message).into_owned(),
    )))
}
