/** UTF-8, strictly: what is none is an error, and a mark of byte order is a character. */

import { Spellings } from './spellings';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SPELLED = new Spellings<string>(it => decoder.decode(it), 128);

/** The text of the bytes from `start` to `end`. Throws TypeError where they are no UTF-8. */
export function spelledText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return SPELLED.of(bytes, start, end);
}
