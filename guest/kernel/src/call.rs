//! Runs a contract: a checkpoint, a task, and the traps that it makes until it ends.

use alloc::format;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::address::Address;
use crate::firmware;
use crate::gas::Gas;
use crate::journal::{Account, Committed, Journal};
use crate::loader::Refusal;
use crate::outcome::{Outcome, Status};
use crate::syscall::{self, Flow};
use crate::task::{Start, Task};
use crate::trap::{BREAKPOINT, Fault, Trap};

/// Calls within calls; a call beyond fails, the chain does not. The kernel stack holds as many.
pub const MAX_DEPTH: u32 = 64;

/// One call of a contract.
pub struct Call {
    pub from: Address,
    pub to: Address,
    pub value: u128,
    pub input: Vec<u8>,
    pub caller_task: Option<u32>,
    /// In the tree of calls.
    pub parent: u32,
    pub depth: u32,
}

/// A call as the receipt tells it.
pub struct CallRecord {
    pub parent: u32,
    pub depth: u32,
    pub from: Address,
    pub to: Address,
    pub value: u128,
    pub input: Vec<u8>,
    pub status: Status,
    pub error_code: u32,
    pub gas_used: u64,
    pub data: Vec<u8>,
}

/// What all calls of a transaction share.
pub struct Execution {
    pub journal: Journal<FirmwareState>,
    pub gas: Gas,
    pub is_strict: bool,
    pub calls: Vec<CallRecord>,
    /// The contract in which the transaction failed.
    pub failed_in: Option<Address>,
    next_task: u32,
}

/// Committed state, read through the firmware.
pub struct FirmwareState;

impl Committed for FirmwareState {
    fn account(&self, address: &Address) -> Option<Account> {
        let record = firmware::read_account(address)?;
        Some(Account {
            balance: record.balance(),
            nonce: record.nonce,
            is_contract: record.is_contract != 0,
            code_len: record.code_len as usize,
            new_code: None,
        })
    }

    fn slot(&self, address: &Address, key: &[u8]) -> Option<Vec<u8>> {
        firmware::read_storage(address, key)
    }

    fn slot_changed(&self, address: &Address, key: &[u8], value: Option<&[u8]>) {
        firmware::slot_changed(address, key, value);
    }
}

impl Execution {
    pub fn new(gas_limit: u64, is_strict: bool) -> Self {
        Self {
            journal: Journal::new(FirmwareState),
            gas: Gas::new(gas_limit),
            is_strict,
            calls: Vec::new(),
            failed_in: None,
            next_task: 0,
        }
    }

    pub fn max_input(&self) -> usize {
        let most = if self.is_strict {
            abi::MAX_INPUT_STRICT
        } else {
            abi::MAX_INPUT_COMPAT
        };
        most as usize
    }

    /// Runs a call to its end, and takes back what it did if it failed.
    pub fn run(&mut self, call: Call) -> Outcome {
        let checkpoint = self.journal.checkpoint();
        let gas_before = self.gas.left();
        let index = self.calls.len() as u32;
        let to = call.to;
        self.calls.push(CallRecord {
            parent: call.parent,
            depth: call.depth,
            from: call.from,
            to,
            value: call.value,
            input: call.input.clone(),
            status: Status::Success,
            error_code: 0,
            gas_used: 0,
            data: Vec::new(),
        });

        let outcome = self.run_task(&call, index);

        // aVM's contracts keep what they wrote when they say that they failed; no rules let them keep it otherwise.
        let keeps = match outcome.status {
            Status::Success => true,
            Status::Failed => !self.is_strict,
            _ => false,
        };
        if !keeps {
            self.journal.revert(checkpoint);
        }
        // The innermost failure is the one to show, unless its caller went on and succeeded.
        self.failed_in = match outcome.status {
            Status::Success => None,
            _ => self.failed_in.or(Some(to)),
        };
        let record = &mut self.calls[index as usize];
        record.status = outcome.status;
        record.error_code = outcome.error_code;
        record.gas_used = gas_before - self.gas.left();
        record.data = outcome.data.clone();
        outcome
    }

    fn run_task(&mut self, call: &Call, index: u32) -> Outcome {
        if call.value > 0
            && self
                .journal
                .transfer(&call.from, &call.to, call.value)
                .is_err()
        {
            return Outcome::rejected(format!("{} cannot pay {}", call.from, call.value));
        }
        let code_len = match self.journal.account(&call.to) {
            Some(account) if account.is_contract => account.code_len,
            _ => return Outcome::rejected(format!("there is no contract at {}", call.to)),
        };
        let id = self.next_task;
        self.next_task += 1;
        let task = Task::new(&Start {
            id,
            caller_id: call.caller_task,
            to: call.to,
            from: call.from,
            value: call.value,
            input: &call.input,
            depth: call.depth,
            gas_limit: self.gas.left(),
            code_len,
        });
        match task {
            Ok(mut task) => self.run_to_end(&mut task, index),
            Err(Refusal::Malformed(reason)) => Outcome::rejected(format!(
                "the code of {} cannot be loaded: {reason}",
                call.to
            )),
            Err(Refusal::OutOfMemory) => Outcome::rejected("the machine is out of memory".into()),
        }
    }

    /// Serves a task's traps until one of them ends it.
    fn run_to_end(&mut self, task: &mut Task, index: u32) -> Outcome {
        loop {
            match task.run(&mut self.gas) {
                Trap::Syscall => match syscall::serve(self, task, index) {
                    Flow::Return(value) => {
                        task.frame.set_a(0, value);
                        task.frame.pc += 4; // ecall has no compressed form.
                    }
                    Flow::End(outcome) => return outcome,
                },
                Trap::Breakpoint if task.is_avm_linked => {
                    return result_at(task, abi::RESULT_ADDRESS);
                }
                Trap::Breakpoint => {
                    let pc = task.frame.pc;
                    return Outcome::trapped(Fault {
                        cause: BREAKPOINT,
                        pc,
                        value: pc,
                    });
                }
                Trap::OutOfGas => return Outcome::out_of_gas(self.gas.limit()),
                Trap::Fault(fault) => return Outcome::trapped(fault),
            }
        }
    }
}

/// The end of a task that leaves its result block at `va`.
pub fn result_at(task: &Task, va: u32) -> Outcome {
    match task.read(va, abi::RESULT_BYTES as usize) {
        Ok(block) => Outcome::from_result_block(&block),
        Err(bad) => syscall::bad_pointer(task, "FINISH", bad),
    }
}
