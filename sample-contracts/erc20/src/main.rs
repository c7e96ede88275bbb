//! A token after ERC-20: balances, allowances, events, and requirements that fail.

#![no_std]
#![no_main]

use clibc::{
    DataParser, Map, StorageKey, entrypoint, event, fire_event, logf, persist_struct, require,
    route,
    types::{address::Address, result::Result},
    vm_panic,
};

persist_struct!(
    /// What the token is; written once, by `init`.
    Metadata {
        total_supply: u32,
        decimals: u8,
    }
);

// How much each owner has: Balances:<owner> holds a u32.
Map!(Balances);

// How much a spender may still move for an owner: Allowances:<owner><spender> holds a u32.
Map!(Allowances);

event!(Minted {
    caller => Address,
    amount => u32,
});

event!(Transfer {
    from => Address,
    to => Address,
    value => u32,
});

entrypoint!(main_entry);

/// Decodes each call's arguments and hands them to the function its selector names.
fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |_to, _from, call| {
        let mut args = DataParser::new(call.args);
        match call.selector {
            0x01 => init(&program, caller, args.read_u32(), args.read_u8()),
            0x02 => transfer(&program, caller, args.read_address(), args.read_u32()),
            0x03 => approve(&program, caller, args.read_address(), args.read_u32()),
            0x04 => {
                let (from, to) = (args.read_address(), args.read_address());
                transfer_from(&program, caller, from, to, args.read_u32());
            }
            0x05 => return Result::with_u32(balance_of(&program, args.read_address())),
            _ => vm_panic(b"unknown selector"),
        }
        Result::new(true, 0)
    })
}

/// Creates the whole supply and gives it to the caller. Works once, for whoever comes first.
fn init(program: &Address, caller: Address, total_supply: u32, decimals: u8) {
    require(Metadata::load(program).is_none(), b"already initialized");
    let metadata = Metadata {
        total_supply,
        decimals,
    };
    metadata.store(program);

    logf!("minting: %u tokens", total_supply);
    Balances::set(program, caller, total_supply);
    fire_event!(Minted::new(caller, total_supply));
}

/// Moves `amount` from the caller to `to`.
fn transfer(program: &Address, caller: Address, to: Address, amount: u32) {
    logf!("erc20: transfer amount=%u", amount);
    let left = withdraw(program, caller, amount);
    let received = deposit(program, to, amount);
    logf!("erc20: left=%u received=%u", left, received);
    fire_event!(Transfer::new(caller, to, amount));
}

/// Allows `spender` to move up to `amount` of the caller's tokens, in place of what was allowed
/// before.
fn approve(program: &Address, caller: Address, spender: Address, amount: u32) {
    Allowances::set(program, AllowanceKey::new(caller, spender), amount);
}

/// Moves `amount` from `from` to `to`, out of what `from` allowed the caller.
fn transfer_from(program: &Address, caller: Address, from: Address, to: Address, amount: u32) {
    let allowance_key = AllowanceKey::new(from, caller);
    let allowance: u32 = Allowances::get(program, &allowance_key).unwrap_or(0);
    require(allowance >= amount, b"allowance insufficient");
    Allowances::set(program, &allowance_key, allowance - amount);

    withdraw(program, from, amount);
    deposit(program, to, amount);
    fire_event!(Transfer::new(from, to, amount));
}

/// How many tokens `owner` has.
fn balance_of(program: &Address, owner: Address) -> u32 {
    Balances::get(program, owner).unwrap_or(0)
}

/// Takes `amount` from a balance and returns what is left.
fn withdraw(program: &Address, owner: Address, amount: u32) -> u32 {
    let balance = balance_of(program, owner);
    require(balance >= amount, b"insufficient");
    Balances::set(program, owner, balance - amount);
    balance - amount
}

/// Adds `amount` to a balance and returns the new one.
///
/// Always after the withdrawal, never from a balance read before it: someone may pay themselves.
fn deposit(program: &Address, owner: Address, amount: u32) -> u32 {
    let Some(balance) = balance_of(program, owner).checked_add(amount) else {
        vm_panic(b"balance overflow")
    };
    Balances::set(program, owner, balance);
    balance
}

/// Names the slot of one allowance: the owner's address, then the spender's.
struct AllowanceKey {
    bytes: [u8; 40],
}

impl AllowanceKey {
    fn new(owner: Address, spender: Address) -> Self {
        let mut bytes = [0; 40];
        bytes[..20].copy_from_slice(&owner.0);
        bytes[20..].copy_from_slice(&spender.0);
        Self { bytes }
    }
}

impl StorageKey for AllowanceKey {
    fn as_storage_key(&self) -> &[u8] {
        &self.bytes
    }
}
