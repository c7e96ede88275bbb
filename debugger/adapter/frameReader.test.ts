import assert from 'node:assert/strict';
import { FrameReader, FramingError } from './frameReader';

/** What a reader makes of bytes that come in pieces of one size. */
function read(text: string | Uint8Array, size = 1 << 20): string[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const reader = new FrameReader();
  const contents: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    contents.push(...reader.read(bytes.subarray(at, at + size)));
  }
  return contents;
}

const GOOD = '{"seq":1}';
const next = `Content-Length: ${GOOD.length}\r\n\r\n${GOOD}`;

describe('frame reader', () => {
  const read2: readonly [what: string, first: string][] = [
    ['as the protocol has it', 'Content-Length: 2\r\n\r\n{}'],
    ['in another case', 'content-LENGTH: 2\r\n\r\n{}'],
    ['without a blank', 'Content-Length:2\r\n\r\n{}'],
    ['with more blanks', 'Content-Length :\t 2 \r\n\r\n{}'],
    ['in lines that end as on Unix', 'Content-Length: 2\n\n{}'],
    [
      'behind other fields',
      'Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['before other fields', 'Content-Length: 2\r\nContent-Type: x\r\n\r\n{}'],
    ['twice', 'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
  ];
  for (const [what, first] of read2) {
    it(`reads the length ${what}, in packets of every size`, () => {
      for (const size of [1, 2, 3, 7, 1000])
        assert.deepEqual(read(first + next, size), ['{}', GOOD]);
    });
  }

  it('counts bytes, wherever packets cut a character', () => {
    const text = '"ü€😀"';
    const { length } = new TextEncoder().encode(text);
    for (let size = 1; size < 20; size++) {
      assert.deepEqual(read(`Content-Length: ${length}\r\n\r\n${text}${next}`, size), [text, GOOD]);
    }
  });

  it('takes what is not UTF-8 for text that has holes', () => {
    const head = new TextEncoder().encode('Content-Length: 3\r\n\r\n');
    assert.deepEqual(read(Uint8Array.of(...head, 0x22, 0xff, 0x22)), ['"\ufffd"']);
  });

  it('says nothing of a message without content', () => {
    assert.deepEqual(read(`Content-Length: 0\r\n\r\n${next}`), [GOOD]);
  });

  it('reads a large message in time that grows with it', () => {
    // Copied for each of its parts it would be half a terabyte, which no timeout lets pass.
    const text = `"${'x'.repeat(32 << 20)}"`;
    assert.equal(
      read(`Content-Length: ${text.length}\r\n\r\n${text}`, 1 << 10)[0]?.length,
      text.length,
    );
  });

  const wrong: readonly [bytes: string, problem: RegExp][] = [
    ['Foo: bar\r\n\r\n', /no Content-Length/],
    ['Content-Length: frog\r\n\r\n', /no number/],
    ['Content-Length: -5\r\n\r\n', /no number/],
    ['Content-Length: 5.5\r\n\r\n', /no number/],
    ['Content-Length: 0x10\r\n\r\n', /no number/],
    ['Content-Length:\r\n\r\n', /no number/],
    ['Content-Length: 99999999999999\r\n\r\n', /no message has more than 67108864 bytes/],
    ['hello\r\nContent-Length: 2\r\n\r\n{}', /no field/],
    [`{"seq":2}Content-Length: 2\r\n\r\n{}`, /no field/], // The length before it was too short.
    ['\r\n\r\n', /no Content-Length/],
    ['x'.repeat(5000), /no end to the header/],
    // Its page could launch whatever is on the disk.
    ['POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}', /no field/],
    ['POST http://127.0.0.1:4711/ HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}', /no field/],
  ];
  for (const [bytes, problem] of wrong) {
    it(`refuses ${JSON.stringify(bytes.slice(0, 40))}`, () => {
      assert.throws(() => read(bytes), { name: 'FramingError', message: problem });
    });
  }

  it('keeps what was read for who has to find the mistake', () => {
    const shown = (error: unknown) => error instanceof FramingError && error.header === 'a\r\n\r\n';
    assert.throws(() => read('a\r\n\r\n'), shown);
  });
});
