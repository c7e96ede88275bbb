//! Calls from the kernel to the firmware below it. [SBI §3]

use avm_abi::{EID_DBCN, EID_SRST};

/// Why the machine is shut down. [SBI §10.1]
#[derive(Clone, Copy)]
pub enum Reason {
    None = 0,
    SystemFailure = 1,
}

/// Makes an SBI call and gives its value; an error is the firmware's word that the kernel is wrong.
pub fn call(extension: u32, function: u32, arguments: [usize; 5]) -> usize {
    let (error, value) = raw(extension, function, arguments);
    assert!(
        error == 0,
        "firmware call {extension:#x}.{function} refused: {error}"
    );
    value
}

/// Writes text to the debug console. [SBI §12]
pub fn print(text: &str) {
    call(EID_DBCN, 0, [text.len(), text.as_ptr() as usize, 0, 0, 0]);
}

/// Ends the machine. [SBI §10]
pub fn shut_down(reason: Reason) -> ! {
    raw(EID_SRST, 0, [0, reason as usize, 0, 0, 0]);
    #[allow(clippy::empty_loop)] // The firmware does not come back from a reset.
    loop {}
}

#[cfg(target_arch = "riscv32")]
fn raw(extension: u32, function: u32, arguments: [usize; 5]) -> (isize, usize) {
    let (error, value);
    // Safety: the firmware reads and writes what the arguments point at, as their caller means it.
    unsafe {
        core::arch::asm!(
            "ecall",
            in("a7") extension,
            in("a6") function,
            inlateout("a0") arguments[0] => error,
            inlateout("a1") arguments[1] => value,
            in("a2") arguments[2],
            in("a3") arguments[3],
            in("a4") arguments[4],
            options(nostack),
        );
    }
    (error, value)
}

/// On the host there is no firmware: a unit test that gets here tests the wrong thing.
#[cfg(not(target_arch = "riscv32"))]
fn raw(extension: u32, function: u32, _: [usize; 5]) -> (isize, usize) {
    panic!("firmware call {extension:#x}.{function} on the host")
}
