//! Where a contract is: who called it, with what, and in which block.
//!
//! On the host, [`host::set_context`](crate::host::set_context) says what a unit test wants to hear.

#[cfg(target_arch = "riscv32")]
use core::sync::atomic::{AtomicPtr, Ordering};

use crate::types::Address;

/// The block that the transaction is in, the same for every transaction of a bundle but for the index.
///
/// ```
/// use clibc::{context::{self, Block}, host};
///
/// host::set_block(Block { number: 7, timestamp: 1_767_225_600, ..Block::default() });
/// let Block { number, timestamp, .. } = context::block();
/// assert_eq!((number, timestamp), (7, 1_767_225_600));
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// How many blocks there were before.
    pub number: u64,
    /// Seconds since 1970.
    pub timestamp: u64,
    /// Which chain this is.
    pub chain_id: u64,
    /// Of the transaction, in its bundle.
    pub transaction_index: u64,
}

/// Everything that the functions of this module can say.
///
/// ```
/// use clibc::{context::{Block, Context}, host, types::Address};
///
/// let alice = Address([1; 20]);
/// host::set_context(Context {
///     caller: alice,
///     origin: alice,
///     value: 5,
///     gas_left: 100_000,
///     block: Block::default(),
/// });
/// assert_eq!(clibc::context::value(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// See [`caller`].
    pub caller: Address,
    /// See [`origin`].
    pub origin: Address,
    /// See [`value`].
    pub value: u128,
    /// See [`gas_left`].
    pub gas_left: u64,
    /// See [`block`].
    pub block: Block,
}

/// This contract's own address. The same as the entry point's first argument.
///
/// ```
/// use clibc::{context, host, types::Address};
///
/// assert_eq!(context::program(), host::PROGRAM); // On the host there is one.
/// # let _ = Address([0; 20]);
/// ```
pub fn program() -> Address {
    #[cfg(target_arch = "riscv32")]
    // Safety: `entered` put the kernel's pointer there, before anything of the contract ran; the args page stays.
    return unsafe { *PROGRAM.load(Ordering::Relaxed) };
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::PROGRAM
}

#[cfg(target_arch = "riscv32")]
static PROGRAM: AtomicPtr<Address> = AtomicPtr::new(core::ptr::null_mut());

/// Remembers where the kernel put the contract's own address.
#[cfg(target_arch = "riscv32")]
pub(crate) fn entered(program: *const Address) {
    PROGRAM.store(program.cast_mut(), Ordering::Relaxed);
}

/// Who called this contract: an account, or another contract. The same as the entry point's second argument.
///
/// ```
/// use clibc::{context, host, types::Address};
///
/// host::set_caller(Address([1; 20]));
/// assert_eq!(context::caller(), Address([1; 20]));
/// ```
pub fn caller() -> Address {
    #[cfg(target_arch = "riscv32")]
    return Address(told(crate::SYSCALL_CALLER));
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::context().caller
}

/// Who sent the transaction. Do not decide by it who may do what: a contract between could be anybody's.
///
/// ```
/// use clibc::{context, host, types::Address};
///
/// host::set_caller(Address([1; 20]));
/// // The same as the caller, unless a contract is between.
/// assert_eq!(context::origin(), context::caller());
/// ```
pub fn origin() -> Address {
    #[cfg(target_arch = "riscv32")]
    return Address(told(crate::SYSCALL_ORIGIN));
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::context().origin
}

/// The native coin that came with this call. It is the contract's already.
///
/// ```
/// use clibc::{context, host};
///
/// host::set_value(1_000);
/// assert_eq!(context::value(), 1_000);
/// ```
pub fn value() -> u128 {
    #[cfg(target_arch = "riscv32")]
    return u128::from_le_bytes(told(crate::SYSCALL_CALL_VALUE));
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::context().value
}

/// The gas that this call has left.
///
/// ```
/// use clibc::{context, host};
///
/// host::set_value(0);
/// let is_enough = context::gas_left() > 10_000;
/// assert!(is_enough); // A unit test never runs out.
/// ```
pub fn gas_left() -> u64 {
    #[cfg(target_arch = "riscv32")]
    return u64::from_le_bytes(told(crate::SYSCALL_GAS_LEFT));
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::context().gas_left
}

/// The block that the transaction is in.
///
/// ```
/// use clibc::{context::{self, Block}, host};
///
/// host::set_block(Block { timestamp: 60, ..Block::default() });
/// assert!(context::block().timestamp >= 60);
/// ```
pub fn block() -> Block {
    #[cfg(target_arch = "riscv32")]
    {
        let [number, timestamp, chain_id, transaction_index] = told(crate::SYSCALL_BLOCK);
        Block {
            number,
            timestamp,
            chain_id,
            transaction_index,
        }
    }
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::context().block
}

/// What a syscall with one argument, a destination, writes. The target is little-endian, as the kernel's words are.
#[cfg(target_arch = "riscv32")]
fn told<T: Copy + Default, const N: usize>(number: u32) -> [T; N] {
    let mut words = [T::default(); N];
    // Safety: the syscall writes as many bytes as `words` has; every value of integers is one.
    unsafe { ecall!(number, "a1" = words.as_mut_ptr()) };
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    #[test]
    fn is_what_a_unit_test_says() {
        let context = Context {
            caller: Address([1; 20]),
            origin: Address([2; 20]),
            value: 3,
            gas_left: 4,
            block: Block {
                number: 5,
                timestamp: 6,
                chain_id: 7,
                transaction_index: 8,
            },
        };
        host::set_context(context);
        assert_eq!(
            (caller(), origin(), value(), gas_left(), block()),
            (context.caller, context.origin, 3, 4, context.block)
        );
    }
}
