/** CALL and CREATE: contracts that call contracts, and make them. [docs/syscalls.md] */

import { strict as assert } from 'node:assert';
import { keccak_256 } from '@noble/hashes/sha3.js';
import * as abi from '../../debugger/chain/abi.generated';
import type { Address } from '../../debugger/chain/address';
import { addressToBytes } from '../../debugger/chain/address';
import { hashCode } from '../../debugger/chain/codeHash';
import type { Task } from '../../debugger/chain/run';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import { ByteWriter } from '../../debugger/shared/byteWriter';
import { bytesToHex } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import { CODE, DATA, REGISTER, addi, forever, li, lw, succeed, syscall } from './assemble';
import { account, alice, call, create, kernel, runBundle } from './chain';
import {
  OUT,
  answers,
  callSecond,
  callee,
  first,
  giveBack,
  keep,
  program,
  second,
  secondAddress,
  text,
  word,
} from './programs';

const { t0 } = REGISTER;

describe('CALL', () => {
  const set = syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1, DATA, 3);
  const endings: readonly [string, readonly Word[], number][] = [
    ['success', [...set, ...succeed], abi.STATUS_SUCCESS],
    ['a failure', [...set, ...syscall(abi.FINISH, DATA)], abi.STATUS_FAILED],
    ['a revert', [...set, ...syscall(abi.REVERT, DATA, 3, 9)], abi.STATUS_REVERTED],
    ['a panic', [...set, ...syscall(abi.PANIC, DATA, 3)], abi.STATUS_PANICKED],
    ['a trap', [...set, lw(t0, 0, 0), ...li(t0, -4), lw(t0, 0, t0)], abi.STATUS_TRAPPED],
    ['out of gas', [...set, ...forever([addi(0, 0, 0)])], abi.STATUS_OUT_OF_GAS],
  ];
  for (const [name, code, status] of endings) {
    it(`tells the caller of ${name}, and the caller goes on`, async () => {
      const { receipt, answer, run } = await callee(code, new Uint8Array(3));
      assert.equal(answer, status);
      assert.equal(run.state.get(second)?.storage.size, status === 0 ? 1 : 0);
      assert.equal(receipt.calls[1]?.isKept, status === 0);
      assert.equal(receipt.calls.length, 2);
    });
  }

  it('moves value, and brings it back when the callee fails', async () => {
    const value = new ByteWriter().u128(30n).finish();
    const data = Uint8Array.from([...secondAddress, ...new Uint8Array(12), ...value]);
    const pay = syscall(abi.CALL, DATA, 0, 0, DATA + 32, 0x7fffffff, 0);
    for (const [code, kept] of [
      [succeed, 30n],
      [syscall(abi.REVERT, 0, 0, 1), 0n],
    ] as const) {
      const { receipts, state } = await runBundle([
        create(first, program([...pay, ...succeed], data)),
        create(second, program(code)),
        call(first, { value: 100n }),
      ]);
      assert.equal(receipts[2]?.status, 'success');
      assert.equal(state.get(second)?.balance, kept);
      assert.equal(state.get(first)?.balance, 100n - kept);
      assert.equal(receipts[2]?.calls[1]?.value, 30n);
    }
  });

  it('costs by the pages that its callee begins with', async () => {
    const image = (length: number): Uint8Array => {
      const bytes = new Uint8Array(length);
      bytes.set(program(succeed));
      return bytes;
    };
    const cost = async (length: number): Promise<bigint> => {
      const { receipts } = await runBundle([
        create(first, program([...callSecond, ...giveBack(4)], secondAddress)),
        create(second, image(length)),
        call(first),
      ]);
      return receipts[2]?.calls[0]?.syscalls[0]?.gas ?? assert.fail('no call');
    };
    const [small, large] = [await cost(0x2000), await cost(0x32000 + 10 * 4096)];
    assert.equal(large - small, 10n * BigInt(abi.PRICE_PAGE));
  });

  it('gives no more gas than it is told to', async () => {
    const spend = syscall(abi.CALL, DATA, 0, 0, 0, 5000, 0);
    const { receipts } = await runBundle([
      create(first, program([...spend, ...keep(), ...giveBack(4)], secondAddress)),
      create(second, program(forever([addi(0, 0, 0)]))),
      call(first),
    ]);
    const inner = receipts[2]?.calls[1];
    assert.deepEqual([inner?.status, inner?.gasLimit, inner?.gasUsed], ['outOfGas', 5000n, 5000n]);
    assert.equal(inner?.reason, 'out of gas: the limit is 5000');
    assert.equal(receipts[2]?.status, 'success');
  });

  it('keeps a 64th from a callee that takes all', async () => {
    const gasLimit = 1_000_000n;
    const { receipts } = await runBundle([
      create(first, program([...callSecond, ...giveBack(4)], secondAddress)),
      create(second, program(forever([addi(0, 0, 0)]))),
      call(first, { gasLimit }),
    ]);
    const inner = receipts[2]?.calls[1] ?? assert.fail('no call');
    assert.equal(receipts[2]?.status, 'success');
    // A flat image's window, the stack, the arguments. [docs/gas.md]
    const pages = (0x32000 + abi.STACK_BYTES) / 4096 + 1;
    const price = abi.PRICE_SYSCALL + abi.PRICE_CALL + pages * abi.PRICE_PAGE;
    const atCall = gasLimit - BigInt(li(0, 0).length * 7 + price);
    assert.equal(inner.gasLimit, atCall - atCall / 64n);
  });

  it('refuses what cannot be called', async () => {
    const nobody = addressToBytes(account(99));
    const data = Uint8Array.from([...nobody, ...new Uint8Array(12), ...addressToBytes(first), 1]);
    const to = (at: number, length = 0, value = 0): Word[] =>
      syscall(abi.CALL, at, DATA, length, value, 0x7fffffff, 0);
    const seen = await answers(
      [to(DATA), to(DATA + 32, abi.MAX_INPUT_STRICT + 1), to(DATA + 32, 0, DATA + 36)],
      data,
    );
    assert.deepEqual(seen, [abi.ERROR_NO_CONTRACT, abi.ERROR_TOO_LONG, abi.ERROR_CANNOT_PAY]);
  });

  it('goes 64 deep; the call after that fails, and nothing else does', async () => {
    const itself = syscall(abi.CALL, abi.ARGS_PAGE, 0, 0, 0, -1, -1);
    const code = program([...itself, ...keep(), ...giveBack(4)]);
    const gasLimit = 100_000_000n;
    const { receipts } = await runBundle([create(first, code), call(first, { gasLimit })]);
    const calls = receipts[1]?.calls ?? [];
    assert.equal(receipts[1]?.status, 'success');
    assert.deepEqual([calls.length, calls.at(-1)?.depth], [abi.MAX_DEPTH, abi.MAX_DEPTH - 1]);
    assert.equal(word(calls.at(-1)?.data), abi.ERROR_TOO_DEEP);
  });

  it('leaves what the callee returned to RETURN_DATA', async () => {
    const read = [
      ...callSecond,
      ...syscall(abi.RETURN_DATA, 1, OUT + 4, 3),
      ...keep(),
      ...giveBack(8),
    ];
    for (const end of [
      syscall(abi.RETURN, DATA, 6),
      syscall(abi.REVERT, DATA, 6, 1),
      syscall(abi.PANIC, DATA, 6),
    ]) {
      const { receipts } = await runBundle([
        create(first, program(read, secondAddress)),
        create(second, program(end, text('abcdef'))),
        call(first),
      ]);
      assert.deepEqual(receipts[2]?.data, Uint8Array.from([6, 0, 0, 0, ...text('bcd'), 0]));
    }
  });

  it('leaves the callee’s code to LAST_ERROR', async () => {
    const code = [...callSecond, ...syscall(abi.LAST_ERROR), ...keep(), ...giveBack(4)];
    const { receipts } = await runBundle([
      create(first, program(code, secondAddress)),
      create(second, program(syscall(abi.REVERT, 0, 0, 1234))),
      call(first),
    ]);
    assert.deepEqual(receipts[2]?.data, new ByteWriter().u32(1234).finish());
  });

  it('says where each call was made, and what each did itself', async () => {
    const { receipt } = await callee([
      ...syscall(abi.FIRE_EVENT, DATA, 4),
      ...syscall(abi.BALANCE, DATA),
      ...syscall(abi.BALANCE, DATA),
      ...succeed,
    ]);
    const [outer, inner] = receipt.calls;
    assert.deepEqual([outer?.pc, inner?.pc], [0, CODE + (callSecond.length - 4) * 4]);
    assert.ok((inner?.position ?? 0) > (outer?.position ?? Infinity));
    assert.equal(receipt.events[0]?.call, 1);
    assert.deepEqual(
      inner?.syscalls.map(it => [it.number, it.count, it.gas]),
      [
        [abi.FIRE_EVENT, 1, BigInt(abi.PRICE_SYSCALL + abi.PRICE_LOG + 4 * abi.PRICE_LOG_BYTE)],
        [abi.BALANCE, 2, BigInt(2 * (abi.PRICE_SYSCALL + abi.PRICE_BALANCE))],
      ],
    );
    for (const it of receipt.calls) {
      const own = it.syscalls.reduce((sum, { gas }) => sum + gas, it.instructions);
      const callees = receipt.calls.filter(other => other.parent === it.index);
      assert.equal(
        it.gasUsed,
        callees.reduce((sum, { gasUsed }) => sum + gasUsed, own),
      );
    }
  });
});

describe('CREATE', () => {
  /** As docs/syscalls.md says. */
  const addressOf = (creator: Address, nonce: bigint): string => {
    const named = new ByteWriter().raw(text('avm create')).raw(addressToBytes(creator)).u64(nonce);
    return bytesToHex(keccak_256(named.finish()).subarray(12));
  };
  const child = program(giveBack(3, DATA), text('hi!'));
  const CHILD = 0x3000;
  /** Makes a child and calls it. */
  const factory = (end: readonly Word[]): Uint8Array => {
    const code = [
      ...syscall(abi.CREATE, CHILD, child.length, 0, OUT + 8),
      ...keep(),
      ...syscall(abi.CALL, OUT + 8, 0, 0, 0, 0x7fffffff, 0),
      ...keep(4),
      ...syscall(abi.RETURN_DATA, 0, OUT + 28, 3),
      ...end,
    ];
    const image = new Uint8Array(CHILD + child.length);
    image.set(program(code));
    image.set(child, CHILD);
    return image;
  };

  it('makes a contract that can be called at once and stays', async () => {
    const bundle = [create(first, factory(giveBack(31))), call(first), call(first)];
    const { receipts, state } = await runBundle(bundle);
    for (const [at, nonce] of [
      [1, 0n],
      [2, 1n],
    ] as const) {
      const made = addressOf(first, nonce);
      const it = receipts[at];
      const expected = `${'00'.repeat(8)}${made}${bytesToHex(text('hi!'))}`;
      assert.equal(bytesToHex(it?.data ?? new Uint8Array()), expected);
      assert.deepEqual(it?.calls[0]?.created, [made]);
      assert.equal(it?.calls[1]?.to, made);
      assert.deepEqual(state.get(made as Address)?.code, child);
    }
    assert.equal(state.get(first)?.nonce, 2n);
  });

  it('is known to a debugger before it is committed', async () => {
    const kernelState = new ChainState();
    const known: (string | undefined)[] = [];
    const bundle = [create(first, factory(giveBack(31))), call(first)];
    const account = { balance: 0n, nonce: 0n, isContract: false, code: undefined };
    kernelState.apply({ accounts: [{ address: alice, ...account }], slots: [] });
    const taskStarted = ({ to }: Task): void => {
      known.push(run.firmware.pendingCode.get(to));
    };
    const run = new ChainRun({
      kernel,
      state: kernelState,
      bundle,
      rules: 'strict',
      observer: { taskStarted },
    });
    while (run.run(10_000_000) === 'waiting') await run.ready();
    assert.equal(run.receipts[1]?.status, 'success');
    assert.deepEqual(known, [undefined, hashCode(child)]);
    assert.equal(run.firmware.pendingCode.size, 0);
  });

  it('leaves nothing when its maker fails', async () => {
    const bundle = [create(first, factory(syscall(abi.REVERT, 0, 0, 1))), call(first)];
    const { receipts, state } = await runBundle(bundle);
    assert.equal(receipts[1]?.status, 'reverted');
    assert.deepEqual(receipts[1]?.calls[0]?.created, [addressOf(first, 0n)]);
    assert.equal(state.get(addressOf(first, 0n) as Address), undefined);
    assert.equal(state.get(first)?.nonce, 0n);
  });

  it('refuses no code, too much code, value that is not there, and an address that is taken', async () => {
    const make = (length: number, value = 0): Word[] =>
      syscall(abi.CREATE, DATA, length, value, OUT + 0x100);
    const taken = addressOf(first, 0n) as Address;
    const calls = [make(0), make(abi.MAX_CREATE + 1), make(8), make(8, DATA), make(8)];
    const code = calls.flatMap((it, at) => [...it, ...keep(at * 4)]);
    const { receipts } = await runBundle([
      create(taken, child),
      create(first, program([...code, ...giveBack(20)], Uint8Array.of(1))),
      call(first),
    ]);
    const { ERROR_INVALID, ERROR_TOO_LONG, ERROR_OCCUPIED, ERROR_CANNOT_PAY } = abi;
    // After a taken address comes the next one.
    const words = [ERROR_INVALID, ERROR_TOO_LONG, ERROR_OCCUPIED, ERROR_CANNOT_PAY, 0];
    const expected = words.reduce((w, it) => w.u32(it), new ByteWriter()).finish();
    assert.deepEqual(receipts[2]?.data, expected);
  });

  it('makes one of the longest image that it takes', async () => {
    const length = abi.MAX_CREATE;
    // Its own image, which is as long: only the first page is of use.
    const image = new Uint8Array(length);
    image.set(program([...syscall(abi.CREATE, 0, length, 0, OUT), ...keep(32), ...giveBack(36)]));
    const { receipts, state } = await runBundle([create(first, image), call(first)]);
    assert.equal(word(receipts[1]?.data, 32), 0, receipts[1]?.reason);
    assert.deepEqual(state.get(addressOf(first, 0n) as Address)?.code.length, length);
  });

  it('pays the new contract, if it can', async () => {
    const value = new ByteWriter().u128(40n).finish();
    const make = syscall(abi.CREATE, DATA, 8, DATA, OUT + 0x100);
    const code = [...make, ...keep(), ...make, ...keep(4), ...giveBack(8)];
    const { receipts, state } = await runBundle([
      create(first, program(code, value)),
      call(first, { value: 50n }),
    ]);
    const words = new ByteWriter().u32(0).u32(abi.ERROR_CANNOT_PAY).finish();
    assert.deepEqual(receipts[1]?.data, words);
    const made = addressOf(first, 0n) as Address;
    assert.equal(state.get(made)?.balance, 40n);
    assert.deepEqual(receipts[1]?.calls[0]?.payments, [{ from: first, to: made, value: 40n }]);
  });
});
