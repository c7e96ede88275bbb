/** Contracts that do what they may not: each ends as a failed receipt, and the next transaction succeeds. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as abi from '../../debugger/chain/abi.generated';
import { STATUSES } from '../../debugger/chain/receipt';
import type { Word } from './assemble';
import {
  DATA,
  EBREAK,
  REGISTER,
  addi,
  csrr,
  flatImage,
  forever,
  imageWithData,
  jalr,
  jump,
  li,
  lw,
  succeed,
  sw,
  syscall,
} from './assemble';
import { account, call, create, runBundle, runOne } from './chain';

const { t0, t1, sp } = REGISTER;
const good = flatImage(succeed);

const read = (address: number): Word[] => [...li(t0, address), lw(t1, 0, t0)];
const write = (address: number): Word[] => [...li(t0, address), sw(t0, 0, t0)];
const jumpTo = (address: number): Word[] => [...li(t0, address), jalr(0, t0)];

/** scause. [Priv §4.1.8] */
const ILLEGAL = 2;
const BREAKPOINT = 3;
const FETCH_FAULT = 12;
const LOAD_FAULT = 13;
const STORE_FAULT = 15;

const STACK_BOTTOM = abi.STACK_TOP - abi.STACK_BYTES;

const traps: readonly [name: string, code: readonly Word[], cause: number, value?: number][] = [
  ['reads the kernel', read(abi.RAM_BASE), LOAD_FAULT, abi.RAM_BASE],
  ['writes the kernel', write(abi.RAM_BASE), STORE_FAULT, abi.RAM_BASE],
  ['jumps into the kernel', jumpTo(abi.RAM_BASE), FETCH_FAULT, abi.RAM_BASE],
  ['reads a device', read(0x10000000), LOAD_FAULT, 0x10000000],
  ['reads the page under the arguments', read(abi.STACK_TOP), LOAD_FAULT, abi.STACK_TOP],
  ['writes its arguments', write(abi.ARGS_PAGE), STORE_FAULT, abi.ARGS_PAGE],
  ['executes its arguments', jumpTo(abi.ARGS_PAGE), FETCH_FAULT, abi.ARGS_PAGE],
  ['writes below its stack', write(STACK_BOTTOM - 4), STORE_FAULT, STACK_BOTTOM - 4],
  ['executes its stack', [jalr(0, sp), ...jumpTo(STACK_BOTTOM)], FETCH_FAULT],
  ['reads satp', [csrr(t0, 0x180)], ILLEGAL],
  ['reads sstatus', [csrr(t0, 0x100)], ILLEGAL],
  ['reads mstatus', [csrr(t0, 0x300)], ILLEGAL],
  ['reads the time', [csrr(t0, 0xc01)], ILLEGAL],
  ['reads the cycle counter', [csrr(t0, 0xc00)], ILLEGAL],
  ['reads instret', [csrr(t0, 0xc02)], ILLEGAL],
  ['executes sret', [0x10200073], ILLEGAL],
  ['executes mret', [0x30200073], ILLEGAL],
  ['executes wfi', [0x10500073], ILLEGAL],
  ['executes sfence.vma', [0x12000073], ILLEGAL],
];

describe('a contract that', () => {
  for (const [name, code, cause, value] of traps) {
    it(`${name} is trapped`, async () => {
      const receipt = await runOne(flatImage([...code, ...succeed]), good);
      assert.deepEqual([receipt.status, receipt.trap?.cause], ['trapped', cause]);
      if (value !== undefined) assert.equal(receipt.trap?.value, value);
      assert.ok(receipt.reason);
    });
  }

  it('runs for ever is out of gas at its limit exactly', async () => {
    const receipt = await runOne(flatImage([jump(0)]), good, { gasLimit: 12_345n });
    assert.deepEqual([receipt.status, receipt.gasUsed], ['outOfGas', 12_345n]);
  });

  it('calls itself without end hits the limit of depth, and not the chain', async () => {
    const self = account(1);
    const to = Uint8Array.from([...Array<number>(19).fill(0), 1]);
    const code = [...syscall(abi.CALL_PROGRAM, DATA, DATA, DATA, 0), ...succeed];
    const receipt = await runOne(imageWithData(code, to), good);
    assert.equal(receipt.status, 'success');
    assert.equal(Math.max(...receipt.calls.map(it => it.depth)), 63);
    assert.ok(receipt.calls.every(it => it.to === self));
  });

  it('breaks where it may not finish so is trapped', async () => {
    const receipt = await runOne(flatImage([jump(2), EBREAK, EBREAK]), good);
    assert.notEqual(receipt.trap?.cause, BREAKPOINT); // A flat image finishes by ebreak, as aVM's do.
    assert.equal(receipt.status, 'failed');
  });
});

/** Kernel memory that one transaction can fill, one thing after another, and gas enough to try. */
const floods: readonly [name: string, gasLimit: bigint, body: readonly Word[], data: Uint8Array][] =
  [
    ['events', 10_000_000n, syscall(abi.FIRE_EVENT, DATA, 256), new Uint8Array(256)],
    [
      'long log lines',
      10_000_000n,
      syscall(abi.CONSOLE_WRITE, DATA, 2, DATA + 4, 8),
      // "%b" of 4096 bytes.
      Uint8Array.from([
        0x25,
        0x62,
        0,
        0,
        0,
        0x10,
        0,
        0,
        0,
        0x10,
        0,
        0,
        ...Array<number>(4096).fill(1),
      ]),
    ],
    ['heap', 10_000_000n, syscall(abi.ALLOC, 4096, 4096), new Uint8Array(4)],
    [
      'calls with long inputs',
      100_000_000n,
      syscall(abi.CALL_PROGRAM, DATA, DATA + 20, DATA, 3000),
      callData(),
    ],
    [
      'calls of itself with heaps of their own',
      10_000_000n,
      [
        ...syscall(abi.ALLOC, abi.HEAP_BYTES, 4096),
        ...syscall(abi.CALL_PROGRAM, DATA + 20, DATA + 20, DATA, 0),
      ],
      callData(),
    ],
    ['large slots', 2_000_000_000n, slotFlood(), new Uint8Array(16 * 1024)],
  ];

/** To the good contract, from this one. */
function callData(): Uint8Array {
  const data = new Uint8Array(4096);
  data[19] = 2;
  data[39] = 1;
  return data;
}

/** STORAGE_SET of 16 KiB under a key that grows by one each time; it lies in the first page, which is writable. */
function slotFlood(): Word[] {
  const KEY = 0x200;
  return [
    lw(t1, KEY, 0),
    addi(t1, t1, 1),
    sw(t1, KEY, 0),
    ...syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, KEY, 4 << 16, DATA, 16 * 1024),
  ];
}

describe('a contract that floods the chain with', () => {
  for (const [name, gasLimit, body, data] of floods) {
    it(`${name} harms only itself`, async () => {
      const receipt = await runOne(imageWithData(forever(body), data), good, { gasLimit });
      assert.equal(receipt.status, 'outOfGas');
      assert.deepEqual([receipt.events, receipt.writes.slots], [[], []]);
    }).timeout(60_000);
  }
});

describe('any syscall with any arguments', () => {
  const pointer = fc.constantFrom(
    0,
    1,
    DATA,
    DATA + 4090,
    0x3ffff,
    abi.STACK_TOP - 1,
    abi.STACK_TOP,
    abi.ARGS_PAGE,
    abi.ARGS_PAGE + 4095,
    0x40000000,
    abi.RAM_BASE,
    0xffffffff,
  );
  const argument = fc.oneof(pointer, fc.constantFrom(2, 20, 256, 257, 0x10000), fc.nat());
  const number = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 214, 1000, 0xffffffff);
  const made = fc.tuple(number, fc.array(argument, { minLength: 6, maxLength: 6 }));

  it('leaves the kernel alive and the next call good', async () => {
    const contracts = fc.sample(fc.array(made, { minLength: 1, maxLength: 4 }), {
      numRuns: 300,
      seed: 7,
    });
    const bundle = contracts.flatMap((calls, at) => {
      const code = calls.flatMap(([id, args]) => syscall(id, ...args));
      const address = account(at + 1);
      return [
        create(address, flatImage([...code, ...succeed])),
        call(address, { gasLimit: 500_000n }),
      ];
    });
    const last = account(contracts.length + 1);
    const { receipts } = await runBundle([...bundle, create(last, good), call(last)]);
    assert.equal(receipts.at(-1)?.status, 'success');
    for (const it of receipts) assert.ok(STATUSES.includes(it.status) && it.status !== 'rejected');
  }).timeout(60_000);
});
