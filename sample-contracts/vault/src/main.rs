//! A vault that can be robbed, and the same vault repaired: two lines in another order.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::{client::Callee, prelude::*};

/// Keeps coin for whoever brings some.
#[contract]
mod vault {
    use super::*;

    #[storage]
    pub struct Vault {
        balances: Map<Address, u128>,
    }

    #[derive(Event)]
    pub struct Withdrawn {
        #[indexed]
        pub owner: Address,
        pub amount: u128,
    }

    /// Why the vault refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum VaultError {
        #[message("{0} has nothing here")]
        Empty(Address),
        #[message("{0} does not take its coin")]
        NotTaken(Address),
    }

    /// Selector of `receive`, which a contract has that takes coin: keccak-256 of the name begins with it.
    pub const RECEIVE: [u8; 4] = [0xd2, 0x17, 0xfc, 0xc6];

    impl Vault {
        /// Keeps the coin that comes along.
        #[payable]
        pub fn deposit(&mut self) {
            self.balances
                .update(context::caller(), |it| it + context::value());
        }

        /// Gives the caller all it has here. The bug: it pays first, and whoever is paid may call again before the balance
        /// is gone.
        pub fn withdraw(&mut self) -> Result<u128, VaultError> {
            let owner = context::caller();
            let amount = self.balance_or_refusal(owner)?;
            send(owner, amount)?;
            self.balances.remove(owner); // Too late.
            emit(Withdrawn { owner, amount });
            Ok(amount)
        }

        /// Gives the caller all it has here. The repair: the balance is gone before anybody else runs.
        pub fn withdraw_safely(&mut self) -> Result<u128, VaultError> {
            let owner = context::caller();
            let amount = self.balance_or_refusal(owner)?;
            self.balances.remove(owner);
            send(owner, amount)?;
            emit(Withdrawn { owner, amount });
            Ok(amount)
        }

        /// What somebody has here.
        pub fn balance_of(&self, owner: Address) -> u128 {
            self.balances.or_default(owner)
        }

        fn balance_or_refusal(&self, owner: Address) -> Result<u128, VaultError> {
            self.balances.get(owner).ok_or(VaultError::Empty(owner))
        }
    }

    /// A contract is called with its coin, so that it hears of it; to anybody else the coin is only moved.
    fn send(to: Address, amount: u128) -> Result<(), VaultError> {
        let receiver = Callee::at(to).with_value(amount);
        match receiver.call::<()>(RECEIVE, &()) {
            Ok(()) => Ok(()),
            Err(clibc::client::CallError::Failed(clibc::Error::NoContract)) => {
                pay(to, amount).map_err(|_| VaultError::NotTaken(to))
            }
            Err(_) => Err(VaultError::NotTaken(to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::vault::*;
    use clibc::{contract::Outcome, host, prelude::*};
    use std::{cell::Cell, rc::Rc};

    const ALICE: Address = Address([0xa1; 20]);
    const THIEF: Address = Address([0x71; 20]);

    fn vault_with_coin_of(owner: Address) -> Vault {
        host::reset();
        host::set_contract_balance(1_000);
        host::set_caller(owner);
        host::set_value(10);
        let mut vault = Vault::default();
        vault.deposit();
        vault
    }

    /// Counts how often the thief is paid when it asks twice more while it is being paid.
    fn robbed_by(withdraw: fn(&mut Vault) -> Result<u128, VaultError>) -> u32 {
        let mut vault = vault_with_coin_of(THIEF);
        let paid = Rc::new(Cell::new(0));
        let times = paid.clone();
        host::set_contract(THIEF, move |_| {
            times.set(times.get() + 1);
            // In a unit test nobody can be called again before they return: the thief looks instead.
            let is_still_there = Vault::default().balance_of(THIEF) > 0;
            Outcome::Returned(if is_still_there { vec![] } else { vec![1] })
        });
        let outcome = withdraw(&mut vault);
        assert_eq!(paid.get(), 1);
        u32::from(outcome.is_ok())
    }

    #[test]
    fn gives_back_what_was_brought() {
        let mut vault = vault_with_coin_of(ALICE);
        assert_eq!(vault.withdraw(), Ok(10));
        assert_eq!(balance(&ALICE), 10);
        assert_eq!(vault.withdraw(), Err(VaultError::Empty(ALICE)));
        assert_eq!(vault.withdraw_safely(), Err(VaultError::Empty(ALICE)));
    }

    #[test]
    fn still_holds_a_balance_while_it_pays_and_the_repaired_one_does_not() {
        assert_eq!(robbed_by(Vault::withdraw), 1);
        assert_eq!(robbed_by(Vault::withdraw_safely), 0);
    }
}
