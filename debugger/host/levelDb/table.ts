/**
 * A sorted table of LevelDB: blocks, each with its checksum, an index of them, and a footer. LevelDB itself compares a block
 * with its checksum only where it is told to, which its binding does not.
 * [LevelDB doc/table_format.md, table/format.cc]
 */

import { ByteReader } from '../../shared/byteReader';
import { maskedCrc32c } from './crc32c';
import { unpackSnappy } from './snappy';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
/** Behind a block: how it is compressed, and the checksum. */
const TRAILER_BYTES = 5;
const SNAPPY = 1;

interface BlockHandle {
  readonly offset: number;
  readonly length: number;
}

/**
 * Compares every block with its checksum.
 *
 * @param source name of the file
 * @throws MalformedInput at the first byte of what is damaged
 */
export function checkTable(bytes: Uint8Array, source: string): void {
  const whole = new ByteReader(bytes, source);
  if (bytes.length < FOOTER_BYTES) whole.fail('no-table', `${bytes.length} bytes`);
  const footer = new ByteReader(bytes, source, bytes.length - FOOTER_BYTES);
  const blocks = [readHandle(footer), readHandle(footer)];
  // Between the handles and the number at its end the footer is filled up with zeros.
  while (footer.remaining > 8) if (footer.u8() !== 0) footer.fail('no-table');
  if (footer.u64() !== MAGIC) footer.fail('no-table');
  const [meta, index] = blocks.map(it => readBlock(bytes, source, it));
  if (meta !== undefined) for (const it of entriesOf(meta)) readBlock(bytes, source, it);
  if (index !== undefined) for (const it of entriesOf(index)) readBlock(bytes, source, it);
}

function readHandle(r: ByteReader): BlockHandle {
  return { offset: r.uleb(), length: r.uleb() };
}

/** A block whose checksum fits; what it holds is unpacked when it is read. */
function readBlock(bytes: Uint8Array, source: string, { offset, length }: BlockHandle): Block {
  const r = new ByteReader(bytes, source, Math.min(offset, bytes.length));
  if (r.remaining < length + TRAILER_BYTES) r.fail('block-outside-file');
  const content = r.slice(length);
  const kind = r.u8();
  if (r.u32() !== maskedCrc32c(bytes, offset, offset + length + 1)) {
    new ByteReader(bytes, source, offset).fail('wrong-checksum', `a block of ${length} bytes`);
  }
  return { content, kind, source, offset };
}

interface Block {
  readonly content: Uint8Array;
  readonly kind: number;
  readonly source: string;
  readonly offset: number;
}

/** The values of an index, which are handles. Keys are as much as they differ from those before them. */
function* entriesOf({ content, kind, source, offset }: Block): Generator<BlockHandle> {
  const packed = new ByteReader(content, source, 0, offset);
  const block = kind === SNAPPY ? unpackSnappy(packed) : content;
  const r = new ByteReader(block, `index of ${source}`);
  if (block.length < 4) r.fail('no-index');
  // At the end stand the places of whole keys, and how many there are.
  const restarts = new ByteReader(block, r.source, block.length - 4).u32();
  const end = block.length - 4 * (restarts + 1);
  while (r.offset < end) {
    r.uleb();
    const key = r.uleb();
    const value = r.uleb();
    r.skip(key);
    yield readHandle(new ByteReader(r.slice(value), r.source));
  }
}
