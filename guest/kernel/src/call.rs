//! Runs a contract: a checkpoint, a task, and the traps that it makes until it ends.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::address::Address;
use crate::call_record::CallRecord;
use crate::firmware;
use crate::gas::Gas;
use crate::journal::{Account, Committed, Journal};
use crate::loader::{Code, Refusal};
use crate::outcome::{Outcome, Status};
use crate::rules::Rules;
use crate::syscall::{self, Flow};
use crate::task::{Start, Task};
use crate::trap::{BREAKPOINT, Fault, Trap};

/// One call of a contract.
pub struct Call {
    pub from: Address,
    pub to: Address,
    pub value: u128,
    pub input: Vec<u8>,
    /// What it may use of the gas that is left.
    pub gas: u64,
    pub caller_task: Option<u32>,
    /// Of the ecall that makes it; 0 where the transaction does.
    pub pc: u32,
    /// In the tree of calls.
    pub parent: u32,
    pub depth: u32,
}

/// What all calls of a transaction share.
pub struct Execution {
    pub journal: Journal<FirmwareState>,
    pub gas: Gas,
    pub rules: Rules,
    /// Who sent the transaction.
    pub origin: Address,
    /// Index of the transaction in its bundle.
    pub index: u32,
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
            code_hash: record.code_hash,
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
    pub fn new(rules: Rules, gas_limit: u64, origin: Address, index: u32) -> Self {
        Self {
            journal: Journal::new(FirmwareState),
            gas: Gas::new(gas_limit),
            rules,
            origin,
            index,
            calls: Vec::new(),
            failed_in: None,
            next_task: 0,
        }
    }

    /// Runs a call to its end, and takes back what it did if it failed.
    pub fn run(&mut self, call: Call) -> Outcome {
        let checkpoint = self.journal.checkpoint();
        let held = self.gas.hold_back(call.gas);
        let index = self.calls.len();
        let ordinal = firmware::call_made(call.pc);
        self.calls
            .push(CallRecord::begin(&call, ordinal, self.gas.limit()));

        let outcome = self.run_task(&call, index as u32);

        let is_kept = self.keeps(outcome.status);
        if !is_kept {
            self.journal.revert(checkpoint);
        }
        // The innermost failure is the one to show, unless its caller went on and succeeded.
        self.failed_in = match outcome.status {
            Status::Success => None,
            _ => self.failed_in.or(Some(call.to)),
        };
        self.calls[index].end(&outcome, self.gas.used(), is_kept);
        self.gas.give_back(held);
        outcome
    }

    /// aVM's contracts keep what they wrote when they say that they failed; no rules let them keep it otherwise.
    fn keeps(&self, status: Status) -> bool {
        match status {
            Status::Success => true,
            Status::Failed => !self.rules.undo_failed_calls(),
            _ => false,
        }
    }

    /// What runs when an account is called; none if it is no contract.
    pub fn code_of(&mut self, contract: &Address) -> Option<Code> {
        let account = self.journal.account(contract)?;
        account.is_contract.then(|| Code {
            contract: *contract,
            len: account.code_len,
            hash: account.code_hash,
            uncommitted: account.new_code.clone(),
        })
    }

    fn run_task(&mut self, call: &Call, index: u32) -> Outcome {
        let rejected = |error: u32, reason: String| Outcome {
            error_code: error,
            ..Outcome::rejected(reason)
        };
        if call.value > 0
            && let Err(it) = self.journal.transfer(&call.from, &call.to, call.value)
        {
            let reason = it.reason(&call.from, &call.to, call.value);
            return rejected(abi::ERROR_CANNOT_PAY, reason);
        }
        let Some(code) = self.code_of(&call.to) else {
            let reason = format!("there is no contract at {}", call.to);
            return rejected(abi::ERROR_NO_CONTRACT, reason);
        };
        let id = self.next_task;
        self.next_task += 1;
        let task = Task::new(
            &code,
            &Start {
                id,
                caller_id: call.caller_task,
                to: call.to,
                from: call.from,
                value: call.value,
                input: &call.input,
                depth: call.depth,
                gas_limit: self.gas.left(),
            },
        );
        match task {
            Ok(mut task) => self.run_to_end(&mut task, index),
            Err(Refusal::Malformed(reason)) => {
                let reason = format!("the code of {} cannot be loaded: {reason}", call.to);
                rejected(abi::ERROR_NOT_LOADABLE, reason)
            }
            Err(Refusal::OutOfMemory) => {
                rejected(abi::ERROR_NO_MEMORY, "the machine is out of memory".into())
            }
        }
    }

    /// Serves a task's traps until one of them ends it.
    fn run_to_end(&mut self, task: &mut Task, index: u32) -> Outcome {
        loop {
            let (trap, instructions) = task.run(&mut self.gas);
            self.calls[index as usize].instructions += instructions;
            match trap {
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
