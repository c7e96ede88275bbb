/** Contracts that take all there is, of everything: each ends as a failed receipt, and the next transaction succeeds. */

import { strict as assert } from 'node:assert';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as abi from '../../debugger/chain/abi.generated';
import { addressToBytes } from '../../debugger/chain/address';
import type { Word } from './assemble';
import {
  DATA,
  REGISTER,
  RIGHTS,
  addi,
  elfImage,
  forever,
  jump,
  li,
  lw,
  sw,
  syscall,
} from './assemble';
import type { Attack, Ending } from './attack';
import {
  CAUSE,
  IMAGE_KINDS,
  STACK_BOTTOM,
  describeAttacks,
  elf,
  flat,
  runAttacks,
  wellDone,
} from './attack';
import { account, call, create, runBundle } from './chain';
import { OUT, giveBack, keep, word } from './programs';
import { SYSCALLS, callOf, goodData } from './syscallArguments';

const { t1, sp } = REGISTER;
const OWN = abi.ARGS_PAGE;
const CALLER = abi.ARGS_PAGE + abi.ADDRESS_BYTES;
/** For CALL: all gas that may be given. */
const ALL_GAS = [0x7fffffff, 0x7fffffff] as const;

const callOwn = syscall(abi.CALL, OWN, OWN, 1, 0, ...ALL_GAS);
/** STORAGE_SET's and the like's first four, with a domain that the counter below is a part of. */
const KEY = abi.STACK_TOP - 64;
const count: readonly Word[] = [lw(t1, -64, sp), addi(t1, t1, 1), sw(t1, -64, sp)];
const slot = (keyBytes: number, domainBytes = 0): number[] => [
  ...[OWN, STACK_BOTTOM, KEY, ((keyBytes << 16) | domainBytes) >>> 0],
];
const longKey = [OWN, STACK_BOTTOM, abi.STACK_TOP - 0xffff, 0xffff0000] as const;

/** What one transaction can do again and again, and gas enough to try. */
const floods: readonly (readonly [
  name: string,
  gasLimit: bigint,
  body: readonly Word[],
  data?: Uint8Array | undefined,
  ends?: Ending,
])[] = [
  ['nothing at all', 1_000_000n, [addi(0, 0, 0)]],
  ['events', 3_000_000n, syscall(abi.FIRE_EVENT, DATA, 256)],
  [
    'long log lines',
    100_000n,
    syscall(abi.CONSOLE_WRITE, DATA, 2, DATA + 4, 8),
    // "%b" of 4096 bytes.
    Uint8Array.from([0x25, 0x62, 0, 0, 0, 0x10, 0, 0, 0, 0x10, 0, 0, ...Array<number>(99).fill(1)]),
  ],
  ['its heap', 1_000_000n, syscall(abi.ALLOC, 4096, 4096)],
  [
    'its heap, given back again',
    500_000n,
    [
      ...syscall(abi.ALLOC, 4096, 1),
      addi(REGISTER.a1, REGISTER.a0, 0),
      ...li(REGISTER.a2, 4096),
      ...syscall(abi.DEALLOC),
    ],
  ],
  [
    'balances, each of which is a piece of heap',
    10_000_000n,
    [...syscall(abi.ALLOC, abi.HEAP_BYTES - 64, 1), ...syscall(abi.BALANCE, CALLER)],
    undefined,
    { status: 'trapped', cause: CAUSE.STORE_FAULT, value: 0 },
  ],
  ['calls of nobody', 10_000_000n, syscall(abi.CALL, DATA + 20, 0, 0, 0, ...ALL_GAS)],
  ['calls of itself', 20_000_000n, callOwn],
  ['calls of itself, with aVM’s syscall', 20_000_000n, syscall(abi.CALL_PROGRAM, OWN, OWN, OWN, 0)],
  [
    'calls of itself with long inputs',
    20_000_000n,
    syscall(abi.CALL, OWN, STACK_BOTTOM, abi.MAX_INPUT_STRICT, 0, ...ALL_GAS),
  ],
  [
    'calls of itself with heaps of their own',
    10_000_000n,
    [...syscall(abi.ALLOC, abi.HEAP_BYTES, 4096), ...callOwn],
  ],
  [
    'large slots',
    2_000_000_000n,
    [...count, ...syscall(abi.STORAGE_SET, ...slot(4), STACK_BOTTOM, 16 * 1024)],
  ],
  ['small slots', 5_000_000n, [...count, ...syscall(abi.STORAGE_SET, ...slot(4), KEY, 1)]],
  [
    'slots with long keys',
    100_000_000n,
    [...count, ...syscall(abi.STORAGE_SET, ...longKey, KEY, 1)],
  ],
  ['the same slot', 1_000_000n, syscall(abi.STORAGE_SET, ...longKey, KEY, 1)],
  [
    'reads of slots that are not there',
    1_000_000n,
    [...count, ...syscall(abi.STORAGE_GET, ...longKey)],
  ],
  ['deletions', 5_000_000n, [...count, ...syscall(abi.STORAGE_DELETE, ...slot(4))]],
  ['contracts', 2_000_000_000n, syscall(abi.CREATE, STACK_BOTTOM, 16 * 1024, 0, OUT)],
  ['payments to itself', 5_000_000n, syscall(abi.TRANSFER, 0, OWN, 0, 0)],
  ['payments of nothing', 5_000_000n, [...count, ...syscall(abi.TRANSFER, 0, KEY, 0, 0)]],
  ['hashes', 5_000_000n, syscall(abi.KECCAK_256, STACK_BOTTOM, 65536, OUT)],
  ['syscalls that are none', 10_000_000n, syscall(0xdead)],
];

const asAttacks = floods.flatMap(([name, gasLimit, body, data, ends = { status: 'outOfGas' }]) =>
  IMAGE_KINDS.map((kind): Attack => {
    const code = forever(body);
    // The syscall that it ends in, if it does, is the last instruction but for the jump back.
    const pc = kind.entry + 4 * (body.length - 1);
    const attack = { name, kind, code, options: { gasLimit }, ends: { pc, ...ends } };
    return data === undefined ? attack : { ...attack, data };
  }),
);

describeAttacks('a contract that floods the chain with', asAttacks);

/** Those after which a contract goes on. */
const goingOn = SYSCALLS.filter(
  it => it.ends === undefined && it.number !== abi.RETURN && it.number !== abi.FINISH,
);
const everySyscall = goingOn.flatMap(it => callOf(it));

describe('a contract without end', () => {
  it('is out of gas at its limit exactly', async () => {
    for (const kind of IMAGE_KINDS) {
      const [it] = await runAttacks([
        {
          name: 'jumps to itself',
          kind,
          code: [jump(0)],
          options: { gasLimit: 12_345n },
          ends: { status: 'outOfGas' },
        },
      ]);
      assert.deepEqual([it?.status, it?.gasUsed], ['outOfGas', 12_345n]);
    }
  });

  it('calls itself to the limit of depth, and does not hurt the chain', async () => {
    for (const kind of IMAGE_KINDS) {
      const [it] = await runAttacks([
        { name: 'calls itself', kind, code: callOwn, ends: { status: 'success' } },
      ]);
      const depths = it?.calls.map(({ depth }) => depth);
      assert.deepEqual(
        depths,
        Array.from({ length: abi.MAX_DEPTH }, (_, at) => at),
      );
    }
  });

  it('calls another that calls back, to the same limit', async () => {
    const [first, second] = [account(1), account(2)];
    const there = syscall(abi.CALL, DATA, 0, 0, 0, ...ALL_GAS);
    const back = syscall(abi.CALL, CALLER, 0, 0, 0, ...ALL_GAS);
    const image = (body: readonly Word[]): Uint8Array =>
      elf.build([...body, ...keep(), ...giveBack(4)], addressToBytes(second));
    const { receipts } = await runBundle([
      create(first, image(there)),
      create(second, image(back)),
      call(first),
    ]);
    const [, , it] = receipts;
    assert.equal(it?.status, 'success', it?.reason);
    assert.deepEqual(
      it.calls.map(({ depth, to }) => [depth, to]),
      Array.from({ length: abi.MAX_DEPTH }, (_, at) => [at, at % 2 === 0 ? first : second]),
    );
    assert.equal(word(it.calls.at(-1)?.data), abi.ERROR_TOO_DEEP);
    assert.equal(word(it.calls[0]?.data), 0);
  });

  it('makes every syscall at the greatest depth', async () => {
    const code = [...callOwn, ...everySyscall];
    for (const kind of IMAGE_KINDS) {
      const options = { gasLimit: 1_000_000_000n };
      const [it] = await runAttacks([
        { name: 'everything', kind, code, data: goodData, options, ends: { status: 'success' } },
      ]);
      assert.equal(it?.status, 'success', it?.reason);
      const deepest = it.calls.find(({ depth }) => depth === abi.MAX_DEPTH - 1);
      const made = new Set(deepest?.syscalls.map(({ number }) => number));
      assert.equal(made.size, goingOn.length + 1); // And RETURN.
    }
  });

  it('calls another that calls back, again and again, until there is no gas', async () => {
    const [first, second, good] = [account(1), account(2), account(3)];
    const image = (to: number): Uint8Array =>
      flat.build(forever(syscall(abi.CALL, to, 0, 0, 0, ...ALL_GAS)), addressToBytes(second));
    const { receipts } = await runBundle([
      create(first, image(DATA)),
      create(second, image(CALLER)),
      create(good, elf.build(wellDone)),
      call(first, { gasLimit: 30_000_000n }),
      call(good),
    ]);
    assert.deepEqual([receipts[3]?.status, receipts[4]?.status], ['outOfGas', 'success']);
  });
});

describe('what the kernel keeps for a transaction', () => {
  /** Taken so often that the last one is too much. */
  const portions: readonly [name: string, fewest: number, most: number, body: readonly Word[]][] = [
    [
      'slots with long keys',
      1,
      6,
      [...count, ...syscall(abi.STORAGE_SET, ...longKey, STACK_BOTTOM, 16 * 1024)],
    ],
    [
      'slots with long keys and domains',
      1,
      4,
      [
        ...count,
        ...syscall(abi.STORAGE_SET, OWN, STACK_BOTTOM, abi.STACK_TOP - 0xffff, -1, STACK_BOTTOM, 9),
      ],
    ],
    [
      'slots with long values',
      60,
      70,
      [...count, ...syscall(abi.STORAGE_SET, ...slot(4), STACK_BOTTOM, 16 * 1024)],
    ],
    ['contracts', 24, 34, syscall(abi.CREATE, STACK_BOTTOM, 0x10000, 0, abi.STACK_TOP - 20)],
  ];
  for (const [name, fewest, most, body] of portions) {
    it(`may be all of it: ${name}`, async () => {
      const counts = Array.from({ length: most - fewest + 1 }, (_, at) => fewest + at);
      const bundle = counts.flatMap(times => {
        const to = account(times);
        const code = Array<readonly Word[]>(times).fill(body).flat();
        const image = elf.build([...code, ...wellDone]);
        return [create(to, image), call(to, { gasLimit: 1_000_000_000n })];
      });
      const { receipts } = await runBundle(bundle);
      const ends = receipts.filter(it => it.transaction.kind === 'call').map(it => it.status);
      const fit = ends.indexOf('outOfGas');
      assert.ok(fit > 0, ends.join(' '));
      assert.deepEqual(
        ends,
        counts.map((_, at) => (at < fit ? 'success' : 'outOfGas')),
      );
    }).timeout(120_000);
  }
});

describe('an image', () => {
  const { R, W, X } = RIGHTS;
  const one = { bytes: Uint8Array.of(1) };
  const segment = (va: number, memoryBytes: number): Uint8Array =>
    elfImage(va, [{ va, bytes: Uint8Array.of(1), memoryBytes, rights: R | W }]);
  const tooMuch = /more memory than a contract may have/;
  const half = { bytes: Uint8Array.of(1), memoryBytes: 2 << 19, rights: R | W };
  const cases: readonly [name: string, image: Uint8Array, reason: RegExp][] = [
    ['that takes more than a contract may have', segment(0x1000, (2 << 20) + 1), tooMuch],
    [
      'that takes more than that in small pieces',
      elfImage(
        0x1000,
        [0x1000, 0x200000, 0x400000].map(va => ({ ...half, va })),
      ),
      tooMuch,
    ],
    ['that takes more than all memory', segment(0x1000, 0x30000000), tooMuch],
    ['that takes more than all addresses', segment(0xfffff000, 0xffffffff), tooMuch],
    [
      'that reaches the guard page under its stack',
      segment(STACK_BOTTOM - 0x2000, 0x1001),
      /the stack/,
    ],
    ['that goes round the end of all addresses', segment(0xfffff000, 0x2000), /the stack/],
    ['in the kernel', segment(abi.RAM_BASE, 1), /the stack/],
    ['over its arguments', segment(abi.ARGS_PAGE, 1), /the stack/],
    [
      'that may be written and executed',
      elfImage(0x1000, [{ ...one, va: 0x1000, rights: R | W | X }]),
      /writable and executable/,
    ],
    [
      'of which one page may be written and executed',
      elfImage(0x1000, [
        { ...one, va: 0x1000, rights: R | X },
        { ...one, va: 0x1ffc, memoryBytes: 8, rights: R | W },
      ]),
      /writable and executable/,
    ],
    [
      'with a segment of more bytes than it has memory',
      elfImage(0x1000, [{ bytes: new Uint8Array(9), va: 0x1000, memoryBytes: 8, rights: R | X }]),
      /more bytes in the file/,
    ],
    ['that is cut off', elf.build(wellDone).subarray(0, -1), /past the end/],
    ['that is cut off in its header', elf.build(wellDone).subarray(0, 51), /header is cut off/],
    ['of nothing', elfImage(0x1000, []), /nothing to load/],
    ['of zeros', new Uint8Array(0x2000), /empty/],
  ];
  for (const [name, image, reason] of cases) {
    it(`${name} is not run, and does no harm`, async () => {
      const [large, good] = [account(1), account(2)];
      const bundle = [create(large, image), create(good, elf.build(wellDone))];
      const { receipts } = await runBundle([...bundle, call(large), call(good), call(large)]);
      assert.deepEqual(
        receipts.map(it => it.status),
        ['success', 'success', 'rejected', 'success', 'rejected'],
      );
      assert.match(receipts[2]?.reason ?? '', reason);
      assert.deepEqual(receipts[2]?.writes, { accounts: [], slots: [] });
    });
  }
});

describe('the host', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const MEGABYTE = 1 << 20;
  /** A machine that stays would be 64 MiB. */
  const ALLOWED = 8 * MEGABYTE;

  /** Bytes that are in use once nothing waits to be collected. */
  async function held(): Promise<number> {
    for (let round = 0; round < 3; round++) {
      await new Promise(done => setImmediate(done));
      collect();
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }

  it('does not grow, however often it is attacked', async () => {
    const before = await held(); // The attacks above were the first round.
    await runAttacks(asAttacks.filter(({ kind }) => kind === elf));
    const grown = (await held()) - before;
    assert.ok(grown < ALLOWED, `${(grown / MEGABYTE).toFixed(1)} MiB more`);
  }).timeout(120_000);
});
