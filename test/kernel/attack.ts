/** Attacks as rows of a table: a contract of a few instructions in each kind of image, and how it must end. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import type { Address } from '../../debugger/chain/address';
import type { Receipt, ReceiptStatus } from '../../debugger/chain/receipt';
import { hex32 } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import { CODE, DATA, RIGHTS, elfImage, imageWithData, syscall, words } from './assemble';
import type { Call } from './chain';
import { account, alice, call, create, runBundle } from './chain';

const PAGE = 0x1000;
const { R, W, X } = RIGHTS;

/** A way to make a contract of code and a page of data, which lies at DATA in all of them. */
export interface ImageKind {
  readonly name: 'flat' | 'ELF';
  build(code: readonly Word[], data?: Uint8Array): Uint8Array;
  /** Address of the first instruction. */
  readonly entry: number;
  /** The first address after the data that the contract may not use. */
  readonly dataEnd: number;
  /** Addresses that only this kind forbids. */
  readonly unreadable: readonly Place[];
  readonly unwritable: readonly Place[];
  readonly unexecutable: readonly Place[];
}

export interface Place {
  readonly name: string;
  readonly address: number;
}

const RODATA = 0x3000;
const EXECUTE_ONLY = 0x5000;
const NO_RIGHTS = 0x7000;
const TEXT = 0x9000;

function page(data: Uint8Array | undefined): Uint8Array {
  const bytes = new Uint8Array(PAGE);
  bytes.set(data ?? []);
  return bytes;
}

export const flat: ImageKind = {
  name: 'flat',
  build: (code, data) => imageWithData(code, page(data)),
  entry: CODE,
  dataEnd: 0x32000, // Where the window for flat images ends. [aVM 3.3]
  unreadable: [{ name: 'the first page after its window', address: 0x32000 }],
  unwritable: [],
  unexecutable: [{ name: 'its bss', address: 0x2000 }],
};

/** A hole before and after each of its segments. */
export const elf: ImageKind = {
  name: 'ELF',
  build: (code, data) =>
    elfImage(TEXT, [
      { va: DATA, bytes: page(data), rights: R | W },
      { va: RODATA, bytes: page(data), rights: R },
      { va: EXECUTE_ONLY, bytes: page(data), rights: X },
      { va: NO_RIGHTS, bytes: page(data), rights: 0 },
      { va: TEXT, bytes: words(code), rights: R | X },
    ]),
  entry: TEXT,
  dataEnd: DATA + PAGE,
  unreadable: [
    { name: 'address 0', address: 0 },
    { name: 'the end of the null page', address: PAGE - 4 },
    { name: 'a hole between segments', address: DATA + PAGE },
    { name: 'text that may only be executed', address: EXECUTE_ONLY },
    { name: 'a segment without rights', address: NO_RIGHTS },
    { name: 'its heap before it has one', address: TEXT + 2 * PAGE },
  ],
  unwritable: [
    { name: 'its text', address: TEXT },
    { name: 'its rodata', address: RODATA },
  ],
  unexecutable: [
    { name: 'address 0', address: 0 },
    { name: 'a hole between segments', address: DATA + PAGE },
    { name: 'its data', address: DATA },
    { name: 'its rodata', address: RODATA },
    { name: 'a segment without rights', address: NO_RIGHTS },
  ],
};

export const IMAGE_KINDS = [flat, elf];

export const STACK_BOTTOM = abi.STACK_TOP - abi.STACK_BYTES;

/** What is no contract's, whatever its image. */
export const FORBIDDEN: readonly Place[] = [
  { name: 'the middle of nowhere', address: 0x20000000 },
  { name: 'the guard page under its stack', address: STACK_BOTTOM - 4 },
  { name: 'the page over its stack', address: abi.STACK_TOP },
  { name: 'the page over its arguments', address: abi.ARGS_PAGE + PAGE },
  { name: 'the test device', address: 0x00100000 },
  { name: 'the clock', address: 0x02000000 },
  { name: 'the interrupt controller', address: 0x0c000000 },
  { name: 'the serial port', address: 0x10000000 },
  { name: 'the kernel’s first instruction', address: abi.RAM_BASE },
  { name: 'the kernel’s heap', address: abi.RAM_BASE + 0x400000 },
  { name: 'page tables and page frames', address: abi.RAM_BASE + 0x1000000 },
  { name: 'the last word of memory', address: abi.RAM_BASE + 0x3fffffc },
  { name: 'what lies behind memory', address: abi.RAM_BASE + 0x4000000 },
  { name: 'the last word of all', address: 0xfffffffc },
];

export const unreadable = (kind: ImageKind): readonly Place[] => [...FORBIDDEN, ...kind.unreadable];
export const unwritable = (kind: ImageKind): readonly Place[] => [
  ...unreadable(kind),
  { name: 'its arguments', address: abi.ARGS_PAGE },
  ...kind.unwritable,
];
export const unexecutable = (kind: ImageKind): readonly Place[] => [
  ...FORBIDDEN,
  { name: 'its arguments', address: abi.ARGS_PAGE },
  { name: 'the top of its stack', address: abi.STACK_TOP - 4 },
  { name: 'the bottom of its stack', address: STACK_BOTTOM },
  ...kind.unexecutable,
];

/** scause. [Priv §4.1.8] */
export const CAUSE = {
  ILLEGAL: 2,
  BREAKPOINT: 3,
  LOAD_MISALIGNED: 4,
  STORE_MISALIGNED: 6,
  FETCH_FAULT: 12,
  LOAD_FAULT: 13,
  STORE_FAULT: 15,
} as const;

export interface Attack {
  readonly name: string;
  readonly kind: ImageKind;
  readonly code: readonly Word[];
  readonly data?: Uint8Array;
  readonly options?: Call;
  readonly ends: Ending;
}

export interface Ending {
  readonly status: ReceiptStatus;
  /** Of a trap. */
  readonly cause?: number;
  /** stval, or not looked at. */
  readonly value?: number;
  /** sepc; that of the code's last instruction unless told. */
  readonly pc?: number;
}

/** Ends well in every kind of image. */
export const wellDone = syscall(abi.RETURN, 0, 0);

/** A `describe` with a test per attack. All of them run in one bundle, which each must leave as it was. */
export function describeAttacks(title: string, attacks: readonly Attack[]): void {
  describe(title, () => {
    let receipts: readonly Receipt[] = [];
    before(async function () {
      this.timeout(120_000);
      receipts = await runAttacks(attacks);
    });
    attacks.forEach((attack, at) => {
      it(`${attack.kind.name}: ${attack.name}`, () => checkEnding(attack, receipts[at]));
    });
  });
}

/** A contract that ends well, with eight bytes. */
export const GOOD: Address = account(1);
const goodImage = elf.build(syscall(abi.RETURN, DATA, 8));

/** The attacks' receipts. After each the next transaction succeeds, and a failed one has used up a nonce, no more. */
export async function runAttacks(attacks: readonly Attack[]): Promise<readonly Receipt[]> {
  const attackers = attacks.map(({ kind, code, data, options }, at) => {
    const to = account(0x1000 + at);
    return [create(to, kind.build([...code, ...wellDone], data)), call(to, options)];
  });
  const bundle = [create(GOOD, goodImage), ...attackers.flat(), call(GOOD)];
  const { receipts } = await runBundle(bundle);
  return attacks.map((attack, at) => {
    const [made, attacked, after] = receipts.slice(2 * at + 1, 2 * at + 4);
    assert.deepEqual([made?.status, after?.status], ['success', 'success'], attack.name);
    if (attacked === undefined) return assert.fail('no receipt');
    if (attacked.status !== 'success') checkNothingHappened(attacked, attack.name);
    return attacked;
  });
}

export function checkNothingHappened(receipt: Receipt, name: string): void {
  const { writes, before, events } = receipt;
  const own = before.accounts[0];
  assert.deepEqual([writes.slots, events], [[], []], name); // Logs say what was tried, and stay.
  assert.deepEqual(
    writes.accounts.map(({ address, balance, nonce, isContract }) => [
      address,
      balance,
      nonce,
      isContract,
    ]),
    [[alice, own?.balance, (own?.nonce ?? 0n) + 1n, false]],
    name,
  );
}

export function checkEnding(
  { kind, code, ends, name }: Attack,
  receipt: Receipt | undefined,
): void {
  const { trap, status, reason } = receipt ?? assert.fail('no receipt');
  assert.equal(status, ends.status, `${name}: ${reason ?? ''}`);
  if (ends.cause === undefined) return;
  const pc = ends.pc ?? kind.entry + 4 * (code.length - 1);
  const value = ends.value ?? trap?.value ?? 0;
  assert.deepEqual(
    [trap?.cause, hex32(trap?.value ?? 0), hex32(trap?.pc ?? 0)],
    [ends.cause, hex32(value), hex32(pc)],
    name,
  );
  assert.ok(reason, 'a trap has a reason');
}
