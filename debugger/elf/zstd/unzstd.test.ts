/** What the reference implementation has compressed, and what nobody should have. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { Random } from '../../../scripts/lib/random';
import { ByteReader } from '../../shared/byteReader';
import { MalformedInput } from '../../shared/errors';
import { unzstd } from './unzstd';

const random = new Random(1);
const bytesOf = (length: number, byte: (at: number) => number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => byte(at)));

const CONTENTS: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a byte', Buffer.of(7)],
  ['the same byte, for blocks', Buffer.alloc(700_000, 7)],
  ['what cannot be made smaller', bytesOf(200_000, () => random.below(256))],
  ['two bytes', bytesOf(50_000, () => 65 + random.below(2))],
  ['some bytes more often', bytesOf(150_000, () => Math.min(random.below(256), random.below(256)))],
  ['rows', Buffer.from(Array.from({ length: 60_000 }, (_, at) => `row ${at % 977}\n`).join(''))],
  ['numbers', Buffer.from(Array.from({ length: 40_000 }, (_, at) => `${at * at}\n`).join(''))],
];
const OPTIONS = ['--fast=9', '-1', '-3 --no-check', '-9', '-16 --long=27'];

function compressed(bytes: Uint8Array, options: string): Buffer {
  const args = ['-q', '-c', ...options.split(' ')];
  const { stdout, status, error } = spawnSync('zstd', args, { input: bytes, maxBuffer: 1 << 28 });
  assert.ok(error === undefined, 'zstd is missing: apt-get install -y zstd');
  assert.equal(status, 0);
  return stdout;
}

function read(packed: Uint8Array, size: number): Buffer {
  return Buffer.from(unzstd(new ByteReader(packed, 'packed'), size));
}

/** The code of what is wrong with it; undefined where nothing is. */
function wrongWith(packed: Uint8Array, size: number): string | undefined {
  try {
    read(packed, size);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof MalformedInput, String(error));
    assert.ok(error.at.offset <= packed.length);
    return error.code;
  }
}

/** A frame of one segment, without checksum. */
function frame(size: number, ...blocks: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, size, ...blocks.flat()]);
}

/** The last of its frame. */
function block(type: number, size: number, ...bytes: readonly number[]): number[] {
  return [1 | (type << 1) | ((size & 0x1f) << 3), size >> 5, size >> 13, ...bytes];
}

describe('unzstd', () => {
  for (const [name, bytes] of CONTENTS) {
    it(`gives back what zstd has compressed: ${name}`, () => {
      for (const options of OPTIONS) {
        const found = read(compressed(bytes, options), bytes.length);
        assert.ok(found.equals(bytes), options);
      }
    });
  }

  it('reads frames one after the other, and passes over what is not for it', () => {
    const packed = compressed(Buffer.from('once more '), '-3');
    const skipped = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const found = read(Buffer.concat([packed, skipped, packed]), 20);
    assert.equal(found.toString(), 'once more once more ');
  });

  it('takes no other size, and nothing that is cut off', () => {
    const bytes = Buffer.from('the same, the same, and the same again, and the same');
    const packed = compressed(bytes, '-19');
    assert.equal(wrongWith(packed, bytes.length), undefined);
    assert.equal(wrongWith(packed, bytes.length + 1), 'too-little');
    assert.notEqual(wrongWith(packed, bytes.length - 1), undefined);
    for (let end = 0; end < packed.length; end++) {
      assert.notEqual(wrongWith(packed.subarray(0, end), bytes.length), undefined, `${end}`);
    }
  });

  // prettier-ignore
  const BROKEN: readonly (readonly [what: string, code: string, packed: Uint8Array])[] = [
    ['other data', 'not-zstandard', Uint8Array.of(1, 2, 3, 4)],
    ['a dictionary that is not there', 'dictionary-missing',
      Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 9, 4, 1, 0, 0)],
    ['a kind of block to come', 'reserved-block', frame(4, block(3, 0))],
    ['a block larger than the window', 'oversized-block', frame(4, block(0, 5, 1, 2, 3, 4, 5))],
    ['a block that grows to more than its frame', 'wrong-size', frame(4, block(1, 3, 7))],
    ['codes of a block before the first', 'no-codes-before',
      frame(10, block(2, 7, 0x13, 0x40, 0x00, 0xff, 0, 0, 0))],
    // A state of this table takes no bits: its weights have no end but the most there may be.
    ['a code table of one symbol', 'too-many-symbols',
      frame(10, block(2, 9, 0x12, 0x40, 1, 4, 0xf0, 3, 0, 4, 0))],
    ['a copy from before the start', 'copy-from-nowhere',
      frame(10, block(2, 8, 0x08, 65, 1, 0x54, 1, 3, 0, 8))],
  ];
  for (const [what, code, packed] of BROKEN) {
    it(`refuses ${what}`, () => assert.equal(wrongWith(packed, 10), code));
  }

  it('sees by its checksum what it would take for whole', () => {
    const bytes = bytesOf(1000, () => random.below(256));
    const packed = compressed(bytes, '-3');
    packed[500]! ^= 1;
    assert.equal(wrongWith(packed, bytes.length), 'wrong-checksum');
  });

  it('answers damaged data, and makes no more of them than was announced', () => {
    const [, text] = CONTENTS[7] ?? ['', Buffer.of()];
    const victims = ['-1', '-19'].map(it => compressed(text.subarray(0, 20_000), it));
    const edit = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...victims),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        (packed, edits) => {
          const damaged = Uint8Array.from(packed);
          for (const [at, change] of edits) damaged[at % damaged.length]! ^= change;
          wrongWith(damaged, 20_000);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('believes no size that the data do not come to', () => {
    assert.equal(wrongWith(compressed(Buffer.from('few'), '-3'), 0xffff_ffff), 'too-little');
    // A window of terabytes, and as much content.
    const huge = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xc0, 0xff, ...Array<number>(8).fill(0x7f));
    assert.equal(wrongWith(huge, 0xffff_ffff), 'truncated');
  });
});
