/** Programs that make syscalls, and what they give back. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { addressToBytes } from '../../debugger/chain/address';
import type { Receipt } from '../../debugger/chain/receipt';
import type { ChainRun } from '../../debugger/chain/run';
import type { Word } from './assemble';
import { DATA, REGISTER, imageWithData, li, sw, syscall } from './assemble';
import { account, call, create, runBundle } from './chain';

export const [first, second] = [account(1), account(2)];

/** Where a program leaves what it returns: in its stack, which is there whatever the image looks like. */
export const OUT = abi.STACK_TOP - 0x1000;

/** Keeps a syscall's answer at OUT + offset. */
export const keep = (offset = 0): Word[] => [
  ...li(REGISTER.t0, OUT),
  sw(REGISTER.a0, offset, REGISTER.t0),
];

export const giveBack = (length: number, from = OUT): Word[] => syscall(abi.RETURN, from, length);

/** An image with a page of data at DATA. */
export function program(code: readonly Word[], data: Uint8Array = new Uint8Array()): Uint8Array {
  const page = new Uint8Array(0x1000);
  page.set(data);
  return imageWithData(code, page);
}

/** What a program returns when alice calls it. */
export async function returned(code: readonly Word[], data?: Uint8Array): Promise<Uint8Array> {
  const { receipts } = await runBundle([create(first, program(code, data)), call(first)]);
  assert.deepEqual([receipts[1]?.status, receipts[1]?.reason], ['success', undefined]);
  return receipts[1]?.data ?? assert.fail('no receipt');
}

/** The answers of syscalls, one after the other. */
export async function answers(calls: readonly Word[][], data?: Uint8Array): Promise<number[]> {
  const code = calls.flatMap((it, at) => [...it, ...keep(at * 4)]);
  const words = await returned([...code, ...giveBack(calls.length * 4)], data);
  return calls.map((_, at) => word(words, at * 4));
}

/** A little-endian word of what a program returned. */
export function word(bytes: Uint8Array | undefined, offset = 0): number {
  if (bytes === undefined) return assert.fail('nothing was returned');
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);
}

export const text = (it: string): Uint8Array => new TextEncoder().encode(it);

/** Calls the contract whose address lies at DATA with all gas that may be given, and keeps the answer. */
export const callSecond: readonly Word[] = [
  ...syscall(abi.CALL, DATA, 0, 0, 0, 0x7fffffff, 0),
  ...keep(),
];
export const secondAddress = addressToBytes(second);

/** First calls second: the receipt, and what first saw of how second ended. */
export async function callee(
  code: readonly Word[],
  data?: Uint8Array,
): Promise<{ receipt: Receipt; answer: number; run: ChainRun }> {
  const caller = program([...callSecond, ...giveBack(4)], secondAddress);
  const run = await runBundle([
    create(first, caller),
    create(second, program(code, data)),
    call(first),
  ]);
  const receipt = run.receipts[2] ?? assert.fail('no receipt');
  assert.equal(receipt.status, 'success', receipt.reason);
  return { receipt, answer: word(receipt.data), run };
}
