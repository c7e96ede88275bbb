//! Structs that outlive the call, one slot each.

use crate::{
    StorageMap, StorageValue,
    types::{Address, O},
};

/// The domain of every persistent struct; the key is the struct's name.
///
/// ```
/// use clibc::{host, persist_struct, storage::PERSISTENT_DOMAIN};
///
/// persist_struct!(Count { value: u32 });
/// host::reset();
/// Count { value: 1 }.store(&host::PROGRAM);
/// assert!(host::slots(&host::PROGRAM)[0].0.starts_with(PERSISTENT_DOMAIN));
/// ```
pub const PERSISTENT_DOMAIN: &str = "P";

/// A struct with a slot of its own, declared by [`persist_struct!`](crate::persist_struct).
///
/// ```
/// use clibc::{Persistent, host, persist_struct};
///
/// persist_struct!(Count { value: u32 });
/// assert_eq!(Count::NAME, "Count");
/// Count { value: 1 }.store(&host::PROGRAM);
/// assert!(Count::delete(&host::PROGRAM));
/// ```
pub trait Persistent: StorageValue {
    /// The struct's name, which is the slot's key.
    const NAME: &'static str;

    /// What the slot holds, if it holds such a struct.
    fn load(address: &Address) -> O<Self> {
        StorageMap::get(address, PERSISTENT_DOMAIN.as_bytes(), Self::NAME.as_bytes())
    }

    /// Writes the slot.
    fn store(&self, address: &Address) {
        StorageMap::set(
            address,
            PERSISTENT_DOMAIN.as_bytes(),
            Self::NAME.as_bytes(),
            *self,
        );
    }

    /// Deletes the slot and says whether there was one.
    fn delete(address: &Address) -> bool {
        StorageMap::remove(address, PERSISTENT_DOMAIN.as_bytes(), Self::NAME.as_bytes())
    }
}

/// Declares a struct that is kept in storage, with `load`, `store` and `delete`.
///
/// In storage it has the layout of `#[repr(C)]` on the target, with zeros for padding.
///
/// ```
/// use clibc::{persist_struct, types::{Address, O}};
///
/// persist_struct!(Metadata {
///     total_supply: u32,
///     decimals: u8,
/// });
///
/// let program = Address([1; 20]);
/// assert!(Metadata::load(&program).is_none());
/// Metadata { total_supply: 1000, decimals: 2 }.store(&program);
/// assert_eq!(Metadata::load(&program).expect("just stored").total_supply, 1000);
/// ```
#[macro_export]
macro_rules! persist_struct {
    ($(#[$attribute:meta])* $name:ident {
        $($(#[$field_attribute:meta])* $field:ident: $type:ty),* $(,)?
    }) => {
        $(#[$attribute])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_attribute])* #[allow(missing_docs)] pub $field: $type,)*
        }

        #[allow(dead_code)]
        impl $name {
            /// What storage holds, if it holds such a struct.
            pub fn load(address: &$crate::types::Address) -> $crate::types::O<Self> {
                <Self as $crate::Persistent>::load(address)
            }

            /// Writes the struct to storage.
            pub fn store(&self, address: &$crate::types::Address) {
                <Self as $crate::Persistent>::store(self, address);
            }

            /// Deletes the struct from storage and says whether there was one.
            pub fn delete(address: &$crate::types::Address) -> bool {
                <Self as $crate::Persistent>::delete(address)
            }
        }

        impl $crate::Persistent for $name {
            const NAME: &'static str = ::core::stringify!($name);
        }

        impl $crate::StorageValue for $name {
            type Bytes = [u8; ::core::mem::size_of::<$name>()];

            fn to_bytes(&self) -> Self::Bytes {
                let mut bytes = [0; ::core::mem::size_of::<$name>()];
                $($crate::storage_value::put_field(
                    &mut bytes,
                    ::core::mem::offset_of!($name, $field),
                    &self.$field,
                );)*
                bytes
            }

            fn from_bytes(bytes: &[u8]) -> ::core::option::Option<Self> {
                if bytes.len() != ::core::mem::size_of::<$name>() {
                    return ::core::option::Option::None;
                }
                ::core::option::Option::Some(Self {
                    $($field: $crate::storage_value::field(
                        bytes,
                        ::core::mem::offset_of!($name, $field),
                    )?,)*
                })
            }
        }

        $crate::describe_fields!("struct", $name $(, $field: $type)*);
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    persist_struct!(User {
        id: u64,
        active: bool,
        level: u8,
    });

    persist_struct!(Account {
        owner: Address,
        user: User
    });

    const PROGRAM: Address = Address([1; 20]);
    const USER: User = User {
        id: 40_000,
        active: false,
        level: 4,
    };

    #[test]
    fn lies_in_the_slot_named_after_it_with_zero_padding() {
        host::reset();
        USER.store(&PROGRAM);
        let bytes = std::vec![0x40, 0x9c, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
        assert_eq!(host::slots(&PROGRAM), [("P:55736572".into(), bytes)]);
    }

    #[test]
    fn loads_what_was_stored() {
        host::reset();
        assert_eq!(User::load(&PROGRAM), O::None);
        USER.store(&PROGRAM);
        assert_eq!(User::load(&PROGRAM), O::Some(USER));
        assert!(User::delete(&PROGRAM) && !User::delete(&PROGRAM));
        assert_eq!(User::load(&PROGRAM), O::None);
    }

    #[test]
    fn holds_structs_in_structs() {
        let account = Account {
            owner: Address([9; 20]),
            user: USER,
        };
        let bytes = account.to_bytes();
        assert_eq!(bytes.len(), 40);
        assert_eq!(bytes[20..24], [0; 4]);
        assert_eq!(Account::from_bytes(&bytes), Some(account));
    }

    #[test]
    fn is_absent_where_the_bytes_are_no_such_struct() {
        host::reset();
        StorageMap::set(&PROGRAM, b"P", b"User", [2u8; 16]);
        assert_eq!(User::load(&PROGRAM), O::None);
        StorageMap::set(&PROGRAM, b"P", b"User", 1u64);
        assert_eq!(User::load(&PROGRAM), O::None);
    }
}
