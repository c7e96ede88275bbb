//! CONSOLE_WRITE: a formatted line, for the console and for the receipt's log.

use alloc::string::String;

use avm_abi as abi;

use super::{Context, Stop, emit};
use crate::format;
use crate::sbi;

/// Longer formats and argument lists are nobody's honest logging.
const MAX_FORMAT: u32 = 4096;
const MAX_LOGS: usize = 1024;

/// 0.
pub fn write(context: &mut Context) -> Result<u32, Stop> {
    let [format_at, format_len, words_at, words_len] = [1, 2, 3, 4].map(|n| context.argument(n));
    let bytes = format_len.saturating_add(words_len);
    context.charge(abi::PRICE_LOG, abi::PRICE_LOG_BYTE, bytes)?;
    if format_len > MAX_FORMAT || words_len > MAX_FORMAT {
        return context.refuse(abi::ERROR_TOO_LONG, 0);
    }
    if context.execution.journal.logs.len() >= MAX_LOGS {
        return context.refuse(abi::ERROR_TOO_MANY, 0);
    }
    let format = context.task.read(format_at, format_len as usize)?;
    let words = context.task.read(words_at, words_len as usize & !3)?;
    let words = words
        .chunks_exact(4)
        .map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]));
    let task = &context.task;
    let mut line: String = format::format(&format, words, |at, len| task.read(at, len).ok());
    let log = emit::emission(context, line.as_bytes().into(), true);
    context.execution.journal.logs.push(log);
    line.push('\n');
    sbi::print(&line);
    Ok(0)
}
