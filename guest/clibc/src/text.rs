//! Text that is put together while the contract is compiled: type names and lines of the ABI.

/// Up to `CAPACITY` bytes of UTF-8, built in constants only.
#[derive(Clone, Copy)]
pub struct Text<const CAPACITY: usize> {
    bytes: [u8; CAPACITY],
    len: usize,
}

/// The ABI's name of a type: `uint128`, `(address,uint8)[]`.
pub type TypeName = Text<256>;

impl<const CAPACITY: usize> Text<CAPACITY> {
    /// Nothing yet.
    pub const EMPTY: Self = Self {
        bytes: [0; CAPACITY],
        len: 0,
    };

    /// `text` itself.
    pub const fn of(text: &str) -> Self {
        Self::EMPTY.push(text)
    }

    /// With `text` at its end. Too much text stops the compiler.
    pub const fn push(self, text: &str) -> Self {
        self.push_bytes(text.as_bytes())
    }

    /// With another text at its end.
    pub const fn join<const OTHER: usize>(self, text: &Text<OTHER>) -> Self {
        self.push_bytes(text.as_bytes())
    }

    /// With a number in decimal at its end.
    pub const fn push_number(self, number: usize) -> Self {
        let text = if number >= 10 {
            self.push_number(number / 10)
        } else {
            self
        };
        text.push_bytes(&[b'0' + (number % 10) as u8])
    }

    /// How many bytes it has.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.len).0
    }

    /// The text.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(_) => panic!("a text is made of texts"),
        }
    }

    /// Whether it is `text`, to be asked in constants.
    pub const fn is(&self, text: &str) -> bool {
        let (own, other) = (self.as_bytes(), text.as_bytes());
        if own.len() != other.len() {
            return false;
        }
        let mut at = 0;
        while at < own.len() {
            if own[at] != other[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Its first `N` bytes, for a static of its own size.
    #[doc(hidden)]
    pub const fn to_array<const N: usize>(&self) -> [u8; N] {
        let mut array = [0; N];
        let mut at = 0;
        while at < N {
            array[at] = self.bytes[at];
            at += 1;
        }
        array
    }

    const fn push_bytes(mut self, bytes: &[u8]) -> Self {
        assert!(
            self.len + bytes.len() <= CAPACITY,
            "what the ABI says about a contract's item is too long: shorten its documentation or its type"
        );
        let mut at = 0;
        while at < bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_put_together_in_constants() {
        const NAME: TypeName = Text::of("uint").push_number(128).push("[").push_number(0);
        const LINE: Text<64> = Text::of("type ").join(&NAME).push("]");
        assert_eq!(LINE.as_str(), "type uint128[0]");
        assert_eq!(LINE.len(), 15);
        assert_eq!(LINE.to_array::<4>(), *b"type");
        const { assert!(NAME.is("uint128[0") && !NAME.is("uint128[1") && !NAME.is("uint")) }
    }
}
