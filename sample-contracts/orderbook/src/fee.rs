//! What a market asks for a trade: one trait, three ways.

/// A way to reckon fees.
pub trait Fee {
    /// What is asked for a trade of so much.
    fn fee(&self, value: u64) -> u64;
}

/// Nothing.
pub struct Free;

/// The same for each trade.
pub struct Flat {
    pub each: u64,
}

/// A part of what is traded, at most all of it.
pub struct Share {
    per_ten_thousand: u16,
}

impl Share {
    const ALL: u16 = 10_000;

    pub fn of(per_ten_thousand: u16) -> Self {
        Self {
            per_ten_thousand: per_ten_thousand.min(Self::ALL),
        }
    }
}

impl Fee for Free {
    fn fee(&self, _value: u64) -> u64 {
        0
    }
}

impl Fee for Flat {
    fn fee(&self, value: u64) -> u64 {
        self.each.min(value)
    }
}

impl Fee for Share {
    fn fee(&self, value: u64) -> u64 {
        let part = u128::from(value) * u128::from(self.per_ten_thousand);
        // A part of a u64 fits a u64.
        (part / u128::from(Self::ALL)) as u64
    }
}
