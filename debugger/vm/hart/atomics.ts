/** LR and SC. The reservation set is one word, by physical address; SC and a change of mode take it away. [Unpriv §8.2] */

import { locateAtomic, noticeLoad, storeAtomic, TRAPPED } from './access';
import type { Hart } from './hart';
import { NO_RESERVATION, WORD } from './layout';

export function loadReserved(hart: Hart, slot: number): void {
  const word = locateAtomic(hart, addressOf(hart, slot), 'load');
  if (word === TRAPPED) return;
  hart.words[WORD.RESERVATION] = word * 4;
  hart.words[(slot >>> 8) & 63] = hart.words[word] ?? 0;
  noticeLoad(hart, word * 4, 4);
}

/** The address is checked whether or not the store succeeds: a failing SC may trap too. */
export function storeConditional(hart: Hart, slot: number): void {
  const word = locateAtomic(hart, addressOf(hart, slot), 'store');
  if (word === TRAPPED) return;
  const succeeds = hart.words[WORD.RESERVATION] === word * 4;
  hart.words[WORD.RESERVATION] = NO_RESERVATION;
  const value = hart.register((slot >>> 19) & 31);
  hart.words[(slot >>> 8) & 63] = succeeds ? 0 : 1;
  if (succeeds) storeAtomic(hart, word, value);
}

function addressOf(hart: Hart, slot: number): number {
  return hart.register((slot >>> 14) & 31);
}
