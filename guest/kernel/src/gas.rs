//! Gas: one per instruction that a contract retires, and a price per syscall (`guest/abi/table.json`).
//!
//! The platform's `time` counts retired user instructions. While a contract runs, `stimecmp` stands where its gas ends,
//! and the supervisor timer interrupt is the exact instruction at which it has none left. [Sstc]

/// The gas is gone; the call ends here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfGas;

/// What the running call may still use.
pub struct Gas {
    limit: u64,
    left: u64,
}

/// What the callers of the running call have, while it runs.
#[must_use]
pub struct HeldBack {
    limit: u64,
    left: u64,
}

impl Gas {
    pub fn new(limit: u64) -> Self {
        Self { limit, left: limit }
    }

    /// Of the running call, or of the transaction where none runs.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    pub fn left(&self) -> u64 {
        self.left
    }

    pub fn used(&self) -> u64 {
        self.limit - self.left
    }

    /// Lets a call begin with `allowance`, or with what there is, and keeps the rest from it.
    pub fn hold_back(&mut self, allowance: u64) -> HeldBack {
        let allowance = allowance.min(self.left);
        let held = HeldBack {
            limit: self.limit,
            left: self.left - allowance,
        };
        *self = Self::new(allowance);
        held
    }

    /// The call is over: its callers have what they held back, and what it left.
    pub fn give_back(&mut self, held: HeldBack) {
        self.limit = held.limit;
        self.left += held.left;
    }

    /// Takes `amount` or, where that is more than is left, everything.
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
    /// has counted, which it gives. So a limit of exactly what a call uses is enough for it.
    pub fn while_running(&mut self, body: impl FnOnce()) -> u64 {
        let start = clock::now();
        clock::interrupt_at(start.saturating_add(self.left).saturating_add(1));
        body();
        // An interrupt that is pending now waits: the kernel runs with interrupts off, and sets the clock anew first.
        // One more than was left where the interrupt came, and never more than that.
        let taken = (clock::now() - start).min(self.left);
        self.left -= taken;
        taken
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
        // Safety: sets the supervisor timer. With interrupts off, nobody sees it between its halves. [Sstc §2.1]
        unsafe {
            core::arch::asm!("csrw 0x14d, {l}", "csrw 0x15d, {h}", l = in(reg) time as u32,
                h = in(reg) (time >> 32) as u32, options(nomem, nostack));
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

    #[test]
    fn a_call_cannot_touch_what_is_held_back() {
        let mut gas = Gas::new(100);
        assert_eq!(gas.charge(10), Ok(()));
        let held = gas.hold_back(30);
        assert_eq!((gas.limit(), gas.left()), (30, 30));
        assert_eq!(gas.charge(31), Err(OutOfGas));
        gas.give_back(held);
        assert_eq!((gas.limit(), gas.left(), gas.used()), (100, 60, 40));
    }

    #[test]
    fn an_allowance_is_never_more_than_there_is() {
        let mut gas = Gas::new(100);
        let held = gas.hold_back(u64::MAX);
        assert_eq!((gas.limit(), gas.left()), (100, 100));
        gas.give_back(held);
        assert_eq!(gas.left(), 100);
    }
}
