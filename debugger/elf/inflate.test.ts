import { strict as assert } from 'node:assert';
import { constants, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { inflate } from './inflate';

const { Z_BEST_COMPRESSION, Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_NO_COMPRESSION, Z_RLE } =
  constants;

/** Bytes of which parts come again, as those of debug information do. */
const repetitive = fc
  .array(
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 300 })),
    { maxLength: 12 },
  )
  .map(parts =>
    Buffer.concat(parts.flatMap(([part, times]) => Array<Uint8Array>(times).fill(part))),
  );

describe('inflate', () => {
  for (const [name, options] of [
    ['stored', { level: Z_NO_COMPRESSION }],
    ['fixed codes', { strategy: Z_FIXED }],
    ['dynamic codes', { level: Z_BEST_COMPRESSION, strategy: Z_DEFAULT_STRATEGY }],
    ['codes without distances', { strategy: Z_HUFFMAN_ONLY }],
    ['distances of one', { strategy: Z_RLE }],
  ] as const) {
    it(`gives back what zlib has compressed: ${name}`, () => {
      fc.assert(
        fc.property(repetitive, bytes => {
          const found = inflate(deflateSync(bytes, options), bytes.length);
          assert.deepEqual(Buffer.from(found ?? [1, 2, 3]), bytes);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('reads text that is longer than its window', () => {
    const text = Buffer.from(
      Array.from({ length: 60_000 }, (_, at) => `row ${at % 977}\n`).join(''),
    );
    assert.deepEqual(Buffer.from(inflate(deflateSync(text), text.length) ?? []), text);
  });

  it('takes no other size, and nothing that is cut off or followed wrongly', () => {
    const bytes = Buffer.from('the same, the same, and the same again');
    const packed = deflateSync(bytes);
    assert.equal(inflate(packed, bytes.length + 1), undefined);
    assert.equal(inflate(packed, bytes.length - 1), undefined);
    for (let end = 0; end < packed.length; end++) {
      assert.equal(inflate(packed.subarray(0, end), bytes.length), undefined, `${end}`);
    }
  });

  it('answers damaged data, and gives no other bytes for them', () => {
    const bytes = Buffer.from(Array.from({ length: 400 }, (_, at) => `line ${at * 7}\n`).join(''));
    const packed = deflateSync(bytes);
    const position = fc.tuple(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 6 }), edits => {
        const damaged = Uint8Array.from(packed);
        for (const [at, change] of edits) damaged[at] = (damaged[at] ?? 0) ^ change;
        const found = inflate(damaged, bytes.length);
        assert.ok(found === undefined || Buffer.compare(found, bytes) === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('believes no size that the data do not come to', () => {
    assert.equal(inflate(deflateSync(Buffer.from('few')), 0xffff_ffff), undefined);
  });
});
