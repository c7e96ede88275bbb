//! Coin that waits until a deal is settled: by the buyer, by an arbiter, or by time.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::prelude::*;

/// Holds a buyer's coin until the goods are there.
#[contract]
mod escrow {
    use super::*;

    /// Where a deal stands.
    #[derive(Value, Clone, Copy, Debug, PartialEq)]
    pub enum Status {
        Open,
        Released,
        Refunded,
    }

    /// What two people have agreed on.
    #[derive(Value, Clone, Debug, PartialEq)]
    pub struct Deal {
        pub buyer: Address,
        pub seller: Address,
        /// Whom both trust to decide.
        pub arbiter: Option<Address>,
        pub amount: u128,
        /// From this second on the buyer may have the coin back.
        pub deadline: u64,
        pub status: Status,
    }

    #[storage]
    pub struct Escrow {
        /// How many deals there have been; the next one's number.
        count: Item<u32>,
        deals: Map<u32, Deal>,
    }

    #[derive(Event)]
    pub struct Opened {
        #[indexed]
        pub deal: u32,
        pub buyer: Address,
        pub seller: Address,
        pub amount: u128,
    }

    #[derive(Event)]
    pub struct Settled {
        #[indexed]
        pub deal: u32,
        /// Who has the coin now.
        pub paid: Address,
        pub amount: u128,
        /// Who has decided it.
        pub by: Address,
    }

    /// Why the escrow refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum EscrowError {
        #[message("there is no deal {0}")]
        NoSuchDeal(u32),
        #[message("send the coin that the deal is about")]
        NoCoin,
        #[message("deal {deal} is settled: {status}")]
        NotOpen { deal: u32, status: String },
        #[message("{who} has no say in this")]
        NotYours { who: Address },
        #[message("not before {deadline}; it is {now}")]
        TooEarly { deadline: u64, now: u64 },
        /// The escrow's own balance is less than what it owes: a bug, and not the caller's.
        CannotPay,
    }

    impl Escrow {
        /// Takes the caller's coin for a deal with `seller`, and gives the deal's number.
        #[payable]
        pub fn open(
            &mut self,
            seller: Address,
            arbiter: Option<Address>,
            deadline: u64,
        ) -> Result<u32, EscrowError> {
            let amount = context::value();
            if amount == 0 {
                return Err(EscrowError::NoCoin);
            }
            let deal = self.count.or_default();
            let buyer = context::caller();
            let agreed = Deal {
                buyer,
                seller,
                arbiter,
                amount,
                deadline,
                status: Status::Open,
            };
            self.deals.set(deal, agreed);
            self.count.set(deal + 1);
            emit(Opened {
                deal,
                buyer,
                seller,
                amount,
            });
            Ok(deal)
        }

        /// The buyer has what was agreed on, or the arbiter says so: the seller is paid.
        pub fn release(&mut self, deal: u32) -> Result<(), EscrowError> {
            let agreed = self.open_deal(deal)?;
            let who = context::caller();
            if who != agreed.buyer && agreed.arbiter != Some(who) {
                return Err(EscrowError::NotYours { who });
            }
            self.settle(deal, agreed, Status::Released)
        }

        /// The seller or the arbiter gives up the deal, or the buyer does when the time is over: the buyer is paid.
        pub fn refund(&mut self, deal: u32) -> Result<(), EscrowError> {
            let agreed = self.open_deal(deal)?;
            let who = context::caller();
            if who == agreed.buyer {
                let (deadline, now) = (agreed.deadline, context::block().timestamp);
                if now < deadline {
                    return Err(EscrowError::TooEarly { deadline, now });
                }
            } else if who != agreed.seller && agreed.arbiter != Some(who) {
                return Err(EscrowError::NotYours { who });
            }
            self.settle(deal, agreed, Status::Refunded)
        }

        /// What was agreed on.
        pub fn deal(&self, deal: u32) -> Result<Deal, EscrowError> {
            self.deals.get(deal).ok_or(EscrowError::NoSuchDeal(deal))
        }

        fn open_deal(&self, deal: u32) -> Result<Deal, EscrowError> {
            let agreed = self.deal(deal)?;
            match agreed.status {
                Status::Open => Ok(agreed),
                status => Err(EscrowError::NotOpen {
                    deal,
                    status: format!("{status:?}"),
                }),
            }
        }

        fn settle(&mut self, deal: u32, agreed: Deal, status: Status) -> Result<(), EscrowError> {
            let Deal { amount, .. } = agreed;
            let paid = match status {
                Status::Released => agreed.seller,
                _ => agreed.buyer,
            };
            // Written before anybody is paid: whoever is called in between finds the deal settled.
            self.deals.set(deal, Deal { status, ..agreed });
            pay(paid, amount).map_err(|_| EscrowError::CannotPay)?;
            emit(Settled {
                deal,
                paid,
                amount,
                by: context::caller(),
            });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escrow::*;
    use clibc::{context::Block, host, prelude::*};

    const BUYER: Address = Address([0xb0; 20]);
    const SELLER: Address = Address([0x5e; 20]);
    const JUDGE: Address = Address([0x1d; 20]);
    const DEADLINE: u64 = 1_000;

    /// One deal, and the clock a second before its end.
    fn with_a_deal() -> Escrow {
        host::reset();
        host::set_contract_balance(500);
        host::set_caller(BUYER);
        host::set_value(500);
        host::set_block(Block {
            timestamp: DEADLINE - 1,
            ..Block::default()
        });
        let mut escrow = Escrow::default();
        assert_eq!(escrow.open(SELLER, Some(JUDGE), DEADLINE), Ok(0));
        escrow
    }

    #[test]
    fn the_buyer_releases() {
        let mut escrow = with_a_deal();
        assert_eq!(escrow.release(0), Ok(()));
        assert_eq!(balance(&SELLER), 500);
        let status = String::from("Released");
        assert_eq!(
            escrow.release(0),
            Err(EscrowError::NotOpen { deal: 0, status })
        );
    }

    #[test]
    fn the_buyer_waits_for_a_refund() {
        let mut escrow = with_a_deal();
        let (deadline, now) = (DEADLINE, DEADLINE - 1);
        assert_eq!(
            escrow.refund(0),
            Err(EscrowError::TooEarly { deadline, now })
        );
        host::set_block(Block {
            timestamp: DEADLINE,
            ..Block::default()
        });
        assert_eq!(escrow.refund(0), Ok(()));
        assert_eq!(balance(&BUYER), 500);
    }

    #[test]
    fn the_arbiter_decides_either_way_and_nobody_else() {
        let mut escrow = with_a_deal();
        host::set_caller(Address([9; 20]));
        let who = Address([9; 20]);
        assert_eq!(escrow.release(0), Err(EscrowError::NotYours { who }));
        assert_eq!(escrow.refund(0), Err(EscrowError::NotYours { who }));
        host::set_caller(JUDGE);
        assert_eq!(escrow.refund(0), Ok(()));
        assert_eq!(escrow.deal(0).map(|it| it.status), Ok(Status::Refunded));
    }
}
