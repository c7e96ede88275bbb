//! The state as the current transaction sees it, and how to take back what a failed call did to it.
//!
//! Accounts and slots are read through from the firmware at first touch. Every change remembers what was there before;
//! a checkpoint is a place in that list.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use crate::address::Address;
use crate::firmware::Hash;

/// Where committed state comes from: the firmware, or a test.
pub trait Committed {
    fn account(&self, address: &Address) -> Option<Account>;
    fn slot(&self, address: &Address, key: &[u8]) -> Option<Vec<u8>>;

    /// Told of every change that is not committed yet, and of every one that is taken back.
    fn slot_changed(&self, _address: &Address, _key: &[u8], _value: Option<&[u8]>) {}
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub balance: u128,
    pub nonce: u64,
    pub is_contract: bool,
    /// Bytes of code.
    pub code_len: usize,
    /// Of the committed code.
    pub code_hash: Hash,
    /// Code that this transaction brought; what was there before stays with the firmware.
    pub new_code: Option<Rc<Vec<u8>>>,
}

/// An event or a line of a log.
pub struct Emission {
    /// In the tree of calls.
    pub call: u32,
    pub emitter: Address,
    pub depth: u32,
    /// Of the ecall.
    pub pc: u32,
    /// What the firmware remembers its place by.
    pub ordinal: u32,
    pub data: Vec<u8>,
}

type SlotKey = (Address, Vec<u8>);

enum Undo {
    Account(Address, Option<Account>),
    Slot(SlotKey, Option<Vec<u8>>),
}

struct Entry<T> {
    committed: Option<T>,
    now: Option<T>,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub struct Checkpoint {
    undo: usize,
    events: usize,
}

/// A transfer that did not take place, and why.
#[derive(Debug, PartialEq, Eq)]
pub enum CannotPay {
    /// The payer has this much alone.
    PayerHas(u128),
    /// The payee would have more than a balance has room for.
    PayeeIsFull,
}

impl CannotPay {
    /// As a sentence for a receipt.
    pub fn reason(&self, from: &Address, to: &Address, value: u128) -> String {
        match self {
            Self::PayerHas(balance) => format!("{from} has {balance} and cannot pay {value}"),
            Self::PayeeIsFull => format!("{to} has no room for {value} more"),
        }
    }
}

pub struct Journal<C> {
    committed: C,
    accounts: BTreeMap<Address, Entry<Account>>,
    slots: BTreeMap<SlotKey, Entry<Vec<u8>>>,
    undo: Vec<Undo>,
    /// Taken back with the call that fired them.
    pub events: Vec<Emission>,
    /// Kept whatever happens: they are for people.
    pub logs: Vec<Emission>,
}

impl<C: Committed> Journal<C> {
    pub fn new(committed: C) -> Self {
        Self {
            committed,
            accounts: BTreeMap::new(),
            slots: BTreeMap::new(),
            undo: Vec::new(),
            events: Vec::new(),
            logs: Vec::new(),
        }
    }

    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            undo: self.undo.len(),
            events: self.events.len(),
        }
    }

    /// Takes back everything since `checkpoint`, newest first.
    pub fn revert(&mut self, checkpoint: Checkpoint) {
        for undo in self.undo.drain(checkpoint.undo..).rev() {
            match undo {
                Undo::Account(address, old) => {
                    if let Some(entry) = self.accounts.get_mut(&address) {
                        entry.now = old;
                    }
                }
                Undo::Slot(key, old) => {
                    self.committed.slot_changed(&key.0, &key.1, old.as_deref());
                    if let Some(entry) = self.slots.get_mut(&key) {
                        entry.now = old;
                    }
                }
            }
        }
        self.events.truncate(checkpoint.events);
    }

    pub fn account(&mut self, address: &Address) -> Option<&Account> {
        self.account_entry(address).now.as_ref()
    }

    /// Changes an account, which comes into being where there is none.
    pub fn update(&mut self, address: &Address, change: impl FnOnce(&mut Account)) {
        let entry = self.account_entry(address);
        let old = entry.now.clone();
        change(entry.now.get_or_insert_default());
        self.undo.push(Undo::Account(*address, old));
    }

    /// Moves native coin. A payment to oneself needs the coin, and changes nothing.
    pub fn transfer(&mut self, from: &Address, to: &Address, value: u128) -> Result<(), CannotPay> {
        let payer = self.account(from).ok_or(CannotPay::PayerHas(0))?;
        let balance = payer.balance;
        let left = balance
            .checked_sub(value)
            .ok_or(CannotPay::PayerHas(balance))?;
        if from == to {
            return Ok(());
        }
        let received = self
            .account(to)
            .map_or(0, |it| it.balance)
            .checked_add(value)
            .ok_or(CannotPay::PayeeIsFull)?;
        self.update(from, |it| it.balance = left);
        self.update(to, |it| it.balance = received);
        Ok(())
    }

    pub fn slot(&mut self, address: &Address, key: Vec<u8>) -> Option<&Vec<u8>> {
        self.slot_entry((*address, key)).now.as_ref()
    }

    /// Writes a slot, or deletes it, and gives what was there.
    pub fn write_slot(
        &mut self,
        address: &Address,
        key: Vec<u8>,
        value: Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        self.committed.slot_changed(address, &key, value.as_deref());
        let key = (*address, key);
        let old = core::mem::replace(&mut self.slot_entry(key.clone()).now, value);
        self.undo.push(Undo::Slot(key, old.clone()));
        old
    }

    /// Accounts that are not as committed, by address.
    pub fn changed_accounts(&self) -> impl Iterator<Item = (&Address, &Account)> {
        self.accounts
            .iter()
            .filter(|(_, it)| it.now != it.committed)
            .filter_map(|(address, it)| Some((address, it.now.as_ref()?)))
    }

    /// Slots that are not as committed, by address and key.
    pub fn changed_slots(&self) -> impl Iterator<Item = (&Address, &[u8], Option<&[u8]>)> {
        self.slots
            .iter()
            .filter(|(_, it)| it.now != it.committed)
            .map(|((address, key), it)| (address, key.as_slice(), it.now.as_deref()))
    }

    fn account_entry(&mut self, address: &Address) -> &mut Entry<Account> {
        let committed = &self.committed;
        self.accounts.entry(*address).or_insert_with(|| {
            let account = committed.account(address);
            Entry {
                now: account.clone(),
                committed: account,
            }
        })
    }

    fn slot_entry(&mut self, key: SlotKey) -> &mut Entry<Vec<u8>> {
        let committed = &self.committed;
        self.slots.entry(key).or_insert_with_key(|(address, key)| {
            let value = committed.slot(address, key);
            Entry {
                now: value.clone(),
                committed: value,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: Address = Address([1; 20]);
    const BOB: Address = Address([2; 20]);

    /// Alice has 100 and the slot "k" = 1; nobody else exists.
    struct Genesis;

    impl Committed for Genesis {
        fn account(&self, address: &Address) -> Option<Account> {
            (*address == ALICE).then(|| Account {
                balance: 100,
                ..Account::default()
            })
        }

        fn slot(&self, address: &Address, key: &[u8]) -> Option<Vec<u8>> {
            (*address == ALICE && key == b"k").then(|| vec![1])
        }
    }

    /// Remembers what it is told of slots.
    #[derive(Default)]
    struct Listener(core::cell::RefCell<Vec<Option<Vec<u8>>>>);

    impl Committed for Listener {
        fn account(&self, _: &Address) -> Option<Account> {
            None
        }

        fn slot(&self, _: &Address, _: &[u8]) -> Option<Vec<u8>> {
            None
        }

        fn slot_changed(&self, _: &Address, _: &[u8], value: Option<&[u8]>) {
            self.0.borrow_mut().push(value.map(<[u8]>::to_vec));
        }
    }

    #[test]
    fn changes_of_slots_are_told_and_so_is_taking_them_back() {
        let mut journal = Journal::new(Listener::default());
        let start = journal.checkpoint();
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![1]));
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![2]));
        journal.revert(start);
        let told = journal.committed.0.take();
        assert_eq!(told, [Some(vec![1]), Some(vec![2]), Some(vec![1]), None]);
    }

    fn balance(journal: &mut Journal<Genesis>, address: &Address) -> Option<u128> {
        journal.account(address).map(|it| it.balance)
    }

    #[test]
    fn transfers_move_and_come_back() {
        let mut journal = Journal::new(Genesis);
        let start = journal.checkpoint();
        assert_eq!(journal.transfer(&ALICE, &BOB, 30), Ok(()));
        assert_eq!(balance(&mut journal, &ALICE), Some(70));
        assert_eq!(balance(&mut journal, &BOB), Some(30));
        journal.revert(start);
        assert_eq!(balance(&mut journal, &ALICE), Some(100));
        assert_eq!(balance(&mut journal, &BOB), None);
        assert_eq!(journal.changed_accounts().count(), 0);
    }

    #[test]
    fn nobody_pays_what_they_do_not_have() {
        let mut journal = Journal::new(Genesis);
        assert_eq!(
            journal.transfer(&ALICE, &BOB, 101),
            Err(CannotPay::PayerHas(100))
        );
        assert_eq!(
            journal.transfer(&BOB, &ALICE, 0),
            Err(CannotPay::PayerHas(0))
        );
        assert_eq!(
            journal.transfer(&ALICE, &ALICE, 101),
            Err(CannotPay::PayerHas(100))
        );
        assert_eq!(journal.transfer(&ALICE, &ALICE, 100), Ok(()));
        assert_eq!(balance(&mut journal, &ALICE), Some(100));
    }

    #[test]
    fn nobody_is_paid_what_they_have_no_room_for() {
        let mut journal = Journal::new(Genesis);
        journal.update(&BOB, |it| it.balance = u128::MAX - 5);
        let refused = journal.transfer(&ALICE, &BOB, 6);
        assert_eq!(refused, Err(CannotPay::PayeeIsFull));
        assert_eq!(balance(&mut journal, &ALICE), Some(100));
        assert_eq!(journal.transfer(&ALICE, &BOB, 5), Ok(()));
        assert_eq!(balance(&mut journal, &BOB), Some(u128::MAX));
    }

    #[test]
    fn an_inner_revert_leaves_the_outer_changes() {
        let mut journal = Journal::new(Genesis);
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![2]));
        let inner = journal.checkpoint();
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![3]));
        journal.write_slot(&ALICE, b"new".to_vec(), Some(vec![4]));
        journal.revert(inner);
        assert_eq!(journal.slot(&ALICE, b"k".to_vec()), Some(&vec![2]));
        assert_eq!(journal.slot(&ALICE, b"new".to_vec()), None);
        let changed: Vec<_> = journal.changed_slots().collect();
        assert_eq!(changed, [(&ALICE, b"k".as_slice(), Some([2].as_slice()))]);
    }

    #[test]
    fn what_is_written_back_as_it_was_is_no_change() {
        let mut journal = Journal::new(Genesis);
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![9]));
        journal.write_slot(&ALICE, b"k".to_vec(), Some(vec![1]));
        assert_eq!(journal.changed_slots().count(), 0);
    }
}
