import { strict as assert } from 'node:assert';
import { isSameList, libraryChanges, listOf, printList, readList } from './library';

const list = (files: Record<string, string>): ReadonlyMap<string, string> =>
  listOf(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));

describe('the contract library of a project', () => {
  it('is brought up to date but for what has been changed in the project', () => {
    const before = list({ same: '1', newer: '1', gone: '1', mine: '1', both: '1', dropped: '1' });
    const shipped = list({ same: '1', newer: '2', mine: '1', both: '2', added: '2', dropped: '1' });
    const there = list({ same: '1', newer: '1', gone: '1', mine: 'x', both: 'x' });
    assert.deepEqual(libraryChanges(before, there, shipped), {
      write: ['newer', 'added'],
      remove: ['gone'],
      kept: ['mine', 'dropped'],
      clashing: ['both'],
    });
  });

  it('is the same however its lines end', () => {
    const [before, shipped] = [list({ a: '1\n2\n', b: '1\n' }), list({ a: '1\n2\n', b: '2\n' })];
    const there = list({ a: '1\r\n2\r\n', b: '1\r\n' });
    const { write, remove, kept, clashing } = libraryChanges(before, there, shipped);
    assert.deepEqual([write, remove, kept, clashing], [['b'], [], [], []]);
  });

  it('needs nothing when it has arrived, however it came there', () => {
    const shipped = list({ a: '2', b: '2' });
    for (const before of [shipped, list({ a: '1', c: '1' }), list({})]) {
      const changes = libraryChanges(before, shipped, shipped);
      assert.deepEqual(Object.values(changes).flat(), []);
    }
  });

  it('has a list that reads back, and that names nothing outside', () => {
    const written = list({ 'clibc/src/lib.rs': '1', 'abi/table.json': '2' });
    const read = readList(new TextDecoder().decode(printList(written)));
    assert.ok(read !== undefined && isSameList(read, written));
    const refused = ['', '{', 'null', '[]', '{"files":[1]}', '{"files":{"a":1}}'];
    const outside = ['../a', '/a', 'a/../../b', 'a//b', 'C:\\\\a', '..\\\\a'];
    for (const it of [...refused, ...outside.map(path => `{"files":{"${path}":""}}`)]) {
      assert.equal(readList(it), undefined, it);
    }
  });
});
