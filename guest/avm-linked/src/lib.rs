//! clibc for contracts in aVM's binary form: what aVM's toolchain makes of the same sources.
//!
//! A contract depends on it in clibc's place, `clibc = { package = "avm-linked", … }`, and links
//! with `-Tavm.ld`. All names are clibc's but [`entrypoint!`], which ends as aVM's contracts do:
//! 265 bytes at 0x100, then `ebreak`. Such a contract runs from its ELF, and from its flat image.

#![no_std]

pub use clibc::*;

/// Where the kernel looks for the result of a contract that is linked like this.
pub const RESULT: usize = 0x100;

/// Makes a function the contract's entry point, as [`clibc::entrypoint!`] does.
#[macro_export]
macro_rules! entrypoint {
    ($function:path) => {
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
            $crate::finish(result)
        }
    };
}

/// Ends the contract with `result`.
#[cfg(target_arch = "riscv32")]
pub fn finish(result: types::Result) -> ! {
    // Safety: page 0 of a contract that is linked like this is there for its result, and the
    // kernel takes the breakpoint for the end.
    unsafe {
        core::ptr::write_unaligned(RESULT as *mut types::Result, result);
        core::arch::asm!("ebreak", options(noreturn, nostack));
    }
}
