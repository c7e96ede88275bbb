import { strict as assert } from 'node:assert';
import { ByteWriter } from '../../shared/byteWriter';
import { hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { addressToBytes, parseAddress } from '../address';
import { encode } from '../codec/combinators';
import * as abi from '../abi.generated';
import { DEFAULT_BLOCK } from '../block';
import type { Receipt } from '../receipt';
import { quietCall, quietCommit } from '../receipt.fixture';
import { ChainState } from '../state';
import type { Transaction } from '../transaction';
import type { FirmwareContext } from './context';
import { answer, extensions } from './firmware';
import { createFirmwareState } from './firmwareState';
import type { CommitRecord } from './records';
import { commitRecord } from './records';
import type { Answer, GuestMemory } from './sbi';
import { SBI, returned } from './sbi';

const CHAIN = 0x0a61564d;
const RAM = 0x80000000;
const alice = parseAddress('00'.repeat(19) + '0a') as Address;
const token = parseAddress('00'.repeat(19) + '0b') as Address;

class TestMemory implements GuestMemory {
  readonly bytes = new Uint8Array(0x10000);

  readPhysical(paddr: number, length: number): Uint8Array | undefined {
    return this.viewPhysical(paddr, length)?.slice();
  }

  viewPhysical(paddr: number, length: number): Uint8Array | undefined {
    const at = paddr - RAM;
    return at < 0 || at + length > this.bytes.length
      ? undefined
      : this.bytes.subarray(at, at + length);
  }

  writePhysical(paddr: number, bytes: Uint8Array): boolean {
    const at = paddr - RAM;
    if (at < 0 || at + bytes.length > this.bytes.length) return false;
    this.bytes.set(bytes, at);
    return true;
  }
}

const call: Transaction = {
  kind: 'call',
  from: alice,
  to: token,
  value: 5n,
  nonce: 'next',
  data: Uint8Array.of(1, 2, 3),
  gasLimit: 77n,
};

const emptyCommit: CommitRecord = {
  ...quietCommit(token),
  gasUsed: 12n,
  data: Uint8Array.of(9),
};

/** A firmware over one call of `token` by `alice`, who has sent three transactions before. */
async function boot() {
  const memory = new TestMemory();
  const chain = new ChainState();
  const account = { balance: 100n, isContract: false };
  chain.apply({
    accounts: [
      { ...account, address: alice, nonce: 3n, code: undefined },
      { ...account, address: token, nonce: 0n, isContract: true, code: Uint8Array.of(7, 8) },
    ],
    slots: [{ address: token, key: 'M:61', value: Uint8Array.of(1, 2, 3, 4) }],
  });
  const read = chain.readSlot(token, 'absent');
  if ('wait' in read) await read.wait; // The store is open from here on.
  const console: string[] = [];
  const receipts: Receipt[] = [];
  const context: FirmwareContext = {
    memory,
    chain,
    bundle: [call],
    rules: 'compat',
    block: DEFAULT_BLOCK,
    state: createFirmwareState(),
    receipts,
    observer: { console: text => console.push(text) },
    isDurable: false,
    position: 1234,
  };
  const chainCall = (fid: number, a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0): Answer =>
    answer(context, CHAIN, fid, [a0, a1, a2, a3, a4, 0]);
  const put = (offset: number, bytes: Uint8Array): number => {
    memory.bytes.set(bytes, offset);
    return RAM + offset;
  };
  const commit = (bytes: Uint8Array): Answer => chainCall(5, put(0x4000, bytes), bytes.length);
  return { memory, context, console, receipts, chainCall, put, commit };
}

const refusal = (error: number): Answer => ({ kind: 'return', error, value: 0 });

describe('firmware', () => {
  it('knows the extensions it answers, and no others', async () => {
    const { context } = await boot();
    const probe = (eid: number): Answer => answer(context, 0x10, 3, [eid, 0, 0, 0, 0, 0]);
    for (const it of extensions) assert.deepEqual(probe(it.eid), returned(1), it.name);
    assert.deepEqual(probe(0x54494d45), returned(0));
  });

  it('refuses an unknown extension and an unknown function', async () => {
    const { context, chainCall } = await boot();
    const unknown = answer(context, 0x1234, 0, [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(unknown, refusal(SBI.ERR_NOT_SUPPORTED));
    assert.deepEqual(chainCall(99), refusal(SBI.ERR_NOT_SUPPORTED));
  });

  it('prints whole lines, a character cut in two included', async () => {
    const { context, console, put } = await boot();
    const text = new TextEncoder().encode('é\nb');
    for (const [at, byte] of [...text].entries()) {
      const paddr = put(0x100 + at, Uint8Array.of(byte));
      assert.deepEqual(answer(context, 0x4442434e, 0, [1, paddr, 0, 0, 0, 0]), returned(1));
    }
    assert.deepEqual(console, ['é\n']);
    answer(context, 0x4442434e, 2, [0x0a, 0, 0, 0, 0, 0]);
    assert.deepEqual(console, ['é\n', 'b\n']);
  });

  it('hands out each transaction once, with the nonce that its sender asks for', async () => {
    const { memory, chainCall, commit } = await boot();
    assert.deepEqual(chainCall(0, RAM), returned(1));
    const expected = new ByteWriter()
      .u32(2)
      .u32(1)
      .raw(addressToBytes(token))
      .raw(addressToBytes(alice))
      .u128(5n)
      .u64(3n)
      .u64(77n)
      .u32(3)
      .u32(0)
      .u64(0n)
      .finish();
    assert.deepEqual(memory.readPhysical(RAM, 96), expected);
    assert.deepEqual(commit(encode(commitRecord, emptyCommit)), returned());
    assert.deepEqual(chainCall(0, RAM), returned(0));
  });

  it('copies transaction data in parts', async () => {
    const { memory, chainCall } = await boot();
    assert.deepEqual(chainCall(1, 0, RAM, 3), refusal(SBI.ERR_DENIED));
    chainCall(0, RAM);
    assert.deepEqual(chainCall(1, 1, RAM + 0x200, 100), returned(2));
    assert.deepEqual([...memory.bytes.subarray(0x200, 0x203)], [2, 3, 0]);
    assert.deepEqual(chainCall(1, 0xffffffff, RAM + 0x200, 100), returned(0));
  });

  it('reads accounts, code and storage', async () => {
    const { memory, chainCall, put } = await boot();
    const owner = put(0x100, addressToBytes(token));
    const key = put(0x200, new TextEncoder().encode('M:61'));
    assert.deepEqual(chainCall(2, owner, RAM + 0x300), returned(1));
    assert.deepEqual([...memory.bytes.subarray(0x300, 0x302)], [100, 0]);
    assert.deepEqual([...memory.bytes.subarray(0x318, 0x320)], [2, 0, 0, 0, 1, 0, 0, 0]);
    assert.deepEqual(chainCall(3, owner, 1, RAM + 0x400, 100), returned(1));
    assert.equal(memory.bytes[0x400], 8);
    assert.deepEqual(chainCall(4, owner, key, 4, RAM + 0x500, 4), returned(4));
    assert.deepEqual([...memory.bytes.subarray(0x500, 0x504)], [1, 2, 3, 4]);
    assert.deepEqual(chainCall(4, owner, key, 4, RAM + 0x600, 3), returned(4));
    assert.equal(memory.bytes[0x600], 0);
    assert.deepEqual(chainCall(4, owner, key, 3, RAM + 0x600, 4), returned(0xffffffff));
    const nobody = put(0x120, new Uint8Array(20));
    assert.deepEqual(chainCall(2, nobody, RAM + 0x300), returned(0));
  });

  it('does not mind where nothing is copied to', async () => {
    const { chainCall, put } = await boot();
    const owner = put(0x100, addressToBytes(alice));
    assert.deepEqual(chainCall(3, owner, 0, 4, 100), returned(0));
    assert.deepEqual(chainCall(4, owner, 1, 0, 1, 0), returned(0xffffffff));
  });

  it('refuses every pointer that is not memory', async () => {
    const { chainCall, put, context } = await boot();
    const bad = refusal(SBI.ERR_INVALID_ADDRESS);
    const owner = put(0x100, addressToBytes(token));
    const key = put(0x200, new TextEncoder().encode('M:61'));
    const end = RAM + 0x10000;
    assert.deepEqual(chainCall(0, 0), bad);
    assert.equal(context.state.transactionIndex, undefined);
    chainCall(0, RAM);
    assert.deepEqual(chainCall(1, 0, end - 2, 3), bad);
    assert.deepEqual(chainCall(2, end - 19, RAM), bad);
    assert.deepEqual(chainCall(2, owner, end - 63), bad);
    assert.deepEqual(chainCall(3, owner, 0, end - 1, 2), bad);
    assert.deepEqual(chainCall(4, owner, end - 1, 4, RAM, 4), bad);
    assert.deepEqual(chainCall(4, owner, key, 4, end - 1, 4), bad);
    assert.deepEqual(chainCall(4, owner, key, 0xffffffff, RAM, 4), refusal(SBI.ERR_INVALID_PARAM));
    assert.deepEqual(chainCall(6, end - 95), bad);
    const write = answer(context, 0x4442434e, 0, [0xffffffff, RAM, 0, 0, 0, 0]);
    assert.deepEqual(write, refusal(SBI.ERR_INVALID_PARAM));
  });

  it('remembers what a transaction writes until it is committed', async () => {
    const { context, chainCall, put, commit } = await boot();
    chainCall(0, RAM);
    const owner = put(0x100, addressToBytes(token));
    const key = put(0x200, new TextEncoder().encode('M:61'));
    const changed = (length: number) =>
      chainCall(9, owner, key, 4, put(0x300, Uint8Array.of(5, 6)), length);
    const pending = () => [...context.state.pendingSlots.values()];
    assert.deepEqual(changed(2), returned());
    assert.deepEqual(changed(1), returned());
    assert.deepEqual(pending(), [{ address: token, key: 'M:61', value: Uint8Array.of(5) }]);
    assert.deepEqual(changed(abi.SLOT_ABSENT), returned());
    assert.deepEqual(pending(), [{ address: token, key: 'M:61', value: undefined }]);
    assert.deepEqual(chainCall(9, owner, 0, 4, 0, 0), refusal(SBI.ERR_INVALID_ADDRESS));
    assert.deepEqual(chainCall(9, owner, key, 4, 0x10, 4), refusal(SBI.ERR_INVALID_ADDRESS));
    commit(encode(commitRecord, emptyCommit));
    assert.deepEqual(pending(), []);
  });

  it('remembers tasks and the places of events', async () => {
    const { context, receipts, chainCall, put, commit } = await boot();
    chainCall(0, RAM);
    const task = put(
      0x800,
      hexToBytes(
        '07000000 ffffffff 00100080 00200080'.replaceAll(' ', '') + token + alice + '00'.repeat(40),
      )!,
    );
    assert.deepEqual(chainCall(6, task), returned());
    assert.deepEqual(
      context.state.tasks.map(it => [it.id, it.callerId, it.satp, it.trapFrame, it.to, it.from]),
      [[7, undefined, 0x80001000, 0x80002000, token, alice]],
    );
    assert.deepEqual(chainCall(8, 0x1000, 0), returned(0));
    assert.deepEqual(chainCall(8, 0x1004, 1), returned(1));
    assert.deepEqual(chainCall(7, 8), refusal(SBI.ERR_INVALID_PARAM));
    assert.deepEqual(chainCall(7, 7), returned());
    const log = {
      call: 0,
      emitter: token,
      depth: 0,
      pc: 0x1004,
      ordinal: 1,
      data: Uint8Array.of(0x61),
    };
    const silent = { ...log, ordinal: 9 };
    commit(encode(commitRecord, { ...emptyCommit, logs: [log, silent] }));
    assert.deepEqual(
      receipts[0]?.logs.map(it => it.position),
      [1234, undefined],
    );
  });

  it('applies a commit and keeps its receipt', async () => {
    const { context, receipts, chainCall, commit } = await boot();
    chainCall(0, RAM);
    const record: CommitRecord = {
      ...emptyCommit,
      status: 'trapped',
      reason: 'why',
      fault: { cause: 13, pc: 0x1234, value: 8 },
      accounts: [
        { address: alice, balance: 99n, nonce: 4n, isContract: false, code: undefined },
        { address: token, balance: 1n, nonce: 0n, isContract: true, code: Uint8Array.of(5) },
      ],
      slots: [{ address: token, key: 'M:61', value: undefined }],
    };
    assert.deepEqual(commit(encode(commitRecord, record)), returned());
    assert.deepEqual(receipts[0]?.trap, { cause: 13, pc: 0x1234, value: 8, contract: token });
    assert.equal(receipts[0]?.failedIn, token);
    assert.equal(context.chain.get(alice)?.balance, 99n);
    assert.deepEqual(context.chain.get(token)?.code, Uint8Array.of(5));
    assert.equal(context.chain.get(token)?.storage.size, 0);
  });

  const fatal: readonly [string, (it: Awaited<ReturnType<typeof boot>>) => Answer, RegExp][] = [
    [
      'commits without a transaction',
      it => it.commit(encode(commitRecord, emptyCommit)),
      /without a transaction/,
    ],
    [
      'commits twice',
      it => {
        it.chainCall(0, RAM);
        it.commit(encode(commitRecord, emptyCommit));
        return it.commit(encode(commitRecord, emptyCommit));
      },
      /without a transaction/,
    ],
    [
      'asks for the next transaction without a commit',
      it => {
        it.chainCall(0, RAM);
        return it.chainCall(0, RAM);
      },
      /transaction 0 was left without a receipt/,
    ],
    [
      'commits a record that ends early',
      it => {
        it.chainCall(0, RAM);
        return it.commit(encode(commitRecord, emptyCommit).subarray(0, -1));
      },
      /commit record\+0x0000004d: truncated/,
    ],
    [
      'commits another version',
      it => {
        it.chainCall(0, RAM);
        return it.commit(Uint8Array.from([1, ...encode(commitRecord, emptyCommit).subarray(1)]));
      },
      /commit record\+0x00000000: unexpected-constant \(1, not 2\)/,
    ],
    [
      'commits calls that are no tree',
      it => {
        it.chainCall(0, RAM);
        const fault = { cause: 0, pc: 0, value: 0 };
        const own = { ...quietCall(alice, token), parent: 0, ordinal: 0, reason: '', fault };
        return it.commit(encode(commitRecord, { ...emptyCommit, calls: [own] }));
      },
      /calls are no tree/,
    ],
    [
      'commits from outside memory',
      it => {
        it.chainCall(0, RAM);
        return it.chainCall(5, RAM, 0x7fffffff);
      },
      /outside memory/,
    ],
  ];
  for (const [name, action, reason] of fatal) {
    it(`declares a kernel dead that ${name}`, async () => {
      const booted = await boot();
      const before = [...booted.context.chain.accounts()];
      const said = action(booted);
      assert.equal(said.kind, 'death');
      assert.match(said.kind === 'death' ? said.reason : '', reason);
      assert.deepEqual([...booted.context.chain.accounts()], before);
    });
  }

  it('tells a shutdown from a failure', async () => {
    const { context } = await boot();
    const reset = (type: number, reason: number): Answer =>
      answer(context, 0x53525354, 0, [type, reason, 0, 0, 0, 0]);
    assert.deepEqual(reset(0, 0), { kind: 'shutdown', failed: false });
    assert.deepEqual(reset(0, 1), { kind: 'shutdown', failed: true });
    for (const reboot of [1, 2]) {
      assert.deepEqual(reset(reboot, 0), refusal(SBI.ERR_NOT_SUPPORTED));
    }
    for (const [type, reason] of [
      [3, 0],
      [0xf000_0000, 0],
      [0, 2],
      [0, 0xe000_0000],
    ] as const) {
      assert.deepEqual(reset(type, reason), refusal(SBI.ERR_INVALID_PARAM));
    }
  });
});
