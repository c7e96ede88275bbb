import { strict as assert } from 'node:assert';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { bytesToHex } from '../../shared/hex';
import { TREE_PREFIX, rootOf, updateTree } from './stateTree';

type Entries = Map<string, Uint8Array>;

/** The same root from the whole state at once, by the words of docs/decisions/0005 and nothing else. */
function naive(entries: Entries): string {
  const bytes = (...parts: (number | Uint8Array)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap(it => (typeof it === 'number' ? [it] : [...it])));
  const u32 = (n: number): Uint8Array => Uint8Array.of(n, n >> 8, n >> 16, n >> 24);
  const all = [...entries]
    .map(([key, value]) => {
      const name = new TextEncoder().encode(key);
      const entry = sha256(bytes(0, u32(name.length), name, value));
      return { path: bytesToHex(sha256(name)), hash: bytes(sha256(name), entry) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const hashOf = (path: string): Uint8Array | undefined => {
    const below = all.filter(it => it.path.startsWith(path));
    if (below.length === 0) return undefined;
    if (path.length === 5) return sha256(bytes(1, ...below.map(it => it.hash)));
    const children = [...'0123456789abcdef'].map(digit => hashOf(path + digit));
    const bits = children.map((it, at) => (it === undefined ? 0 : 1 << at)).reduce((a, b) => a | b);
    return sha256(bytes(2, bits & 255, bits >> 8, ...children.filter(it => it !== undefined)));
  };
  return bytesToHex(hashOf('') ?? new Uint8Array(32));
}

/** A tree in a map, and its root after each step. */
class Tree {
  readonly records = new Map<string, Uint8Array>();
  readonly read = (key: string): Uint8Array | undefined => this.records.get(key);

  async change(changes: Iterable<readonly [string, Uint8Array | null]>): Promise<string> {
    const { root, records } = await updateTree(this.read, changes);
    for (const [key, value] of records) {
      if (value === null) this.records.delete(key);
      else this.records.set(key, value);
    }
    return bytesToHex(root);
  }
}

const key = fc.nat(300).map(it => `s/${it}`);
const value = fc.uint8Array({ maxLength: 3 });
const entries = fc.dictionary(key, value).map(it => new Map(Object.entries(it)));

describe('the tree over a state', () => {
  it('is zeros where there is nothing', async () => {
    assert.equal(await new Tree().change([]), '00'.repeat(32));
  });

  it('has the root that the words say', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async all => {
        assert.equal(await new Tree().change(all), naive(all));
      }),
    );
  });

  it('does not depend on order, steps or detours', async () => {
    const detour = fc.array(fc.tuple(key, fc.option(value)), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(entries, detour, fc.infiniteStream(fc.nat()), async (all, out, order) => {
        const tree = new Tree();
        const touched = new Map<string, Uint8Array | null>();
        for (const step of out) {
          touched.set(...step);
          await tree.change([step]);
        }
        const rest = [...touched.keys()].filter(it => !all.has(it));
        const changes: [string, Uint8Array | null][] = [
          ...rest.map((it): [string, null] => [it, null]),
          ...all,
        ];
        const shuffled = changes
          .map(it => [order.next().value, it] as const)
          .sort(([a], [b]) => a - b)
          .map(([, it]) => it);
        for (const step of shuffled) await tree.change([step]);
        assert.equal(await tree.change([]), naive(all));
        assert.equal(bytesToHex(await rootOf(tree.read)), naive(all));
        if (all.size === 0) assert.equal(tree.records.size, 0);
      }),
      { numRuns: 50 },
    );
  });

  it('has another root for any other state', async () => {
    await fc.assert(
      fc.asyncProperty(entries, entries, async (one, other) => {
        const isSame = fc.stringify([...one].sort()) === fc.stringify([...other].sort());
        const roots = [await new Tree().change(one), await new Tree().change(other)];
        assert.equal(roots[0] === roots[1], isSame);
      }),
    );
  });

  it('reads and writes six records for a change, however large it is', async () => {
    const tree = new Tree();
    await tree.change(Array.from({ length: 5000 }, (_, at) => [`a/${at}`, Uint8Array.of(at)]));
    const read: string[] = [];
    const { records } = await updateTree(
      it => {
        read.push(it);
        return tree.read(it);
      },
      [['a/77', Uint8Array.of(1)]],
    );
    assert.deepEqual([read.length, records.size], [6, 6]);
    const paths = read.map(it => it.slice(TREE_PREFIX.length));
    assert.deepEqual(
      paths.map(it => it.length),
      [5, 4, 3, 2, 1, 0],
    );
  });

  it('refuses records that nobody can have written', async () => {
    const tree = new Tree();
    await tree.change([['a/1', Uint8Array.of(1)]]);
    for (const [at, bytes] of tree.records) {
      const damaged = new Map(tree.records).set(at, bytes.subarray(1));
      const change = updateTree(it => damaged.get(it), [['a/1', Uint8Array.of(2)]]);
      await assert.rejects(change, { name: 'MalformedInput', code: 'damaged-state-tree' });
    }
  });
});
