//! Calls from one contract to another.

use crate::types::{Address, Result};

/// Calls contract `to` with `input` and waits for its result.
///
/// `from` must be the calling contract's own address. `None` means that no call took place: there
/// is no contract at `to`, the input is too long, or the calls are nested too deeply. A callee that
/// refuses is a result whose `success` is false.
///
/// ```no_run
/// use clibc::{call::call, types::Address};
/// # let (program, token) = (Address([0; 20]), Address([0; 20]));
/// let Some(result) = call(&program, &token, b"\x01\x00") else {
///     clibc::vm_panic(b"no such contract")
/// };
/// clibc::require(result.success, b"token refused");
/// ```
pub fn call(from: &Address, to: &Address, input: &[u8]) -> Option<Result> {
    #[cfg(target_arch = "riscv32")]
    // Safety: CALL_PROGRAM reads the three buffers. What it returns is null or 265 bytes on our
    // heap.
    unsafe {
        let block = ecall!(
            crate::SYSCALL_CALL_PROGRAM,
            "a1" = core::ptr::from_ref(to),
            "a2" = core::ptr::from_ref(from),
            "a3" = input.as_ptr(),
            "a4" = input.len(),
        ) as *const [u8; crate::types::result::RESULT_SIZE];
        block.as_ref().map(Result::from_bytes)
    }
    // A unit test runs one contract; there is no other to call.
    #[cfg(not(target_arch = "riscv32"))]
    {
        let _ = (from, to, input);
        None
    }
}
