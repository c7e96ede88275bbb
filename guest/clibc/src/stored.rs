//! What a contract of the typed layer keeps: single items, and maps from keys to values.
//!
//! Slots are named `<field>:<hex of key>`; keys and values are [`Value`]s in their bytes, so that
//! no padding and no two spellings of one value ever reach the chain.

use core::{borrow::Borrow, marker::PhantomData};

use crate::{
    context,
    storage_map::{delete_slot, read_slot, write_slot},
    text::TypeName,
    value::{Value, from_bytes, to_bytes},
};

/// What a field of a contract's `#[storage]` can be: an [`Item`] or a [`Map`].
///
/// ```
/// use clibc::prelude::*;
///
/// let mut names: Map<u32, String> = Stored::at("names");
/// names.set(1, String::from("one"));
/// assert_eq!(<Map<u32, String> as Stored>::KIND, "map");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a contract's storage",
    note = "wrap it: Item<{Self}> keeps one value, Map<Key, {Self}> one for each key"
)]
pub trait Stored {
    /// `item` or `map`.
    const KIND: &'static str;
    /// The ABI's type of its keys; `()` where there is one value only.
    const KEY: TypeName;
    /// The ABI's type of its values.
    const VALUE: TypeName;

    /// The storage of a field: `name` is its domain. Nothing is read yet.
    fn at(name: &'static str) -> Self;
}

/// One value in a slot of its own.
///
/// ```
/// use clibc::prelude::*;
///
/// let mut owner: Item<Address> = Stored::at("owner");
/// assert_eq!(owner.get(), None);
/// owner.set(Address([1; 20]));
/// assert_eq!(owner.load(), Address([1; 20]));
///
/// let mut count: Item<u32> = Stored::at("count");
/// count.update(|it| it + 1);
/// assert_eq!(count.or_default(), 1);
/// assert!(count.clear());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Item<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T: Value> Stored for Item<T> {
    const KIND: &'static str = "item";
    const KEY: TypeName = <() as Value>::TYPE;
    const VALUE: TypeName = T::TYPE;

    fn at(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }
}

impl<T: Value> Item<T> {
    /// The value, if one was set.
    ///
    /// # Panics
    /// "count: what is stored is no uint32", which only another program at the address can bring
    /// about.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let mut count: Item<u32> = Stored::at("count");
    /// count.set(2);
    /// assert_eq!(count.get(), Some(2));
    /// ```
    pub fn get(&self) -> Option<T> {
        read(self.name, &[])
    }

    /// The value.
    ///
    /// # Panics
    /// "owner was never set".
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let mut count: Item<u32> = Stored::at("count");
    /// count.set(2);
    /// assert_eq!(count.load(), 2);
    /// ```
    #[track_caller]
    pub fn load(&self) -> T {
        match self.get() {
            Some(value) => value,
            None => panic!("{} was never set", self.name),
        }
    }

    /// The value, or what its type takes for nothing.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let count: Item<u32> = Stored::at("count");
    /// assert_eq!(count.or_default(), 0);
    /// ```
    pub fn or_default(&self) -> T
    where
        T: Default,
    {
        self.get().unwrap_or_default()
    }

    /// Keeps a value in place of what was there.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let mut count: Item<u32> = Stored::at("count");
    /// count.set(2);
    /// count.set(&3); // By value or by reference.
    /// assert_eq!(count.get(), Some(3));
    /// ```
    pub fn set(&mut self, value: impl Borrow<T>) {
        write(self.name, &[], value.borrow());
    }

    /// Keeps what `change` makes of the value and gives that too.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let mut count: Item<u32> = Stored::at("count");
    /// assert_eq!(count.update(|it| it + 5), 5);
    /// ```
    pub fn update(&mut self, change: impl FnOnce(T) -> T) -> T
    where
        T: Default,
    {
        let value = change(self.or_default());
        self.set(&value);
        value
    }

    /// Deletes the value and says whether there was one.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let mut count: Item<u32> = Stored::at("count");
    /// count.set(2);
    /// assert!(count.clear());
    /// assert!(!count.clear());
    /// ```
    pub fn clear(&mut self) -> bool {
        delete_slot(&context::program(), self.name.as_bytes(), &[])
    }
}

/// A value for each key.
///
/// A key has at most 64 bytes. Keys that are not there take no room; nobody can list those that
/// are.
///
/// ```
/// use clibc::prelude::*;
///
/// let (alice, bob) = (Address([1; 20]), Address([2; 20]));
/// let mut allowances: Map<(Address, Address), u64> = Stored::at("allowances");
/// allowances.set((alice, bob), 5);
/// allowances.update((alice, bob), |it| it - 2);
/// assert_eq!(allowances.or_default((alice, bob)), 3);
/// assert_eq!(allowances.get((bob, alice)), None);
/// assert!(allowances.remove((alice, bob)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Map<K, V> {
    name: &'static str,
    entry: PhantomData<fn(K) -> V>,
}

impl<K: Value, V: Value> Stored for Map<K, V> {
    const KIND: &'static str = "map";
    const KEY: TypeName = K::TYPE;
    const VALUE: TypeName = V::TYPE;

    fn at(name: &'static str) -> Self {
        Self {
            name,
            entry: PhantomData,
        }
    }
}

impl<K: Value, V: Value> Map<K, V> {
    /// The value of a key, if it has one.
    ///
    /// # Panics
    /// "key too long".
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let balances: Map<Address, u64> = Stored::at("balances");
    /// assert_eq!(balances.get(alice), None);
    /// ```
    pub fn get(&self, key: impl Borrow<K>) -> Option<V> {
        read(self.name, &to_bytes(key.borrow()))
    }

    /// The value of a key.
    ///
    /// # Panics
    /// "orders has no such key", "key too long".
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let mut balances: Map<Address, u64> = Stored::at("balances");
    /// balances.set(alice, 7);
    /// assert_eq!(balances.load(alice), 7);
    /// ```
    #[track_caller]
    pub fn load(&self, key: impl Borrow<K>) -> V {
        match self.get(key) {
            Some(value) => value,
            None => panic!("{} has no such key", self.name),
        }
    }

    /// The value of a key, or what its type takes for nothing.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let balances: Map<Address, u64> = Stored::at("balances");
    /// assert_eq!(balances.or_default(alice), 0);
    /// ```
    pub fn or_default(&self, key: impl Borrow<K>) -> V
    where
        V: Default,
    {
        self.get(key).unwrap_or_default()
    }

    /// Whether a key has a value.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let mut balances: Map<Address, u64> = Stored::at("balances");
    /// assert!(!balances.contains(alice));
    /// balances.set(alice, 0);
    /// assert!(balances.contains(alice));
    /// ```
    pub fn contains(&self, key: impl Borrow<K>) -> bool {
        let key = to_bytes(key.borrow());
        read_slot(&context::program(), self.name.as_bytes(), &key).is_some()
    }

    /// Keeps a value for a key.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let mut balances: Map<Address, u64> = Stored::at("balances");
    /// balances.set(alice, 7);
    /// assert_eq!(balances.get(&alice), Some(7));
    /// ```
    pub fn set(&mut self, key: impl Borrow<K>, value: impl Borrow<V>) {
        write(self.name, &to_bytes(key.borrow()), value.borrow());
    }

    /// Keeps what `change` makes of a key's value and gives that too.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let mut balances: Map<Address, u64> = Stored::at("balances");
    /// assert_eq!(balances.update(alice, |it| it + 7), 7);
    /// ```
    pub fn update(&mut self, key: impl Borrow<K>, change: impl FnOnce(V) -> V) -> V
    where
        V: Default,
    {
        let key = to_bytes(key.borrow());
        let value = change(read(self.name, &key).unwrap_or_default());
        write(self.name, &key, &value);
        value
    }

    /// Deletes a key with its value and says whether there was one.
    ///
    /// ```
    /// use clibc::prelude::*;
    ///
    /// let alice = Address([1; 20]);
    /// let mut balances: Map<Address, u64> = Stored::at("balances");
    /// balances.set(alice, 7);
    /// assert!(balances.remove(alice));
    /// ```
    pub fn remove(&mut self, key: impl Borrow<K>) -> bool {
        delete_slot(
            &context::program(),
            self.name.as_bytes(),
            &to_bytes(key.borrow()),
        )
    }
}

fn read<V: Value>(name: &str, key: &[u8]) -> Option<V> {
    let bytes = read_slot(&context::program(), name.as_bytes(), key)?;
    match from_bytes(bytes) {
        Ok(value) => Some(value),
        Err(_) => panic!("{name}: what is stored is no {}", V::TYPE.as_str()),
    }
}

fn write<V: Value>(name: &str, key: &[u8], value: &V) {
    let bytes = to_bytes(value);
    if !write_slot(&context::program(), name.as_bytes(), key, &bytes) {
        panic!("{name}: {} bytes are too many for a slot", bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{host, types::Address};
    use std::{string::String, vec, vec::Vec};

    fn slots() -> Vec<(String, Vec<u8>)> {
        host::slots(&context::program())
    }

    #[test]
    fn an_item_lies_in_the_slot_of_its_name() {
        host::reset();
        let mut supply: Item<u32> = Stored::at("supply");
        supply.set(7);
        assert_eq!(slots(), [("supply:".into(), vec![7, 0, 0, 0])]);
        assert_eq!((supply.get(), supply.update(|it| it * 2)), (Some(7), 14));
        assert!(supply.clear() && !supply.clear());
        assert_eq!((supply.get(), supply.or_default()), (None, 0));
    }

    #[test]
    fn a_map_has_a_slot_for_each_key() {
        host::reset();
        let mut names: Map<(u8, bool), String> = Stored::at("names");
        names.set((1, true), String::from("x"));
        assert_eq!(slots(), [("names:0101".into(), vec![1, 0, 0, 0, b'x'])]);
        assert!(names.contains((1, true)) && !names.contains((1, false)));
        assert_eq!(names.load((1, true)), "x");
        assert!(names.remove((1, true)) && slots().is_empty());
    }

    #[test]
    #[should_panic(expected = "owner was never set")]
    fn an_item_that_was_never_set_says_so() {
        host::reset();
        let owner: Item<Address> = Stored::at("owner");
        owner.load();
    }

    #[test]
    #[should_panic(expected = "flag: what is stored is no bool")]
    fn foreign_bytes_are_not_taken_for_a_value() {
        host::reset();
        host::write_slot(&context::program(), b"flag", b"", &[2]);
        let flag: Item<bool> = Stored::at("flag");
        flag.get();
    }

    #[test]
    #[should_panic(expected = "vm_panic: key too long")]
    fn a_key_has_at_most_64_bytes() {
        let map: Map<[u8; 65], u8> = Stored::at("map");
        map.get([0; 65]);
    }
}
