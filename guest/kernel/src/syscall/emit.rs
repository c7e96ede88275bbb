//! FIRE_EVENT: bytes for the receipt.

use avm_abi as abi;

use super::{Context, Stop};
use crate::firmware;
use crate::journal::Emission;

/// More events are refused; the firmware keeps a place for each.
const MAX_EVENTS: usize = 1024;

/// 0, or 1 for an event that is too long for a receipt, or one too many.
pub fn fire_event(context: &mut Context) -> Result<u32, Stop> {
    let (at, len) = (context.argument(1), context.argument(2));
    context.charge(abi::PRICE_LOG, abi::PRICE_LOG_BYTE, len)?;
    if len > abi::EVENT_BYTES {
        return context.refuse(abi::ERROR_TOO_LONG, 1);
    }
    if context.execution.journal.events.len() >= MAX_EVENTS {
        return context.refuse(abi::ERROR_TOO_MANY, 1);
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
        call: context.call,
        emitter: context.task.to,
        depth: context.task.depth,
        pc,
        ordinal: firmware::event_fired(pc, is_log),
        data,
    }
}
