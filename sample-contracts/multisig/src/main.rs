//! A wallet of several owners: it pays and calls what enough of them want.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::{
    call::{ALL_GAS, call_with},
    prelude::*,
};

/// A wallet that acts when enough of its owners have said yes.
#[contract]
mod multisig {
    use super::*;

    /// Something that the wallet is asked to do: send `value` along with `input`.
    #[derive(Value, Clone, Debug, PartialEq)]
    pub struct Proposal {
        pub to: Address,
        pub value: u128,
        /// Empty for a payment; else what the contract at `to` is called with.
        pub input: Vec<u8>,
        /// The owners who want it, in the order in which they said so.
        pub approvals: Vec<Address>,
        pub is_done: bool,
    }

    #[storage]
    pub struct Multisig {
        owners: Item<Vec<Address>>,
        /// How many of them it takes.
        threshold: Item<u8>,
        count: Item<u32>,
        proposals: Map<u32, Proposal>,
    }

    #[derive(Event)]
    pub struct Proposed {
        #[indexed]
        pub proposal: u32,
        pub by: Address,
    }

    #[derive(Event)]
    pub struct Approved {
        #[indexed]
        pub proposal: u32,
        pub by: Address,
        /// How many more it takes.
        pub missing: u8,
    }

    #[derive(Event)]
    pub struct Executed {
        #[indexed]
        pub proposal: u32,
        pub to: Address,
        pub value: u128,
    }

    /// Why the wallet refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum WalletError {
        #[message("{0} owns nothing here")]
        NotOwner(Address),
        #[message("{needed} of {owners} owners cannot be had")]
        Impossible { needed: u8, owners: u32 },
        #[message("{0} is an owner twice")]
        Twice(Address),
        #[message("there is no proposal {0}")]
        NoSuchProposal(u32),
        #[message("proposal {0} is done")]
        Done(u32),
        #[message("{by} has approved proposal {proposal} already")]
        Approved { proposal: u32, by: Address },
        #[message("{by} has not approved proposal {proposal}")]
        NotApproved { proposal: u32, by: Address },
        #[message("it takes {missing} more")]
        TooFew { missing: u8 },
        #[message("what was proposed did not work: {why}")]
        Failed { why: String },
    }

    impl Multisig {
        /// Says who owns the wallet, and how many of them it takes.
        #[init]
        pub fn init(&mut self, owners: Vec<Address>, threshold: u8) -> Result<(), WalletError> {
            let known = owners.len();
            if threshold == 0 || usize::from(threshold) > known {
                return Err(WalletError::Impossible {
                    needed: threshold,
                    owners: known as u32,
                });
            }
            let is_twice = |(at, it): &(usize, &Address)| owners[..*at].contains(it);
            if let Some((_, twice)) = owners.iter().enumerate().find(is_twice) {
                return Err(WalletError::Twice(*twice));
            }
            self.owners.set(owners);
            self.threshold.set(threshold);
            Ok(())
        }

        /// Takes coin from anybody.
        #[payable]
        pub fn deposit(&mut self) {}

        /// Asks for something, approves it in the same breath, and gives its number.
        pub fn propose(
            &mut self,
            to: Address,
            value: u128,
            input: Vec<u8>,
        ) -> Result<u32, WalletError> {
            let by = self.owner()?;
            let proposal = self.count.or_default();
            self.count.set(proposal + 1);
            let asked = Proposal {
                to,
                value,
                input,
                approvals: vec![by],
                is_done: false,
            };
            self.proposals.set(proposal, asked);
            emit(Proposed { proposal, by });
            Ok(proposal)
        }

        /// One more owner wants it.
        pub fn approve(&mut self, proposal: u32) -> Result<(), WalletError> {
            let by = self.owner()?;
            let mut asked = self.pending(proposal)?;
            if asked.approvals.contains(&by) {
                return Err(WalletError::Approved { proposal, by });
            }
            asked.approvals.push(by);
            let missing = self.missing(&asked);
            self.proposals.set(proposal, asked);
            emit(Approved {
                proposal,
                by,
                missing,
            });
            Ok(())
        }

        /// An owner who wanted it does not any more.
        pub fn revoke(&mut self, proposal: u32) -> Result<(), WalletError> {
            let by = self.owner()?;
            let mut asked = self.pending(proposal)?;
            let Some(at) = asked.approvals.iter().position(|it| *it == by) else {
                return Err(WalletError::NotApproved { proposal, by });
            };
            asked.approvals.remove(at);
            self.proposals.set(proposal, asked);
            Ok(())
        }

        /// Does it, for whatever owner asks, and gives what was returned.
        pub fn execute(&mut self, proposal: u32) -> Result<Vec<u8>, WalletError> {
            self.owner()?;
            let mut asked = self.pending(proposal)?;
            let missing = self.missing(&asked);
            if missing > 0 {
                return Err(WalletError::TooFew { missing });
            }
            let Proposal { to, value, .. } = asked;
            let input = core::mem::take(&mut asked.input);
            // Done before it is tried: what is called may call back. If it fails, all of this is undone.
            asked.is_done = true;
            self.proposals.set(proposal, asked);
            let answer = if input.is_empty() {
                pay(to, value).map(|()| Vec::new())
            } else {
                call_with(&to, &input, value, ALL_GAS).map(Vec::from)
            };
            let data = answer.map_err(|error| WalletError::Failed {
                why: format!("{error}"),
            })?;
            emit(Executed {
                proposal,
                to,
                value,
            });
            Ok(data)
        }

        /// What was asked for.
        pub fn proposal(&self, proposal: u32) -> Result<Proposal, WalletError> {
            let asked = self.proposals.get(proposal);
            asked.ok_or(WalletError::NoSuchProposal(proposal))
        }

        fn owner(&self) -> Result<Address, WalletError> {
            let caller = context::caller();
            let owners = self.owners.or_default();
            if owners.contains(&caller) {
                Ok(caller)
            } else {
                Err(WalletError::NotOwner(caller))
            }
        }

        fn pending(&self, proposal: u32) -> Result<Proposal, WalletError> {
            let asked = self.proposal(proposal)?;
            if asked.is_done {
                Err(WalletError::Done(proposal))
            } else {
                Ok(asked)
            }
        }

        fn missing(&self, asked: &Proposal) -> u8 {
            // There are no more approvals than owners, and no more of those than an input can hold.
            self.threshold
                .load()
                .saturating_sub(asked.approvals.len() as u8)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::multisig::*;
    use clibc::{contract::Outcome, host, prelude::*};

    const A: Address = Address([0xa; 20]);
    const B: Address = Address([0xb; 20]);
    const C: Address = Address([0xc; 20]);
    const SHOP: Address = Address([0x5; 20]);

    fn two_of_three() -> Multisig {
        host::reset();
        host::set_contract_balance(100);
        host::set_caller(A);
        let mut wallet = Multisig::default();
        assert_eq!(wallet.init(vec![A, B, C], 2), Ok(()));
        wallet
    }

    #[test]
    fn pays_when_two_want_it() {
        let mut wallet = two_of_three();
        assert_eq!(wallet.propose(SHOP, 60, vec![]), Ok(0));
        assert_eq!(wallet.execute(0), Err(WalletError::TooFew { missing: 1 }));
        host::set_caller(C);
        assert_eq!(wallet.approve(0), Ok(()));
        assert_eq!(wallet.execute(0), Ok(vec![]));
        assert_eq!(balance(&SHOP), 60);
        assert_eq!(wallet.execute(0), Err(WalletError::Done(0)));
    }

    #[test]
    fn calls_what_was_proposed() {
        let mut wallet = two_of_three();
        host::set_contract(SHOP, |input| Outcome::Returned(input.repeat(2)));
        assert_eq!(wallet.propose(SHOP, 0, vec![7]), Ok(0));
        host::set_caller(B);
        assert_eq!(wallet.approve(0), Ok(()));
        assert_eq!(wallet.execute(0), Ok(vec![7, 7]));
    }

    #[test]
    fn an_owner_counts_once_and_may_change_their_mind() {
        let mut wallet = two_of_three();
        assert_eq!(wallet.propose(SHOP, 1, vec![]), Ok(0));
        let twice = WalletError::Approved { proposal: 0, by: A };
        assert_eq!(wallet.approve(0), Err(twice));
        assert_eq!(wallet.revoke(0), Ok(()));
        assert_eq!(wallet.execute(0), Err(WalletError::TooFew { missing: 2 }));
    }

    #[test]
    fn has_owners_who_can_agree() {
        host::reset();
        host::set_caller(A);
        let mut wallet = Multisig::default();
        let (needed, owners) = (3, 2);
        let impossible = WalletError::Impossible { needed, owners };
        assert_eq!(wallet.init(vec![A, B], 3), Err(impossible));
        assert_eq!(wallet.init(vec![A, B, A], 2), Err(WalletError::Twice(A)));
        host::set_caller(SHOP);
        assert_eq!(
            wallet.propose(A, 1, vec![]),
            Err(WalletError::NotOwner(SHOP))
        );
    }
}
