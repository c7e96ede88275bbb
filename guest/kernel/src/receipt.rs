//! The record in which a transaction's receipt and write set go to the firmware. Little-endian; a list or a string of
//! bytes has its length first.

use alloc::vec::Vec;

use crate::address::Address;
use crate::call::Execution;
use crate::call_record::{CallRecord, Payment, SlotWrite, Tally};
use crate::journal::{Account, Emission};
use crate::outcome::Outcome;
use crate::trap::Fault;

const VERSION: u32 = 2;

pub fn encode(execution: &Execution, outcome: &Outcome) -> Vec<u8> {
    let mut record = Record(Vec::new());
    let failed_in = execution.failed_in.unwrap_or(Address([0; 20]));
    record.word(VERSION);
    record.word(outcome.status as u32);
    record.word(outcome.error_code);
    record.long(execution.gas.used());
    record.bytes(&outcome.data);
    record.bytes(outcome.reason.as_bytes());
    record.fault(outcome.fault);
    record.address(&failed_in);

    let journal = &execution.journal;
    record.list(journal.events.iter(), Record::emission);
    record.list(journal.logs.iter(), Record::emission);
    record.list(execution.calls.iter().enumerate(), Record::call);
    record.list(journal.changed_accounts(), Record::account);
    record.list(journal.changed_slots(), Record::slot);
    record.0
}

struct Record(Vec<u8>);

impl Record {
    fn word(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    fn long(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    fn amount(&mut self, value: u128) {
        self.0.extend(value.to_le_bytes());
    }

    fn address(&mut self, address: &Address) {
        self.0.extend(address.0);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u32);
        self.0.extend(bytes);
    }

    /// The count goes in front once it is known.
    fn list<T>(&mut self, items: impl Iterator<Item = T>, write: impl Fn(&mut Self, T)) {
        let at = self.0.len();
        self.word(0);
        let mut count: u32 = 0;
        for item in items {
            write(self, item);
            count += 1;
        }
        self.0[at..][..4].copy_from_slice(&count.to_le_bytes());
    }

    fn emission(&mut self, emission: &Emission) {
        self.word(emission.call);
        self.address(&emission.emitter);
        self.word(emission.depth);
        self.word(emission.pc);
        self.word(emission.ordinal);
        self.bytes(&emission.data);
    }

    fn call(&mut self, (index, call): (usize, &CallRecord)) {
        self.word(index as u32);
        self.word(call.parent);
        self.word(call.depth);
        self.word(call.pc);
        self.word(call.ordinal);
        self.address(&call.from);
        self.address(&call.to);
        self.amount(call.value);
        self.bytes(&call.input);
        self.word(call.is_kept.into());
        self.word(call.status as u32);
        self.word(call.error_code);
        self.bytes(&call.data);
        self.bytes(call.reason.as_bytes());
        self.fault(call.fault);
        self.long(call.gas_limit);
        self.long(call.gas_used);
        self.long(call.instructions);
        self.list(call.syscalls.iter(), Self::tally);
        self.list(call.payments.iter(), Self::payment);
        self.list(call.created.iter(), Self::address);
        self.list(call.writes.iter(), Self::write);
    }

    fn tally(&mut self, it: &Tally) {
        self.word(it.number);
        self.word(it.count);
        self.long(it.gas);
    }

    fn payment(&mut self, it: &Payment) {
        self.address(&it.from);
        self.address(&it.to);
        self.amount(it.value);
    }

    fn write(&mut self, (key, it): (&Vec<u8>, &SlotWrite)) {
        self.bytes(key);
        self.value(it.before.as_deref());
        self.value(it.after.as_deref());
    }

    /// What a slot holds, if there is one.
    fn value(&mut self, value: Option<&[u8]>) {
        self.word(value.is_some().into());
        if let Some(value) = value {
            self.bytes(value);
        }
    }

    /// Zeros where there is none.
    fn fault(&mut self, fault: Option<Fault>) {
        self.word(fault.map_or(0, |it| it.cause));
        self.word(fault.map_or(0, |it| it.pc));
        self.word(fault.map_or(0, |it| it.value));
    }

    fn account(&mut self, (address, account): (&Address, &Account)) {
        self.address(address);
        self.amount(account.balance);
        self.long(account.nonce);
        self.word(account.new_code.is_some().into());
        self.word(account.is_contract.into());
        if let Some(code) = &account.new_code {
            self.bytes(code);
        }
    }

    fn slot(&mut self, (address, key, value): (&Address, &[u8], Option<&[u8]>)) {
        self.address(address);
        self.bytes(key);
        self.value(value);
    }
}
