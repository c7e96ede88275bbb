//! aVM's own option type, as its storage functions return it.

/// A value that may be absent. Converts to and from [`Option`].
///
/// ```
/// use clibc::types::O;
///
/// let found: O<u32> = Some(3).into();
/// assert_eq!(found.unwrap_or(0), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum O<T> {
    /// There is a value.
    Some(T),
    /// There is none.
    None,
}

impl<T> O<T> {
    /// Wraps `val`.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::some(3), O::Some(3));
    /// ```
    pub fn some(val: T) -> Self {
        O::Some(val)
    }

    /// The absent value.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::<u32>::none(), O::None);
    /// ```
    pub fn none() -> Self {
        O::None
    }

    /// The value, or a panic that says `message`.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::Some(3).expect("a user"), 3);
    /// ```
    #[track_caller]
    pub fn expect(self, message: &'static str) -> T {
        match self {
            O::Some(val) => val,
            O::None => panic!("{message}"),
        }
    }

    /// The value, or a panic that says `message`: aVM's second name for [`O::expect`].
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::Some(3).unwrap_or_panic("a user"), 3);
    /// ```
    #[track_caller]
    pub fn unwrap_or_panic(self, message: &'static str) -> T {
        self.expect(message)
    }

    /// The value, or `fallback` when there is none.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::None.unwrap_or(7), 7);
    /// ```
    pub fn unwrap_or(self, fallback: T) -> T {
        match self {
            O::Some(val) => val,
            O::None => fallback,
        }
    }

    /// Whether there is a value.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert!(O::Some(3).is_some());
    /// ```
    pub fn is_some(&self) -> bool {
        matches!(self, O::Some(_))
    }

    /// Whether there is none.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert!(O::<u32>::None.is_none());
    /// ```
    pub fn is_none(&self) -> bool {
        matches!(self, O::None)
    }

    /// Applies `f` to the value, if there is one.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// assert_eq!(O::Some(3).map(|it| it * 2), O::Some(6));
    /// ```
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> O<U> {
        match self {
            O::Some(val) => O::Some(f(val)),
            O::None => O::None,
        }
    }

    /// Borrows the value.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// let name = O::Some(String::from("alice"));
    /// assert_eq!(name.as_ref().map(|it| it.len()), O::Some(5));
    /// assert!(name.is_some()); // It is still there.
    /// ```
    pub fn as_ref(&self) -> O<&T> {
        match self {
            O::Some(val) => O::Some(val),
            O::None => O::None,
        }
    }

    /// Borrows the value for change.
    ///
    /// ```
    /// use clibc::types::O;
    ///
    /// let mut count = O::Some(1);
    /// *count.as_mut().expect("just made") += 1;
    /// assert_eq!(count, O::Some(2));
    /// ```
    pub fn as_mut(&mut self) -> O<&mut T> {
        match self {
            O::Some(val) => O::Some(val),
            O::None => O::None,
        }
    }
}

impl<T> From<Option<T>> for O<T> {
    fn from(option: Option<T>) -> Self {
        match option {
            Some(val) => O::Some(val),
            None => O::None,
        }
    }
}

impl<T> From<O<T>> for Option<T> {
    fn from(o: O<T>) -> Self {
        match o {
            O::Some(val) => Some(val),
            O::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behaves_like_option() {
        assert_eq!(O::some(2).map(|it| it * 2), O::Some(4));
        assert_eq!(O::none().map(|it: u32| it * 2), O::None);
        assert_eq!(O::None.unwrap_or(7), 7);
        assert!(O::Some(1).is_some() && O::<u32>::None.is_none());
        let mut o = O::Some(1);
        *o.as_mut().expect("just set") += 1;
        assert_eq!(o.as_ref().map(|it| *it), O::Some(2));
        assert_eq!(Option::from(O::from(Some(3))), Some(3));
    }

    #[test]
    #[should_panic(expected = "user not found")]
    fn says_what_was_expected() {
        O::<u32>::None.expect("user not found");
    }
}
