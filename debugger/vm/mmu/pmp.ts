/** Physical memory protection: sixteen regions that say what may touch physical memory. [Priv §3.7] */

import { CSR } from '../csr/addresses';
import { PRIVILEGE, type Privilege } from '../hart/privilege';
import { PAGE_SIZE, type Access } from './sv32';

export const PMP_ENTRIES = 16;

/**
 * One byte of pmpcfg0 to pmpcfg3; bits 5 and 6 are zero.
 *
 *    7   6 5   4 3   2   1   0
 *  +---+-----+-----+---+---+---+
 *  | L |  0  |  A  | X | W | R |
 *  +---+-----+-----+---+---+---+
 */
export const PMP = { R: 1, W: 2, X: 4, A: 0x18, L: 0x80 } as const;

/** How an entry finds its region; the field A, in place. [Priv §3.7.1] */
export const PMP_MODE = { OFF: 0x00, TOR: 0x08, NA4: 0x10, NAPOT: 0x18 } as const;

const OPEN = PMP_MODE.NAPOT | PMP.X | PMP.W | PMP.R;
const NEEDS = { fetch: PMP.X, load: PMP.R, store: PMP.W } as const;
/** Address registers hold bits 33 to 2. */
const GRAIN = 4;

/** The registers that this reads; a hart has them. Nothing else is kept, so nothing has to be kept in step. */
export interface CsrWords {
  csr(address: number): number;
}

/** A fault, leave for this access alone, or leave for every such access to its page. */
export type PmpAnswer = 'denied' | 'allowed' | 'pageAllowed';

/**
 * Whether an access may be made: the first entry that matches any of its bytes must match them all, and allow it.
 * The access lies within one page; one that does not is two accesses.
 * @param privilege the effective one, with MPRV looked through
 */
export function checkPmp(
  csrs: CsrWords,
  paddr: number,
  length: number,
  access: Access,
  privilege: Privilege,
): PmpAnswer {
  if (isOpen(csrs)) return 'pageAllowed';
  const page = paddr - (paddr % PAGE_SIZE);
  let isDivided = false;
  for (let entry = 0; entry < PMP_ENTRIES; entry += 1) {
    const config = pmpConfig(csrs, entry);
    if ((config & PMP.A) === PMP_MODE.OFF) {
      if (entry % 4 === 0 && areFourOff(csrs, entry)) entry += 3; // Most registers are zero.
      continue;
    }
    const start = regionStart(csrs, entry, config);
    const end = regionEnd(csrs, entry, config);
    if (start >= end || start >= page + PAGE_SIZE || end <= page) continue;
    if (start > page || end < page + PAGE_SIZE) isDivided = true;
    if (start >= paddr + length || end <= paddr) continue;
    if (start > paddr || end < paddr + length) return 'denied';
    if (!allows(config, access, privilege)) return 'denied';
    return isDivided ? 'allowed' : 'pageAllowed';
  }
  if (privilege !== PRIVILEGE.MACHINE) return 'denied'; // There are entries, and none matched.
  return isDivided ? 'allowed' : 'pageAllowed';
}

/** Whether the first entry lets everybody do everything everywhere, as nearly all software has it. */
export function isOpen(csrs: CsrWords): boolean {
  return (
    (csrs.csr(CSR.PMPCFG0) & (PMP.A | PMP.X | PMP.W | PMP.R)) === OPEN &&
    csrs.csr(CSR.PMPADDR0) === -1
  );
}

/** Whether the register that begins with this entry has nothing in it. */
function areFourOff(csrs: CsrWords, entry: number): boolean {
  return csrs.csr(CSR.PMPCFG0 + (entry >> 2)) === 0;
}

/** Machine mode is bound by locked entries only. */
function allows(config: number, access: Access, privilege: Privilege): boolean {
  if (privilege === PRIVILEGE.MACHINE && (config & PMP.L) === 0) return true;
  return (config & NEEDS[access]) !== 0;
}

/** The configuration byte of an entry. */
export function pmpConfig(csrs: CsrWords, entry: number): number {
  return (csrs.csr(CSR.PMPCFG0 + (entry >> 2)) >>> ((entry & 3) * 8)) & 0xff;
}

/** The entry's own address register; one of TOR is also bound by the next entry's lock. [Priv §3.7.1] */
export function isPmpAddressLocked(csrs: CsrWords, entry: number): boolean {
  if ((pmpConfig(csrs, entry) & PMP.L) !== 0) return true;
  if (entry + 1 === PMP_ENTRIES) return false;
  const next = pmpConfig(csrs, entry + 1);
  return (next & PMP.L) !== 0 && (next & PMP.A) === PMP_MODE.TOR;
}

/** Physical addresses have 34 bits: multiply, never shift. */
function addressOf(csrs: CsrWords, entry: number): number {
  return (csrs.csr(CSR.PMPADDR0 + entry) >>> 0) * GRAIN;
}

function regionStart(csrs: CsrWords, entry: number, config: number): number {
  const mode = config & PMP.A;
  if (mode === PMP_MODE.TOR) return entry === 0 ? 0 : addressOf(csrs, entry - 1);
  const address = addressOf(csrs, entry);
  return mode === PMP_MODE.NA4 ? address : address - (address % napotSize(csrs, entry));
}

/** The first address behind the region. */
function regionEnd(csrs: CsrWords, entry: number, config: number): number {
  const mode = config & PMP.A;
  if (mode === PMP_MODE.TOR) return addressOf(csrs, entry);
  const size = mode === PMP_MODE.NA4 ? GRAIN : napotSize(csrs, entry);
  return regionStart(csrs, entry, config) + size;
}

/** By the number of ones. */
const NAPOT_SIZES = Array.from({ length: 33 }, (_, ones) => 2 ** (ones + 3));

/** Ones at the low end of the register say how large the region is: none are eight bytes. */
function napotSize(csrs: CsrWords, entry: number): number {
  const zeros = ~csrs.csr(CSR.PMPADDR0 + entry);
  const ones = 31 - Math.clz32(zeros & -zeros); // -1 where all 32 bits are ones.
  return NAPOT_SIZES[ones < 0 ? 32 : ones] ?? 0;
}
