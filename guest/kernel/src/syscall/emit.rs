//! FIRE_EVENT: bytes for the receipt.

use super::{Context, Stop};
use crate::firmware;
use crate::gas::price;
use crate::journal::Emission;

/// Longer events, and more of them, are cut off; the firmware keeps a place for each.
const MAX_EVENTS: usize = 1024;

/// 0. An event that is too long for a receipt is an error of the contract.
pub fn fire_event(context: &mut Context) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2));
    context.charge(price::LOG + price::LOG_BYTE * u64::from(len))?;
    if len > avm_abi::EVENT_BYTES || context.execution.journal.events.len() >= MAX_EVENTS {
        return Ok(1);
    }
    let data = context.task.read(at, len as usize)?;
    let event = emission(context, data, false);
    context.execution.journal.events.push(event);
    Ok(0)
}

/// Something that the running contract says, with the place at which it says it.
pub fn emission(context: &Context, data: alloc::vec::Vec<u8>, is_log: bool) -> Emission {
    let pc = context.task.frame.pc;
    Emission {
        emitter: context.task.to,
        depth: context.task.depth,
        pc,
        ordinal: firmware::event_fired(pc, is_log),
        data,
    }
}
