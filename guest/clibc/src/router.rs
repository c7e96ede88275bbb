//! Many functions behind one entry point: `[selector u8][length u8][arguments]`, repeated.

use crate::{
    types::{Address, Result},
    vm_panic,
};

/// How many calls one input may carry to [`route`].
///
/// ```
/// use clibc::{route, router::MAX_CALLS, types::{Address, Result}};
///
/// let address = Address([0; 20]);
/// let input = [1, 0].repeat(MAX_CALLS); // As many as there may be.
/// assert!(route(&input, address, address, |_, _, _| Result::new(true, 0)).success);
/// ```
pub const MAX_CALLS: usize = 8;

/// One call out of an input.
///
/// ```
/// use clibc::{FuncCall, decode_calls};
///
/// let mut calls = [FuncCall { selector: 0, args: &[] }];
/// decode_calls(&[9, 1, 42], &mut calls);
/// assert_eq!(calls[0], FuncCall { selector: 9, args: &[42] });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FuncCall<'a> {
    /// Which function is meant.
    pub selector: u8,
    /// Its arguments, at most 255 bytes.
    pub args: &'a [u8],
}

/// The words for what can be wrong with an input; `decode_calls` and `route` have their own.
struct Complaints {
    header: &'static [u8],
    arguments: &'static [u8],
    calls: &'static [u8],
}

/// Splits `input` into calls, fills `calls` from its start and says how many there are.
///
/// ```
/// use clibc::{FuncCall, decode_calls};
/// let mut calls = [FuncCall { selector: 0, args: &[] }; 2];
/// assert_eq!(decode_calls(&[1, 2, 0xaa, 0xbb, 7, 0], &mut calls), 2);
/// assert_eq!(calls[0].args, [0xaa, 0xbb]);
/// assert_eq!(calls[1].selector, 7);
/// ```
///
/// # Panics
/// "decode: incomplete header", "decode: args too short" or "decode: too many calls".
pub fn decode_calls<'a>(input: &'a [u8], calls: &mut [FuncCall<'a>]) -> usize {
    split(
        input,
        calls,
        &Complaints {
            header: b"decode: incomplete header",
            arguments: b"decode: args too short",
            calls: b"decode: too many calls",
        },
    )
}

/// Splits `input` into calls, hands each to `handler` in turn and returns the last one's result.
///
/// Nothing runs before the whole input is known to be well-formed. A call that fails does not keep
/// later ones from running; one that panics does. An empty input succeeds.
///
/// ```
/// use clibc::{route, types::{Address, Result}};
/// let address = Address([0; 20]);
/// let result = route(&[1, 1, 42], address, address, |_to, _from, call| match call.selector {
///     1 => Result::with_u32(call.args[0].into()),
///     _ => Result::new(false, 1),
/// });
/// assert_eq!(result.get_u32_data(), Some(42));
/// ```
///
/// # Panics
/// "router: bad header", "router: bad arg len" or, beyond [`MAX_CALLS`], "router: too many calls".
/// (aVM drops the calls beyond the eighth without a word.)
pub fn route<'a>(
    input: &'a [u8],
    to: Address,
    from: Address,
    mut handler: impl FnMut(Address, Address, &FuncCall<'a>) -> Result,
) -> Result {
    let mut calls = [FuncCall {
        selector: 0,
        args: &[],
    }; MAX_CALLS];
    let count = split(
        input,
        &mut calls,
        &Complaints {
            header: b"router: bad header",
            arguments: b"router: bad arg len",
            calls: b"router: too many calls",
        },
    );
    let mut last = Result::new(true, 0);
    for call in &calls[..count] {
        last = handler(to, from, call);
    }
    last
}

fn split<'a>(mut input: &'a [u8], calls: &mut [FuncCall<'a>], complaints: &Complaints) -> usize {
    let mut count = 0;
    while !input.is_empty() {
        let &[selector, length, ref rest @ ..] = input else {
            vm_panic(complaints.header)
        };
        let Some((args, next)) = rest.split_at_checked(length.into()) else {
            vm_panic(complaints.arguments)
        };
        let Some(call) = calls.get_mut(count) else {
            vm_panic(complaints.calls)
        };
        *call = FuncCall { selector, args };
        count += 1;
        input = next;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{vec, vec::Vec};

    const NONE: FuncCall = FuncCall {
        selector: 0,
        args: &[],
    };
    const ADDRESS: Address = Address([0; 20]);

    fn selectors(input: &[u8]) -> Vec<u8> {
        let mut seen = vec![];
        route(input, ADDRESS, ADDRESS, |_, _, call| {
            seen.push(call.selector);
            Result::new(true, 0)
        });
        seen
    }

    #[test]
    fn decodes_calls_in_order() {
        let input = [1, 2, 1, 2, 2, 3, 3, 4, 5];
        let mut calls = [NONE; 2];
        assert_eq!(decode_calls(&input, &mut calls), 2);
        assert_eq!(
            calls,
            [
                FuncCall {
                    selector: 1,
                    args: &[1, 2]
                },
                FuncCall {
                    selector: 2,
                    args: &[3, 4, 5]
                },
            ]
        );
    }

    #[test]
    fn runs_every_call_and_returns_the_last_result() {
        let result = route(&[0x10, 1, 42, 0x20, 0], ADDRESS, ADDRESS, |_, _, call| {
            Result::new(call.selector == 0x10, call.selector.into())
        });
        assert_eq!(result, Result::new(false, 0x20));
        assert_eq!(selectors(&[9, 0, 8, 0, 7, 0]), [9, 8, 7]);
    }

    #[test]
    fn passes_both_addresses_on() {
        let (to, from) = (Address([1; 20]), Address([2; 20]));
        route(&[1, 0], to, from, |seen_to, seen_from, _| {
            assert_eq!((seen_to, seen_from), (to, from));
            Result::new(true, 0)
        });
    }

    #[test]
    fn takes_an_empty_input_for_success() {
        assert_eq!(
            route(&[], ADDRESS, ADDRESS, |_, _, _| unreachable!()),
            Result::new(true, 0)
        );
    }

    #[test]
    fn takes_eight_calls() {
        assert_eq!(selectors(&[1, 0].repeat(8)).len(), 8);
    }

    #[test]
    #[should_panic(expected = "vm_panic: router: too many calls")]
    fn refuses_a_ninth_call() {
        selectors(&[1, 0].repeat(9));
    }

    #[test]
    #[should_panic(expected = "vm_panic: router: bad header")]
    fn runs_nothing_of_an_input_with_half_a_header() {
        route(&[1, 0, 2], ADDRESS, ADDRESS, |_, _, _| unreachable!());
    }

    #[test]
    #[should_panic(expected = "vm_panic: router: bad arg len")]
    fn refuses_arguments_that_are_cut_off() {
        selectors(&[1, 4, 1, 2]);
    }

    #[test]
    #[should_panic(expected = "vm_panic: decode: incomplete header")]
    fn decode_refuses_half_a_header() {
        decode_calls(&[1], &mut [NONE; 1]);
    }

    #[test]
    #[should_panic(expected = "vm_panic: decode: args too short")]
    fn decode_refuses_arguments_that_are_cut_off() {
        decode_calls(&[1, 4, 1, 2], &mut [NONE; 1]);
    }

    #[test]
    #[should_panic(expected = "vm_panic: decode: too many calls")]
    fn decode_refuses_more_calls_than_there_is_room_for() {
        decode_calls(&[1, 0, 2, 0], &mut [NONE; 1]);
    }
}
