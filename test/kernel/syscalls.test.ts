/** Every syscall that aVM has not, from a contract of a few instructions to the receipt. [docs/syscalls.md] */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { DEFAULT_BLOCK } from '../../debugger/chain/block';
import type { Receipt } from '../../debugger/chain/receipt';
import { ByteWriter } from '../../debugger/shared/byteWriter';
import { bytesToHex } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import { DATA, succeed, syscall } from './assemble';
import { alice, call, create, runBundle } from './chain';
import {
  OUT,
  answers,
  callee,
  first,
  giveBack,
  keep,
  program,
  returned,
  text,
  word,
} from './programs';

const gasOf = (it: Receipt | undefined): bigint => it?.gasUsed ?? assert.fail('no receipt');

describe('where a contract is', () => {
  it('CALLER is who called, ORIGIN who sent the transaction', async () => {
    const tell = [...syscall(abi.CALLER, OUT), ...syscall(abi.ORIGIN, OUT + 20)];
    assert.equal(bytesToHex(await returned([...tell, ...giveBack(40)])), alice + alice);
    const { receipt } = await callee([...tell, ...giveBack(40)]);
    assert.equal(bytesToHex(receipt.calls[1]?.data ?? new Uint8Array()), first + alice);
  });

  it('CALL_VALUE is what came along', async () => {
    const code = program([...syscall(abi.CALL_VALUE, OUT), ...giveBack(16)]);
    const { receipts, state } = await runBundle([create(first, code), call(first, { value: 77n })]);
    assert.equal(bytesToHex(receipts[1]?.data ?? new Uint8Array()), '4d' + '00'.repeat(15));
    assert.equal(state.get(first)?.balance, 77n);
  });

  it('GAS_LEFT is what is left, to the last unit', async () => {
    const rest = giveBack(8);
    const code = program([...syscall(abi.GAS_LEFT, OUT), ...rest]);
    const gasLimit = 12_345n;
    const { receipts } = await runBundle([create(first, code), call(first, { gasLimit })]);
    const data = receipts[1]?.data ?? new Uint8Array();
    const left = new DataView(data.buffer, data.byteOffset).getBigUint64(0, true);
    const after = BigInt(rest.length - 1 + abi.PRICE_SYSCALL + 8 * abi.PRICE_RETURN_BYTE);
    // An ecall that traps does not retire.
    assert.equal(gasLimit - left + after, gasOf(receipts[1]));
  });

  it('BLOCK is what the bundle says, with the transaction’s index', async () => {
    const code = program([...syscall(abi.BLOCK, OUT), ...giveBack(32)]);
    const block = { number: 7n, timestamp: 1n << 40n, chainId: 9n };
    const { receipts } = await runBundle([create(first, code), call(first)], 'strict', block);
    const expected = new ByteWriter()
      .u64(7n)
      .u64(1n << 40n)
      .u64(9n)
      .u64(1n)
      .finish();
    assert.deepEqual(receipts[1]?.data, expected);
  });
});

describe('STORAGE_DELETE', () => {
  const slot = [abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1] as const;
  const set = syscall(abi.STORAGE_SET, ...slot, DATA, 3);
  const remove = syscall(abi.STORAGE_DELETE, ...slot);
  const key = 'k:6b';

  it('takes a slot away, once', async () => {
    const seen = await answers(
      [set, remove, remove, syscall(abi.STORAGE_GET, ...slot), syscall(abi.LAST_ERROR)],
      text('kkk'),
    );
    assert.deepEqual(seen, [0, 0, abi.ERROR_ABSENT, 0, abi.ERROR_ABSENT]);
  });

  it('takes a committed slot away, and the receipt says what was there', async () => {
    const image = program([...remove, ...succeed], text('kkk'));
    const writer = program([...set, ...succeed], text('kkk'));
    const { receipts, state } = await runBundle(
      [create(first, writer), call(first), create(first, image), call(first)],
      'compat',
    );
    assert.deepEqual(receipts[3]?.writes.slots, [{ address: first, key, value: undefined }]);
    assert.deepEqual(receipts[3]?.before.slots, [text('kkk')]);
    assert.deepEqual(receipts[3]?.calls[0]?.writes, [
      { key, before: text('kkk'), after: undefined },
    ]);
    assert.equal(state.get(first)?.storage.size, 0);
  });

  it('refuses another account’s slot and a domain that is no text', async () => {
    const data = new Uint8Array(40).fill(0xff);
    const seen = await answers(
      [
        syscall(abi.STORAGE_DELETE, DATA, DATA, DATA, (1 << 16) | 1),
        syscall(abi.STORAGE_DELETE, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1),
      ],
      data,
    );
    assert.deepEqual(seen, [abi.ERROR_NOT_YOURS, abi.ERROR_NOT_TEXT]);
  });
});

describe('RETURN and REVERT', () => {
  const longest = abi.MAX_RETURN;
  /** From the start of the image, where there is enough to read. */
  const big = (code: readonly Word[]): Uint8Array => {
    const image = new Uint8Array(longest + 0x1000);
    image.set(program(code));
    return image;
  };

  it('return more than a result block can', async () => {
    const { receipts } = await runBundle([create(first, big(giveBack(longest, 0))), call(first)]);
    assert.deepEqual([receipts[1]?.status, receipts[1]?.data.length], ['success', longest]);
  });

  it('do not return what is too long, and say so', async () => {
    const code = [...giveBack(longest + 1, 0), ...keep(), ...giveBack(4)];
    const { receipts } = await runBundle([create(first, big(code)), call(first)]);
    assert.equal(word(receipts[1]?.data), abi.ERROR_TOO_LONG);
  });

  it('revert with data and a code, and nothing stays', async () => {
    const code = [
      ...syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1, DATA, 3),
      ...syscall(abi.FIRE_EVENT, DATA, 3),
      ...syscall(abi.REVERT, DATA, 3, 42),
    ];
    const { receipts, state } = await runBundle([
      create(first, program(code, text('why'))),
      call(first, { value: 5n }),
    ]);
    const [, it] = receipts;
    assert.deepEqual([it?.status, it?.errorCode, it?.data], ['reverted', 42, text('why')]);
    assert.deepEqual([it?.events, it?.writes.slots], [[], []]);
    assert.deepEqual(
      [state.get(first)?.balance, state.get(first)?.storage.size, state.get(alice)?.balance],
      [0n, 0, 1_000_000n],
    );
    // What was tried is still told.
    assert.deepEqual(it?.calls[0]?.writes, [
      { key: 'w:77', before: undefined, after: text('why') },
    ]);
    assert.equal(it?.calls[0]?.isKept, false);
  });
});

describe('PAY', () => {
  it('moves more coin than TRANSFER has room for, or says that there is not that much', async () => {
    const caller = abi.ARGS_PAGE + 20;
    const code = program([
      ...syscall(abi.CALL_VALUE, OUT),
      ...syscall(abi.PAY, caller, OUT),
      ...keep(16),
      ...syscall(abi.PAY, caller, OUT),
      ...keep(20),
      ...giveBack(24),
    ]);
    const much = 3n << 64n;
    const bundle = [create(first, code), call(first, { value: much })];
    const { receipts, state } = await runBundle(bundle, 'strict', DEFAULT_BLOCK, much);
    const { data, calls } = receipts[1] ?? assert.fail('no receipt');
    assert.deepEqual([word(data, 16), word(data, 20)], [0, abi.ERROR_CANNOT_PAY]);
    assert.deepEqual(calls[0]?.payments, [{ from: first, to: alice, value: much }]);
    assert.deepEqual([state.get(alice)?.balance, state.get(first)?.balance], [much, 0n]);
  });
});

describe('LAST_ERROR', () => {
  it('says why aVM’s syscalls answer 0 or 1, and nothing after one that went well', async () => {
    const why = syscall(abi.LAST_ERROR);
    const long = syscall(abi.FIRE_EVENT, DATA, abi.EVENT_BYTES + 1);
    const poor = syscall(abi.TRANSFER, 0, DATA, 1, 0);
    const fine = syscall(abi.BALANCE, abi.ARGS_PAGE + 20);
    const seen = await answers([long, why, poor, why, fine, why, syscall(999), why]);
    const { ERROR_TOO_LONG, ERROR_CANNOT_PAY, ERROR_UNKNOWN_SYSCALL } = abi;
    const [, , , , pointer] = seen;
    assert.deepEqual(
      seen.filter((_, at) => at !== 4),
      [1, ERROR_TOO_LONG, 1, ERROR_CANNOT_PAY, 0, 0, ERROR_UNKNOWN_SYSCALL],
    );
    assert.notEqual(pointer, 0);
  });
});
