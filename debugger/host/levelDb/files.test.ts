/** LevelDB's files as LevelDB writes them, and with a bit of every byte turned. */

import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { MalformedInput } from '../../shared/errors';
import { ByteReader } from '../../shared/byteReader';
import { crc32c } from './crc32c';
import { findDamage } from './damage';
import { checkLog } from './log';
import { tablesOf } from './manifest';
import { unpackSnappy } from './snappy';
import { checkTable } from './table';

const text = (it: string): Uint8Array => new TextEncoder().encode(it);

describe('CRC-32C', () => {
  const cases: readonly [name: string, bytes: Uint8Array, sum: number][] = [
    ['zeros', new Uint8Array(32), 0x8a9136aa], // [RFC 3720 appendix B.4]
    ['ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['ascending', Uint8Array.from({ length: 32 }, (_, at) => at), 0x46dd794e],
    ['descending', Uint8Array.from({ length: 32 }, (_, at) => 31 - at), 0x113fdb5c],
    ['digits', text('123456789'), 0xe3069283],
  ];
  for (const [name, bytes, sum] of cases) {
    it(`of ${name}`, () => assert.equal(crc32c(bytes), sum));
  }
});

describe('Snappy', () => {
  const unpack = (...bytes: number[]): Uint8Array =>
    unpackSnappy(new ByteReader(Uint8Array.from(bytes), 'block'));

  it('repeats what was written, and what it is just writing', () => {
    assert.deepEqual(unpack(8, 4, 97, 98, 9, 2), text('abababab'));
    assert.deepEqual(unpack(5, 0, 97, 14, 1, 0), text('aaaaa'));
  });

  for (const [name, bytes] of [
    ['a copy of what is not there', [5, 0, 97, 14, 2, 0]],
    ['no distance', [5, 0, 97, 14, 0, 0]],
    ['more than it says', [2, 8, 97, 98, 99]],
    ['less than it says', [9, 0, 97]],
    ['a block of gigabytes', [255, 255, 255, 255, 15, 0, 97]],
    ['a literal past the end', [3, 8, 97]],
  ] as const) {
    it(`refuses ${name}`, () => assert.throws(() => unpack(...bytes), MalformedInput));
  }
});

describe('a file of LevelDB', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'avm-level-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function write(count: number): Promise<void> {
    const store = new ClassicLevel(folder);
    for (let at = 0; at < count; at++) await store.put(`key ${at}`, `value ${at % 7} `.repeat(4));
    await store.close();
  }

  async function compact(): Promise<void> {
    const store = new ClassicLevel(folder);
    await store.compactRange('', '~');
    await store.close();
  }

  const tablesThere = (): number[] =>
    readdirSync(folder).flatMap(it => (it.endsWith('.ldb') ? Number.parseInt(it, 10) : []));

  const fileOf = (kind: RegExp): Uint8Array =>
    new Uint8Array(readFileSync(join(folder, readdirSync(folder).find(it => kind.test(it)) ?? '')));

  // Not the eighth: in the footer it may change how a number is written and not the number.
  const turned = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((it, index) => (index === at ? it ^ (1 << (at % 7)) : it));

  it('that is a table is compared with its checksums, to the last byte', async () => {
    await write(300);
    await write(1); // Opening it makes a table of the log.
    const table = fileOf(/\.ldb$/);
    checkTable(table, 'whole');
    for (let at = 0; at < table.length; at++) {
      assert.throws(() => checkTable(turned(table, at), 'table'), MalformedInput, `byte ${at}`);
    }
    for (let end = 0; end < table.length; end += 7) {
      assert.throws(() => checkTable(table.subarray(0, end), 'table'), MalformedInput, `to ${end}`);
    }
  });

  it('that is a manifest names the tables that there are, however often they were made anew', async () => {
    for (let round = 0; round < 12; round++) {
      await write(2000 + round * 300);
      if (round % 4 === 3) await compact();
      assert.deepEqual([...tablesOf(fileOf(/^MANIFEST-/), 'manifest')].sort(), tablesThere());
    }
    assert.ok(tablesThere().length > 0);
  });

  it('that is a table which nobody has finished, or needs any more, is no damage', async () => {
    await write(300);
    await write(1);
    const table = fileOf(/\.ldb$/);
    const unfinished = join(folder, '000999.ldb');
    for (const end of [0, 7, table.length >> 1, table.length - 1]) {
      writeFileSync(unfinished, table.subarray(0, end));
      assert.deepEqual(await findDamage(folder), { damages: [] }, `to ${end}`);
    }
    await write(1);
    assert.ok(!existsSync(unfinished));
    const [live = 0] = tablesThere();
    const name = `${String(live).padStart(6, '0')}.ldb`;
    writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 100));
    assert.equal((await findDamage(folder)).damages.length, 1);
  });

  it('that is a log is sound, and cut anywhere as a kill does', async () => {
    await write(1500);
    const log = fileOf(/\.log$/);
    assert.ok(log.length > 2 * 32 * 1024);
    for (let end = log.length; end > log.length - 300; end--) {
      assert.deepEqual(checkLog(log.subarray(0, end)), { kind: 'sound' }, `to ${end}`);
    }
    const roomMade = new Uint8Array(log.length + 5000);
    roomMade.set(log);
    assert.deepEqual(checkLog(roomMade), { kind: 'sound' });
  });

  it('that is a log is damaged where whole records follow, and doubtful where none does', async () => {
    await write(40);
    const log = fileOf(/\.log$/);
    const kinds = Array.from(log, (_, at) => checkLog(turned(log, at)).kind);
    const last = kinds.lastIndexOf('damaged') + 1;
    assert.ok(kinds.slice(0, last).every(it => it === 'damaged'));
    // A length that leads past the end looks like that of a record that was not written whole.
    assert.ok(kinds.slice(last).every((it, at) => it === 'doubtful' || at === 4 || at === 5));
    assert.ok(log.length - last < 80);
  });
});
