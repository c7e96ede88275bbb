//! Start, main loop, and death.

#![no_std]
#![no_main]
#![deny(unsafe_op_in_unsafe_fn)]

#[cfg(target_arch = "riscv32")]
mod boot;

#[cfg(not(target_arch = "riscv32"))]
mod not_the_target {
    //! The kernel is a program for the target; this keeps `cargo clippy` on the host honest.

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo) -> ! {
        loop {}
    }
}
