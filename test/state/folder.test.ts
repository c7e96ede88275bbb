/** What a folder can be that is to be opened as a chain, and how each is told apart. */

import { strict as assert } from 'node:assert';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import type { ChainFolderProblem } from '../../debugger/host/chainFolder';
import {
  ChainFolderError,
  damagesOfChain,
  deleteChainFolder,
  openChainFolder,
} from '../../debugger/host/chainFolder';
import { alice } from '../kernel/chain';
import { begin } from './longBundle';

describe('a folder for a chain', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'avm-folder-'));
    path = join(folder, 'chain');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function make(): Promise<void> {
    const { state, isNew, begin: beginChain, close } = await openChainFolder(path, 'create');
    assert.ok(isNew);
    begin(state);
    await beginChain(state);
    await close();
  }

  async function refuses(
    code: ChainFolderProblem,
    sentence: RegExp,
    mode: 'open' | 'create' = 'create',
  ): Promise<void> {
    await assert.rejects(openChainFolder(path, mode), error => {
      assert.ok(error instanceof ChainFolderError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
      return true;
    });
  }

  it('is a chain once one has begun in it', async () => {
    await make();
    const { state, isNew, close } = await openChainFolder(path, 'open');
    assert.ok(!isNew);
    const found = [];
    for await (const [address, it] of state.everyAccount()) found.push([address, it.balance]);
    assert.deepEqual(found, [[alice, 1_000_000n]]);
    await close();
    await deleteChainFolder(path);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('may be missing or empty where a chain may be made', async () => {
    await refuses('absent', /there is no chain in/, 'open');
    mkdirSync(path);
    await refuses('absent', /avm run --chain and avm chain import make one/, 'open');
    await make();
  });

  it('may be what a kill left while it was made', async () => {
    mkdirSync(path);
    for (const it of ['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp']) {
      writeFileSync(join(path, it), '');
    }
    await refuses('absent', /there is no chain in/, 'open');
    await make();
  });

  it('is refused with files that are not a chain', async () => {
    mkdirSync(path);
    writeFileSync(join(path, 'notes.txt'), 'mine');
    await refuses('not-a-chain', /it holds other files\. Name an empty or a new folder/);
    rmSync(path, { recursive: true });
    writeFileSync(path, 'a file');
    await refuses('not-a-chain', /no folder that can be read/);
  });

  it('is refused with the database of something else', async () => {
    const other = new ClassicLevel(path);
    await other.put('key', 'value');
    await other.close();
    await refuses('not-a-chain', /a database, but not that of a chain/);
    await assert.rejects(deleteChainFolder(path), ChainFolderError);
    assert.ok(readdirSync(path).length > 0);
  });

  it('is refused while it is open', async () => {
    await make();
    const { close } = await openChainFolder(path, 'open');
    await refuses(
      'in-use',
      new RegExp(`^process ${process.pid} has the chain in .* open \\(.*node .*\\)\\. Wait for it`),
    );
    await close();
    await (await openChainFolder(path, 'open')).close();
  });

  it('is refused in a format that is not known', async () => {
    await make();
    const store = new ClassicLevel(path);
    await store.put('m/version', '2');
    await store.close();
    await refuses('other-version', /has format 2, and this program knows 1/);
  });

  it('is refused where a transaction of it is missing, or what it began with', async () => {
    await make();
    const store = new ClassicLevel<string, Uint8Array>(path, { valueEncoding: 'view' });
    await store.put('m/height', Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0));
    await store.put('r/0000000000000000', new Uint8Array());
    await store.put('r/0000000000000002', new Uint8Array());
    await store.close();
    await refuses('damaged', /is damaged: transaction 1 of 3 is missing\. Import an export/);
    await store.open();
    await store.del('m/version');
    await store.close();
    await refuses('damaged', /is damaged: what it began with is missing\. Import an export/);
  });

  it('is refused where its manifest is gone or says nothing', async () => {
    await make();
    writeFileSync(join(path, 'CURRENT'), 'nonsense');
    await refuses('damaged', /is damaged: .*Import an export of it/s);
    writeFileSync(join(path, 'CURRENT'), 'MANIFEST-000042\n');
    await refuses('damaged', /is damaged/);
  });

  /** Turns a bit of a file of the chain, so many bytes from its beginning or its end, or in a key. */
  function turn(kind: RegExp, at: number | string): string {
    const file = join(path, readdirSync(path).find(it => kind.test(it)) ?? '');
    const bytes = readFileSync(file);
    const index = typeof at === 'string' ? bytes.indexOf(at) + 4 : at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 4;
    writeFileSync(file, bytes);
    return file;
  }

  it('with a table that is damaged is not gone on with, is looked at as it is, and can be deleted', async () => {
    await make();
    // Writing opens it, which makes a table of its log.
    await (await openChainFolder(path, 'create')).close();
    const table = turn(/\.ldb$/, 'a/');
    await refuses(
      'damaged',
      /is damaged: 0+\d+\.ldb\+0x00000000: wrong-checksum .*Import an export/,
    );
    const before = readdirSync(path);
    const bytes = readFileSync(table);
    const { notes, close } = await openChainFolder(path, 'open');
    assert.match(notes.join(), /wrong-checksum .*What is read from it may be wrong/);
    await close();
    assert.deepEqual([readdirSync(path), readFileSync(table)], [before, bytes]);
    assert.equal((await damagesOfChain(path)).length, 1);
    turn(/\.ldb$/, 'm/');
    await refuses('damaged', /wrong-checksum .*Import an export/, 'open');
    turn(/\.ldb$/, 'm/');
    await deleteChainFolder(path);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('with a log whose end is damaged says after how many transactions it goes on', async () => {
    await make();
    const { state, close, notes } = await openChainFolder(path, 'create');
    assert.deepEqual(notes, []);
    await state.persist([
      ['m/height', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)],
      ['r/0000000000000000', new Uint8Array()],
    ]);
    await close();
    turn(/\.log$/, -2);
    for (const mode of ['open', 'open', 'create'] as const) {
      const opened = await openChainFolder(path, mode);
      assert.match(
        opened.notes.join(),
        /\.log\+0x00000000\), as after a power cut: it goes on after 0/,
      );
      await opened.close();
    }
    const opened = await openChainFolder(path, 'create');
    assert.deepEqual(opened.notes, []);
    await opened.close();
  });

  it('with a log that is damaged before its end is refused, and stays as it is', async () => {
    await make();
    const { state, close } = await openChainFolder(path, 'create');
    await state.persist([['m/height', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)]]);
    await state.persist([['m/height', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0)]]);
    await close();
    turn(/\.log$/, 20);
    const before = readdirSync(path);
    await refuses('damaged', /\.log\+0x00000000: wrong-checksum, with whole records behind/);
    assert.deepEqual(readdirSync(path), before);
  });

  it('can be deleted however it is damaged, so long as it is that of a chain', async () => {
    for (const spoil of [
      () => writeFileSync(join(path, 'CURRENT'), 'nonsense'),
      () => writeFileSync(join(path, 'CURRENT'), 'MANIFEST-000042\n'),
      () => turn(/^MANIFEST/, 10),
      () => unlinkSync(join(path, readdirSync(path).find(it => it.startsWith('MANIFEST')) ?? '')),
    ]) {
      await make();
      await (await openChainFolder(path, 'create')).close();
      spoil();
      await refuses('damaged', /is damaged/);
      writeFileSync(join(path, 'notes.txt'), 'mine');
      await assert.rejects(deleteChainFolder(path), ChainFolderError);
      unlinkSync(join(path, 'notes.txt'));
      await deleteChainFolder(path);
      assert.deepEqual(readdirSync(folder), []);
    }
    const other = new ClassicLevel(path);
    await other.put('key', 'value');
    await other.close();
    writeFileSync(join(path, 'CURRENT'), 'nonsense');
    await assert.rejects(deleteChainFolder(path), /nothing shows that it is a chain's/);
  });
});
