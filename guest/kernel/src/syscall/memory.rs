//! ALLOC and DEALLOC: the contract's heap.

use avm_abi as abi;

use super::{Context, Stop};

/// Heap memory, or 0 if there is none of that size and alignment.
pub fn alloc(context: &mut Context) -> Result<u32, Stop> {
    let (size, align) = (context.argument(1), context.argument(2));
    context.charge(abi::PRICE_ALLOC, abi::PRICE_ALLOC_WORD, size.div_ceil(32))?;
    match context.task.allocate(size, align) {
        Some(at) => Ok(at),
        None => context.refuse(abi::ERROR_NO_MEMORY, 0),
    }
}

/// 0.
pub fn dealloc(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_DEALLOC)?;
    let (at, size) = (context.argument(1), context.argument(2));
    context.task.free(at, size);
    Ok(0)
}
