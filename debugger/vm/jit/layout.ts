/** Where translated code finds what it shares with the interpreter, as byte offsets in the machine's memory. */

import { guardOf, TLB_KIND, tlbBank } from '../hart/layout';

/** A TLB entry has two words: an index of one is the page's number times eight. */
export const TLB_INDEX_SHIFT = 9;
export const TLB_INDEX_MASK = 0x7ff8;
export const ADDEND = 4;

export interface TlbBytes {
  readonly loads: number;
  readonly stores: number;
  /** undefined where stores need not look at it, since nothing is watched. */
  readonly guard: number | undefined;
}

export function tlbBytes(bank: number, isGuarded: boolean): TlbBytes {
  return {
    loads: tlbBank(TLB_KIND.LOAD, bank) * 4,
    stores: tlbBank(TLB_KIND.STORE, bank) * 4,
    guard: isGuarded ? guardOf(bank) * 4 : undefined,
  };
}
