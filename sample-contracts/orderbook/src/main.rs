//! Orders matched in memory, in one call: generics, enums, closures, trait objects and collections, for the debugger to
//! show.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

mod book;
mod fee;

use clibc::prelude::*;

/// Matches orders against each other, and remembers how it went.
#[contract]
mod orderbook {
    use super::*;
    use crate::{
        book::{Book, Trade},
        fee::{Fee, Flat, Free, Share},
    };
    use alloc::rc::Rc;
    use core::cell::RefCell;

    /// What a trader wants.
    #[derive(Value, Clone, Debug, PartialEq)]
    pub enum Order {
        /// At most this much for each, or at least.
        Limit {
            trader: Address,
            side: Side,
            price: u32,
            quantity: u32,
        },
        /// Whatever it costs, as far as there is any.
        Market {
            trader: Address,
            side: Side,
            quantity: u32,
        },
        /// The number of an earlier order, of which what is left is taken back.
        Cancel(u32),
    }

    #[derive(Value, Clone, Copy, Debug, PartialEq)]
    pub enum Side {
        Buy,
        Sell,
    }

    /// What the market asks for a trade.
    #[derive(Value, Clone, Copy, Debug, PartialEq)]
    pub enum FeeKind {
        None,
        /// So much for each trade.
        Flat(u64),
        /// So many ten-thousandths of what is traded.
        Share(u16),
    }

    #[storage]
    pub struct Orderbook {
        trades: Item<u32>,
        volume: Item<u64>,
        fees: Item<u64>,
        last_price: Item<Option<u32>>,
    }

    #[derive(Event)]
    pub struct Traded {
        #[indexed]
        pub buyer: Address,
        #[indexed]
        pub seller: Address,
        pub price: u32,
        pub quantity: u32,
        pub fee: u64,
    }

    /// Why the market refuses.
    #[derive(ContractError, Debug, PartialEq)]
    pub enum MarketError {
        #[message("order {0} is for nothing")]
        Nothing(u32),
        #[message("order {number} takes back {wanted}, which is none of its market's")]
        NoSuchOrder { number: u32, wanted: u32 },
    }

    impl Orderbook {
        /// Matches the orders one after another, and gives how much of each is left.
        pub fn match_orders(
            &mut self,
            orders: Vec<Order>,
            fee: FeeKind,
        ) -> Result<Vec<u32>, MarketError> {
            let policy: Box<dyn Fee> = match fee {
                FeeKind::None => Box::new(Free),
                FeeKind::Flat(each) => Box::new(Flat { each }),
                FeeKind::Share(part) => Box::new(Share::of(part)),
            };
            let trades = Rc::new(RefCell::new(Vec::new()));
            let seen = Rc::clone(&trades);
            let mut book = Book::new(move |trade: Trade<Address>| seen.borrow_mut().push(trade));
            for (number, order) in (0u32..).zip(&orders) {
                match *order {
                    Order::Limit { quantity: 0, .. } | Order::Market { quantity: 0, .. } => {
                        return Err(MarketError::Nothing(number));
                    }
                    Order::Limit {
                        trader,
                        side,
                        price,
                        quantity,
                    } => book.limit(number, trader, side == Side::Buy, price, quantity),
                    Order::Market {
                        trader,
                        side,
                        quantity,
                    } => book.market(trader, side == Side::Buy, quantity),
                    Order::Cancel(wanted) => {
                        if !book.cancel(number, wanted) {
                            return Err(MarketError::NoSuchOrder { number, wanted });
                        }
                    }
                }
            }
            let left = book.left(orders.len());
            drop(book);
            self.settle(&trades.borrow(), policy.as_ref());
            Ok(left)
        }

        /// All that was ever traded.
        pub fn volume(&self) -> u64 {
            self.volume.or_default()
        }

        /// The price of the last trade.
        pub fn last_price(&self) -> Option<u32> {
            self.last_price.or_default()
        }

        fn settle(&mut self, trades: &[Trade<Address>], policy: &dyn Fee) {
            let Some(last) = trades.last() else { return };
            let fees: Vec<u64> = trades.iter().map(|it| policy.fee(it.value())).collect();
            for (trade, fee) in trades.iter().zip(&fees) {
                emit(Traded {
                    buyer: trade.buyer,
                    seller: trade.seller,
                    price: trade.price,
                    quantity: trade.quantity,
                    fee: *fee,
                });
            }
            self.trades.update(|it| it + trades.len() as u32);
            self.volume
                .update(|it| it + trades.iter().map(Trade::value).sum::<u64>());
            self.fees.update(|it| it + fees.iter().sum::<u64>());
            self.last_price.set(Some(last.price));
        }
    }
}

#[cfg(target_arch = "riscv32")]
extern crate alloc;
#[cfg(not(target_arch = "riscv32"))]
extern crate std as alloc;

#[cfg(test)]
mod tests {
    use super::orderbook::*;
    use clibc::{host, prelude::*};

    const ALICE: Address = Address([0xa1; 20]);
    const BOB: Address = Address([0xb0; 20]);

    fn limit(trader: Address, side: Side, price: u32, quantity: u32) -> Order {
        Order::Limit {
            trader,
            side,
            price,
            quantity,
        }
    }

    fn market_of(orders: Vec<Order>, fee: FeeKind) -> (Orderbook, Result<Vec<u32>, MarketError>) {
        host::reset();
        let mut market = Orderbook::default();
        let left = market.match_orders(orders, fee);
        (market, left)
    }

    #[test]
    fn takes_the_best_price_first_and_the_oldest_order_of_it() {
        let orders = vec![
            limit(ALICE, Side::Sell, 12, 5),
            limit(BOB, Side::Sell, 10, 5),
            limit(ALICE, Side::Sell, 10, 5),
            limit(BOB, Side::Buy, 11, 8),
        ];
        let (market, left) = market_of(orders, FeeKind::None);
        assert_eq!(left, Ok(vec![5, 0, 2, 0]));
        assert_eq!((market.volume(), market.last_price()), (80, Some(10)));
    }

    #[test]
    fn what_a_market_order_does_not_get_is_gone() {
        let market = Order::Market {
            trader: BOB,
            side: Side::Buy,
            quantity: 9,
        };
        let orders = vec![limit(ALICE, Side::Sell, 3, 4), market];
        let (_, left) = market_of(orders, FeeKind::Share(250));
        assert_eq!(left, Ok(vec![0, 0]));
    }

    #[test]
    fn an_order_can_be_taken_back_once() {
        let order = limit(ALICE, Side::Sell, 3, 4);
        let (_, left) = market_of(vec![order.clone(), Order::Cancel(0)], FeeKind::Flat(1));
        assert_eq!(left, Ok(vec![0, 0]));
        let (_, twice) = market_of(
            vec![order, Order::Cancel(0), Order::Cancel(0)],
            FeeKind::None,
        );
        let (number, wanted) = (2, 0);
        assert_eq!(twice, Err(MarketError::NoSuchOrder { number, wanted }));
    }
}
