//! A counter that everybody may move, a little at a time.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::prelude::*;

/// Counts, and remembers who counted how far.
#[contract]
mod my_contract {
    use super::*;

    /// The most that one call may add.
    pub const MOST: u64 = 100;

    #[storage]
    pub struct MyContract {
        /// Who may set it back.
        owner: Item<Address>,
        /// Where the counter stands.
        total: Item<u64>,
        /// What each account has added.
        added: Map<Address, u64>,
    }

    /// Somebody has moved the counter.
    #[derive(Event)]
    pub struct Counted {
        #[indexed]
        pub by: Address,
        pub step: u64,
        pub total: u64,
    }

    /// Why the counter refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum Refused {
        #[message("a step of {step} is more than {most}")]
        TooFar { step: u64, most: u64 },
        #[message("only {0} may set it back")]
        NotOwner(Address),
        /// The counter would not fit its 64 bits.
        Full,
    }

    impl MyContract {
        /// Begins to count at `start`; the caller may set it back. Works once.
        #[init]
        pub fn init(&mut self, start: u64) {
            self.owner.set(context::caller());
            self.total.set(start);
        }

        /// Moves the counter and says where it stands.
        pub fn add(&mut self, step: u64) -> Result<u64, Refused> {
            if step > MOST {
                return Err(Refused::TooFar { step, most: MOST });
            }
            let total = self.total().checked_add(step).ok_or(Refused::Full)?;
            let by = context::caller();
            self.total.set(total);
            self.added.update(by, |it| it + step);
            emit(Counted { by, step, total });
            Ok(total)
        }

        /// Begins again at zero.
        pub fn reset(&mut self) -> Result<(), Refused> {
            let owner = self.owner.load();
            if context::caller() != owner {
                return Err(Refused::NotOwner(owner));
            }
            self.total.set(0);
            Ok(())
        }

        /// Where the counter stands.
        pub fn total(&self) -> u64 {
            self.total.or_default()
        }

        /// What an account has added.
        pub fn added_by(&self, who: Address) -> u64 {
            self.added.or_default(who)
        }
    }
}

/// On this machine, with a chain in memory: `cargo test`.
#[cfg(test)]
mod tests {
    use super::my_contract::*;
    use clibc::{host, prelude::*};

    const ALICE: Address = Address([0xa1; 20]);
    const BOB: Address = Address([0xb0; 20]);

    fn counter_of_alice() -> MyContract {
        host::reset();
        host::set_caller(ALICE);
        let mut counter = MyContract::default();
        counter.init(5);
        counter
    }

    #[test]
    fn counts() {
        let mut counter = counter_of_alice();
        assert_eq!(counter.add(2), Ok(7));
        host::set_caller(BOB);
        assert_eq!(counter.add(3), Ok(10));
        assert_eq!(counter.total(), 10);
        assert_eq!((counter.added_by(ALICE), counter.added_by(BOB)), (2, 3));
    }

    #[test]
    fn refuses_a_step_that_is_too_far() {
        let mut counter = counter_of_alice();
        let (step, most) = (MOST + 1, MOST);
        assert_eq!(counter.add(step), Err(Refused::TooFar { step, most }));
        assert_eq!(counter.total(), 5);
    }

    #[test]
    fn is_set_back_by_its_owner_alone() {
        let mut counter = counter_of_alice();
        host::set_caller(BOB);
        assert_eq!(counter.reset(), Err(Refused::NotOwner(ALICE)));
        host::set_caller(ALICE);
        assert_eq!(counter.reset(), Ok(()));
        assert_eq!(counter.total(), 0);
    }
}
