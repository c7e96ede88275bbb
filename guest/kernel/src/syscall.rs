//! What a contract may ask for. Number in a7, arguments in a1 to a6, result in a0; every other register stays. [aVM 3.6]

mod call_program;
mod coin;
mod console;
mod emit;
mod finish;
mod memory;
mod storage;

use alloc::format;

use avm_abi as abi;

use crate::call::Execution;
use crate::gas::{OutOfGas, price};
use crate::heap;
use crate::outcome::Outcome;
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
}

impl Context<'_> {
    /// Argument n, from 1, as in the table above.
    fn argument(&self, n: usize) -> u32 {
        self.task.frame.a(n)
    }

    fn charge(&mut self, amount: u64) -> Result<(), OutOfGas> {
        self.execution.gas.charge(amount)
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
    (abi::CONSOLE_WRITE, "CONSOLE_WRITE", console::write),
];

/// Serves the syscall at which `task` stands. An unknown number returns 0, as in aVM.
pub fn serve(execution: &mut Execution, task: &mut Task, call: u32) -> Flow {
    let number = task.frame.a(7);
    let mut context = Context {
        execution,
        task,
        call,
    };
    let mut name = "unknown syscall";
    let served = context
        .charge(price::SYSCALL)
        .map_err(Stop::from)
        .and_then(|()| within_memory())
        .and_then(|()| match TABLE.iter().find(|(it, ..)| *it == number) {
            Some((_, known, handler)) => {
                name = known;
                handler(&mut context)
            }
            None => Ok(0),
        });
    match served {
        Ok(value) => Flow::Return(value),
        Err(Stop::OutOfGas) => Flow::End(Outcome::out_of_gas(context.execution.gas.limit())),
        Err(Stop::BadPointer(bad)) => Flow::End(bad_pointer(context.task, name, bad)),
        Err(Stop::HeapFull) => Flow::End(heap_full(context.task, name)),
        Err(Stop::Done(outcome)) => Flow::End(outcome),
    }
}

/// The kernel keeps what a transaction writes, fires, logs and calls, and has only so much room for it.
fn within_memory() -> Result<(), Stop> {
    if heap::used() > heap::BUDGET {
        return Err(Stop::Done(Outcome::out_of_memory()));
    }
    Ok(())
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
