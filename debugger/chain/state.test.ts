import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Address } from './address';
import { parseAddress } from './address';
import { hashCode } from './codeHash';
import type { AccountState, SlotWrite, WriteSet } from './state';
import { ReadCache } from './database/readCache';
import { ChainState, memoryStore } from './state';

const alice = parseAddress('00'.repeat(19) + '01') as Address;
const bob = parseAddress('00'.repeat(19) + '02') as Address;
const code = Uint8Array.of(1, 2, 3);

function account(address: Address, balance: bigint, program?: Uint8Array): WriteSet {
  const isContract = program !== undefined;
  return { accounts: [{ address, balance, nonce: 1n, isContract, code: program }], slots: [] };
}

function slots(...writes: SlotWrite[]): WriteSet {
  return { accounts: [], slots: writes };
}

async function collected(state: ChainState): Promise<[Address, AccountState][]> {
  const all: [Address, AccountState][] = [];
  for await (const it of state.everyAccount()) all.push(it);
  return all;
}

/** Waits until a store answers, as the run loop does. */
async function settled<T>(read: () => { value: T } | { wait: Promise<void> }): Promise<T> {
  for (;;) {
    const it = read();
    if ('value' in it) return it.value;
    await it.wait;
  }
}

describe('chain state', () => {
  it('shows an account that was written', () => {
    const state = new ChainState();
    state.apply(account(alice, 5n, code));
    state.apply(slots({ address: alice, key: 'P:61', value: Uint8Array.of(9) }));
    assert.deepEqual(state.get(alice), {
      balance: 5n,
      nonce: 1n,
      isContract: true,
      code,
      codeHash: hashCode(code),
      storage: new Map([['P:61', Uint8Array.of(9)]]),
    });
    assert.equal(state.get(bob), undefined);
  });

  it('keeps the code when a write does not change it', () => {
    const state = new ChainState();
    state.apply(account(alice, 5n, code));
    state.apply({
      accounts: [{ address: alice, balance: 6n, nonce: 2n, isContract: true, code: undefined }],
      slots: [],
    });
    assert.equal(state.get(alice)?.codeHash, hashCode(code));
    assert.deepEqual(state.get(alice)?.code, code);
  });

  it('forgets a slot that was deleted', () => {
    const state = new ChainState();
    state.apply(account(alice, 0n));
    state.apply(slots({ address: alice, key: 'k', value: Uint8Array.of(1) }));
    state.apply(slots({ address: alice, key: 'k', value: undefined }));
    assert.equal(state.get(alice)?.storage.size, 0);
  });

  it('lists accounts and slots in ascending order, however they were written', () => {
    const state = new ChainState();
    state.apply(account(bob, 1n));
    state.apply(account(alice, 1n));
    state.apply(
      slots({ address: bob, key: 'z', value: code }, { address: bob, key: 'a', value: code }),
    );
    assert.deepEqual(
      [...state.accounts()].map(([at]) => at),
      [alice, bob],
    );
    assert.deepEqual([...(state.get(bob)?.storage.keys() ?? [])], ['a', 'z']);
  });

  it('applies nothing of a write set that has a value out of range', () => {
    const state = new ChainState();
    const good = account(alice, 1n).accounts;
    const bad = account(bob, -1n).accounts;
    assert.throws(() => state.apply({ accounts: [...good, ...bad], slots: [] }));
    assert.equal(state.get(alice), undefined);
  });

  it('waits for a store that is still opening, then reads at once', async () => {
    const state = new ChainState();
    assert.ok('wait' in state.readAccount(alice));
    assert.equal(await settled(() => state.readAccount(alice)), undefined);
    assert.ok('value' in state.readAccount(bob));
  });

  it('reads back from the store what another view persisted', async () => {
    const store = memoryStore();
    const before = new ChainState(store);
    before.apply(account(alice, 5n, code));
    before.apply(slots({ address: alice, key: 'k', value: Uint8Array.of(7) }));
    await before.persist();
    const after = new ChainState(store);
    assert.equal((await settled(() => after.readAccount(alice)))?.balance, 5n);
    assert.deepEqual(await settled(() => after.readCode(alice)), code);
    assert.deepEqual(await settled(() => after.readSlot(alice, 'k')), Uint8Array.of(7));
    assert.deepEqual(await collected(new ChainState(store)), [...after.accounts()]);
  });

  it('has a root that says what it is and not where it lies', async () => {
    const store = memoryStore();
    const stored = new ChainState(store);
    const loose = new ChainState();
    for (const state of [stored, loose]) {
      state.apply(account(alice, 5n, code));
      state.apply(slots({ address: alice, key: 'k', value: Uint8Array.of(7) }));
    }
    const empty = await new ChainState().root();
    const root = await loose.root();
    assert.notEqual(root, empty);
    assert.equal(await stored.root(), root);
    await stored.persist();
    assert.equal(await stored.root(), root);
    assert.equal(await new ChainState(store).root(), root);

    stored.apply(slots({ address: alice, key: 'k', value: undefined }));
    const before = stored.clone();
    stored.apply(slots({ address: alice, key: 'k', value: Uint8Array.of(7) }));
    assert.equal(await stored.root(), root);
    stored.revertTo(before);
    assert.notEqual(await stored.root(), root);
  });

  it('has another root for every field that differs', async () => {
    const whole = { address: alice, balance: 5n, nonce: 1n, isContract: true, code };
    const different: WriteSet[] = [
      { accounts: [whole], slots: [] },
      { accounts: [{ ...whole, address: bob }], slots: [] },
      { accounts: [{ ...whole, balance: 6n }], slots: [] },
      { accounts: [{ ...whole, nonce: 2n }], slots: [] },
      { accounts: [{ ...whole, isContract: false }], slots: [] },
      { accounts: [{ ...whole, code: Uint8Array.of(1, 2, 4) }], slots: [] },
      { accounts: [whole], slots: [{ address: alice, key: 'k', value: new Uint8Array() }] },
      { accounts: [whole], slots: [{ address: alice, key: 'k', value: Uint8Array.of(0) }] },
      { accounts: [whole], slots: [{ address: alice, key: 'K', value: Uint8Array.of(0) }] },
      { accounts: [whole], slots: [{ address: bob, key: 'k', value: Uint8Array.of(0) }] },
    ];
    const roots = await Promise.all(
      different.map(async it => {
        const state = new ChainState();
        state.apply(it);
        return state.root();
      }),
    );
    assert.equal(new Set(roots).size, different.length);
  });

  it('gives every account in order, of the store and of what was written above it', async () => {
    const owners = [alice, bob, parseAddress('ff'.repeat(20)) as Address];
    const names = fc.constantFrom('a', 'b:01', 'é', '\u{ffff}', '\u{1f600}');
    const write = fc.record({
      owner: fc.nat(2),
      name: fc.option(names),
      value: fc.option(fc.uint8Array({ maxLength: 2 }), { nil: undefined }),
    });
    const writes = fc.array(write, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(writes, writes, async (below, above) => {
        const state = new ChainState();
        const apply = (all: typeof below): void => {
          for (const { owner, name, value } of all) {
            const address = owners[owner] ?? alice;
            if (name === null) state.apply(account(address, BigInt(value?.length ?? 0)));
            else state.apply(slots({ address, key: name, value }));
          }
        };
        for (const it of owners) state.apply(account(it, 0n, it === bob ? code : undefined));
        apply(below);
        await state.persist();
        apply(above);
        const model = [...state.accounts()];
        assert.deepEqual(await collected(state), model);
        assert.deepEqual(
          model.map(([at]) => at),
          owners,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('forgets what it has read rather than growing for ever, and loses nothing by it', async () => {
    const store = memoryStore();
    const many = Array.from({ length: 300 }, (_, at) => BigInt(at));
    const addressOf = (it: bigint): Address =>
      parseAddress(it.toString(16).padStart(40, '0')) as Address;
    const filled = new ChainState(store);
    for (const it of many) filled.apply(account(addressOf(it), it, it === 7n ? code : undefined));
    await filled.persist();
    const cache = new ReadCache(20_000);
    const state = new ChainState(store, undefined, cache);
    for (const it of many) {
      assert.equal((await settled(() => state.readAccount(addressOf(it))))?.balance, it);
      assert.ok(cache.size <= 20_000);
    }
    assert.ok([...state.accounts()].length < many.length);
    // Account 7 was read long ago; that it has code must not be forgotten when it is written.
    const seven = addressOf(7n);
    const before = await settled(() => state.readAccount(seven));
    for (const it of many.slice(100)) await settled(() => state.readAccount(addressOf(it)));
    const writes = { ...account(seven, 1n), slots: [] };
    state.apply(writes, [before]);
    assert.equal(state.codeHash(seven), hashCode(code));
  });

  it('clones see nothing of each other', () => {
    const keys = fc.constantFrom('a', 'b', 'c', 'd');
    const value = fc.option(fc.uint8Array({ maxLength: 2 }), { nil: undefined });
    const step = fc.record({ view: fc.nat(5), clone: fc.boolean(), key: keys, value });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const first = new ChainState();
        first.apply(account(alice, 1n));
        const views = [{ state: first, model: new Map<string, Uint8Array>() }];
        for (const it of steps) {
          const view = views[it.view % views.length]!;
          if (it.clone) views.push({ state: view.state.clone(), model: new Map(view.model) });
          view.state.apply(slots({ address: alice, key: it.key, value: it.value }));
          if (it.value === undefined) view.model.delete(it.key);
          else view.model.set(it.key, it.value);
        }
        for (const { state, model } of views) {
          const sorted = new Map([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
          assert.deepEqual(state.get(alice)?.storage, sorted);
        }
      }),
    );
  });
});
