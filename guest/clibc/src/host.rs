//! The chain of a unit test: storage, events and coin in memory, one chain per thread.
//!
//! It exists only off the RISC-V target. It keeps what a contract writes so that a test can look at
//! it; it charges no gas, undoes nothing and knows one contract. Scenarios on the machine are the
//! test of a contract's behaviour.

use std::{boxed::Box, cell::RefCell, collections::BTreeMap, format, string::String, vec::Vec};

use crate::{
    Error,
    context::{Block, Context},
    contract::Outcome,
    crypto::Crypto,
    types::Address,
};

/// The address of the contract under test, as [`context::program`](crate::context::program) gives it.
///
/// ```
/// assert_eq!(clibc::context::program(), clibc::host::PROGRAM);
/// ```
pub const PROGRAM: Address = Address([0xc0; 20]);

/// What a contract that a unit test stands in for does with its input.
type Callee = Box<dyn FnMut(&[u8]) -> Outcome>;

#[derive(Default)]
struct Chain {
    slots: BTreeMap<(Address, String), Vec<u8>>,
    events: Vec<Vec<u8>>,
    contract_balance: u128,
    balances: BTreeMap<Address, u128>,
    context: Option<Context>,
    crypto: Option<Crypto>,
    callees: BTreeMap<Address, Callee>,
    return_data: Vec<u8>,
    error_code: u32,
}

std::thread_local! {
    static CHAIN: RefCell<Chain> = RefCell::default();
}

fn with<R>(action: impl FnOnce(&mut Chain) -> R) -> R {
    CHAIN.with(|chain| action(&mut chain.borrow_mut()))
}

/// Forgets everything.
///
/// ```
/// use clibc::{host, prelude::*};
///
/// let mut count: Item<u32> = Stored::at("count");
/// count.set(1);
/// host::reset();
/// assert_eq!(count.get(), None);
/// ```
pub fn reset() {
    with(|chain| *chain = Chain::default());
}

/// A contract's slots by name, in order.
///
/// ```
/// use clibc::{host, prelude::*};
///
/// host::reset();
/// let mut count: Item<u32> = Stored::at("count");
/// count.set(1);
/// assert_eq!(host::slots(&host::PROGRAM), [("count:".into(), vec![1, 0, 0, 0])]);
/// ```
pub fn slots(address: &Address) -> Vec<(String, Vec<u8>)> {
    with(|chain| {
        let own = chain
            .slots
            .iter()
            .filter(|((owner, _), _)| owner == address);
        own.map(|((_, name), value)| (name.clone(), value.clone()))
            .collect()
    })
}

/// The events fired so far.
///
/// ```
/// use clibc::{host, prelude::*};
///
/// #[derive(Event)]
/// struct Counted {
///     step: u8,
/// }
///
/// host::reset();
/// emit(Counted { step: 3 });
/// assert_eq!(host::events().len(), 1);
/// ```
pub fn events() -> Vec<Vec<u8>> {
    with(|chain| chain.events.clone())
}

/// Gives the contract under test coin to spend.
///
/// ```
/// use clibc::{host, prelude::*};
///
/// host::set_contract_balance(10);
/// assert_eq!(pay(Address([1; 20]), 10), Ok(()));
/// ```
pub fn set_contract_balance(balance: u128) {
    with(|chain| chain.contract_balance = balance);
}

/// Says who calls the contract under test, with what, and when.
///
/// ```
/// use clibc::{context::{self, Block, Context}, host, types::Address};
///
/// let (contract, alice) = (Address([2; 20]), Address([1; 20]));
/// // Called by a contract that alice has called.
/// host::set_context(Context {
///     caller: contract,
///     origin: alice,
///     value: 0,
///     gas_left: 50_000,
///     block: Block::default(),
/// });
/// assert_ne!(context::caller(), context::origin());
/// ```
pub fn set_context(context: Context) {
    with(|chain| chain.context = Some(context));
}

/// Says who calls the contract under test, and sends the transaction.
///
/// ```
/// use clibc::{context, host, types::Address};
///
/// host::set_caller(Address([1; 20]));
/// assert_eq!((context::caller(), context::origin()), (Address([1; 20]), Address([1; 20])));
/// ```
pub fn set_caller(caller: Address) {
    change_context(|it| (it.caller, it.origin) = (caller, caller));
}

/// Says how much native coin comes with the call.
///
/// ```
/// clibc::host::set_value(7);
/// assert_eq!(clibc::context::value(), 7);
/// ```
pub fn set_value(value: u128) {
    change_context(|it| it.value = value);
}

/// Says in which block the call is.
///
/// ```
/// use clibc::context::{self, Block};
///
/// clibc::host::set_block(Block { number: 3, ..Block::default() });
/// assert_eq!(context::block().number, 3);
/// ```
pub fn set_block(block: Block) {
    change_context(|it| it.block = block);
}

fn change_context(change: impl FnOnce(&mut Context)) {
    with(|chain| {
        change(chain.context.get_or_insert(Context {
            caller: Address([0; 20]),
            origin: Address([0; 20]),
            value: 0,
            gas_left: u64::MAX,
            block: Block::default(),
        }))
    });
}

/// Puts a contract at `address`: a function from an input to how the call ends. A contract of the
/// typed layer has one, `dispatch`.
///
/// ```
/// use clibc::{call::{ALL_GAS, call_with}, contract::Outcome, host, types::Address};
///
/// let echo = Address([5; 20]);
/// host::set_contract(echo, |input| Outcome::Returned(input.to_vec()));
/// assert_eq!(call_with(&echo, b"hi", 0, ALL_GAS), Ok(&b"hi"[..]));
/// ```
pub fn set_contract(address: Address, run: impl FnMut(&[u8]) -> Outcome + 'static) {
    with(|chain| chain.callees.insert(address, Box::new(run)));
}

/// Calls what [`set_contract`] put there. The callee sees the test's own context and storage.
pub(crate) fn call(to: &Address, input: &[u8]) -> Result<Vec<u8>, Error> {
    // It is taken out while it runs, since it may call others itself.
    let Some(mut callee) = with(|chain| chain.callees.remove(to)) else {
        return Err(Error::NoContract);
    };
    let outcome = callee(input);
    with(|chain| {
        chain.callees.insert(*to, callee);
        let (data, code, answer) = match outcome {
            Outcome::Returned(data) => (data.clone(), 0, Ok(data)),
            Outcome::Reverted { code, data } => (data, code, Err(Error::Reverted)),
        };
        chain.return_data = data;
        chain.error_code = code;
        answer
    })
}

pub(crate) fn return_data() -> &'static [u8] {
    with(|chain| chain.return_data.clone()).leak()
}

pub(crate) fn error_code() -> u32 {
    with(|chain| chain.error_code)
}

/// Brings hashes and signatures: the test's own, or a crate's.
///
/// ```
/// use clibc::{crypto::{self, Crypto}, host};
///
/// // A unit test brings its own, or a crate's; on the machine the firmware computes.
/// host::set_crypto(Crypto {
///     keccak256: |data| [data.len() as u8; 32],
///     sha256: |data| [data[0]; 32],
///     secp256k1_verify: |hash, _, key| hash[0] == key[0],
///     secp256k1_recover: |_, signature, id| (id == 0).then_some(*signature),
/// });
/// assert!(crypto::secp256k1_verify(&[2; 32], &[0; 64], &[2; 33]));
/// ```
pub fn set_crypto(crypto: Crypto) {
    with(|chain| chain.crypto = Some(crypto));
}

pub(crate) fn context() -> Context {
    with(|chain| chain.context).expect("a unit test says where it is with host::set_context first")
}

pub(crate) fn crypto() -> Crypto {
    with(|chain| chain.crypto)
        .expect("a unit test brings hashes and signatures with host::set_crypto first")
}

pub(crate) fn read_slot(address: &Address, domain: &[u8], key: &[u8]) -> Option<&'static [u8]> {
    let value = with(|chain| {
        chain
            .slots
            .get(&(*address, slot_name(domain, key)))
            .cloned()
    })?;
    // As on the machine, the copy lives until the contract ends; here that is the test's process.
    Some(value.leak())
}

pub(crate) fn write_slot(address: &Address, domain: &[u8], key: &[u8], value: &[u8]) {
    with(|chain| {
        chain
            .slots
            .insert((*address, slot_name(domain, key)), value.into())
    });
}

pub(crate) fn delete_slot(address: &Address, domain: &[u8], key: &[u8]) -> bool {
    let slot = (*address, slot_name(domain, key));
    with(|chain| chain.slots.remove(&slot).is_some())
}

pub(crate) fn fire_event(bytes: &[u8]) {
    with(|chain| chain.events.push(bytes.into()));
}

pub(crate) fn transfer(to: &Address, value: u128) -> bool {
    with(|chain| {
        let Some(rest) = chain.contract_balance.checked_sub(value) else {
            return false;
        };
        chain.contract_balance = rest;
        *chain.balances.entry(*to).or_default() += value;
        true
    })
}

pub(crate) fn balance(address: &Address) -> u128 {
    with(|chain| chain.balances.get(address).copied().unwrap_or(0))
}

fn slot_name(domain: &[u8], key: &[u8]) -> String {
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}:{key}", String::from_utf8_lossy(domain))
}
