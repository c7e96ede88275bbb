//! Events: facts for the world outside, kept in the receipt.
//!
//! ```text
//! 0                         32                                                  at most 256
//! | name, zero-padded ASCII | fields in order, little-endian, without padding |
//! ```

/// Room for one event, in bytes: its 32-byte name and its fields.
///
/// ```
/// use clibc::event::MAX_EVENT_SIZE;
///
/// // A name of 32 bytes, and the fields.
/// assert!(MAX_EVENT_SIZE > 32);
/// ```
pub const MAX_EVENT_SIZE: usize = 256;

/// What [`event!`](crate::event!) declares and [`fire_event!`](crate::fire_event) takes.
///
/// ```
/// use clibc::{event::Event, prelude::*};
///
/// #[derive(Event)]
/// struct Counted {
///     step: u8,
/// }
///
/// let mut bytes = [0; 256];
/// let len = Counted { step: 3 }.write_bytes(&mut bytes);
/// assert_eq!((len, bytes[32]), (33, 3)); // 32 bytes of name, then the field.
/// ```
pub trait Event {
    /// Writes the event into `buf` and says how many bytes that took.
    fn write_bytes(&self, buf: &mut [u8]) -> usize;
}

/// An event's name as its first 32 bytes; a longer name is cut off.
///
/// ```
/// let id = clibc::event::event_id("Transfer");
/// assert_eq!(&id[..9], b"Transfer\0");
/// ```
pub const fn event_id(name: &str) -> [u8; 32] {
    let mut id = [0; 32];
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() && at < id.len() {
        id[at] = name[at];
        at += 1;
    }
    id
}

/// Adds an event of the typed layer to the receipt.
///
/// ```
/// use clibc::prelude::*;
///
/// #[derive(Event)]
/// struct Transfer {
///     #[indexed]
///     from: Address,
///     value: u128,
/// }
///
/// emit(Transfer { from: Address([1; 20]), value: 50 });
/// assert_eq!(clibc::host::events()[0].len(), 32 + 20 + 16);
/// ```
///
/// # Panics
/// "the event Transfer takes 300 bytes, of 256".
pub fn emit(event: impl Event) {
    fire(&event);
}

/// For `#[derive(Event)]`: an event's bytes into the room there is for one.
#[doc(hidden)]
pub fn copy(bytes: &[u8], buf: &mut [u8]) -> usize {
    let Some(room) = buf.get_mut(..bytes.len()) else {
        let name = bytes[..32].trim_ascii_end().split(|it| *it == 0).next();
        let name = core::str::from_utf8(name.unwrap_or_default()).unwrap_or_default();
        panic!(
            "the event {name} takes {} bytes, of {MAX_EVENT_SIZE}",
            bytes.len()
        )
    };
    room.copy_from_slice(bytes);
    bytes.len()
}

/// Adds `event` to the receipt. Contracts of the lower layer write [`fire_event!`](crate::fire_event).
///
/// ```
/// clibc::event!(Counted { step => u8 });
///
/// clibc::event::fire(&Counted::new(3));
/// # assert_eq!(clibc::host::events().len(), 1);
/// ```
pub fn fire(event: &impl Event) {
    let mut buffer = [0; MAX_EVENT_SIZE];
    let len = event.write_bytes(&mut buffer);
    fire_bytes(&buffer[..len]);
}

/// Adds an event that is bytes already.
///
/// ```
/// use clibc::event::{event_id, fire_bytes};
///
/// fire_bytes(&event_id("Started"));
/// # assert_eq!(clibc::host::events().len(), 1);
/// ```
pub fn fire_bytes(bytes: &[u8]) {
    #[cfg(target_arch = "riscv32")]
    // Safety: FIRE_EVENT reads `bytes`.
    unsafe {
        ecall!(
            crate::SYSCALL_FIRE_EVENT,
            "a1" = bytes.as_ptr(),
            "a2" = bytes.len()
        )
    };
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::fire_event(bytes);
}

/// Declares an event: a struct with `new`, which takes the fields in order.
///
/// ```
/// use clibc::{event, fire_event, types::Address};
///
/// event!(Transfer {
///     from => Address,
///     to => Address,
///     value => u32,
/// });
///
/// fire_event!(Transfer::new(Address([1; 20]), Address([2; 20]), 50));
/// ```
#[macro_export]
macro_rules! event {
    ($(#[$attribute:meta])* $name:ident { $($field:ident => $type:ty),* $(,)? }) => {
        $(#[$attribute])*
        pub struct $name {
            /// Which event this is: [`Self::ID`].
            pub id: [u8; 32],
            $(
                #[allow(missing_docs)]
                pub $field: $type,
            )*
        }

        impl $name {
            /// The event's name, zero-padded.
            pub const ID: [u8; 32] = $crate::event::event_id(::core::stringify!($name));

            /// An event with these fields.
            #[allow(clippy::new_without_default, clippy::too_many_arguments)]
            pub fn new($($field: $type),*) -> Self {
                Self { id: Self::ID, $($field),* }
            }

            /// Writes the event into `buf` and says how many bytes that took.
            pub fn write_bytes(&self, buf: &mut [u8]) -> usize {
                let mut offset = 0;
                $crate::types::SerializeField::serialize_field(&self.id, buf, &mut offset);
                $($crate::types::SerializeField::serialize_field(&self.$field, buf, &mut offset);)*
                offset
            }
        }

        impl $crate::event::Event for $name {
            fn write_bytes(&self, buf: &mut [u8]) -> usize {
                $name::write_bytes(self, buf)
            }
        }

        $crate::describe_fields!("event", $name $(, $field: $type)*);
    };
}

/// Adds an event to the receipt.
///
/// If the call fails in the end, its events go with it.
///
/// ```
/// clibc::event!(Paused { since => u64 });
/// clibc::fire_event!(Paused::new(7));
/// ```
#[macro_export]
macro_rules! fire_event {
    ($event:expr $(,)?) => {
        $crate::event::fire(&$event)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{host, types::Address};

    event!(Transfer { from => Address, to => Address, value => u32 });
    event!(Nothing {});
    event!(ANameOfMoreThanThirtyTwoCharacters { flag => bool });
    event!(TooLarge { bytes => [u8; 225] });

    #[test]
    fn is_name_and_fields() {
        let mut buf = [0xee; MAX_EVENT_SIZE];
        let len =
            Transfer::new(Address([1; 20]), Address([2; 20]), 50_000_000).write_bytes(&mut buf);
        assert_eq!(len, 76);
        assert_eq!(&buf[..8], b"Transfer");
        assert_eq!(buf[8..32], [0; 24]);
        assert_eq!(buf[32..52], [1; 20]);
        assert_eq!(buf[52..72], [2; 20]);
        assert_eq!(buf[72..76], [0x80, 0xf0, 0xfa, 0x02]);
    }

    #[test]
    fn may_have_no_fields() {
        assert_eq!(Nothing::new().write_bytes(&mut [0; 32]), 32);
    }

    #[test]
    fn cuts_a_long_name_off() {
        let mut buf = [0; 64];
        ANameOfMoreThanThirtyTwoCharacters::new(true).write_bytes(&mut buf);
        assert_eq!(&buf[..33], b"ANameOfMoreThanThirtyTwoCharacte\x01");
    }

    #[test]
    fn reaches_the_chain() {
        host::reset();
        fire_event!(Nothing::new());
        assert_eq!(host::events(), [event_id("Nothing")]);
    }

    #[test]
    #[should_panic(expected = "event field does not fit")]
    fn is_refused_beyond_256_bytes() {
        fire_event!(TooLarge::new([0; 225]));
    }
}
