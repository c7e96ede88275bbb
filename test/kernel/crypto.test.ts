/** KECCAK_256, SHA_256, SECP256K1_VERIFY and SECP256K1_RECOVER, against OpenSSL. [docs/syscalls.md] */

import { strict as assert } from 'node:assert';
import { createECDH, createHash, generateKeyPairSync, sign } from 'node:crypto';
import * as abi from '../../debugger/chain/abi.generated';
import { bytesToHex, hexToBytes } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import { DATA, succeed, syscall } from './assemble';
import { call, create, runBundle } from './chain';
import { OUT, answers, first, giveBack, keep, program, returned, text, word } from './programs';

describe('hashes', () => {
  const lengths = [0, 1, 31, 32, 33, 135, 136, 137, 1000];
  const data = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7) & 0xff);

  it('SHA_256 is what OpenSSL says', async () => {
    for (const length of lengths) {
      const hash = await returned(
        [...syscall(abi.SHA_256, DATA, length, OUT), ...giveBack(32)],
        data,
      );
      const expected = createHash('sha256').update(data.subarray(0, length)).digest('hex');
      assert.equal(bytesToHex(hash), expected, String(length));
    }
  });

  // [https://keccak.team, test vectors of Keccak with c = 512]
  const vectors: readonly [string, string][] = [
    ['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
    ['abc', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
  ];
  for (const [message, hash] of vectors) {
    it(`KECCAK_256 of “${message}” is the published one`, async () => {
      const code = [...syscall(abi.KECCAK_256, DATA, message.length, OUT), ...giveBack(32)];
      assert.equal(bytesToHex(await returned(code, text(message))), hash);
    });
  }

  it('cost by the word, and have a longest input', async () => {
    const cost = async (number: number, length: number): Promise<bigint> => {
      const image = program([...syscall(number, 0, length, OUT), ...succeed]);
      const { receipts } = await runBundle([create(first, image), call(first)]);
      return receipts[1]?.calls[0]?.syscalls[0]?.gas ?? assert.fail('no syscall');
    };
    const base = BigInt(abi.PRICE_SYSCALL + abi.PRICE_KECCAK_256);
    assert.equal(await cost(abi.KECCAK_256, 0), base);
    assert.equal(await cost(abi.KECCAK_256, 1), base + BigInt(abi.PRICE_KECCAK_256_WORD));
    assert.equal(await cost(abi.KECCAK_256, 33), base + 2n * BigInt(abi.PRICE_KECCAK_256_WORD));
    const seen = await answers([syscall(abi.SHA_256, 0, abi.MAX_HASHED + 1, OUT)]);
    assert.deepEqual(seen, [abi.ERROR_TOO_LONG]);
  });
});

describe('secp256k1', () => {
  const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const message = text('pay bob 5');
  const hash = createHash('sha256').update(message).digest();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const ecdh = createECDH('secp256k1');
  const secret = privateKey.export({ format: 'jwk' }).d ?? '';
  ecdh.setPrivateKey(Buffer.from(secret, 'base64url'));
  const long = ecdh.getPublicKey(null, 'uncompressed');
  const short = ecdh.getPublicKey(null, 'compressed');
  /** OpenSSL's own, with the smaller s. */
  const made = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${made.subarray(32).toString('hex')}`);
  const withS = (it: bigint): Uint8Array =>
    Uint8Array.from([
      ...made.subarray(0, 32),
      ...(hexToBytes(it.toString(16).padStart(64, '0')) ?? []),
    ]);
  const [low, high] = s > N / 2n ? [N - s, s] : [s, N - s];

  const [HASH, SIGNATURE, KEY] = [DATA, DATA + 0x40, DATA + 0x80];
  const place = (signature: Uint8Array, key: Uint8Array, digest: Uint8Array = hash): Uint8Array => {
    const data = new Uint8Array(0x100);
    data.set(digest, 0);
    data.set(signature, 0x40);
    data.set(key, 0x80);
    return data;
  };
  const verify = (length: number): Word[] =>
    syscall(abi.SECP256K1_VERIFY, HASH, SIGNATURE, KEY, length);
  const flipped = Buffer.from(hash);
  flipped[31] = (flipped[31] ?? 0) ^ 1;

  const cases: readonly [string, Uint8Array, number, number][] = [
    ['a signature by OpenSSL', place(withS(low), long), 65, 0],
    ['the same with the compressed key', place(withS(low), short), 33, 0],
    ['its twin with the larger s', place(withS(high), long), 65, abi.ERROR_SIGNATURE],
    ['another hash', place(withS(low), long, flipped), 65, abi.ERROR_SIGNATURE],
    ['s = 0', place(withS(0n), long), 65, abi.ERROR_SIGNATURE],
    ['s = n', place(withS(N), long), 65, abi.ERROR_SIGNATURE],
    ['a key that is no point', place(withS(low), new Uint8Array(65)), 65, abi.ERROR_SIGNATURE],
    ['a key of another length', place(withS(low), long), 64, abi.ERROR_INVALID],
  ];
  for (const [name, data, length, answer] of cases) {
    it(`SECP256K1_VERIFY answers ${answer} to ${name}`, async () => {
      assert.deepEqual(await answers([verify(length)], data), [answer]);
    });
  }

  const recovered = async (data: Uint8Array, id: number): Promise<string | undefined> => {
    const recover = syscall(abi.SECP256K1_RECOVER, HASH, SIGNATURE, id, OUT + 4);
    const it = await returned([...recover, ...keep(), ...giveBack(68)], data);
    return word(it) === 0 ? bytesToHex(it.subarray(4)) : undefined;
  };

  it('SECP256K1_RECOVER finds the key with one of the ids, and others or none with the rest', async () => {
    const data = place(withS(low), long);
    const keys = await Promise.all([0, 1, 2, 3].map(id => recovered(data, id)));
    const own = long.subarray(1).toString('hex');
    const twin = await Promise.all([0, 1].map(id => recovered(place(withS(high), long), id)));
    assert.ok(twin.includes(own));
    assert.equal(keys.filter(it => it === own).length, 1);
    assert.deepEqual(keys.slice(2), [undefined, undefined]); // r + n is on no curve, or nearly never.
    const seen = await answers([syscall(abi.SECP256K1_RECOVER, HASH, SIGNATURE, 4, OUT + 4)]);
    assert.deepEqual(seen, [abi.ERROR_INVALID]);
  });
});
