import { strict as assert } from 'node:assert';
import { bytesToHex, hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { decodeCalls, decodeReturn, encodeCall, formatCall } from './calls';
import { readDeclarations } from './declarations';
import { decodeError, errorPath, sayError } from './errors';
import { decodeEvent, encodeEvent } from './events';
import { decodeStorage } from './storage';
import { TYPED_LINES } from './typed.fixture';
import { formatValue } from './value';

const abi = readDeclarations(new TextEncoder().encode(TYPED_LINES));
const alice = parseAddress('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0') as Address;
const labels = new Map([[alice, 'alice']]);
const [place, init] = abi.functions;
const side = { name: 'Limit', fields: [{ name: '0', value: 9n }] };
const order = {
  name: 'Order',
  fields: [
    { name: 'side', value: side },
    { name: 'price', value: 5n },
  ],
};

describe('a typed contract', () => {
  it('is called by four bytes and Borsh', () => {
    const tags = { items: [Uint8Array.of(1), new Uint8Array()] };
    const input = encodeCall(abi, place!, [order, 'hi', tags]) as Uint8Array;
    const expected =
      'b483afd3' +
      '0109000000' +
      '0500000000000000' +
      '020000006869' +
      '02000000' +
      '0100000001' +
      '00000000';
    assert.equal(bytesToHex(input), expected);
    const calls = decodeCalls(abi, input);
    assert.equal(
      calls?.map(it => formatCall(it, labels)).join(),
      'place(order: Order { side: Limit(9), price: 5 }, memo: "hi", tags: [0x01, 0x])',
    );
  });

  it('is not called with bytes that no function takes exactly', () => {
    assert.equal(decodeCalls(abi, hexToBytes('b483af')!), undefined);
    assert.equal(decodeCalls(abi, new Uint8Array()), undefined);
    assert.equal(decodeCalls(abi, hexToBytes('b483afd3')!)?.[0]?.values, undefined);
    assert.deepEqual(decodeCalls(abi, encodeCall(abi, init!, []) as Uint8Array)?.[0]?.values, []);
  });

  it('refuses values that are none of the function', () => {
    assert.deepEqual(encodeCall(abi, place!, [7n, 'hi', { items: [] }]), {
      refusal: 'place takes order as Order, which has no bytes of ours',
    });
  });

  it('returns Borsh', () => {
    assert.equal(decodeReturn(abi, place!, hexToBytes('07000000')!), 7n);
    assert.deepEqual(decodeReturn(abi, init!, new Uint8Array()), { tuple: [] });
    assert.equal(decodeReturn(abi, place!, hexToBytes('070000')!), undefined);
  });

  it('tells events with structs in them', () => {
    const [filled] = abi.events;
    const bytes = encodeEvent(abi, filled!, [{ option: { address: alice } }, order])!;
    assert.deepEqual(
      decodeEvent(abi, bytes)?.fields.map(it => formatValue(it.value, labels)),
      ['Some(alice)', 'Order { side: Limit(9), price: 5 }'],
    );
    assert.equal(decodeEvent(abi, bytes.subarray(0, -1)), undefined);
  });

  const slots: readonly [key: string, value: string, label: string, text: string][] = [
    ['owner:', alice, 'owner', 'alice'],
    [
      `orders:${alice}07000000`,
      '000500000000000000',
      'orders[alice, 7]',
      'Order { side: Buy, price: 5 }',
    ],
    [`orders:${alice}`, '000500000000000000', 'orders[alice]', 'Order { side: Buy, price: 5 }'],
    ['owner:', '07', 'owner', '7'],
    ['other:07', '07', 'other[0x07]', '7'],
    ['no key', '07', 'no key', '7'],
  ];
  for (const [key, value, label, text] of slots) {
    it(`keeps ${label} = ${text} in ${key}`, () => {
      const slot = decodeStorage(abi, key, hexToBytes(value)!, labels);
      assert.deepEqual([slot.label, slot.text], [label, text]);
    });
  }

  it('has structs in storage whose fields have names', () => {
    const slot = decodeStorage(abi, `orders:${alice}07000000`, hexToBytes('000500000000000000')!);
    assert.deepEqual(
      slot.fields?.map(it => `${it.name}: ${formatValue(it.value)}`),
      ['side: Buy', 'price: 5'],
    );
  });
});

describe('an error of a typed contract', () => {
  const id = '51a7b7e1';
  const two = '02' + '00'.repeat(15);
  const cases: readonly [data: string, path: string, text: string, said: string][] = [
    [
      `${id}00${alice}07${'00'.repeat(15)}${two}`,
      'MarketError::TooLittle',
      'alice sent 7, not 2 {coin}',
      'MarketError::TooLittle: alice sent 7, not 2 {coin}',
    ],
    [`${id}01`, 'MarketError::Closed', 'Closed', 'MarketError::Closed'],
    [
      `${id}02020000006f6b`,
      'MarketError::Strange',
      'ok: no such order',
      'MarketError::Strange: ok: no such order',
    ],
    [`${id}0300`, 'MarketError::Bad', 'Bad(Buy)', 'MarketError::Bad(Buy)'],
  ];
  for (const [data, path, text, said] of cases) {
    it(`reads ${said}`, () => {
      const error = decodeError(abi, hexToBytes(data)!, labels) ?? assert.fail();
      assert.equal(errorPath(error), path);
      assert.equal(error.text, text);
      assert.equal(sayError(error), said);
    });
  }

  for (const data of ['', id.slice(2), `${id}04`, `${id}0100`, `${id}00`, '0000000001']) {
    it(`is none in ${data || 'nothing'}`, () => {
      assert.equal(decodeError(abi, hexToBytes(data)!), undefined);
    });
  }
});
