/**
 * HashMap and HashSet, which are hashbrown's, in the order of their buckets.
 *
 * ```text
 *   bucket 2 | bucket 1 | bucket 0 | control 0 | control 1 | control 2 ...     one byte for each bucket, and a copy
 *                                    ^ the table's pointer                     of the first ones behind them
 * ```
 */

import type { StructType, Type } from '../types';
import { hashMapLayouts, hashSetLayouts, hashTableLayouts, placesIn, thinPointer } from './layouts';
import { isStruct, memberPlace } from './members';
import { memoryPlace, withFields } from './pointers';
import type { EntryPlace, Place, Presentation, ValueContext } from './presentation';
import { unaligned } from './sanity';
import { readNumber } from './scalars';
import type { Missing } from './storage';
import { isMissing } from './storage';

/** The top bit of a control byte: the bucket is empty or what was in it is gone. */
const IS_FREE = 0x80;

/** Memory is read in pieces of so many control bytes. */
const PIECE = 4096;

/** Buckets and their control bytes are one allocation, and none is longer. */
const MAX_BYTES = 2 ** 31;

export function presentHashMap(place: Place<StructType>): Presentation | undefined {
  return presentTable(place, placesIn(place, hashMapLayouts)?.table, true);
}

export function presentHashSet(place: Place<StructType>): Presentation | undefined {
  return presentTable(place, placesIn(place, hashSetLayouts)?.table, false);
}

function presentTable(
  whole: Place<StructType>,
  table: Place | undefined,
  hasValues: boolean,
): Presentation | undefined {
  const members = table && placesIn(table, hashTableLayouts);
  const bucket = table && isStruct(table) ? table.type.parameter('T') : undefined;
  const count = readNumber(members?.count);
  const mask = readNumber(members?.mask);
  const control = readNumber(thinPointer(members?.control));
  if (!bucket || count === undefined || mask === undefined || control === undefined) {
    return undefined;
  }
  const broken = (reason: string): Presentation =>
    withFields(whole, { kind: 'broken', reason, fields: [] });
  const reason = unlikelyTable(bucket, { count, mask, control });
  if (reason !== undefined) return broken(reason);
  const buckets = new Buckets(control, mask + 1, whole.context);
  const at = (index: number): EntryPlace | Missing => {
    const number = buckets.full(index);
    if (isMissing(number)) return number;
    const address = control - (number.bucket + 1) * bucket.byteSize;
    const pair = memoryPlace(bucket, address, whole.context);
    const [key, value] = [memberPlace(pair, '0'), memberPlace(pair, '1')];
    if (!key || !value) return { missing: 'its entries are no pairs' };
    return { key, value: hasValues ? value : undefined };
  };
  const first = count === 0 ? undefined : at(0);
  if (first && isMissing(first)) return broken(first.missing);
  // Of a table that is small enough to be seen at once, all is known.
  if (mask < PIECE && count > 0 && buckets.seen !== count) {
    return broken(`${buckets.seen} full buckets for ${count} entries: not initialized?`);
  }
  return { kind: 'entries', count, at };
}

interface Table {
  readonly count: number;
  readonly mask: number;
  readonly control: number;
}

/** Why there can be no such table. */
function unlikelyTable(bucket: Type, { count, mask, control }: Table): string | undefined {
  const buckets = mask + 1;
  // One bucket in eight is always free, and one of few. hashbrown makes as many as a power of two.
  const room = buckets < 8 ? mask : (buckets / 8) * 7;
  if (!Number.isInteger(Math.log2(buckets)) || count > room) {
    return `${count} entries in ${buckets} buckets: not initialized?`;
  }
  const bytes = buckets * bucket.byteSize;
  if (bytes + buckets >= MAX_BYTES || bytes > control) {
    return `impossible number of buckets ${buckets}: not initialized?`;
  }
  return count === 0 ? undefined : unaligned(bucket, control);
}

/** Goes over the control bytes once and remembers which buckets are full. */
class Buckets {
  readonly #full: number[] = [];
  #next = 0;
  #broken: string | undefined;

  constructor(
    private readonly control: number,
    private readonly count: number,
    private readonly context: ValueContext,
  ) {}

  /** Full buckets so far. */
  get seen(): number {
    return this.#full.length;
  }

  full(index: number): { readonly bucket: number } | Missing {
    while (this.#full.length <= index && this.#broken === undefined) this.#readOn();
    const bucket = this.#full[index];
    return bucket === undefined ? { missing: this.#broken ?? 'no such entry' } : { bucket };
  }

  #readOn(): void {
    const length = Math.min(PIECE, this.count - this.#next);
    const address = this.control + this.#next;
    const bytes = length === 0 ? undefined : this.context.readMemory(address, length);
    if (bytes === undefined) {
      this.#broken =
        length === 0
          ? 'the table ends before its length: not initialized?'
          : `unreadable table at 0x${address.toString(16)}`;
      return;
    }
    for (const [at, byte] of bytes.entries()) if (byte < IS_FREE) this.#full.push(this.#next + at);
    this.#next += length;
  }
}
