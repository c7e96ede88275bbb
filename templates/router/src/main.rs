//! A counter that everybody may move, a little at a time.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

use clibc::{
    DataParser, Map, entrypoint, event, fire_event, persist_struct, require, route,
    types::{address::Address, result::Result},
    vm_panic,
};

/// The most that one call may add.
const MOST: u32 = 100;

persist_struct!(
    /// The counter; written first by `init`.
    State {
        total: u32,
        owner: Address,
    }
);

// What each account has added: Added:<account> holds a u32.
Map!(Added);

event!(Counted {
    by => Address,
    step => u32,
    total => u32,
});

entrypoint!(main_entry);

/// Decodes each call's arguments and hands them to the function its selector names.
fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        let mut args = DataParser::new(call.args);
        match call.selector {
            0x01 => init(&program, caller, args.read_u32()),
            0x02 => return Result::with_u32(add(&program, caller, args.read_u32())),
            0x03 => reset(&program, caller),
            0x04 => return Result::with_u32(total(&program)),
            0x05 => return Result::with_u32(added_by(&program, args.read_address())),
            _ => vm_panic(b"unknown selector"),
        }
        Result::new(true, 0)
    })
}

/// Begins to count at `start`; the caller may set it back. Works once.
fn init(program: &Address, caller: Address, start: u32) {
    require(State::load(program).is_none(), b"already initialized");
    let state = State {
        total: start,
        owner: caller,
    };
    state.store(program);
}

/// Moves the counter and returns where it stands.
fn add(program: &Address, caller: Address, step: u32) -> u32 {
    require(step <= MOST, b"the step is too far");
    let mut state = load(program);
    let Some(total) = state.total.checked_add(step) else {
        vm_panic(b"the counter is full")
    };
    state.total = total;
    state.store(program);
    Added::set(program, caller, added_by(program, caller) + step);
    fire_event!(Counted::new(caller, step, total));
    total
}

/// Begins again at zero.
fn reset(program: &Address, caller: Address) {
    let mut state = load(program);
    require(state.owner == caller, b"only its owner may set it back");
    state.total = 0;
    state.store(program);
}

/// Where the counter stands.
fn total(program: &Address) -> u32 {
    load(program).total
}

/// What `who` has added.
fn added_by(program: &Address, who: Address) -> u32 {
    Added::get(program, who).unwrap_or(0)
}

fn load(program: &Address) -> State {
    State::load(program).expect("not initialized")
}

/// The chain calls `entrypoint`; this machine, which runs the tests, asks for a main.
#[cfg(not(target_arch = "riscv32"))]
fn main() {}

/// On this machine, with a chain in memory: `cargo test`.
#[cfg(test)]
mod tests {
    use super::*;
    use clibc::host;

    const ALICE: Address = Address([0xa1; 20]);
    const BOB: Address = Address([0xb0; 20]);

    #[test]
    fn counts() {
        host::reset();
        init(&host::PROGRAM, ALICE, 5);
        assert_eq!(add(&host::PROGRAM, ALICE, 2), 7);
        assert_eq!(add(&host::PROGRAM, BOB, 3), 10);
        assert_eq!(total(&host::PROGRAM), 10);
        assert_eq!(added_by(&host::PROGRAM, BOB), 3);
    }

    #[test]
    #[should_panic(expected = "the step is too far")]
    fn refuses_a_step_that_is_too_far() {
        host::reset();
        init(&host::PROGRAM, ALICE, 5);
        add(&host::PROGRAM, ALICE, MOST + 1);
    }

    #[test]
    #[should_panic(expected = "only its owner may set it back")]
    fn is_set_back_by_its_owner_alone() {
        host::reset();
        init(&host::PROGRAM, ALICE, 5);
        reset(&host::PROGRAM, BOB);
    }
}
