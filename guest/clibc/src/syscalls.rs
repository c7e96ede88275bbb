//! The contract's side of a system call: number in a7, arguments from a1 on, result in a0.
//!
//! The kernel keeps every other register, so a0 is all that a call changes besides memory.

/// The numbers, under aVM's names.
macro_rules! numbers {
    ($($name:ident = $number:ident, $meaning:literal;)*) => {$(
        #[doc = $meaning]
        pub const $name: u32 = avm_abi::$number;
    )*};
}

numbers! {
    SYSCALL_STORAGE_GET = STORAGE_GET, "Read a slot of the contract's own storage.";
    SYSCALL_STORAGE_SET = STORAGE_SET, "Write a slot of the contract's own storage.";
    SYSCALL_PANIC = PANIC, "End the call with a reason.";
    SYSCALL_CALL_PROGRAM = CALL_PROGRAM, "Call another contract.";
    SYSCALL_FIRE_EVENT = FIRE_EVENT, "Add an event to the receipt.";
    SYSCALL_ALLOC = ALLOC, "Take heap memory.";
    SYSCALL_DEALLOC = DEALLOC, "Give heap memory back.";
    SYSCALL_TRANSFER = TRANSFER, "Move native coin.";
    SYSCALL_BALANCE = BALANCE, "Read an account's native coin.";
    SYSCALL_FINISH = FINISH, "End the call with a result.";
    SYSCALL_CALLER = CALLER, "Who called this contract.";
    SYSCALL_ORIGIN = ORIGIN, "Who sent the transaction.";
    SYSCALL_CALL_VALUE = CALL_VALUE, "The native coin that came with the call.";
    SYSCALL_GAS_LEFT = GAS_LEFT, "The gas that is left.";
    SYSCALL_BLOCK = BLOCK, "The block that the transaction is in.";
    SYSCALL_STORAGE_DELETE = STORAGE_DELETE, "Delete a slot of the contract's own storage.";
    SYSCALL_RETURN = RETURN, "End the call well, with data of any length.";
    SYSCALL_REVERT = REVERT, "End the call badly, with data and a code.";
    SYSCALL_CALL = CALL, "Call another contract, with value and an allowance of gas.";
    SYSCALL_RETURN_DATA = RETURN_DATA, "Copy what the last call gave back.";
    SYSCALL_CREATE = CREATE, "Make a new contract.";
    SYSCALL_KECCAK_256 = KECCAK_256, "Hash with Keccak-256.";
    SYSCALL_SHA_256 = SHA_256, "Hash with SHA-256.";
    SYSCALL_SECP256K1_VERIFY = SECP256K1_VERIFY, "Check a signature.";
    SYSCALL_SECP256K1_RECOVER = SECP256K1_RECOVER, "Find the key behind a signature.";
    SYSCALL_LAST_ERROR = LAST_ERROR, "Why the last system call failed.";
    CONSOLE_WRITE_ID = CONSOLE_WRITE, "Write a formatted line to the log.";
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
