//! What a contract may ask for. Number in a7, arguments in a1 to a6, result in a0; every other register stays.
//! [docs/syscalls.md]

mod call;
mod call_program;
mod coin;
mod console;
mod context;
mod create;
mod crypto;
mod emit;
mod finish;
mod memory;
mod storage;

use alloc::format;

use avm_abi as abi;

use crate::address::Address;
use crate::call::Execution;
use crate::call_record::CallRecord;
use crate::gas::OutOfGas;
use crate::heap;
use crate::loader;
use crate::outcome::{Outcome, Status};
use crate::space::BadPointer;
use crate::task::Task;
use crate::trap::{Fault, LOAD_PAGE_FAULT, STORE_PAGE_FAULT};

/// The two outcomes of a syscall: the contract goes on with a value, or it has ended.
pub enum Flow {
    Return(u32),
    End(Outcome),
}

/// Why a syscall ends the contract that made it.
enum Stop {
    OutOfGas,
    OutOfMemory,
    BadPointer(BadPointer),
    /// The heap is full, and the interface has no value that says so.
    HeapFull,
    /// The contract is done, well or badly.
    Done(Outcome),
}

impl From<OutOfGas> for Stop {
    fn from(_: OutOfGas) -> Self {
        Self::OutOfGas
    }
}

impl From<BadPointer> for Stop {
    fn from(bad: BadPointer) -> Self {
        Self::BadPointer(bad)
    }
}

/// What a handler works on.
struct Context<'a> {
    execution: &'a mut Execution,
    task: &'a mut Task,
    /// Of the running call, in the tree of calls.
    call: u32,
    /// Under which the receipt counts it.
    number: u32,
    /// What went wrong in the syscall before.
    last_error: u32,
}

impl Context<'_> {
    /// Argument n, from 1.
    fn argument(&self, n: usize) -> u32 {
        self.task.frame.a(n)
    }

    /// Arguments n and n + 1, the low half first.
    fn long_argument(&self, n: usize) -> u64 {
        u64::from(self.argument(n)) | u64::from(self.argument(n + 1)) << 32
    }

    /// The 16 bytes at `va`; 0 where there is no pointer.
    fn amount(&self, va: u32) -> Result<u128, BadPointer> {
        let mut bytes = [0; 16];
        if va != 0 {
            bytes.copy_from_slice(&self.task.read(va, 16)?);
        }
        Ok(u128::from_le_bytes(bytes))
    }

    fn record(&mut self) -> &mut CallRecord {
        &mut self.execution.calls[self.call as usize]
    }

    /// Takes `base`, and `each` for every unit.
    fn charge(&mut self, base: u32, each: u32, units: u32) -> Result<(), OutOfGas> {
        let before = self.execution.gas.left();
        let price = u64::from(base) + u64::from(each) * u64::from(units);
        let charged = self.execution.gas.charge(price);
        let taken = before - self.execution.gas.left();
        let number = self.number;
        self.record().charge_syscall(number, taken);
        charged
    }

    fn charge_once(&mut self, price: u32) -> Result<(), OutOfGas> {
        self.charge(price, 0, 0)
    }

    /// Ends the contract if the kernel would have to keep too much with `more` bytes. What a transaction writes, fires,
    /// logs and calls is kept until it ends, and there is only so much room for it.
    fn needs_memory(&self, more: usize) -> Result<(), Stop> {
        if heap::used() + more > heap::BUDGET {
            return Err(Stop::OutOfMemory);
        }
        Ok(())
    }

    /// The syscall did not do what it was asked for, and answers `error`.
    fn fail(&mut self, error: u32) -> Result<u32, Stop> {
        self.refuse(error, error)
    }

    /// The same for aVM's syscalls, which answer 0 or 1 and do not say why; LAST_ERROR does.
    fn refuse(&mut self, error: u32, answer: u32) -> Result<u32, Stop> {
        self.task.last_error = error;
        Ok(answer)
    }

    /// Takes the price of the pages that a call begins with, or answers why it may not be made.
    fn begin_call(&mut self, to: &Address, input_len: u32) -> Result<Result<(), u32>, OutOfGas> {
        if input_len > self.execution.rules.max_input() {
            return Ok(Err(abi::ERROR_TOO_LONG));
        }
        if self.task.depth + 1 >= abi::MAX_DEPTH {
            return Ok(Err(abi::ERROR_TOO_DEEP));
        }
        let Some(code) = self.execution.code_of(to) else {
            return Ok(Err(abi::ERROR_NO_CONTRACT));
        };
        self.charge(0, abi::PRICE_PAGE, loader::pages(&code))?;
        Ok(Ok(()))
    }

    /// Keeps what a callee gave back where RETURN_DATA and LAST_ERROR find it.
    fn remember(&mut self, outcome: &Outcome) {
        self.task.returned = match outcome.status {
            Status::Panicked => outcome.reason.as_bytes().to_vec(),
            _ => outcome.data.clone(),
        };
        self.task.last_error = outcome.error_code;
    }
}

type Handler = fn(&mut Context) -> Result<u32, Stop>;

const TABLE: &[(u32, &str, Handler)] = &[
    (abi::STORAGE_GET, "STORAGE_GET", storage::get),
    (abi::STORAGE_SET, "STORAGE_SET", storage::set),
    (abi::PANIC, "PANIC", finish::panic),
    (
        abi::CALL_PROGRAM,
        "CALL_PROGRAM",
        call_program::call_program,
    ),
    (abi::FIRE_EVENT, "FIRE_EVENT", emit::fire_event),
    (abi::ALLOC, "ALLOC", memory::alloc),
    (abi::DEALLOC, "DEALLOC", memory::dealloc),
    (abi::TRANSFER, "TRANSFER", coin::transfer),
    (abi::BALANCE, "BALANCE", coin::balance),
    (abi::FINISH, "FINISH", finish::finish),
    (abi::CALLER, "CALLER", context::caller),
    (abi::ORIGIN, "ORIGIN", context::origin),
    (abi::CALL_VALUE, "CALL_VALUE", context::value),
    (abi::GAS_LEFT, "GAS_LEFT", context::gas_left),
    (abi::BLOCK, "BLOCK", context::block),
    (abi::STORAGE_DELETE, "STORAGE_DELETE", storage::delete),
    (abi::RETURN, "RETURN", finish::returns),
    (abi::REVERT, "REVERT", finish::revert),
    (abi::CALL, "CALL", call::call),
    (abi::RETURN_DATA, "RETURN_DATA", call::return_data),
    (abi::CREATE, "CREATE", create::create),
    (abi::KECCAK_256, "KECCAK_256", crypto::keccak_256),
    (abi::SHA_256, "SHA_256", crypto::sha_256),
    (abi::SECP256K1_VERIFY, "SECP256K1_VERIFY", crypto::verify),
    (abi::SECP256K1_RECOVER, "SECP256K1_RECOVER", crypto::recover),
    (abi::LAST_ERROR, "LAST_ERROR", context::last_error),
    (abi::PAY, "PAY", coin::pay),
    (abi::CONSOLE_WRITE, "CONSOLE_WRITE", console::write),
];

/// Of a number that is not in the table: 0, as in aVM.
fn unknown(context: &mut Context) -> Result<u32, Stop> {
    context.refuse(abi::ERROR_UNKNOWN_SYSCALL, 0)
}

/// Serves the syscall at which `task` stands.
pub fn serve(execution: &mut Execution, task: &mut Task, call: u32) -> Flow {
    let asked = task.frame.a(7);
    let (number, name, handler) = TABLE
        .iter()
        .find(|(it, ..)| *it == asked)
        .copied()
        .unwrap_or((abi::SYSCALL_UNKNOWN, "unknown syscall", unknown));
    let last_error = core::mem::take(&mut task.last_error);
    let mut context = Context {
        execution,
        task,
        call,
        number,
        last_error,
    };
    context.record().count_syscall(number);
    match serve_with(&mut context, handler) {
        Ok(value) => Flow::Return(value),
        Err(Stop::OutOfGas) => Flow::End(Outcome::out_of_gas(context.execution.gas.limit())),
        Err(Stop::OutOfMemory) => Flow::End(Outcome::out_of_memory()),
        Err(Stop::BadPointer(bad)) => Flow::End(bad_pointer(context.task, name, bad)),
        Err(Stop::HeapFull) => Flow::End(heap_full(context.task, name)),
        Err(Stop::Done(outcome)) => Flow::End(outcome),
    }
}

fn serve_with(context: &mut Context, handler: Handler) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_SYSCALL)?;
    context.needs_memory(0)?;
    handler(context)
}

/// A contract that hands the kernel a pointer it may not use itself ends as if it had used it.
pub fn bad_pointer(task: &Task, syscall: &str, bad: BadPointer) -> Outcome {
    let (cause, verb) = if bad.is_write {
        (STORE_PAGE_FAULT, "written")
    } else {
        (LOAD_PAGE_FAULT, "read")
    };
    let fault = Fault {
        cause,
        pc: task.frame.pc,
        value: bad.address,
    };
    let reason = format!(
        "{syscall} with a pointer that cannot be {verb}: {:#010x}, at {:#010x}",
        bad.address, task.frame.pc
    );
    Outcome::faulted(fault, reason)
}

fn heap_full(task: &Task, syscall: &str) -> Outcome {
    let fault = Fault {
        cause: STORE_PAGE_FAULT,
        pc: task.frame.pc,
        value: 0,
    };
    Outcome::faulted(
        fault,
        format!(
            "{syscall} found no room in the contract's heap, at {:#010x}",
            task.frame.pc
        ),
    )
}
