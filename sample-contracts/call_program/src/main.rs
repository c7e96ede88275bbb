//! A contract that calls another one, `simple`, and passes its result on.

#![no_std]
#![no_main]

use clibc::{
    DataParser,
    call::call,
    entrypoint, require,
    types::{address::Address, result::Result},
    vm_panic,
};

entrypoint!(ask);

/// Asks the `simple` contract for the larger of two numbers.
///
/// The input is `simple`'s address (20 bytes), then `a` and `b` (four bytes each, little-endian).
fn ask(program: Address, _caller: Address, data: &[u8]) -> Result {
    require(data.len() == 28, b"input data must be 28 bytes");
    let mut input = DataParser::new(data);
    let simple = SimpleContract::new(input.read_address());
    let a = input.read_u32();
    let b = input.read_u32();

    match simple.larger(&program, a, b) {
        Some(result) => result,
        None => vm_panic(b"program call failed"),
    }
}

/// The `simple` contract as seen from here: its address, and one method for its one function.
struct SimpleContract {
    address: Address,
}

impl SimpleContract {
    fn new(address: Address) -> Self {
        Self { address }
    }

    /// Calls the contract in the name of `caller`, which has to be the running contract itself.
    fn larger(&self, caller: &Address, a: u32, b: u32) -> Option<Result> {
        let mut input = [0; 8];
        input[..4].copy_from_slice(&a.to_le_bytes());
        input[4..].copy_from_slice(&b.to_le_bytes());
        call(caller, &self.address, &input)
    }
}
