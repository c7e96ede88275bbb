//! Storage slots by domain and key. A slot's name on the chain is `<domain>:<lowercase hex of
//! key>`.

use crate::{
    StorageValue,
    types::{Address, O},
    vm_panic,
};

/// The longest key and the longest domain, in bytes.
///
/// ```
/// use clibc::{StorageKey, storage_map::MAX_KEY_LEN, types::Address};
///
/// assert!(Address([0; 20]).as_storage_key().len() <= MAX_KEY_LEN);
/// ```
pub const MAX_KEY_LEN: usize = 64;

/// A type that can name a slot of a [`Map!`](crate::Map).
///
/// ```
/// use clibc::{StorageKey, types::Address};
///
/// struct AllowanceKey([u8; 40]);
///
/// impl AllowanceKey {
///     fn new(owner: Address, spender: Address) -> Self {
///         let mut bytes = [0; 40];
///         bytes[..20].copy_from_slice(&owner.0);
///         bytes[20..].copy_from_slice(&spender.0);
///         Self(bytes)
///     }
/// }
///
/// impl StorageKey for AllowanceKey {
///     fn as_storage_key(&self) -> &[u8] {
///         &self.0
///     }
/// }
/// # AllowanceKey::new(Address([0; 20]), Address([1; 20])).as_storage_key();
/// ```
pub trait StorageKey {
    /// The key's bytes, at most [`MAX_KEY_LEN`].
    fn as_storage_key(&self) -> &[u8];
}

impl StorageKey for Address {
    fn as_storage_key(&self) -> &[u8] {
        &self.0
    }
}

impl<K: StorageKey + ?Sized> StorageKey for &K {
    fn as_storage_key(&self) -> &[u8] {
        (**self).as_storage_key()
    }
}

/// The slots of a contract, which is always the running one: the kernel lets it see no other's.
///
/// ```
/// use clibc::{StorageMap, host, types::O};
///
/// StorageMap::set(&host::PROGRAM, b"colours", b"sky", 0x0088_ff_u32);
/// assert_eq!(StorageMap::get(&host::PROGRAM, b"colours", b"sky"), O::Some(0x0088_ff_u32));
/// ```
pub struct StorageMap;

impl StorageMap {
    /// The value of a slot; `O::None` if the slot is absent or holds something else than a `V`.
    ///
    /// # Panics
    /// "key too long" or "domain too long".
    ///
    /// ```
    /// use clibc::{StorageMap, host, types::O};
    ///
    /// let nothing: O<u64> = StorageMap::get(&host::PROGRAM, b"colours", b"grass");
    /// assert_eq!(nothing, O::None);
    /// ```
    pub fn get<V: StorageValue>(address: &Address, domain: &[u8], key: &[u8]) -> O<V> {
        read_slot(address, domain, key)
            .and_then(V::from_bytes)
            .into()
    }

    /// Writes a slot.
    ///
    /// # Panics
    /// "key too long" or "domain too long".
    ///
    /// ```
    /// use clibc::{StorageMap, host, types::O};
    ///
    /// StorageMap::set(&host::PROGRAM, b"flags", b"open", true);
    /// assert_eq!(StorageMap::get(&host::PROGRAM, b"flags", b"open"), O::Some(true));
    /// ```
    pub fn set<V: StorageValue>(address: &Address, domain: &[u8], key: &[u8], val: V) {
        write_slot(address, domain, key, val.to_bytes().as_ref());
    }

    /// Deletes a slot and says whether there was one.
    ///
    /// # Panics
    /// "key too long" or "domain too long".
    ///
    /// ```
    /// use clibc::{StorageMap, host, types::O};
    ///
    /// StorageMap::set(&host::PROGRAM, b"flags", b"open", true);
    /// assert!(StorageMap::remove(&host::PROGRAM, b"flags", b"open"));
    /// # assert_eq!(StorageMap::get::<bool>(&host::PROGRAM, b"flags", b"open"), O::None);
    /// ```
    pub fn remove(address: &Address, domain: &[u8], key: &[u8]) -> bool {
        delete_slot(address, domain, key)
    }
}

pub(crate) fn delete_slot(address: &Address, domain: &[u8], key: &[u8]) -> bool {
    check_lengths(domain, key);
    #[cfg(target_arch = "riscv32")]
    // Safety: STORAGE_DELETE reads the three buffers.
    return unsafe {
        ecall!(
            crate::SYSCALL_STORAGE_DELETE,
            "a1" = core::ptr::from_ref(address),
            "a2" = domain.as_ptr(),
            "a3" = key.as_ptr(),
            "a4" = pack_lengths(domain, key),
        ) == 0
    };
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::delete_slot(address, domain, key)
}

/// The bytes of a slot. They are a copy on the contract's heap, which lives until the contract
/// ends.
pub(crate) fn read_slot(address: &Address, domain: &[u8], key: &[u8]) -> Option<&'static [u8]> {
    check_lengths(domain, key);
    #[cfg(target_arch = "riscv32")]
    // Safety: STORAGE_GET reads the three buffers. What it returns is null or a heap block that is
    // ours, a length and so many bytes.
    unsafe {
        let block = ecall!(
            crate::SYSCALL_STORAGE_GET,
            "a1" = core::ptr::from_ref(address),
            "a2" = domain.as_ptr(),
            "a3" = key.as_ptr(),
            "a4" = pack_lengths(domain, key),
        ) as *const u32;
        if block.is_null() {
            return None;
        }
        Some(core::slice::from_raw_parts(
            block.add(1).cast(),
            block.read() as usize,
        ))
    }
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::read_slot(address, domain, key)
}

/// Writes a slot and says whether the kernel did: a value has its greatest length.
pub(crate) fn write_slot(address: &Address, domain: &[u8], key: &[u8], value: &[u8]) -> bool {
    check_lengths(domain, key);
    #[cfg(target_arch = "riscv32")]
    // Safety: STORAGE_SET reads the four buffers.
    return unsafe {
        ecall!(
            crate::SYSCALL_STORAGE_SET,
            "a1" = core::ptr::from_ref(address),
            "a2" = domain.as_ptr(),
            "a3" = key.as_ptr(),
            "a4" = pack_lengths(domain, key),
            "a5" = value.as_ptr(),
            "a6" = value.len(),
        ) == 0
    };
    #[cfg(not(target_arch = "riscv32"))]
    {
        crate::host::write_slot(address, domain, key, value);
        true
    }
}

fn check_lengths(domain: &[u8], key: &[u8]) {
    if key.len() > MAX_KEY_LEN {
        vm_panic(b"key too long");
    }
    if domain.len() > MAX_KEY_LEN {
        vm_panic(b"domain too long");
    }
}

#[cfg(target_arch = "riscv32")]
fn pack_lengths(domain: &[u8], key: &[u8]) -> usize {
    key.len() << 16 | domain.len()
}

/// Declares a map in storage; its name is the domain of its slots.
///
/// ```
/// use clibc::{Map, types::{Address, O}};
///
/// Map!(Balances);
///
/// let (program, owner) = (Address([1; 20]), Address([2; 20]));
/// Balances::set(&program, owner, 100u32);
/// assert_eq!(Balances::get(&program, owner), O::Some(100u32));
/// ```
#[macro_export]
macro_rules! Map {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        pub struct $name;

        #[allow(dead_code)]
        impl $name {
            /// The domain of the map's slots.
            pub const DOMAIN_NAME: &'static str = ::core::stringify!($name);

            /// The value under `key`, if there is one of type `V`.
            pub fn get<K: $crate::StorageKey, V: $crate::StorageValue>(
                address: &$crate::types::Address,
                key: K,
            ) -> $crate::types::O<V> {
                $crate::StorageMap::get(address, Self::DOMAIN_NAME.as_bytes(), key.as_storage_key())
            }

            /// Puts `val` under `key`.
            pub fn set<K: $crate::StorageKey, V: $crate::StorageValue>(
                address: &$crate::types::Address,
                key: K,
                val: V,
            ) {
                $crate::StorageMap::set(
                    address,
                    Self::DOMAIN_NAME.as_bytes(),
                    key.as_storage_key(),
                    val,
                );
            }

            /// Deletes what is under `key` and says whether there was anything.
            pub fn remove<K: $crate::StorageKey>(
                address: &$crate::types::Address,
                key: K,
            ) -> bool {
                $crate::StorageMap::remove(
                    address,
                    Self::DOMAIN_NAME.as_bytes(),
                    key.as_storage_key(),
                )
            }
        }

        $crate::describe!("map ", ::core::stringify!($name));
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    Map!(Balances);

    const PROGRAM: Address = Address([1; 20]);
    const OWNER: Address = Address([0xd2; 20]);

    struct Long([u8; 65]);

    impl StorageKey for Long {
        fn as_storage_key(&self) -> &[u8] {
            &self.0
        }
    }

    #[test]
    fn names_slots_by_domain_and_hex_key() {
        host::reset();
        Balances::set(&PROGRAM, OWNER, 7u32);
        let name = std::format!("Balances:{}", "d2".repeat(20));
        assert_eq!(host::slots(&PROGRAM), [(name, std::vec![7, 0, 0, 0])]);
    }

    #[test]
    fn forgets_what_is_removed() {
        host::reset();
        Balances::set(&PROGRAM, OWNER, 7u32);
        assert!(Balances::remove(&PROGRAM, OWNER));
        assert!(!Balances::remove(&PROGRAM, OWNER));
        assert_eq!(Balances::get::<_, u32>(&PROGRAM, OWNER), O::None);
    }

    #[test]
    fn keeps_what_was_set_last() {
        host::reset();
        assert_eq!(Balances::get::<_, u32>(&PROGRAM, OWNER), O::None);
        Balances::set(&PROGRAM, OWNER, 7u32);
        Balances::set(&PROGRAM, OWNER, 8u32);
        assert_eq!(Balances::get(&PROGRAM, OWNER), O::Some(8u32));
        assert_eq!(Balances::get::<_, u32>(&OWNER, OWNER), O::None);
    }

    #[test]
    fn reads_no_value_of_another_size() {
        host::reset();
        Balances::set(&PROGRAM, OWNER, 7u32);
        assert_eq!(Balances::get::<_, u64>(&PROGRAM, OWNER), O::None);
    }

    #[test]
    #[should_panic(expected = "vm_panic: key too long")]
    fn refuses_a_long_key() {
        Balances::set(&PROGRAM, Long([0; 65]), 1u8);
    }

    #[test]
    #[should_panic(expected = "vm_panic: domain too long")]
    fn refuses_a_long_domain() {
        StorageMap::set(&PROGRAM, &[b'x'; 65], b"", 1u8);
    }
}
