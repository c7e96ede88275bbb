/** Where translated code finds what it shares with the interpreter, as byte offsets in the machine's memory. */

import { guardOf, TLB_KIND, tlbBank } from '../hart/layout';

/** A TLB entry has two words: an index of one is the page's number times eight. */
export const TLB_INDEX_SHIFT = 9;
export const TLB_INDEX_MASK = 0x7ff8;
export const ADDEND = 4;
export const TLB_ENTRY_BYTES = 8;

export interface TlbBytes {
  readonly fetches: number;
  readonly loads: number;
  readonly stores: number;
  /** undefined where nobody need look at them, since nothing is watched. */
  readonly guards: { readonly loads: number; readonly stores: number } | undefined;
}

export function tlbBytes(bank: number, isGuarded: boolean): TlbBytes {
  const guards = {
    loads: guardOf(TLB_KIND.LOAD, bank) * 4,
    stores: guardOf(TLB_KIND.STORE, bank) * 4,
  };
  return {
    fetches: tlbBank(TLB_KIND.FETCH, bank) * 4,
    loads: tlbBank(TLB_KIND.LOAD, bank) * 4,
    stores: tlbBank(TLB_KIND.STORE, bank) * 4,
    guards: isGuarded ? guards : undefined,
  };
}
