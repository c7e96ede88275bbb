//! What brings a contract back into the kernel.

use alloc::format;
use alloc::string::String;

use avm_abi as abi;

/// A contract's registers while it is suspended. The firmware and debuggers read it by these offsets.
#[repr(C)]
pub struct TrapFrame {
    /// x0 to x31; x0 stays zero.
    pub x: [u32; 32],
    /// Where it goes on.
    pub pc: u32,
    /// The kernel stack that waits for it.
    kernel_sp: u32,
}
const _: () = assert!(core::mem::offset_of!(TrapFrame, pc) == 128);

impl TrapFrame {
    pub fn new() -> Self {
        Self {
            x: [0; 32],
            pc: 0,
            kernel_sp: 0,
        }
    }

    /// Argument register a0 to a7.
    pub fn a(&self, n: usize) -> u32 {
        self.x[10 + n]
    }

    pub fn set_a(&mut self, n: usize, value: u32) {
        self.x[10 + n] = value;
    }
}

impl Default for TrapFrame {
    fn default() -> Self {
        Self::new()
    }
}

/// scause in words. [Priv §4.1.8]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    Syscall,
    Breakpoint,
    /// The supervisor timer: the gas is gone.
    OutOfGas,
    Fault(Fault),
}

/// Something a contract may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Exception code.
    pub cause: u32,
    pub pc: u32,
    /// stval: the address, or the instruction's bits.
    pub value: u32,
}

pub const BREAKPOINT: u32 = 3;
pub const LOAD_PAGE_FAULT: u32 = 13;
pub const STORE_PAGE_FAULT: u32 = 15;

/// As far as one frame may reach below the stack's end: whoever wants more has never had that much.
const FRAME_BYTES: u32 = 1 << 20;

const INTERRUPT: u32 = 1 << 31;
const TIMER: u32 = INTERRUPT | 5;
const ENVIRONMENT_CALL_FROM_U: u32 = 8;

impl Trap {
    /// `value` is stval, which only a fault is asked for.
    ///
    /// # Panics
    /// On an interrupt that the kernel did not ask for.
    pub fn from_cause(cause: u32, pc: u32, value: impl FnOnce() -> u32) -> Self {
        match cause {
            ENVIRONMENT_CALL_FROM_U => Self::Syscall,
            BREAKPOINT => Self::Breakpoint,
            TIMER => Self::OutOfGas,
            _ if cause & INTERRUPT != 0 => panic!("interrupt {:#x} from U-mode", cause),
            _ => Self::Fault(Fault {
                cause,
                pc,
                value: value(),
            }),
        }
    }
}

impl Fault {
    /// The fault as a sentence for a receipt.
    pub fn reason(&self) -> String {
        let Self { cause, pc, value } = *self;
        let what = match cause {
            0 => "jump to a misaligned address",
            1 | 12 => "jump to an address that cannot be executed",
            2 => return format!("illegal instruction {value:#010x} at {pc:#010x}"),
            BREAKPOINT => return format!("breakpoint at {pc:#010x}"),
            4 | 6 => "misaligned access",
            5 | LOAD_PAGE_FAULT => "read of an address that cannot be read",
            7 | STORE_PAGE_FAULT => "write to an address that cannot be written",
            _ => return format!("exception {cause} at {pc:#010x}"),
        };
        let who = if self.is_below_stack() {
            "stack overflow: "
        } else {
            ""
        };
        format!("{who}{what}: {value:#010x}, at {pc:#010x}")
    }

    /// Whether the address is one that only a stack that is too deep comes to: nothing is mapped there.
    fn is_below_stack(&self) -> bool {
        const BOTTOM: u32 = abi::STACK_TOP - abi::STACK_BYTES;
        let is_access = matches!(self.cause, 5 | 7 | LOAD_PAGE_FAULT | STORE_PAGE_FAULT);
        is_access && (BOTTOM - FRAME_BYTES..BOTTOM).contains(&self.value)
    }
}

/// Why the last trap happened.
#[cfg(target_arch = "riscv32")]
pub fn last(frame: &TrapFrame) -> Trap {
    let cause: u32;
    // Safety: reads a CSR that every trap sets.
    unsafe { core::arch::asm!("csrr {c}, scause", c = out(reg) cause, options(nomem, nostack)) };
    Trap::from_cause(cause, frame.pc, || {
        let value: u32;
        // Safety: the same.
        unsafe { core::arch::asm!("csrr {v}, stval", v = out(reg) value, options(nomem, nostack)) };
        value
    })
}

#[cfg(not(target_arch = "riscv32"))]
pub fn last(frame: &TrapFrame) -> Trap {
    Trap::from_cause(BREAKPOINT, frame.pc, || 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_stack_that_is_too_deep_from_other_addresses() {
        const BOTTOM: u32 = abi::STACK_TOP - abi::STACK_BYTES;
        let cases = [
            (STORE_PAGE_FAULT, BOTTOM - 4, true),
            (LOAD_PAGE_FAULT, BOTTOM - 0x3_0000, true),
            (STORE_PAGE_FAULT, abi::STACK_TOP, false),
            (STORE_PAGE_FAULT, 0, false),
            (12, BOTTOM - 4, false), // Nobody has pushed a jump.
        ];
        for (cause, value, is_overflow) in cases {
            let reason = Fault {
                cause,
                pc: 0x1000,
                value,
            }
            .reason();
            assert_eq!(
                reason.starts_with("stack overflow: "),
                is_overflow,
                "{reason}"
            );
        }
    }
}
