//! A token in the typed style: the same as `erc20`, as an author would write it today.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::prelude::*;

/// A token after ERC-20.
#[contract]
mod token {
    use super::*;

    #[storage]
    pub struct Token {
        /// Who may mint.
        owner: Item<Address>,
        /// Everything that everybody has.
        supply: Item<u128>,
        balances: Map<Address, u128>,
        /// What a spender (second) may still move for an owner (first).
        allowances: Map<(Address, Address), u128>,
    }

    /// Coins went from one account to another.
    #[derive(Event)]
    pub struct Transfer {
        /// Nobody, where they are new.
        #[indexed]
        pub from: Option<Address>,
        #[indexed]
        pub to: Address,
        pub value: u128,
    }

    /// A spender may now move so much for an owner.
    #[derive(Event)]
    pub struct Approval {
        #[indexed]
        pub owner: Address,
        #[indexed]
        pub spender: Address,
        pub value: u128,
    }

    /// Why the token refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum TokenError {
        #[message("{owner} has {have}, which is less than {wanted}")]
        Insufficient {
            owner: Address,
            have: u128,
            wanted: u128,
        },
        #[message("{spender} may move only {allowed} for {owner}")]
        NotAllowed {
            owner: Address,
            spender: Address,
            allowed: u128,
        },
        #[message("only {0} may mint")]
        NotOwner(Address),
        /// The supply would not fit its 128 bits.
        Overflow,
    }

    impl Token {
        /// Creates the supply and gives it to the caller, who may mint more.
        #[init]
        pub fn init(&mut self, supply: u128) -> Result<(), TokenError> {
            self.owner.set(context::caller());
            self.mint(context::caller(), supply)
        }

        /// Creates more.
        pub fn mint(&mut self, to: Address, value: u128) -> Result<(), TokenError> {
            let owner = self.owner.load();
            if context::caller() != owner {
                return Err(TokenError::NotOwner(owner));
            }
            let supply = self.supply.or_default().checked_add(value);
            self.supply.set(supply.ok_or(TokenError::Overflow)?);
            // No balance is more than the supply, so this cannot overflow.
            self.balances.update(to, |it| it + value);
            emit(Transfer {
                from: None,
                to,
                value,
            });
            Ok(())
        }

        /// Moves coins of the caller.
        pub fn transfer(&mut self, to: Address, value: u128) -> Result<(), TokenError> {
            self.shift(context::caller(), to, value)
        }

        /// Lets a spender move coins of the caller, in place of what was allowed before.
        pub fn approve(&mut self, spender: Address, value: u128) {
            let owner = context::caller();
            self.allowances.set((owner, spender), value);
            emit(Approval {
                owner,
                spender,
                value,
            });
        }

        /// Moves coins of another, out of what they allowed the caller.
        pub fn transfer_from(
            &mut self,
            from: Address,
            to: Address,
            value: u128,
        ) -> Result<(), TokenError> {
            let spender = context::caller();
            let allowed = self.allowance(from, spender);
            let left = allowed.checked_sub(value).ok_or(TokenError::NotAllowed {
                owner: from,
                spender,
                allowed,
            })?;
            self.allowances.set((from, spender), left);
            self.shift(from, to, value)
        }

        /// How many coins an account has.
        pub fn balance_of(&self, owner: Address) -> u128 {
            self.balances.or_default(owner)
        }

        /// What a spender may still move for an owner.
        pub fn allowance(&self, owner: Address, spender: Address) -> u128 {
            self.allowances.or_default((owner, spender))
        }

        /// All coins there are.
        pub fn total_supply(&self) -> u128 {
            self.supply.or_default()
        }

        fn shift(&mut self, from: Address, to: Address, value: u128) -> Result<(), TokenError> {
            let have = self.balance_of(from);
            let left = have.checked_sub(value).ok_or(TokenError::Insufficient {
                owner: from,
                have,
                wanted: value,
            })?;
            // Taken before it is given: someone may pay themselves.
            self.balances.set(from, left);
            self.balances.update(to, |it| it + value);
            emit(Transfer {
                from: Some(from),
                to,
                value,
            });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::token::*;
    use clibc::{host, prelude::*};

    const ALICE: Address = Address([0xa1; 20]);
    const BOB: Address = Address([0xb0; 20]);

    fn token_of_alice() -> Token {
        host::reset();
        host::set_caller(ALICE);
        let mut token = Token::default();
        token.init(100).expect("100 is not too much");
        token
    }

    #[test]
    fn moves_coins() {
        let mut token = token_of_alice();
        assert_eq!(token.transfer(BOB, 30), Ok(()));
        assert_eq!((token.balance_of(ALICE), token.balance_of(BOB)), (70, 30));
        assert_eq!(token.total_supply(), 100);
    }

    #[test]
    fn a_transfer_to_oneself_changes_nothing() {
        let mut token = token_of_alice();
        assert_eq!(token.transfer(ALICE, 30), Ok(()));
        assert_eq!(token.balance_of(ALICE), 100);
    }

    #[test]
    fn refuses_what_is_not_there() {
        let mut token = token_of_alice();
        host::set_caller(BOB);
        let (owner, have, wanted) = (BOB, 0, 1);
        let refused = TokenError::Insufficient {
            owner,
            have,
            wanted,
        };
        assert_eq!(token.transfer(ALICE, 1), Err(refused));
        assert_eq!(token.mint(BOB, 1), Err(TokenError::NotOwner(ALICE)));
    }

    #[test]
    fn moves_for_another_what_was_allowed() {
        let mut token = token_of_alice();
        token.approve(BOB, 20);
        host::set_caller(BOB);
        assert_eq!(token.transfer_from(ALICE, BOB, 15), Ok(()));
        assert!(token.transfer_from(ALICE, BOB, 6).is_err());
        assert_eq!(
            (token.balance_of(BOB), token.allowance(ALICE, BOB)),
            (15, 5)
        );
    }

    #[test]
    fn never_overflows() {
        let mut token = token_of_alice();
        assert_eq!(token.mint(BOB, u128::MAX), Err(TokenError::Overflow));
    }
}
