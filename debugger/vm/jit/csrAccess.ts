/**
 * What translated code does of CSRs itself: it reads those that are words of the memory, and the clock; it writes those that
 * mean nothing until they are used, and the supervisor's timer while no interrupt of it can be taken.
 */

import { CSR, STATUS } from '../csr/addresses';
import {
  isReadOnly,
  isWritePlain,
  lowestPrivilege,
  type CsrDefinition,
  type CsrGate,
} from '../csr/csr';
import { findCsr } from '../csr/registers';
import { WORD } from '../hart/layout';
import { PRIVILEGE, type Privilege } from '../hart/privilege';
import { INTERRUPT } from '../isa/traps';

/** Of banks of the TLB. */
const PRIVILEGES = [PRIVILEGE.USER, PRIVILEGE.SUPERVISOR, PRIVILEGE.MACHINE] as const;

export interface CsrAccess {
  readonly source: CsrSource;
  /** The bits of the word that a write changes; undefined where nothing is written. */
  readonly writes: number | undefined;
  /** Those that the bank's mode has to find open when it comes there. */
  readonly gates: readonly CsrGate[];
  /** A write changes when a timer falls due. */
  readonly setsTimer: boolean;
}

/**
 * With these, what a supervisor's write of its timer makes pending is not taken before its mode, or its interrupts, are another's:
 * that is the interpreter's doing, which looks for interrupts then. [Priv §3.1.9, §4.1.3]
 */
const TIMER_WAITS: readonly CsrGate[] = [
  { modes: [PRIVILEGE.SUPERVISOR], csr: CSR.MSTATUS, mask: STATUS.SIE, isOpenWhen: 'clear' },
  {
    modes: [PRIVILEGE.SUPERVISOR],
    csr: CSR.MIDELEG,
    mask: 1 << INTERRUPT.SUPERVISOR_TIMER,
    isOpenWhen: 'set',
  },
];

/** A word by its byte offset in the memory, or 32 bits of `time`, from one on. */
export type CsrSource = { readonly word: number } | { readonly timeFrom: 0 | 32 };

/** Undefined where the access is the interpreter's: it does more, or is illegal in the bank's mode. */
export function csrAccess(address: number, writes: boolean, bank: number): CsrAccess | undefined {
  const csr = findCsr(address);
  const mode = PRIVILEGES[bank];
  if (csr === undefined || mode === undefined || mode < lowestPrivilege(address)) return undefined;
  const setsTimer = writes && isTimer(csr, mode);
  if (writes && (isReadOnly(address) || !(isWritePlain(csr) || setsTimer))) return undefined;
  const source = sourceOf(address, csr.read !== undefined);
  if (source === undefined) return undefined;
  return {
    source,
    writes: writes ? csr.writable : undefined,
    gates: [...csr.gates, ...(setsTimer ? TIMER_WAITS : [])].filter(it => it.modes.includes(mode)),
    setsTimer,
  };
}

function isTimer({ affects, write, writable }: CsrDefinition, mode: Privilege): boolean {
  return (
    mode === PRIVILEGE.SUPERVISOR &&
    affects === 'timers' &&
    write === undefined &&
    writable !== undefined
  );
}

function sourceOf(address: number, isComputed: boolean): CsrSource | undefined {
  if (!isComputed) return { word: (WORD.CSR + address) * 4 };
  if (address === CSR.TIME) return { timeFrom: 0 };
  return address === CSR.TIMEH ? { timeFrom: 32 } : undefined;
}
