//! The contract's side of a system call: number in a7, arguments from a1 on, result in a0.
//!
//! The kernel keeps every other register, so a0 is all that a call changes besides memory.
//!
//! The crate's functions make the calls, so a contract needs no number. Who reads machine code does: it is what a7 holds at an
//! `ecall`, in a trace, in the Registers of a debugger that stops there.

/// The numbers, under aVM's names: what is in a7 at the `ecall`, what it asks for, and what of this crate asks.
macro_rules! numbers {
    ($($name:ident = $number:ident $a7:literal, $meaning:literal, $by:literal;)*) => {$(
        #[doc = concat!($meaning, " Asked by [`", $by, "`](crate::", $by, ").")]
        ///
        /// ```
        #[doc = concat!("let a7 = ", $a7, "; // As it is at an `ecall`.")]
        #[doc = concat!("assert_eq!(a7, clibc::", stringify!($name), ");")]
        /// ```
        pub const $name: u32 = avm_abi::$number;
    )*};
}

numbers! {
    SYSCALL_STORAGE_GET = STORAGE_GET 1, "Read a slot of the contract's own storage.", "StorageMap::get";
    SYSCALL_STORAGE_SET = STORAGE_SET 2, "Write a slot of the contract's own storage.", "StorageMap::set";
    SYSCALL_PANIC = PANIC 3, "End the call with a reason.", "vm_panic";
    SYSCALL_CALL_PROGRAM = CALL_PROGRAM 5, "Call another contract.", "call::call";
    SYSCALL_FIRE_EVENT = FIRE_EVENT 6, "Add an event to the receipt.", "fire_event!";
    SYSCALL_ALLOC = ALLOC 7, "Take heap memory.", "allocator::VmAllocator";
    SYSCALL_DEALLOC = DEALLOC 8, "Give heap memory back.", "allocator::VmAllocator";
    SYSCALL_TRANSFER = TRANSFER 9, "Move native coin.", "transfer()";
    SYSCALL_BALANCE = BALANCE 10, "Read an account's native coin.", "balance()";
    SYSCALL_FINISH = FINISH 11, "End the call with a result.", "entrypoint!";
    SYSCALL_CALLER = CALLER 12, "Who called this contract.", "context::caller";
    SYSCALL_ORIGIN = ORIGIN 13, "Who sent the transaction.", "context::origin";
    SYSCALL_CALL_VALUE = CALL_VALUE 14, "The native coin that came with the call.", "context::value";
    SYSCALL_GAS_LEFT = GAS_LEFT 15, "The gas that is left.", "context::gas_left";
    SYSCALL_BLOCK = BLOCK 16, "The block that the transaction is in.", "context::block";
    SYSCALL_STORAGE_DELETE = STORAGE_DELETE 17, "Delete a slot of the contract's own storage.", "StorageMap::remove";
    SYSCALL_RETURN = RETURN 18, "End the call well, with data of any length.", "return_bytes";
    SYSCALL_REVERT = REVERT 19, "End the call badly, with data and a code.", "revert";
    SYSCALL_CALL = CALL 20, "Call another contract, with value and an allowance of gas.", "call::call_with";
    SYSCALL_RETURN_DATA = RETURN_DATA 21, "Copy what the last call gave back.", "call::return_data";
    SYSCALL_CREATE = CREATE 22, "Make a new contract.", "call::create";
    SYSCALL_KECCAK_256 = KECCAK_256 23, "Hash with Keccak-256.", "crypto::keccak256";
    SYSCALL_SHA_256 = SHA_256 24, "Hash with SHA-256.", "crypto::sha256";
    SYSCALL_SECP256K1_VERIFY = SECP256K1_VERIFY 25, "Check a signature.", "crypto::secp256k1_verify";
    SYSCALL_SECP256K1_RECOVER = SECP256K1_RECOVER 26, "Find the key behind a signature.", "crypto::secp256k1_recover";
    SYSCALL_LAST_ERROR = LAST_ERROR 27, "Why the last system call failed.", "error::last_error_code";
    SYSCALL_PAY = PAY 28, "Move any amount of native coin.", "pay()";
    CONSOLE_WRITE_ID = CONSOLE_WRITE 1000, "Write a formatted line to the log.", "log!";
}

/// Makes a system call and gives what the kernel left in a0. Only inside `unsafe`: the kernel reads
/// what pointers say.
///
/// Expands in place, so that in a debugger the frame with the `ecall` is the library function a
/// contract called.
#[cfg(target_arch = "riscv32")]
#[collapse_debuginfo(yes)]
macro_rules! ecall {
    ($number:expr $(, $register:tt = $argument:expr)* $(,)?) => {{
        let a0: u32;
        core::arch::asm!(
            "ecall",
            in("a7") $number,
            $(in($register) $argument,)*
            lateout("a0") a0,
            options(nostack),
        );
        a0
    }};
}
