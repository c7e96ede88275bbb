//! Two sides of a market, for traders of whatever kind.

use clibc::prelude::*;

#[cfg(target_arch = "riscv32")]
use alloc::collections::VecDeque;
#[cfg(not(target_arch = "riscv32"))]
use std::collections::VecDeque;

/// Something changed hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Trade<T> {
    pub buyer: T,
    pub seller: T,
    pub price: u32,
    pub quantity: u32,
}

impl<T> Trade<T> {
    pub fn value(&self) -> u64 {
        u64::from(self.price) * u64::from(self.quantity)
    }
}

/// What is left of an order.
struct Resting<T> {
    number: u32,
    trader: T,
    quantity: u32,
}

/// The orders of one side: by price, and those of one price in the order in which they came.
type Side<T> = BTreeMap<u32, VecDeque<Resting<T>>>;

/// Orders that wait for others, and whom to tell when they meet.
pub struct Book<T, F: FnMut(Trade<T>)> {
    buys: Side<T>,
    sells: Side<T>,
    traded: F,
}

impl<T: Copy, F: FnMut(Trade<T>)> Book<T, F> {
    pub fn new(traded: F) -> Self {
        Self {
            buys: Side::new(),
            sells: Side::new(),
            traded,
        }
    }

    /// An order with a price: what is not traded at once waits.
    pub fn limit(&mut self, number: u32, trader: T, is_buy: bool, price: u32, quantity: u32) {
        let is_good = |offered: u32| {
            if is_buy {
                offered <= price
            } else {
                offered >= price
            }
        };
        let quantity = self.take(trader, is_buy, quantity, is_good);
        if quantity == 0 {
            return;
        }
        let own = if is_buy {
            &mut self.buys
        } else {
            &mut self.sells
        };
        own.entry(price).or_default().push_back(Resting {
            number,
            trader,
            quantity,
        });
    }

    /// An order at any price: what is not traded at once is gone.
    pub fn market(&mut self, trader: T, is_buy: bool, quantity: u32) {
        self.take(trader, is_buy, quantity, |_| true);
    }

    /// Takes back an order that waits, of whichever side. False if it does not.
    pub fn cancel(&mut self, number: u32, wanted: u32) -> bool {
        if wanted >= number {
            return false;
        }
        let mut found = false;
        for side in [&mut self.buys, &mut self.sells] {
            side.retain(|_, queue| {
                queue.retain(|it| {
                    found |= it.number == wanted;
                    it.number != wanted
                });
                !queue.is_empty()
            });
        }
        found
    }

    /// What is left of each of the first `count` orders.
    pub fn left(&self, count: usize) -> Vec<u32> {
        let mut left = vec![0; count];
        let waiting = self.buys.values().chain(self.sells.values()).flatten();
        waiting.for_each(|it| left[it.number as usize] = it.quantity);
        left
    }

    /// Trades with the other side, best price first; what could not be had.
    fn take(
        &mut self,
        trader: T,
        is_buy: bool,
        mut wanted: u32,
        is_good: impl Fn(u32) -> bool,
    ) -> u32 {
        let other = if is_buy {
            &mut self.sells
        } else {
            &mut self.buys
        };
        while wanted > 0 {
            let best = if is_buy {
                other.first_entry()
            } else {
                other.last_entry()
            };
            let Some(mut level) = best.filter(|it| is_good(*it.key())) else {
                break;
            };
            let price = *level.key();
            let Some(mut first) = level.get_mut().pop_front() else {
                level.remove();
                continue;
            };
            let quantity = wanted.min(first.quantity);
            wanted -= quantity;
            first.quantity -= quantity;
            let (buyer, seller) = if is_buy {
                (trader, first.trader)
            } else {
                (first.trader, trader)
            };
            (self.traded)(Trade {
                buyer,
                seller,
                price,
                quantity,
            });
            if first.quantity > 0 {
                level.get_mut().push_front(first);
            } else if level.get().is_empty() {
                level.remove();
            }
        }
        wanted
    }
}
