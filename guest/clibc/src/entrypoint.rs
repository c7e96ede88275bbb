//! Where a contract begins and ends.

#[cfg(target_arch = "riscv32")]
use crate::types::{Address, Result};

/// Makes a function the contract's entry point.
///
/// The function, safe or unsafe, takes the contract's own address, its caller's and the input, and
/// returns a [`Result`](crate::types::Result). Only the RISC-V target gets the symbol `entrypoint`;
/// elsewhere the macro just checks the signature.
///
/// ```
/// use clibc::{entrypoint, types::{Address, Result}};
///
/// fn nothing(_program: Address, _caller: Address, _data: &[u8]) -> Result {
///     Result::new(true, 0)
/// }
/// entrypoint!(nothing);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! entrypoint {
    ($function:path) => {
        const _: unsafe fn(
            $crate::types::Address,
            $crate::types::Address,
            &[u8],
        ) -> $crate::types::Result = $function;

        /// Called by the kernel, with nothing but these four registers and a stack.
        #[cfg(target_arch = "riscv32")]
        #[unsafe(no_mangle)]
        #[unsafe(link_section = ".text.entrypoint")]
        unsafe extern "C" fn entrypoint(
            to: *const $crate::types::Address,
            from: *const $crate::types::Address,
            input: *const u8,
            input_len: usize,
        ) -> ! {
            // Safety: the kernel points at the args page, which stays mapped and unchanged until
            // the contract ends.
            let (program, caller, data) =
                unsafe { $crate::entrypoint::arguments(to, from, input, input_len) };
            // Safety: an unsafe entry function asks for what the kernel provides: to be called
            // first and once.
            #[allow(unused_unsafe)]
            let result = unsafe { $function(program, caller, data) };
            $crate::entrypoint::finish(&result)
        }
    };
}

/// Reads what the kernel passes to a contract's entry.
///
/// # Safety
/// The pointers must be valid, and `input` must stay so for as long as the slice is used.
#[cfg(target_arch = "riscv32")]
#[doc(hidden)]
pub unsafe fn arguments<'a>(
    to: *const Address,
    from: *const Address,
    input: *const u8,
    input_len: usize,
) -> (Address, Address, &'a [u8]) {
    crate::context::entered(to);
    // Safety: as promised by the caller. An address is bytes, so it needs no alignment.
    unsafe { (*to, *from, core::slice::from_raw_parts(input, input_len)) }
}

/// Ends the contract with `result`.
#[cfg(target_arch = "riscv32")]
pub fn finish(result: &Result) -> ! {
    // Safety: FINISH reads 265 bytes, the size of a Result, and does not come back.
    unsafe {
        core::arch::asm!(
            "ecall",
            "unimp",
            in("a7") crate::SYSCALL_FINISH,
            in("a1") core::ptr::from_ref(result),
            options(noreturn, nostack),
        )
    }
}
