//! STORAGE_GET, STORAGE_SET and STORAGE_DELETE: slots of the contract's own account, under
//! `<domain>:<key in hexadecimal>`. [aVM 3.6]

use alloc::vec::Vec;

use avm_abi as abi;

use super::{Context, Stop};

/// What STORAGE_SET answers for a slot that it does not write.
const REFUSED: u32 = 1;
/// The longest value; clibc's are a few dozen bytes.
const MAX_VALUE: u32 = 16 * 1024;

/// A pointer to the length and the bytes of a slot, in fresh heap memory; 0 if there is no such slot.
pub fn get(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_STORAGE_GET)?;
    let key = match own_slot(context)? {
        Ok(key) => key,
        Err(error) => return context.refuse(error, 0),
    };
    let to = context.task.to;
    let Some(value) = context.execution.journal.slot(&to, key).cloned() else {
        return context.refuse(abi::ERROR_ABSENT, 0);
    };
    context.charge(0, abi::PRICE_STORAGE_VALUE_BYTE, value.len() as u32)?;
    let mut block = Vec::with_capacity(4 + value.len());
    block.extend((value.len() as u32).to_le_bytes());
    block.extend(&value);
    context.task.place(&block, 8).map_err(|_| Stop::HeapFull)
}

/// 0, or 1 if the slot is another account's, its name is not text, or the value is too long.
pub fn set(context: &mut Context) -> Result<u32, Stop> {
    let (at, len) = (context.argument(5), context.argument(6));
    context.charge(abi::PRICE_STORAGE_SET, abi::PRICE_STORAGE_VALUE_BYTE, len)?;
    let key = match own_slot(context)? {
        Ok(key) => key,
        Err(error) => return context.refuse(error, REFUSED),
    };
    if len > MAX_VALUE {
        return context.refuse(abi::ERROR_TOO_LONG, REFUSED);
    }
    let value = context.task.read(at, len as usize)?;
    write(context, key, Some(value));
    Ok(0)
}

/// 0, or why nothing was deleted.
pub fn delete(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_STORAGE_DELETE)?;
    let key = match own_slot(context)? {
        Ok(key) => key,
        Err(error) => return context.fail(error),
    };
    let to = context.task.to;
    if context.execution.journal.slot(&to, key.clone()).is_none() {
        return context.fail(abi::ERROR_ABSENT);
    }
    write(context, key, None);
    Ok(0)
}

fn write(context: &mut Context, key: Vec<u8>, value: Option<Vec<u8>>) {
    let to = context.task.to;
    let journal = &mut context.execution.journal;
    let before = journal.write_slot(&to, key.clone(), value.clone());
    context.record().note_write(&key, before, value);
}

/// The key that arguments 1 to 4 name, or why it is not for this contract.
fn own_slot(context: &mut Context) -> Result<Result<Vec<u8>, u32>, Stop> {
    let (key_len, domain_len) = (context.argument(4) >> 16, context.argument(4) & 0xffff);
    context.charge(0, abi::PRICE_STORAGE_KEY_BYTE, key_len + domain_len)?;
    let address = context.task.read_address(context.argument(1))?;
    let mut slot = context
        .task
        .read(context.argument(2), domain_len as usize)?;
    let key = context.task.read(context.argument(3), key_len as usize)?;
    if address != context.task.to {
        return Ok(Err(abi::ERROR_NOT_YOURS));
    }
    if core::str::from_utf8(&slot).is_err() {
        return Ok(Err(abi::ERROR_NOT_TEXT));
    }
    slot.push(b':');
    for byte in key {
        slot.extend([hex_digit(byte >> 4), hex_digit(byte & 15)]);
    }
    Ok(Ok(slot))
}

fn hex_digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'a' + value - 10,
    }
}
