//! A task: one activation of a contract, with its own registers and address space.

use alloc::boxed::Box;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::address::Address;
use crate::firmware::{self, TaskAnnouncement};
use crate::frames::PAGE;
use crate::gas::Gas;
use crate::loader::{self, Code, Loaded, Refusal};
use crate::paging::{R, W};
use crate::space::{AddressSpace, BadPointer, OutOfMemory};
use crate::trap::{self, Trap, TrapFrame};
use crate::user;

pub struct Task {
    pub id: u32,
    /// The contract.
    pub to: Address,
    /// Who called it.
    pub from: Address,
    pub value: u128,
    pub depth: u32,
    /// What the contract that it called last gave back.
    pub returned: Vec<u8>,
    /// What went wrong in its last syscall; 0 if nothing did.
    pub last_error: u32,
    pub is_avm_linked: bool,
    /// Boxed: the firmware and a debugger know its address.
    pub frame: Box<TrapFrame>,
    space: AddressSpace,
    heap_start: u32,
    heap_top: u32,
}

/// What a task is made from.
pub struct Start<'a> {
    pub id: u32,
    pub caller_id: Option<u32>,
    pub to: Address,
    pub from: Address,
    pub value: u128,
    pub input: &'a [u8],
    pub depth: u32,
    pub gas_limit: u64,
}

impl Task {
    /// Loads the contract, sets the registers that it starts with, and announces it.
    pub fn new(code: &Code, start: &Start) -> Result<Self, Refusal> {
        let mut space = AddressSpace::new(asid(start.id))?;
        let Loaded {
            entry,
            heap_start,
            is_avm_linked,
        } = loader::load(&mut space, code)?;
        let input_va = loader::map_stack_and_args(&mut space, &start.to, &start.from, start.input)?;

        // A contract sees nothing of the kernel or of another contract: every other register is zero.
        let mut frame = Box::new(TrapFrame::new());
        frame.pc = entry;
        frame.x[2] = abi::STACK_TOP;
        frame.set_a(0, abi::ARGS_PAGE);
        frame.set_a(1, abi::ARGS_PAGE + abi::ADDRESS_BYTES);
        frame.set_a(2, input_va);
        frame.set_a(3, start.input.len() as u32);

        firmware::task_started(&TaskAnnouncement {
            task_id: start.id,
            caller_task_id: start.caller_id.unwrap_or(abi::NO_INDEX),
            satp: space.satp(),
            trap_frame: &raw const *frame as usize as u32,
            to: start.to,
            from: start.from,
            input_va,
            input_len: start.input.len() as u32,
            value: start.value.to_le_bytes(),
            depth: start.depth,
            gas_limit: [start.gas_limit as u32, (start.gas_limit >> 32) as u32],
            reserved: 0,
        });
        Ok(Self {
            id: start.id,
            to: start.to,
            from: start.from,
            value: start.value,
            depth: start.depth,
            returned: Vec::new(),
            last_error: 0,
            is_avm_linked,
            frame,
            space,
            heap_start,
            heap_top: heap_start,
        })
    }

    /// Runs until the next trap, and counts the instructions.
    pub fn run(&mut self, gas: &mut Gas) -> (Trap, u64) {
        let (frame, satp) = (&mut *self.frame, self.space.enter());
        // Safety: the space lives as long as the task, and its root has the kernel's half.
        let instructions = gas.while_running(|| unsafe { user::run(frame, satp) });
        (trap::last(&self.frame), instructions)
    }

    pub fn read(&self, va: u32, len: usize) -> Result<Vec<u8>, BadPointer> {
        self.space.read(va, len)
    }

    pub fn read_address(&self, va: u32) -> Result<Address, BadPointer> {
        Ok(Address::from_slice(
            &self.read(va, abi::ADDRESS_BYTES as usize)?,
        ))
    }

    /// Nothing is written unless all of it can be.
    pub fn write(&mut self, va: u32, bytes: &[u8]) -> Result<(), BadPointer> {
        self.space.write(va, bytes)
    }

    pub fn check_writable(&self, va: u32, len: u32) -> Result<(), BadPointer> {
        self.space.check_writable(va, len as usize)
    }

    /// Takes heap memory: its address, or none when the heap is full.
    pub fn allocate(&mut self, size: u32, align: u32) -> Option<u32> {
        if size == 0 || !align.is_power_of_two() {
            return None;
        }
        let start = self.heap_top.checked_next_multiple_of(align)?;
        let end = start.checked_add(size)?;
        if end > self.heap_start.checked_add(abi::HEAP_BYTES)? || end > heap_limit() {
            return None;
        }
        let first_unmapped = self.heap_top.next_multiple_of(PAGE as u32);
        for va in (first_unmapped..end).step_by(PAGE) {
            // Pages that were mapped before memory ran out stay with the task, and go with it.
            self.space.map(va, R | W).ok()?;
        }
        self.heap_top = end;
        Some(start)
    }

    /// Gives heap memory back, which helps if it was the last that was taken.
    pub fn free(&mut self, va: u32, size: u32) {
        if size > 0 && va >= self.heap_start && va.checked_add(size) == Some(self.heap_top) {
            self.heap_top = va;
        }
    }

    /// Puts bytes where the contract can find them: a fresh allocation, or none when the heap is full.
    pub fn place(&mut self, bytes: &[u8], align: u32) -> Result<u32, OutOfMemory> {
        let va = self
            .allocate(bytes.len() as u32, align)
            .ok_or(OutOfMemory)?;
        self.space.write(va, bytes).map_err(|_| OutOfMemory)?;
        Ok(va)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        firmware::task_ended(self.id);
    }
}

/// Sv32 has nine bits of ASID; 0 is the kernel's. [Priv §4.1.11]
fn asid(task_id: u32) -> u32 {
    task_id % 511 + 1
}

/// The heap ends where the guard page under the stack begins.
fn heap_limit() -> u32 {
    abi::STACK_TOP - abi::STACK_BYTES - PAGE as u32
}
