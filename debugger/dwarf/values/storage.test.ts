/** Bytes of values in memory, registers, constants and pieces. */

import { strict as assert } from 'node:assert';
import type { Evaluated, Location } from '../expression';
import { OPTIMIZED_OUT } from '../expression';
import type { Fragment, StorageContext } from './storage';
import { storageOf } from './pieces';
import { partOf } from './storage';

/** Memory at `a` holds the low byte of `a`, up to 0xffff; x10 is known, x11 is not. */
const context: StorageContext = {
  registers: number => (number === 10 ? 0x44332211 : undefined),
  readMemory: (address, length) =>
    address + length > 0x10000
      ? undefined
      : Uint8Array.from({ length }, (_, at) => (address + at) & 0xff),
};

const memory = (address: number): Location => ({ kind: 'memory', address });
const x10: Location = { kind: 'register', number: 10 };
const nowhere: Location = { kind: 'unavailable', reason: OPTIMIZED_OUT };
const bits = (location: Location, count: number, bitOffset = 0) => ({
  location,
  bits: count,
  bitOffset,
});
const pieces = (...list: readonly ReturnType<typeof bits>[]): Evaluated => ({
  kind: 'pieces',
  pieces: list,
});

const halves = pieces(bits(x10, 32), bits(memory(0x20), 16));
const holed = pieces(bits(x10, 32), bits(nowhere, 32), bits(memory(0x20), 32));
const packed = pieces(bits(x10, 4, 8), bits(memory(0x7f), 12, 4));

// prettier-ignore
const cases: readonly [name: string, place: Evaluated, offset: number, length: number, read: readonly number[] | string][] = [
  ['memory', memory(0x10), 2, 3, [0x12, 0x13, 0x14]],
  ['memory that is not there', memory(0xfffe), 0, 4, 'unreadable memory at 0x0000fffe'],
  ['no byte of it', memory(0x20000), 0, 0, []],
  ['a register', x10, 1, 2, [0x22, 0x33]],
  ['more than a register', x10, 2, 4, 'more than a register holds'],
  ['a lost register', { kind: 'register', number: 11 }, 0, 4, 'x11 is not known in this frame'],
  ['a number', { kind: 'value', value: 0x1234n }, 1, 2, [0x12, 0]],
  ['a negative number', { kind: 'value', value: -2n }, 0, 3, [0xfe, 0xff, 0xff]],
  ['bytes', { kind: 'bytes', bytes: Uint8Array.of(7, 8, 9) }, 1, 2, [8, 9]],
  ['more bytes than recorded', { kind: 'bytes', bytes: Uint8Array.of(7) }, 0, 2, 'only a part of it is recorded'],
  ['nowhere', nowhere, 0, 1, OPTIMIZED_OUT],
  ['no byte of what is nowhere', nowhere, 0, 0, []],
  ['pieces, across', halves, 2, 4, [0x33, 0x44, 0x20, 0x21]],
  ['pieces, beyond the last', halves, 4, 4, OPTIMIZED_OUT],
  ['a piece that is there', holed, 8, 2, [0x20, 0x21]],
  ['a piece that is not', holed, 3, 2, OPTIMIZED_OUT],
  ['bits', packed, 0, 2, [0x72, 0x80]],
];

describe('storage', () => {
  for (const [name, place, offset, length, expected] of cases) {
    it(`reads ${name}`, () => {
      const read = storageOf(place, context).read(offset, length);
      if (typeof expected === 'string') assert.deepEqual(read, { missing: expected });
      else assert.deepEqual(read, Uint8Array.from(expected));
    });
  }

  it('reads no more than sense is', () => {
    const read = storageOf(memory(0), context).read(0, 2 ** 31);
    assert.ok('missing' in read);
  });

  it('says where a part is', () => {
    const part = partOf(storageOf(memory(0xfffffffe), context), 4);
    assert.equal(part.address, 2);
    const inside = partOf(storageOf(x10, context), 2);
    assert.deepEqual([inside.address, inside.register], [undefined, undefined]);
    assert.deepEqual(inside.read(0, 2), Uint8Array.of(0x33, 0x44));
  });

  const inMemory = { kind: 'memory', length: 2, address: 0x20 } as const;
  const inX10 = (start: number, length: number) =>
    ({ kind: 'register', length, number: 10, start }) as const;
  // prettier-ignore
  const written: readonly [name: string, place: Evaluated, offset: number, length: number, found: readonly Fragment[] | string][] = [
    ['memory', memory(0x1e), 2, 2, [inMemory]],
    ['a register', x10, 1, 2, [inX10(1, 2)]],
    ['more than a register', x10, 2, 4, 'more than a register holds'],
    ['a number', { kind: 'value', value: 1n }, 0, 1, 'it is computed and nowhere stored'],
    ['bytes', { kind: 'bytes', bytes: Uint8Array.of(7) }, 0, 1, 'it is a constant'],
    ['nowhere', nowhere, 0, 1, OPTIMIZED_OUT],
    ['pieces, across', halves, 2, 4, [inX10(2, 2), inMemory]],
    ['pieces, beyond the last', halves, 4, 4, OPTIMIZED_OUT],
    ['a piece that is there', holed, 8, 2, [inMemory]],
    ['a piece that is not', holed, 3, 2, OPTIMIZED_OUT],
    ['bits', packed, 0, 2, 'its bits share bytes with others'],
  ];
  for (const [name, place, offset, length, expected] of written) {
    it(`says where to write ${name}`, () => {
      const found = storageOf(place, context).fragments(offset, length);
      if (typeof expected === 'string') assert.deepEqual(found, { missing: expected });
      else assert.deepEqual(found, expected);
    });
  }
});
