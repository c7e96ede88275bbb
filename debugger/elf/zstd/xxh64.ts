/** The checksum of a frame. Rare: no linker asks for one, so it may take its time. [XXH64] */

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const STRIPE = 32;

/** With a seed of zero. */
export function xxh64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lane = (at: number): bigint => view.getBigUint64(at, true);
  let at = 0;
  let hash = P5;
  if (bytes.length >= STRIPE) {
    let [a, b, c, d] = [wrap(P1 + P2), P2, 0n, wrap(-P1)];
    for (; at + STRIPE <= bytes.length; at += STRIPE) {
      a = round(a, lane(at));
      b = round(b, lane(at + 8));
      c = round(c, lane(at + 16));
      d = round(d, lane(at + 24));
    }
    hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const it of [a, b, c, d]) hash = wrap((hash ^ round(0n, it)) * P1 + P4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, lane(at)), 27n) * P1 + P4);
  }
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint8(at)) * P5), 11n) * P1);
  }
  return avalanche(hash);
}

function round(accumulator: bigint, lane: bigint): bigint {
  return wrap(rotate(wrap(accumulator + lane * P2), 31n) * P1);
}

function avalanche(hash: bigint): bigint {
  const once = wrap((hash ^ (hash >> 33n)) * P2);
  const twice = wrap((once ^ (once >> 29n)) * P3);
  return twice ^ (twice >> 32n);
}

function rotate(value: bigint, count: bigint): bigint {
  return wrap((value << count) | (value >> (64n - count)));
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
