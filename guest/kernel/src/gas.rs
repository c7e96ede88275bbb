//! Gas: one per instruction that a contract retires, and a price per syscall.
//!
//! The platform's `time` counts retired user instructions. While a contract runs, `stimecmp` stands where its gas ends,
//! and the supervisor timer interrupt is the exact instruction at which it has none left. [Sstc]

/// Prices beyond the instructions, after aVM's old schedule. [aVM 12]
pub mod price {
    /// The kernel's own work for any syscall.
    pub const SYSCALL: u64 = 30;
    /// A read of the database, at worst.
    pub const STORAGE_GET: u64 = 2_100;
    /// A slot that every node keeps from now on.
    pub const STORAGE_SET: u64 = 20_000;
    /// Keys are hashed and compared byte by byte.
    pub const STORAGE_KEY_BYTE: u64 = 4;
    /// Values are kept for ever.
    pub const STORAGE_VALUE_BYTE: u64 = 16;
    /// A line of a receipt.
    pub const LOG: u64 = 375;
    pub const LOG_BYTE: u64 = 8;
    /// An address space, a journal checkpoint.
    pub const CALL: u64 = 740;
    pub const CALL_BYTE: u64 = 4;
    /// Pages may have to be found and zeroed.
    pub const ALLOC: u64 = 15;
    pub const ALLOC_WORDS: u64 = 3;
    pub const DEALLOC: u64 = 4;
    /// Two accounts change.
    pub const TRANSFER: u64 = 9_000;
    /// A read of the database, at worst.
    pub const BALANCE: u64 = 2_600;
}

/// The gas is gone; the transaction ends here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfGas;

/// What a transaction may still use.
pub struct Gas {
    limit: u64,
    left: u64,
}

impl Gas {
    pub fn new(limit: u64) -> Self {
        Self { limit, left: limit }
    }

    pub fn limit(&self) -> u64 {
        self.limit
    }

    pub fn left(&self) -> u64 {
        self.left
    }

    pub fn used(&self) -> u64 {
        self.limit - self.left
    }

    /// Takes `amount`, or everything that is left.
    pub fn charge(&mut self, amount: u64) -> Result<(), OutOfGas> {
        match self.left.checked_sub(amount) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(OutOfGas)
            }
        }
    }

    /// Lets the clock run out after the first instruction that there is no gas for, runs `body` and takes what the clock
    /// has counted. So a limit of exactly what a call uses is enough for it.
    pub fn while_running(&mut self, body: impl FnOnce()) {
        let start = clock::now();
        clock::interrupt_at(start.saturating_add(self.left).saturating_add(1));
        body();
        clock::interrupt_at(u64::MAX);
        // One more than was left where the interrupt came, and never more than that.
        self.left = self.left.saturating_sub(clock::now() - start);
    }
}

#[cfg(target_arch = "riscv32")]
mod clock {
    /// User instructions retired since boot. The kernel retires none, so the two halves fit together.
    pub fn now() -> u64 {
        let (low, high): (u32, u32);
        // Safety: reads two counters.
        unsafe {
            core::arch::asm!("rdtime {l}", "rdtimeh {h}", l = out(reg) low, h = out(reg) high,
                options(nomem, nostack));
        }
        u64::from(high) << 32 | u64::from(low)
    }

    pub fn interrupt_at(time: u64) {
        // Safety: sets the supervisor timer. The high half is at its most while the low one changes. [Sstc §2.1]
        unsafe {
            core::arch::asm!("csrw 0x15d, {most}", "csrw 0x14d, {l}", "csrw 0x15d, {h}",
                most = in(reg) u32::MAX, l = in(reg) time as u32, h = in(reg) (time >> 32) as u32,
                options(nomem, nostack));
        }
    }
}

#[cfg(not(target_arch = "riscv32"))]
mod clock {
    pub fn now() -> u64 {
        0
    }

    pub fn interrupt_at(_: u64) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_is_there_and_no_more() {
        let mut gas = Gas::new(100);
        assert_eq!(gas.charge(60), Ok(()));
        assert_eq!((gas.left(), gas.used()), (40, 60));
        assert_eq!(gas.charge(41), Err(OutOfGas));
        assert_eq!((gas.left(), gas.used()), (0, 100));
    }
}
