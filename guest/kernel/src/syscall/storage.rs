//! STORAGE_GET and STORAGE_SET: slots of the contract's own account, under `<domain>:<key in hexadecimal>`.

use alloc::vec::Vec;

use super::{Context, Stop};
use crate::gas::price;

/// What STORAGE_SET answers for a slot that is not the contract's to write.
const REFUSED: u32 = 1;
/// The longest value; clibc's are a few dozen bytes.
const MAX_VALUE: u32 = 16 * 1024;

/// A pointer to the length and the bytes of a slot, in fresh heap memory; 0 if there is no such slot.
pub fn get(context: &mut Context) -> Result<u32, Stop> {
    context.charge(price::STORAGE_GET)?;
    let Some(key) = own_slot(context)? else {
        return Ok(0);
    };
    let to = context.task.to;
    let Some(value) = context.execution.journal.slot(&to, key).cloned() else {
        return Ok(0);
    };
    context.charge(price::STORAGE_VALUE_BYTE * value.len() as u64)?;
    let mut block = Vec::with_capacity(4 + value.len());
    block.extend((value.len() as u32).to_le_bytes());
    block.extend(&value);
    context.task.place(&block, 8).map_err(|_| Stop::HeapFull)
}

/// 0, or 1 if the slot is another account's or its name is not text.
pub fn set(context: &mut Context) -> Result<u32, Stop> {
    context.charge(price::STORAGE_SET)?;
    let (at, len) = (context.argument(5), context.argument(6));
    context.charge(price::STORAGE_VALUE_BYTE * u64::from(len))?;
    let Some(key) = own_slot(context)? else {
        return Ok(REFUSED);
    };
    if len > MAX_VALUE {
        return Ok(REFUSED);
    }
    let value = context.task.read(at, len as usize)?;
    let to = context.task.to;
    context.execution.journal.set_slot(&to, key, value);
    Ok(0)
}

/// The key that arguments 1 to 4 name, or none if it is not for this contract.
fn own_slot(context: &mut Context) -> Result<Option<Vec<u8>>, Stop> {
    let (key_len, domain_len) = (context.argument(4) >> 16, context.argument(4) & 0xffff);
    context.charge(price::STORAGE_KEY_BYTE * u64::from(key_len + domain_len))?;
    let address = context.task.read_address(context.argument(1))?;
    let mut slot = context
        .task
        .read(context.argument(2), domain_len as usize)?;
    let key = context.task.read(context.argument(3), key_len as usize)?;
    if address != context.task.to || core::str::from_utf8(&slot).is_err() {
        return Ok(None);
    }
    slot.push(b':');
    for byte in key {
        slot.extend([hex_digit(byte >> 4), hex_digit(byte & 15)]);
    }
    Ok(Some(slot))
}

fn hex_digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + value - 10,
    }
}
