/** Where a program stands and with which registers: on the hart, or as the kernel saved it. */

import type { Task } from '../chain/run';
import type { Machine } from '../vm/machine';
import { CSR } from '../vm/csr/addresses';
import { disassemble } from '../vm/isa/disassemble';
import type { Module } from './module';
import type { RegisterPlaces } from './registerPlace';
import type { Target } from './target';

export interface Standing {
  /** The task whose instructions these are; undefined for the kernel's. */
  readonly task: Task | undefined;
  readonly module: Module | undefined;
  readonly satp: number;
  readonly pc: number;
  /** So many of the logical frames at pc, innermost first, are of inlined calls that begin there: it stands before them. */
  readonly ahead: number;
  registers(number: number): number | undefined;
  /** Where to write x0 to x31. */
  registerPlaces(number: number): RegisterPlaces;
}

/** DWARF numbers CSRs from here on. [psABI, DWARF register numbers] */
const CSR_NUMBERS = 4096;
const T0 = 5;
const A0 = 10;
const TRAP_FRAME_WORDS = 33;
const TRAP_FRAME_PC = 32;

/**
 * What the hart is about to execute.
 * @param atTrap stopped right after a trap from U-mode: the contract's registers are still all there
 */
export function hartStanding(target: Target, atTrap: boolean): Standing {
  const { machine } = target;
  const registers = hartRegisters(target);
  if (!atTrap || target.isInUserMode) {
    const { runningTask: task, runningModule: module } = target;
    const { satp, pc } = machine;
    const ahead = target.callsAhead ?? module?.callsAheadAt(pc) ?? 0;
    return { task, module, satp, pc, ahead, registers, registerPlaces: inHart };
  }
  const task = target.currentTask;
  const module = task && target.moduleOf(task);
  const pc = machine.lastTrap.epc >>> 0;
  const ahead = module?.callsAheadAt(pc) ?? 0;
  return { task, module, satp: machine.satp, pc, ahead, registers, registerPlaces: inHart };
}

/** A task that waits for the kernel, or for a contract that it called. */
export function suspendedStanding(target: Target, task: Task): Standing {
  const module = target.moduleOf(task);
  const isHalfSaved = isBeingSaved(target, task);
  const saved = isHalfSaved ? halfSavedRegisters(target, task) : savedRegisters(target, task);
  const { pc, registers } = saved;
  const isCall = module?.placeAt(pc).kind === 'ecall';
  const registerPlaces = (number: number): RegisterPlaces =>
    isHalfSaved ? HALF_SAVED : savedPlaces(task, number, isCall);
  return { task, module, satp: task.satp, pc, ahead: 0, registers, registerPlaces };
}

const inHart = (number: number): RegisterPlaces => [{ kind: 'hart', number }];

const HALF_SAVED = { reason: 'the kernel is saving the registers just now: step until it has' };

function savedPlaces({ trapFrame }: Task, number: number, isCall: boolean): RegisterPlaces {
  if (isCall && number === A0) {
    return { reason: 'a0 is where the kernel puts what the system call gives back' };
  }
  return [{ kind: 'physical', address: trapFrame + number * 4 }];
}

type Saved = Pick<Standing, 'pc' | 'registers'>;

function hartRegisters({ machine }: Target): Standing['registers'] {
  return number => {
    if (number >= CSR_NUMBERS) return machine.readCsr(number - CSR_NUMBERS);
    const value = machine.registers[number];
    return value === undefined ? undefined : value >>> 0;
  };
}

function savedRegisters({ machine }: Target, task: Task): Saved {
  const bytes = machine.readPhysical(task.trapFrame, TRAP_FRAME_WORDS * 4);
  if (bytes === undefined) return { pc: 0, registers: () => undefined };
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    pc: words.getUint32(TRAP_FRAME_PC * 4, true),
    registers: number => (number < TRAP_FRAME_PC ? words.getUint32(number * 4, true) : undefined),
  };
}

function isBeingSaved(target: Target, task: Task): boolean {
  return task === target.currentTask && isInTrapEntry(target);
}

/** The kernel is storing a task's registers just now, and has not come back to its own code yet. */
export function isInTrapEntry(target: Target): boolean {
  const { machine, kernel } = target;
  if (target.isInUserMode) return false;
  return kernel.info.unwindRangeAt(machine.pc)?.low === trapEntry(machine);
}

/** The kernel's trap_entry: its handler of traps, in direct mode. [Priv §4.1.2] */
const trapEntry = (machine: Machine): number => (machine.readCsr(CSR.STVEC) & ~3) >>> 0;

/**
 * In trap_entry a0 waits in sscratch while the others are stored, comes back through t0, and is stored last. Where the
 * hart stands is told by the CSRs that it has passed.
 */
function halfSavedRegisters(target: Target, task: Task): Saved {
  const { machine } = target;
  const passed = passedInTrapEntry(target);
  const csrs = passed.filter(isCsrAccess).length;
  const inHart = hartRegisters(target);
  const saved = savedRegisters(target, task).registers;
  const others = csrs > 1 ? saved : inHart;
  const a0 = (): number | undefined => {
    if (csrs === 0) return inHart(A0);
    if (csrs === 1) return machine.readCsr(CSR.SSCRATCH);
    return csrs === 2 && isCsrAccess(passed.at(-1)) ? inHart(T0) : saved(A0);
  };
  return {
    pc: machine.readCsr(CSR.SEPC),
    registers: number => (number === A0 ? a0() : others(number)),
  };
}

const isCsrAccess = (mnemonic = ''): boolean => mnemonic.startsWith('csr');

/** Mnemonics from the start of trap_entry to where the hart stands. */
function passedInTrapEntry({ machine, kernel }: Target): string[] {
  const passed: string[] = [];
  let pc = trapEntry(machine);
  while (pc < machine.pc) {
    const { length, mnemonic } = disassemble(kernel.codeAt(pc, 4), pc);
    passed.push(mnemonic);
    pc += length;
  }
  return passed;
}
