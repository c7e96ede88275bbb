/** Entering and leaving trap handlers. [Priv §3.1.7, §3.3.2, §4.1.2] */

import { CSR, MPP_SHIFT, STATUS } from '../csr/addresses';
import { INTERRUPT_BIT } from '../isa/traps';
import { EXIT } from './exits';
import type { Hart } from './hart';
import { EMPTY_BANK, guardOf, NO_RESERVATION, TLB_KIND, tlbBank, WORD } from './layout';
import { PRIVILEGE, type Privilege } from './privilege';

/** A synchronous exception of the instruction at pc. */
export function raise(hart: Hart, cause: number, tval: number): void {
  enterHandler(hart, cause, false, tval, delegates(hart, CSR.MEDELEG, cause));
  hart.exit = EXIT.TRAP;
}

/** An interrupt before the instruction at pc. */
export function takeInterrupt(hart: Hart, cause: number): void {
  enterHandler(hart, cause, true, 0, delegates(hart, CSR.MIDELEG, cause));
}

function delegates(hart: Hart, register: number, cause: number): boolean {
  return hart.privilege !== PRIVILEGE.MACHINE && ((hart.csr(register) >>> cause) & 1) === 1;
}

function enterHandler(
  hart: Hart,
  cause: number,
  interrupt: boolean,
  tval: number,
  toSupervisor: boolean,
): void {
  const from = hart.privilege;
  const epc = hart.pc;
  const status = hart.csr(CSR.MSTATUS);
  const code = interrupt ? cause | INTERRUPT_BIT : cause;
  if (toSupervisor) {
    hart.setCsr(CSR.SEPC, epc);
    hart.setCsr(CSR.SCAUSE, code);
    hart.setCsr(CSR.STVAL, tval);
    const kept = status & ~(STATUS.SIE | STATUS.SPIE | STATUS.SPP);
    const enabled = (status & STATUS.SIE) !== 0 ? STATUS.SPIE : 0;
    hart.setCsr(CSR.MSTATUS, kept | enabled | (from === PRIVILEGE.USER ? 0 : STATUS.SPP));
  } else {
    hart.setCsr(CSR.MEPC, epc);
    hart.setCsr(CSR.MCAUSE, code);
    hart.setCsr(CSR.MTVAL, tval);
    const kept = status & ~(STATUS.MIE | STATUS.MPIE | STATUS.MPP);
    const enabled = (status & STATUS.MIE) !== 0 ? STATUS.MPIE : 0;
    hart.setCsr(CSR.MSTATUS, kept | enabled | (from << MPP_SHIFT));
  }
  const to = toSupervisor ? PRIVILEGE.SUPERVISOR : PRIVILEGE.MACHINE;
  setPrivilege(hart, to);
  hart.pc = vector(hart.csr(toSupervisor ? CSR.STVEC : CSR.MTVEC), interrupt ? cause : 0);
  const record = hart.lastTrap;
  record.cause = cause;
  record.interrupt = interrupt;
  record.epc = epc >>> 0;
  record.tval = tval >>> 0;
  record.from = from;
  record.to = to;
}

/** Mode 1 sends each interrupt to an entry of its own. [Priv §3.1.7] */
function vector(tvec: number, cause: number): number {
  return (tvec & -4) + ((tvec & 1) === 1 ? cause * 4 : 0);
}

/** mret. [Priv §3.1.6.1] */
export function returnFromMachine(hart: Hart): void {
  const status = hart.csr(CSR.MSTATUS);
  const to = ((status & STATUS.MPP) >>> MPP_SHIFT) as Privilege;
  const enabled = (status & STATUS.MPIE) !== 0 ? STATUS.MIE : 0;
  const kept = status & ~(STATUS.MIE | STATUS.MPP);
  leaveHandler(hart, kept | STATUS.MPIE | enabled, to, hart.csr(CSR.MEPC));
}

/** sret. [Priv §4.1.1] */
export function returnFromSupervisor(hart: Hart): void {
  const status = hart.csr(CSR.MSTATUS);
  const to = (status & STATUS.SPP) !== 0 ? PRIVILEGE.SUPERVISOR : PRIVILEGE.USER;
  const enabled = (status & STATUS.SPIE) !== 0 ? STATUS.SIE : 0;
  const kept = status & ~(STATUS.SIE | STATUS.SPP);
  leaveHandler(hart, kept | STATUS.SPIE | enabled, to, hart.csr(CSR.SEPC));
}

function leaveHandler(hart: Hart, status: number, to: Privilege, pc: number): void {
  hart.setCsr(CSR.MSTATUS, to === PRIVILEGE.MACHINE ? status : status & ~STATUS.MPRV);
  setPrivilege(hart, to);
  hart.pc = pc;
  hart.exit = EXIT.RESYNC;
}

/** A change of mode takes the reservation away, so that no context's SC succeeds by another's LR. [Unpriv §8.2] */
export function setPrivilege(hart: Hart, privilege: Privilege): void {
  hart.words[WORD.RESERVATION] = NO_RESERVATION;
  hart.words[WORD.PRIVILEGE] = privilege;
  selectBanks(hart);
}

/** Points the TLB probes at the banks of the modes in force, after privilege, MPRV or MPP changed. */
export function selectBanks(hart: Hart): void {
  const fetchBank = hart.ignoresBreakpoints ? EMPTY_BANK : bankOf(hart.privilege);
  const dataBank = bankOf(dataPrivilege(hart));
  hart.fetches = tlbBank(TLB_KIND.FETCH, fetchBank);
  hart.loads = tlbBank(TLB_KIND.LOAD, dataBank);
  hart.stores = tlbBank(TLB_KIND.STORE, dataBank);
  hart.loadGuard = guardOf(TLB_KIND.LOAD, dataBank);
  hart.storeGuard = guardOf(TLB_KIND.STORE, dataBank);
}

/** With MPRV, machine mode loads and stores as the mode it came from. [Priv §3.1.6.3] */
export function dataPrivilege(hart: Hart): Privilege {
  const status = hart.csr(CSR.MSTATUS);
  if ((status & STATUS.MPRV) === 0) return hart.privilege;
  return ((status & STATUS.MPP) >>> MPP_SHIFT) as Privilege;
}

function bankOf(privilege: Privilege): number {
  return privilege === PRIVILEGE.MACHINE ? 2 : privilege;
}
