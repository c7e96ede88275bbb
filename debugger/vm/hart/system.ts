/** The instructions that are more than an expression. Each finds pc at itself, and moves it only when it ends the slice. */

import { CSR, STATUS } from '../csr/addresses';
import { findCsr, isAccessible, readCsr, writeCsr } from '../csr/registers';
import { SINK_REGISTER } from '../isa/predecode';
import { isShort } from '../isa/instruction';
import { EXCEPTION } from '../isa/traps';
import { locateFetch, TRAPPED } from './access';
import { EXIT, type Exit } from './exits';
import type { Hart } from './hart';
import { pendingBits, timerDistance } from './interrupts';
import { PRIVILEGE } from './privilege';
import { advanceTime } from './counters';
import { raise, returnFromMachine, returnFromSupervisor } from './trap';

/** `slot` and `imm` are the predecoded instruction. [isa/predecode.ts] */
export function environmentCall(hart: Hart): void {
  if (hart.firmware && hart.privilege === PRIVILEGE.SUPERVISOR) hart.exit = EXIT.FIRMWARE;
  else raise(hart, EXCEPTION.ECALL_FROM_U + hart.privilege, 0);
}

/** tval is the instruction's own address, as for any breakpoint. [Priv §3.1.16] */
export function breakpoint(hart: Hart): void {
  raise(hart, EXCEPTION.BREAKPOINT, hart.pc);
}

export function machineReturn(hart: Hart): void {
  if (hart.privilege !== PRIVILEGE.MACHINE) illegal(hart);
  else returnFromMachine(hart);
}

export function supervisorReturn(hart: Hart): void {
  if (isDenied(hart, STATUS.TSR)) illegal(hart);
  else returnFromSupervisor(hart);
}

/**
 * Waiting costs no steps. Where time is instructions the clock moves on to the next timer; where nothing can come, the
 * run ends and the next one goes on behind the instruction. [Priv §3.3.3]
 */
export function waitForInterrupt(hart: Hart, slot: number): void {
  if (isDenied(hart, STATUS.TW)) {
    illegal(hart);
    return;
  }
  if ((pendingBits(hart) & hart.csr(CSR.MIE)) !== 0) return;
  const distance = timerDistance(hart);
  if (hart.time === 'userInstructions' || distance === Infinity) {
    endSlice(hart, slot, EXIT.IDLE);
    return;
  }
  // The instruction itself is the last tick.
  advanceTime(hart, distance - 1);
  endSlice(hart, slot, EXIT.RESYNC);
}

/**
 * Stores into page tables are noticed when they happen, so whatever is fenced has been forgotten already: no form of the
 * fence has anything left to do. [Priv §4.2.1]
 */
export function fenceVma(hart: Hart): void {
  if (isDenied(hart, STATUS.TVM)) illegal(hart);
}

/** Stores into code are noticed when they happen, so there is nothing left to do. [Unpriv §3] */
export function fenceInstruction(): void {}

/** User mode never may, machine mode always, and supervisor mode unless the bit of mstatus forbids it. */
function isDenied(hart: Hart, bit: number): boolean {
  if (hart.privilege === PRIVILEGE.USER) return true;
  return hart.privilege === PRIVILEGE.SUPERVISOR && (hart.csr(CSR.MSTATUS) & bit) !== 0;
}

export function csrReadWrite(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'write', hart.register(sourceOf(slot)), true);
}

/** With x0 or a zero immediate nothing is written, so that read-only CSRs can be read. [Unpriv §9.1] */
export function csrReadSet(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'set', hart.register(sourceOf(slot)), sourceOf(slot) !== 0);
}

export function csrReadClear(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'clear', hart.register(sourceOf(slot)), sourceOf(slot) !== 0);
}

export function csrReadWriteImmediate(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'write', sourceOf(slot), true);
}

export function csrReadSetImmediate(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'set', sourceOf(slot), sourceOf(slot) !== 0);
}

export function csrReadClearImmediate(hart: Hart, slot: number, address: number): void {
  accessCsr(hart, slot, address, 'clear', sourceOf(slot), sourceOf(slot) !== 0);
}

function accessCsr(
  hart: Hart,
  slot: number,
  address: number,
  action: 'write' | 'set' | 'clear',
  operand: number,
  writes: boolean,
): void {
  const csr = findCsr(address);
  if (csr === undefined || !isAccessible(hart, csr, writes)) {
    illegal(hart);
    return;
  }
  const old = readCsr(hart, csr);
  if (writes) {
    const next = action === 'write' ? operand : action === 'set' ? old | operand : old & ~operand;
    writeCsr(hart, csr, next);
    if (csr.affects !== 'nothing') endSlice(hart, slot, EXIT.RESYNC);
  }
  const destination = (slot >>> 8) & 63;
  if (destination !== SINK_REGISTER) hart.words[destination] = old;
}

/** The rs1 field: a register's number or an immediate. */
function sourceOf(slot: number): number {
  return (slot >>> 14) & 31;
}

function endSlice(hart: Hart, slot: number, exit: Exit): void {
  hart.pc += slot >>> 24;
  hart.exit = exit;
}

/** tval is the instruction itself, which is read again: the predecoded form does not keep it. [Priv §3.1.16] */
export function illegal(hart: Hart): void {
  const low = locateFetch(hart, hart.pc);
  if (low === TRAPPED) return;
  const first = hart.halves[low >> 1] ?? 0;
  const high = isShort(first) ? TRAPPED : locateFetch(hart, hart.pc + 2);
  const second = high === TRAPPED ? 0 : (hart.halves[high >> 1] ?? 0);
  raise(hart, EXCEPTION.ILLEGAL_INSTRUCTION, first | (second << 16));
}
