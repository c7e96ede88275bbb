//! What every program starts, prints and ends with. Its checksum goes to the UART; the test finisher ends the machine.

#![no_std]

use core::panic::PanicInfo;

const UART: *mut u8 = 0x1000_0000 as *mut u8;
const TEST_FINISHER: *mut u32 = 0x10_0000 as *mut u32;
const PASS: u32 = 0x5555;
const FAIL: u32 = 0x3333;

core::arch::global_asm!(
    ".section .text.init",
    ".globl _start",
    "_start:",
    "la sp, _stack_top",
    "call run",
);

/// Ten for the long variants, in which what comes before the machine is at full speed counts for little.
pub const SCALE: u32 = if option_env!("BENCH_LONG").is_some() { 10 } else { 1 };

/// Makes `$bench(times)` the program.
#[macro_export]
macro_rules! program {
    ($bench:path, $times:expr) => {
        #[unsafe(no_mangle)]
        extern "C" fn run() -> ! {
            // Not a constant to the compiler, which would work out some of it by itself.
            $crate::report($bench(core::hint::black_box($times * $crate::SCALE)))
        }
    };
}

/// Prints the checksum and ends well.
pub fn report(checksum: u32) -> ! {
    for shift in (0..32).step_by(4).rev() {
        put(b"0123456789abcdef"[(checksum >> shift) as usize & 15]);
    }
    put(b'\n');
    finish(PASS)
}

/// A program found its own work wrong.
pub fn fail() -> ! {
    finish(FAIL | 1 << 16)
}

fn put(byte: u8) {
    unsafe { UART.write_volatile(byte) }
}

fn finish(outcome: u32) -> ! {
    unsafe { TEST_FINISHER.write_volatile(outcome) }
    loop {}
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    fail()
}

/// Xorshift: the same numbers everywhere.
pub struct Random(pub u32);

impl Random {
    pub fn next(&mut self) -> u32 {
        let mut it = self.0;
        it ^= it << 13;
        it ^= it >> 17;
        it ^= it << 5;
        self.0 = it;
        it
    }
}
