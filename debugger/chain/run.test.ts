import { strict as assert } from 'node:assert';
import type { ElfImage } from '../elf/elfImage';
import { MalformedInput } from '../shared/errors';
import { ByteWriter } from '../shared/byteWriter';
import * as abi from './abi.generated';
import type { Address } from './address';
import { parseAddress } from './address';
import { encode } from './codec/combinators';
import { commitRecord } from './firmware/records';
import type { ChainObserver } from './run';
import { quietCommit } from './receipt.fixture';
import { ChainRun } from './run';
import { ChainState } from './state';
import type { Transaction } from './transaction';

const CODE = abi.RAM_BASE;
const HEADER = CODE + 0x1000;
const RECORD = CODE + 0x2000;
const EPITAPH = CODE + 0x3000;

const A0 = 10;
const A1 = 11;
const A6 = 16;
const A7 = 17;

const alice = parseAddress('00'.repeat(19) + '0a') as Address;
const bob = parseAddress('00'.repeat(19) + '0b') as Address;

/** lui and addi. [Unpriv §2.4] */
function li(rd: number, value: number): number[] {
  const low = (value << 20) >> 20;
  const high = (value - low) >>> 12;
  return [(high << 12) | (rd << 7) | 0x37, (low << 20) | (rd << 15) | (rd << 7) | 0x13];
}

const call = (eid: number, fid: number, a0 = 0, a1 = 0): number[] => [
  ...li(A7, eid),
  ...li(A6, fid),
  ...li(A0, a0),
  ...li(A1, a1),
  0x73,
];
/** beq a1, x0 over `words` instructions. [Unpriv §2.5] */
const skipIfNone = (words: number): number => {
  const offset = (words + 1) * 4;
  return (((offset >> 5) & 0x3f) << 25) | (A1 << 15) | (((offset >> 1) & 0xf) << 8) | 0x63;
};
/** jal x0. [Unpriv §2.5] */
const jump = (from: number, to: number): number => {
  const offset = (to - from) * 4;
  const low = (((offset >> 1) & 0x3ff) << 21) | (((offset >> 11) & 1) << 20);
  return ((offset >> 20) << 31) | low | (((offset >> 12) & 0xff) << 12) | 0x6f;
};

const record = encode(commitRecord, {
  ...quietCommit(alice),
  accounts: [{ address: bob, balance: 3n, nonce: 0n, isContract: false, code: undefined }],
});

const next = call(abi.EID_CHAIN, abi.TRANSACTION_NEXT, HEADER);
const commit = call(abi.EID_CHAIN, abi.COMMIT, RECORD, record.length);
const shutdown = call(abi.EID_SRST, 0, 0, 0);
const fail = call(abi.EID_SRST, 0, 0, 1);

/** Commits the same for every transaction, then shuts down. */
const goodKernel = [
  ...next,
  skipIfNone(commit.length + 1),
  ...commit,
  jump(next.length + 1 + commit.length, 0),
  ...shutdown,
];

function kernel(words: readonly number[], at = CODE): ElfImage {
  const code = new ByteWriter();
  for (const it of words) code.u32(it >>> 0);
  const segment = (vaddr: number, fileBytes: Uint8Array) => ({
    vaddr,
    paddr: vaddr,
    fileBytes,
    memSize: fileBytes.length,
    flags: 7,
  });
  const epitaph = new ByteWriter().counted(new TextEncoder().encode('out of frames')).finish();
  return {
    source: 'kernel.elf',
    entry: at,
    isObject: false,
    segments: [segment(at, code.finish()), segment(RECORD, record), segment(EPITAPH, epitaph)],
    symbols: [
      { name: 'KERNEL_EPITAPH', value: EPITAPH, size: 17, type: 1, binding: 1, section: 1 },
    ],
    section: () => undefined,
    sectionNames: [],
    sectionAddress: () => undefined,
    flags: 0,
    problems: [],
  };
}

const transfer: Transaction = {
  kind: 'transfer',
  from: alice,
  to: bob,
  value: 3n,
  nonce: 'next',
  data: new Uint8Array(),
  gasLimit: 1n,
};

function boot(words: readonly number[], observer: ChainObserver = {}): ChainRun {
  return new ChainRun({
    kernel: kernel(words),
    state: new ChainState(),
    bundle: [transfer, transfer],
    rules: 'strict',
    observer,
  });
}

async function finish(run: ChainRun): Promise<string> {
  for (;;) {
    const stop = run.run(1000);
    if (stop !== 'waiting') return stop;
    await run.ready();
  }
}

describe('a chain run', () => {
  it('is complete when every transaction has its receipt', async () => {
    const seen: string[] = [];
    const run = boot(goodKernel, {
      transactionStarted: index => void seen.push(`start ${index}`),
      receipt: it => void seen.push(`receipt ${it.index}`),
    });
    assert.equal(await finish(run), 'complete');
    assert.deepEqual(seen, ['start 0', 'receipt 0', 'start 1', 'receipt 1']);
    assert.equal(run.state.get(bob)?.balance, 3n);
    assert.equal(run.run(1000), 'complete');
  });

  it('waits at the call that reads a store, and makes it once', async () => {
    const run = boot(goodKernel);
    assert.equal(run.run(1000), 'waiting');
    const { position } = run.machine;
    assert.equal(run.transactionIndex, undefined);
    await run.ready();
    assert.equal(run.run(1), 'budget');
    assert.equal(run.transactionIndex, 0);
    assert.equal(run.machine.position, position + 1);
  });

  it('stops after the steps it was given', () => {
    const run = boot([jump(0, 0)]);
    assert.equal(run.run(123), 'budget');
    assert.equal(run.machine.position, 123);
  });

  it('starts the kernel in S-mode with the hart and the RAM in its registers', () => {
    const run = boot(goodKernel);
    assert.equal(run.machine.privilege, 1);
    assert.equal(run.machine.pc, CODE);
    assert.deepEqual([run.machine.registers[A0], run.machine.registers[A1]], [0, 0x4000000]);
  });

  const dying: readonly [name: string, words: number[], epitaph: RegExp][] = [
    ['reports a failure', fail, /^out of frames$/],
    ['shuts down early', shutdown, /^the kernel shut down before the end of the bundle$/],
    ['commits nothing', [...next, ...next], /^transaction 0 was left without a receipt$/],
    [
      'commits nonsense',
      [...next, ...call(abi.EID_CHAIN, abi.COMMIT, CODE, 8)],
      /^commit record\+0x00000000: unexpected-constant/,
    ],
  ];
  for (const [name, words, epitaph] of dying) {
    it(`ends with an epitaph when the kernel ${name}`, async () => {
      const run = boot(words);
      assert.equal(await finish(run), 'kernelDied');
      assert.match(run.epitaph ?? '', epitaph);
      assert.equal(run.run(1000), 'kernelDied');
    });
  }

  it('refuses a kernel that does not lie in RAM', () => {
    const options = { state: new ChainState(), bundle: [], rules: 'strict' } as const;
    assert.throws(
      () => new ChainRun({ ...options, kernel: kernel(goodKernel, 0x1000) }),
      MalformedInput,
    );
    const good = kernel(goodKernel);
    const wrong: readonly (readonly [code: string, image: ElfImage])[] = [
      ['no-kernel-entry', { ...good, segments: [] }],
      ['no-kernel-entry', { ...good, entry: 0 }],
      [
        'kernel-outside-ram',
        { ...good, segments: good.segments.map(it => ({ ...it, memSize: 2 ** 32 - it.vaddr })) },
      ],
    ];
    for (const [code, image] of wrong) {
      assert.throws(() => new ChainRun({ ...options, kernel: image }), { code });
    }
  });
});
