/** What of a block's literals comes next, and what is copied after it. [RFC 8878 §3.1.1.3.2, §3.1.1.4, §3.1.1.5] */

import type { ByteReader } from '../../shared/byteReader';
import type { Output } from '../output';
import { BackwardBits } from './backwardBits';
import type { FseTable } from './fse';
import { FseState, fseTable, onlyOf, readFseTable } from './fse';

/** The codes of one of the three numbers that a sequence has. */
interface Codes {
  readonly accuracy: number;
  /** For each code how many bits add to the number that it stands for. */
  readonly bits: readonly number[];
  /** The least of those numbers. */
  readonly least: number;
  /** How the codes are counted where a block does not say. */
  readonly usual: FseTable;
}

type Kind = 'literals' | 'offset' | 'match';

const zeros = (count: number): number[] => Array<number>(count).fill(0);
const ones = (count: number): number[] => Array<number>(count).fill(1);
const twos = (count: number): number[] => Array<number>(count).fill(2);
const rare = (count: number): number[] => Array<number>(count).fill(-1);

/** [RFC 8878 §3.1.1.3.2.1.1, §3.1.1.3.2.2] */
const CODES: Readonly<Record<Kind, Codes>> = {
  literals: {
    accuracy: 9,
    least: 0,
    bits: [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    usual: fseTable([4, 3, ...twos(11), ...ones(3), ...twos(9), 3, 2, ...ones(5), ...rare(4)], 6),
  },
  // A code is the number of its bits, above which a one is meant.
  offset: {
    accuracy: 8,
    least: 1,
    bits: Array.from({ length: 32 }, (_, code) => code),
    usual: fseTable([...ones(6), ...twos(3), ...ones(15), ...rare(5)], 5),
  },
  match: {
    accuracy: 9,
    least: 3,
    bits: [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    usual: fseTable([1, 4, 3, ...twos(6), ...ones(37), ...rare(7)], 6),
  },
};

/** The order in which they are described, and in which their states begin. */
const KINDS = ['literals', 'offset', 'match'] as const;

const BASES = {
  literals: bases(CODES.literals),
  offset: bases(CODES.offset),
  match: bases(CODES.match),
};

function bases({ bits, least }: Codes): readonly number[] {
  let next = least;
  return bits.map(it => {
    const base = next;
    next += 2 ** it;
    return base;
  });
}

export interface SequencesContext {
  /** Of the last block that had any. */
  readonly tables: Partial<Record<Kind, FseTable>>;
  /** The distances of the last copies, of which the first is the latest. */
  recent: readonly [number, number, number];
  /** Where in the output the frame began: nothing before that is copied. */
  readonly start: number;
  /** In bytes, what a block may come to. */
  readonly largest: number;
}

/** Numbers of sequences from here on take two bytes, and three. */
const TWO_BYTES = 128;
const THREE_BYTES = 255;
const FIRST_OF_THREE = 0x7f00;

/** Writes the block's literals and what is copied between them. */
export function writeSequences(
  r: ByteReader,
  literals: Uint8Array,
  context: SequencesContext,
  output: Output,
): void {
  const count = readCount(r);
  let used = 0;
  const write = (length: number): void => {
    if (length > literals.length - used) r.fail('literals-missing', `${length} wanted`);
    if (!output.append(literals, used, (used += length))) r.fail('more-than-announced');
  };
  if (count > 0) readSequences(r, count, context, output, write);
  else if (!r.atEnd) r.fail('bytes-left-over', `${r.remaining}`);
  write(literals.length - used);
}

function readCount(r: ByteReader): number {
  const first = r.u8();
  if (first < TWO_BYTES) return first;
  return first < THREE_BYTES ? (first - TWO_BYTES) * 256 + r.u8() : r.u16() + FIRST_OF_THREE;
}

function readSequences(
  r: ByteReader,
  count: number,
  context: SequencesContext,
  output: Output,
  write: (length: number) => void,
): void {
  const modes = r.u8();
  if ((modes & 3) !== 0) r.fail('reserved-mode');
  for (const [at, kind] of KINDS.entries()) {
    context.tables[kind] = readTable(r, kind, (modes >> (6 - 2 * at)) & 3, context);
  }
  const bits = new BackwardBits(r);
  const [literals, offset, match] = KINDS.map(
    it => new FseState(context.tables[it] ?? CODES[it].usual, bits),
  ) as [FseState, FseState, FseState];
  const end = output.length + context.largest;
  for (let left = count; left > 0; left--) {
    const farther = readNumber(r, bits, 'offset', offset.symbol);
    const copied = readNumber(r, bits, 'match', match.symbol);
    const fresh = readNumber(r, bits, 'literals', literals.symbol);
    write(fresh);
    const distance = distanceOf(farther, fresh === 0, context);
    const isKnown = distance <= output.length - context.start;
    if (!isKnown || !output.repeat(distance, copied)) {
      r.fail('copy-from-nowhere', `${copied} bytes from ${distance} bytes before`);
    }
    if (output.length > end) r.fail('oversized-block');
    if (left === 1) break;
    literals.advance();
    match.advance();
    offset.advance();
  }
  bits.end();
}

/** @param mode how its codes are counted [RFC 8878 §3.1.1.3.2.1] */
function readTable(
  r: ByteReader,
  kind: Kind,
  mode: number,
  { tables }: SequencesContext,
): FseTable {
  const { accuracy, bits, usual } = CODES[kind];
  switch (mode) {
    case 0:
      return usual;
    case 1:
      return onlyOf(r.u8());
    case 2:
      return readFseTable(r, accuracy, bits.length);
    default:
      return tables[kind] ?? r.fail('no-codes-before');
  }
}

function readNumber(r: ByteReader, from: BackwardBits, kind: Kind, code: number): number {
  const bits = CODES[kind].bits[code];
  if (bits === undefined || from.isPastEnd) return r.fail('no-such-code', `${kind} ${code}`);
  return (BASES[kind][code] ?? 0) + from.read(bits);
}

/** The first three values mean distances that were used before. [RFC 8878 §3.1.1.5] */
function distanceOf(value: number, isWithoutLiterals: boolean, context: SequencesContext): number {
  const [first, second, third] = context.recent;
  if (value > 3) {
    context.recent = [value - 3, first, second];
    return value - 3;
  }
  switch (value + (isWithoutLiterals ? 1 : 0)) {
    case 1:
      return first;
    case 2:
      context.recent = [second, first, third];
      return second;
    case 3:
      context.recent = [third, first, second];
      return third;
    default:
      context.recent = [first - 1, first, second];
      return first - 1;
  }
}
