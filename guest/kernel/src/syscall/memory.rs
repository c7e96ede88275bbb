//! ALLOC and DEALLOC: the contract's heap.

use super::{Context, Stop};
use crate::gas::price;

/// Heap memory, or 0 if there is none of that size and alignment.
pub fn alloc(context: &mut Context) -> Result<u32, Stop> {
    let (size, align) = (context.argument(1), context.argument(2));
    context.charge(price::ALLOC + price::ALLOC_WORDS * u64::from(size.div_ceil(32)))?;
    Ok(context.task.allocate(size, align).unwrap_or(0))
}

/// 0.
pub fn dealloc(context: &mut Context) -> Result<u32, Stop> {
    context.charge(price::DEALLOC)?;
    let (at, size) = (context.argument(1), context.argument(2));
    context.task.free(at, size);
    Ok(0)
}
