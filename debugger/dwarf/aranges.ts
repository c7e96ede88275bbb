/** .debug_aranges: which unit has code where. [DWARF5 §6.1.2] */

import type { ByteReader } from '../shared/byteReader';
import type { ProblemList } from './problems';
import type { AddressRange } from './ranges';
import { isDiscarded } from './ranges';
import type { Sections } from './sections';
import type { OffsetSize } from './initialLength';
import { readInitialLength, readOffset } from './initialLength';

export interface UnitRange extends AddressRange {
  /** Offset of the unit in .debug_info. */
  readonly unitOffset: number;
}

/** Every range of every set that can be read. */
export function readAranges(sections: Sections, problems: ProblemList): UnitRange[] {
  const ranges: UnitRange[] = [];
  problems.guard(undefined, () => {
    const r = sections.at('.debug_aranges', 0);
    while (!r.atEnd) {
      const start = r.offset;
      const { end, offsetSize } = readInitialLength(r);
      const set = sections.at('.debug_aranges', r.offset, end);
      problems.guard(undefined, () => readSet(set, start, offsetSize, ranges));
      r.offset = end;
    }
  });
  return ranges;
}

function readSet(r: ByteReader, start: number, offsetSize: OffsetSize, ranges: UnitRange[]): void {
  const version = r.u16();
  if (version !== 2) r.fail('unknown-version', String(version));
  const unitOffset = readOffset(r, offsetSize);
  const addressSize = r.u8();
  if (addressSize !== 4) r.fail('wrong-address-size', String(addressSize));
  r.skip(1);
  // Pairs are aligned to their own size, counted from the start of the set.
  const pair = 2 * addressSize;
  r.skip((pair - ((r.offset - start) % pair)) % pair);
  for (;;) {
    const low = r.u32();
    const length = r.u32();
    if (low === 0 && length === 0) return;
    if (length > 0 && !isDiscarded(low)) ranges.push({ low, high: low + length, unitOffset });
  }
}
