//! What the kernel asks of the chain below it, and tells it. Layouts are the firmware's; all pointers are physical,
//! which the kernel's own pointers are.

use alloc::vec;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::address::Address;
use crate::sbi;

/// The transaction to run, as the firmware writes it: 96 bytes, little-endian.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct TransactionHeader {
    pub kind: u32,
    pub rules: u32,
    pub to: Address,
    pub from: Address,
    value: [u8; 16], // A u128 wants an alignment that the layout does not give.
    pub nonce: u64,
    pub gas_limit: u64,
    pub data_len: u32,
    pub index: u32,
    reserved: u64,
}
const _: () = assert!(size_of::<TransactionHeader>() == 96);

impl TransactionHeader {
    pub fn value(&self) -> u128 {
        u128::from_le_bytes(self.value)
    }
}

/// A committed account, as the firmware writes it: 64 bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AccountRecord {
    balance: [u8; 16],
    pub nonce: u64,
    pub code_len: u32,
    pub is_contract: u32,
    pub code_hash: [u8; 32],
}
const _: () = assert!(size_of::<AccountRecord>() == 64);

impl AccountRecord {
    pub fn balance(&self) -> u128 {
        u128::from_le_bytes(self.balance)
    }
}

/// What a debugger needs to know of a task: 96 bytes.
#[repr(C)]
pub struct TaskAnnouncement {
    pub task_id: u32,
    pub caller_task_id: u32,
    pub satp: u32,
    pub trap_frame: u32,
    pub to: Address,
    pub from: Address,
    pub input_va: u32,
    pub input_len: u32,
    pub value: [u8; 16],
    pub depth: u32,
    pub gas_limit: [u32; 2],
    pub reserved: u32,
}
const _: () = assert!(size_of::<TaskAnnouncement>() == 96);

/// The next transaction of the bundle, or none at its end.
pub fn next_transaction() -> Option<TransactionHeader> {
    // Safety: integers and arrays of them may be zero.
    let mut header: TransactionHeader = unsafe { core::mem::zeroed() };
    let there_is_one = chain(
        abi::TRANSACTION_NEXT,
        [&raw mut header as usize, 0, 0, 0, 0],
    ) == 1;
    there_is_one.then_some(header)
}

/// The current transaction's data, all of it.
pub fn transaction_data(header: &TransactionHeader) -> Vec<u8> {
    let mut data = vec![0; header.data_len as usize];
    let copied = chain(
        abi::TRANSACTION_DATA,
        [0, data.as_mut_ptr() as usize, data.len(), 0, 0],
    );
    assert_eq!(
        copied,
        data.len(),
        "the firmware announced more data than it has"
    );
    data
}

/// An account as committed, or none.
pub fn read_account(address: &Address) -> Option<AccountRecord> {
    // Safety: integers and arrays of them may be zero.
    let mut record: AccountRecord = unsafe { core::mem::zeroed() };
    let arguments = [pointer(address), &raw mut record as usize, 0, 0, 0];
    (chain(abi::ACCOUNT_READ, arguments) == 1).then_some(record)
}

/// Copies committed code from `offset` on and says how many bytes there were.
pub fn read_code(address: &Address, offset: usize, into: &mut [u8]) -> usize {
    chain(
        abi::CODE_READ,
        [
            pointer(address),
            offset,
            into.as_mut_ptr() as usize,
            into.len(),
            0,
        ],
    )
}

/// A committed storage slot, or none.
pub fn read_storage(address: &Address, key: &[u8]) -> Option<Vec<u8>> {
    let mut value = vec![0; 64];
    loop {
        let length = chain(
            abi::STORAGE_READ,
            [
                pointer(address),
                key.as_ptr() as usize,
                key.len(),
                value.as_mut_ptr() as usize,
                value.len(),
            ],
        );
        if length == abi::SLOT_ABSENT as usize {
            return None;
        }
        // A longer value is not written; it is asked for again with room enough.
        let fits = length <= value.len();
        value.resize(length, 0);
        if fits {
            return Some(value);
        }
    }
}

/// Hands over the current transaction's receipt and write set.
pub fn commit(record: &[u8]) {
    chain(
        abi::COMMIT,
        [record.as_ptr() as usize, record.len(), 0, 0, 0],
    );
}

/// Announces an address space and what runs in it.
pub fn task_started(announcement: &TaskAnnouncement) {
    chain(
        abi::TASK_STARTED,
        [&raw const *announcement as usize, 0, 0, 0, 0],
    );
}

pub fn task_ended(task_id: u32) {
    chain(abi::TASK_ENDED, [task_id as usize, 0, 0, 0, 0]);
}

/// Notes where an event or a log was made. The ordinal goes into the record.
pub fn event_fired(pc: u32, is_log: bool) -> u32 {
    note_place(pc, is_log.into())
}

/// Notes where a call was made.
pub fn call_made(pc: u32) -> u32 {
    note_place(pc, 2)
}

fn note_place(pc: u32, kind: usize) -> u32 {
    chain(abi::EVENT_FIRED, [pc as usize, kind, 0, 0, 0]) as u32
}

/// Tells a debugger what runs at an address before it is committed.
pub fn code_changed(address: &Address, code: &[u8]) {
    chain(
        abi::CODE_CHANGED,
        [pointer(address), code.as_ptr() as usize, code.len(), 0, 0],
    );
}

pub type Hash = [u8; 32];

/// Number, timestamp and chain id of the block: 8 bytes each, little-endian.
pub fn block() -> [u8; 24] {
    let mut bytes = [0; 24];
    chain(abi::BLOCK_READ, [bytes.as_mut_ptr() as usize, 0, 0, 0, 0]);
    bytes
}

pub fn keccak_256(data: &[u8]) -> Hash {
    hash(abi::HASH_KECCAK_256, data)
}

pub fn sha_256(data: &[u8]) -> Hash {
    hash(abi::HASH_SHA_256, data)
}

fn hash(function: u32, data: &[u8]) -> Hash {
    let mut hash = [0; 32];
    let to = hash.as_mut_ptr() as usize;
    chain(function, [data.as_ptr() as usize, data.len(), to, 0, 0]);
    hash
}

/// Whether `signature` is one of `key` over `hash`, on secp256k1.
pub fn verify(hash: &[u8], signature: &[u8], key: &[u8]) -> bool {
    let arguments = [hash, signature, key].map(|it| it.as_ptr() as usize);
    let [hash, signature, at] = arguments;
    chain(abi::SIGNATURE_VERIFY, [hash, signature, at, key.len(), 0]) == 1
}

/// x and y of the key of which `signature` is one over `hash`, on secp256k1.
pub fn recover(hash: &[u8], signature: &[u8], id: u32) -> Option<[u8; 64]> {
    let mut key = [0; 64];
    let [hash, signature] = [hash, signature].map(|it| it.as_ptr() as usize);
    let to = key.as_mut_ptr() as usize;
    let found = chain(
        abi::SIGNATURE_RECOVER,
        [hash, signature, id as usize, to, 0],
    ) == 1;
    found.then_some(key)
}

/// Shows a debugger what a slot holds before it is committed; none: nothing.
pub fn slot_changed(address: &Address, key: &[u8], value: Option<&[u8]>) {
    let (value, len) = value.map_or((core::ptr::null(), abi::SLOT_ABSENT as usize), |it| {
        (it.as_ptr(), it.len())
    });
    chain(
        abi::SLOT_CHANGED,
        [
            pointer(address),
            key.as_ptr() as usize,
            key.len(),
            value as usize,
            len,
        ],
    );
}

fn chain(function: u32, arguments: [usize; 5]) -> usize {
    sbi::call(abi::EID_CHAIN, function, arguments)
}

fn pointer(address: &Address) -> usize {
    address.0.as_ptr() as usize
}
