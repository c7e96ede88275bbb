//! What the receipt tells of one call: where it came from, what it did itself, and how it ended.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::address::Address;
use crate::call::Call;
use crate::outcome::{Outcome, Status};
use crate::trap::Fault;

pub struct CallRecord {
    pub parent: u32,
    pub depth: u32,
    /// Of the ecall that made it; 0 where the transaction did.
    pub pc: u32,
    /// What the firmware remembers the place of the call by.
    pub ordinal: u32,
    pub from: Address,
    pub to: Address,
    pub value: u128,
    pub input: Vec<u8>,
    pub gas_limit: u64,
    pub status: Status,
    pub error_code: u32,
    pub data: Vec<u8>,
    pub reason: String,
    pub fault: Option<Fault>,
    /// Whether what it did stays, as far as this call has a say in it.
    pub is_kept: bool,
    /// With all that it called.
    pub gas_used: u64,
    /// Instructions that it retired itself.
    pub instructions: u64,
    /// Its own, in the order in which each kind came first.
    pub syscalls: Vec<Tally>,
    pub payments: Vec<Payment>,
    pub created: Vec<Address>,
    /// Slots of the contract that this call has written, by key.
    pub writes: BTreeMap<Vec<u8>, SlotWrite>,
}

/// Syscalls of one kind.
pub struct Tally {
    pub number: u32,
    pub count: u32,
    pub gas: u64,
}

/// Native coin that a call has moved by TRANSFER or PAY.
pub struct Payment {
    pub from: Address,
    pub to: Address,
    pub value: u128,
}

/// What a slot held before a call first wrote it, and after it last did.
pub struct SlotWrite {
    pub before: Option<Vec<u8>>,
    pub after: Option<Vec<u8>>,
}

impl CallRecord {
    pub fn begin(call: &Call, ordinal: u32, gas_limit: u64) -> Self {
        Self {
            parent: call.parent,
            depth: call.depth,
            pc: call.pc,
            ordinal,
            from: call.from,
            to: call.to,
            value: call.value,
            input: call.input.clone(),
            gas_limit,
            status: Status::Success,
            error_code: 0,
            data: Vec::new(),
            reason: String::new(),
            fault: None,
            is_kept: true,
            gas_used: 0,
            instructions: 0,
            syscalls: Vec::new(),
            payments: Vec::new(),
            created: Vec::new(),
            writes: BTreeMap::new(),
        }
    }

    pub fn end(&mut self, outcome: &Outcome, gas_used: u64, is_kept: bool) {
        self.status = outcome.status;
        self.error_code = outcome.error_code;
        self.data = outcome.data.clone();
        self.reason = outcome.reason.clone();
        self.fault = outcome.fault;
        self.gas_used = gas_used;
        self.is_kept = is_kept;
    }

    pub fn count_syscall(&mut self, number: u32) {
        self.tally(number).count += 1;
    }

    pub fn charge_syscall(&mut self, number: u32, gas: u64) {
        self.tally(number).gas += gas;
    }

    pub fn note_write(&mut self, key: &[u8], before: Option<Vec<u8>>, after: Option<Vec<u8>>) {
        match self.writes.get_mut(key) {
            Some(write) => write.after = after,
            None => {
                self.writes.insert(key.into(), SlotWrite { before, after });
            }
        }
    }

    fn tally(&mut self, number: u32) -> &mut Tally {
        let at = self.syscalls.iter().position(|it| it.number == number);
        let at = at.unwrap_or_else(|| {
            self.syscalls.push(Tally {
                number,
                count: 0,
                gas: 0,
            });
            self.syscalls.len() - 1
        });
        &mut self.syscalls[at]
    }
}
