/** Memory accesses that the TLB's fast path does not serve: first touches, misaligned ones, devices and faults. */

import { CSR, STATUS } from '../csr/addresses';
import type { Device } from '../devices/device';
import { EXCEPTION } from '../isa/traps';
import { checkPmp } from '../mmu/pmp';
import {
  type Access,
  isPaged,
  isValid,
  PAGE_SIZE,
  PTE_SIZE,
  type Rights,
  rootPpn,
  type Translation,
  walk,
} from '../mmu/sv32';
import { EXIT } from './exits';
import type { Hart } from './hart';
import { RAM_OFFSET, TLB_KIND } from './layout';
import { fillNeighbours } from './neighbours';
import { PRIVILEGE, type Privilege } from './privilege';
import { dataPrivilege, raise } from './trap';
import { TOUCH } from './watchpoints';

const PAGE_FAULT = {
  fetch: EXCEPTION.INSTRUCTION_PAGE_FAULT,
  load: EXCEPTION.LOAD_PAGE_FAULT,
  store: EXCEPTION.STORE_PAGE_FAULT,
} as const;

const ACCESS_FAULT = {
  fetch: EXCEPTION.INSTRUCTION_ACCESS_FAULT,
  load: EXCEPTION.LOAD_ACCESS_FAULT,
  store: EXCEPTION.STORE_ACCESS_FAULT,
} as const;

/** Length of a watched place: HTIF's tohost. */
const WATCHED_BYTES = 8;

/** Answers of `locate` that are no place in RAM. The trap was raised; or hart.devicePaddr says where it is. */
export const TRAPPED = -1;
export const DEVICE = -2;

/** What the mapping says of an address, without any effect. satp and privilege are the hart's unless given. */
export function translate(
  hart: Hart,
  vaddr: number,
  access: Access,
  satp: number,
  privilege: Privilege,
): Translation {
  if (privilege === PRIVILEGE.MACHINE || !isPaged(satp)) {
    return { kind: 'page', paddr: vaddr >>> 0, pte: 0, level: 0, entry: 0 };
  }
  const rights = rightsOf(hart, privilege);
  return walk(rootPpn(satp), vaddr, access, rights, paddr => readGuardedPte(hart, paddr));
}

function rightsOf(hart: Hart, privilege: Privilege): Rights {
  const status = hart.csr(CSR.MSTATUS);
  return {
    user: privilege === PRIVILEGE.USER,
    sum: (status & STATUS.SUM) !== 0,
    mxr: (status & STATUS.MXR) !== 0,
  };
}

/** The walk reads tables as a supervisor would, whoever the access is for. [Priv §3.7.2] */
function readGuardedPte(hart: Hart, paddr: number): number | undefined {
  const answer = checkPmp(hart, paddr, PTE_SIZE, 'load', PRIVILEGE.SUPERVISOR);
  const offset = hart.ramOffset(paddr, PTE_SIZE);
  if (answer === 'denied' || offset < 0) return undefined;
  hart.tlb.restOn(ramPage(offset));
  return hart.words[offset >> 2];
}

/** As the debugger: protection is not asked. */
export function readPte(hart: Hart, paddr: number): number | undefined {
  const offset = hart.ramOffset(paddr, PTE_SIZE);
  return offset < 0 ? undefined : hart.words[offset >> 2];
}

/** Byte offset in the memory of `length` bytes within one page, for a load or store; TRAPPED or DEVICE otherwise. */
function locate(hart: Hart, vaddr: number, length: number, access: 'load' | 'store'): number {
  const bank = access === 'load' ? hart.loads : hart.stores;
  if (hart.tlb.has(bank, vaddr)) return (vaddr + hart.tlb.probe(bank, vaddr)) | 0;
  const privilege = dataPrivilege(hart);
  const found = translate(hart, vaddr, access, hart.csr(CSR.SATP), privilege);
  if (found.kind !== 'page') {
    raise(hart, (found.kind === 'pageFault' ? PAGE_FAULT : ACCESS_FAULT)[access], vaddr);
    return TRAPPED;
  }
  const leave = checkPmp(hart, found.paddr, length, access, privilege);
  if (leave === 'denied') {
    fault(hart, access, vaddr);
    return TRAPPED;
  }
  const offset = hart.ramOffset(found.paddr, length);
  if (offset < 0) {
    hart.devicePaddr = found.paddr;
    return DEVICE;
  }
  if (access === 'store') hart.dirty.mark(ramPage(offset));
  // Noticed accesses stay out of the TLB, so that each comes here; so do pages that PMP divides.
  if (leave !== 'pageAllowed') return offset;
  if (isNoticed(hart, access, ramPage(offset))) {
    guardBesides(hart, vaddr, offset, access);
  } else {
    const kind = access === 'load' ? TLB_KIND.LOAD : TLB_KIND.STORE;
    hart.tlb.fill(kind, bank, vaddr, (offset - vaddr) | 0);
    fillNeighbours(hart, bank, vaddr, access, found, rightsOf(hart, privilege));
  }
  return offset;
}

/**
 * Byte offset in the memory of the instruction bytes at an address, or TRAPPED with the portion's own address.
 * Instructions are fetched by halfwords: no halfword lies on two sides of a PMP region's bound.
 */
export function locateFetch(hart: Hart, vaddr: number): number {
  if (hart.tlb.has(hart.fetches, vaddr)) {
    const page = hart.code.ramPageOf(hart.tlb.probe(hart.fetches, vaddr));
    hart.fetchedDivided = false; // Such pages stay out of the TLB.
    return RAM_OFFSET + page * PAGE_SIZE + (vaddr & (PAGE_SIZE - 1));
  }
  const found = translate(hart, vaddr, 'fetch', hart.csr(CSR.SATP), hart.privilege);
  if (found.kind === 'page') {
    const leave = checkPmp(hart, found.paddr, 2, 'fetch', hart.privilege);
    const offset = hart.ramOffset(found.paddr, 2);
    hart.fetchedDivided = leave === 'allowed';
    if (leave !== 'denied' && offset >= 0) {
      if (leave === 'pageAllowed' && !hart.ignoresBreakpoints) {
        const rights = rightsOf(hart, hart.privilege);
        fillNeighbours(hart, hart.fetches, vaddr, 'fetch', found, rights);
      }
      return offset;
    }
  }
  raise(hart, (found.kind === 'pageFault' ? PAGE_FAULT : ACCESS_FAULT).fetch, vaddr);
  return TRAPPED;
}

/** Index in RAM of the physical page at a byte offset of the memory. */
export function ramPage(offset: number): number {
  return (offset - RAM_OFFSET) >>> 12;
}

/** Bytes of an access that lie in its first page. */
function firstPart(vaddr: number, size: number): number {
  return Math.min(size, PAGE_SIZE - (vaddr & (PAGE_SIZE - 1)));
}

/** Loads `size` bytes, zero-extended; after a trap the value means nothing and hart.exit says so. */
export function load(hart: Hart, vaddr: number, size: number): number {
  const first = firstPart(vaddr, size);
  const offset = locate(hart, vaddr, first, 'load');
  if (offset === TRAPPED) return 0;
  if (offset === DEVICE) return loadDevice(hart, vaddr, size);
  const value = readBytes(hart, offset, first);
  if (first === size) {
    noticeLoad(hart, offset, first);
    return value;
  }
  const rest = locate(hart, (vaddr + first) | 0, size - first, 'load');
  if (rest === TRAPPED) return 0;
  if (rest === DEVICE) return fault(hart, 'load', vaddr + first);
  noticeLoad(hart, offset, first);
  noticeLoad(hart, rest, size - first);
  return value | (readBytes(hart, rest, size - first) << (first * 8));
}

/** Stores the low `size` bytes of a value, all of them or, after a trap, none. */
export function store(hart: Hart, vaddr: number, size: number, value: number): void {
  const first = firstPart(vaddr, size);
  const offset = locate(hart, vaddr, first, 'store');
  if (offset === TRAPPED) return;
  if (offset === DEVICE) {
    storeDevice(hart, vaddr, size, value);
    return;
  }
  if (first < size) {
    const rest = locate(hart, (vaddr + first) | 0, size - first, 'store');
    if (rest === TRAPPED) return;
    if (rest === DEVICE) {
      fault(hart, 'store', vaddr + first);
      return;
    }
    writeBytes(hart, rest, size - first, value >>> (first * 8));
  }
  writeBytes(hart, offset, first, value);
}

function readBytes(hart: Hart, offset: number, length: number): number {
  let value = 0;
  for (let at = 0; at < length; at += 1) value |= (hart.bytes[offset + at] ?? 0) << (at * 8);
  return value;
}

function writeBytes(hart: Hart, offset: number, length: number, value: number): void {
  const mayUnmap = holdsMapping(hart, offset, length);
  for (let at = 0; at < length; at += 1) hart.bytes[offset + at] = value >>> (at * 8);
  noticeStore(hart, offset, length, mayUnmap);
}

/** Whether bytes lie in a table, in entries that translations may rest on: on one that is not valid, none does. */
function holdsMapping(hart: Hart, offset: number, length: number): boolean {
  if (!hart.tlb.restsOn(ramPage(offset))) return false;
  const [first, last] = [offset >> 2, (offset + length - 1) >> 2];
  return isValid(hart.words[first] ?? 0) || isValid(hart.words[last] ?? 0);
}

/**
 * Keeps what is derived from memory true after bytes within one page changed: predecoded code and translations.
 * @param mayUnmap whether translations rested on what was there before
 */
export function noticeStore(hart: Hart, offset: number, length: number, mayUnmap = true): void {
  const page = ramPage(offset);
  hart.code.invalidate(page, offset & (PAGE_SIZE - 1), length);
  if (mayUnmap && hart.tlb.restsOn(page)) hart.tlb.storedInto(page);
  if (hart.watchpoints.isWatched(page)) noticeTouch(hart, offset, length, TOUCH.WRITE);
  if (page === hart.watchedPage) noticeWatched(hart, offset, length);
}

/** Bytes within one page were loaded. */
export function noticeLoad(hart: Hart, offset: number, length: number): void {
  if (hart.watchpoints.isWatched(ramPage(offset))) noticeTouch(hart, offset, length, TOUCH.READ);
}

function noticeTouch(hart: Hart, offset: number, length: number, kind: number): void {
  if (hart.watchpoints.touch(hart.pc, offset, length, kind)) hart.exit = EXIT.WATCHED;
}

/** Whether each such access to the page must be seen: it holds a watched place or, for stores, code or a page table. */
export function isNoticed(hart: Hart, access: 'load' | 'store', page: number): boolean {
  if (access === 'load') return hart.watchpoints.isReadWatched(page);
  // An atomic that reads probes the TLB as a store.
  return hart.watchpoints.isWatched(page) || isKept(hart, page);
}

/** Where accesses to a page are noticed for what is watched in it alone, those beside that need not come here. */
function guardBesides(hart: Hart, vaddr: number, offset: number, access: 'load' | 'store'): void {
  const page = ramPage(offset);
  const [guard, kind] =
    access === 'load' ? [hart.loadGuard, TOUCH.READ] : [hart.storeGuard, TOUCH.WRITE];
  if (access === 'store' && isKept(hart, page)) return;
  hart.tlb.fillGuard(guard, vaddr, (offset - vaddr) | 0, hart.watchpoints.spanIn(page, kind));
}

/** Whether something derived from the page has to be kept true, or the host waits for a store of the guest's into it. */
function isKept(hart: Hart, page: number): boolean {
  return page === hart.watchedPage || hart.code.isCode(page) || hart.tlb.restsOn(page);
}

function noticeWatched(hart: Hart, offset: number, length: number): void {
  const isTouched =
    offset < hart.watchedOffset + WATCHED_BYTES && offset + length > hart.watchedOffset;
  if (isTouched) hart.exit = EXIT.FINISHED;
}

function fault(hart: Hart, access: Access, vaddr: number): number {
  raise(hart, ACCESS_FAULT[access], vaddr);
  return 0;
}

/** Devices take naturally aligned accesses only. */
function deviceAt(hart: Hart, paddr: number, size: number): Device | undefined {
  if (paddr % size !== 0) return undefined;
  return hart.devices.find(it => paddr >= it.base && paddr + size <= it.base + it.length);
}

function loadDevice(hart: Hart, vaddr: number, size: number): number {
  const paddr = hart.devicePaddr;
  const device = deviceAt(hart, paddr, size);
  return device?.read(paddr - device.base, size) ?? fault(hart, 'load', vaddr);
}

function storeDevice(hart: Hart, vaddr: number, size: number, value: number): void {
  const paddr = hart.devicePaddr;
  const device = deviceAt(hart, paddr, size);
  const outcome = device?.write(paddr - device.base, size, value) ?? 'fault';
  if (outcome === 'fault') fault(hart, 'store', vaddr);
  else if (outcome === 'finished') hart.exit = EXIT.FINISHED;
  else if (outcome === 'interruptsChanged') hart.exit = EXIT.RESYNC;
}

/**
 * Word index in the memory of an atomic's operand, or TRAPPED.
 * Atomics must be aligned and reach memory only. [Unpriv §8.2]
 */
export function locateAtomic(hart: Hart, vaddr: number, access: 'load' | 'store'): number {
  if ((vaddr & 3) !== 0) {
    const { LOAD_ADDRESS_MISALIGNED, STORE_ADDRESS_MISALIGNED } = EXCEPTION;
    raise(hart, access === 'load' ? LOAD_ADDRESS_MISALIGNED : STORE_ADDRESS_MISALIGNED, vaddr);
    return TRAPPED;
  }
  const offset = locate(hart, vaddr, 4, access);
  if (offset >= 0) return offset >> 2;
  if (offset === DEVICE) fault(hart, access, vaddr);
  return TRAPPED;
}

/** Writes the result of an atomic that has read its operand. */
export function exchangeAtomic(hart: Hart, word: number, value: number): void {
  noticeLoad(hart, word * 4, 4);
  storeAtomic(hart, word, value);
}

/** Writes an atomic's result. */
export function storeAtomic(hart: Hart, word: number, value: number): void {
  hart.words[word] = value;
  noticeStore(hart, word * 4, 4);
}
