/** The memory that an architecture test leaves behind for comparison. [RISC-V architecture tests, signature] */

import type { Machine } from '../vm/machine';

/**
 * A line per `granularity` bytes, as one little-endian number in lower-case hexadecimal; undefined where it is not all
 * memory. A last line that is short is filled with zeros.
 * @param begin symbol begin_signature
 * @param end symbol end_signature, which is not part of it
 */
export function signature(
  machine: Machine,
  begin: number,
  end: number,
  granularity: number,
): string | undefined {
  const bytes = end < begin ? undefined : machine.readPhysical(begin, end - begin);
  if (bytes === undefined) return undefined;
  let text = '';
  for (let at = 0; at < bytes.length; at += granularity) {
    for (let byte = granularity - 1; byte >= 0; byte -= 1) {
      text += (bytes[at + byte] ?? 0).toString(16).padStart(2, '0');
    }
    text += '\n';
  }
  return text;
}
