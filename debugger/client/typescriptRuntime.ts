/**
 * What a TypeScript client begins with: Borsh, and aVM's packed form, in a page. Its functions begin with a `$`, which no
 * name of a contract has.
 */

import type { Piece } from './pieces';

const RUNTIME = `/** 20 bytes: \`0x\` and 40 hexadecimal digits. */
export type Address = string;

/** A value has no bytes, or bytes are no value. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}

interface Codec<T> {
  write(out: number[], value: T): void;
  read(from: Reader): T;
}

class Reader {
  readonly bytes: Uint8Array;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new ClientError('the data ends too early');
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }
}

function $encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const out: number[] = [];
  codec.write(out, value);
  return Uint8Array.from(out);
}

function $decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const from = new Reader(bytes);
  const value = codec.read(from);
  if (from.at !== bytes.length) throw new ClientError(\`\${bytes.length - from.at} bytes too many\`);
  return value;
}

function $bigint(bits: number, isSigned: boolean): Codec<bigint> {
  return {
    write(out, value) {
      const fits = isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
      if (fits !== value) throw new ClientError(\`\${value} does not fit into \${bits} bits\`);
      for (let at = 0; at < bits; at += 8) out.push(Number((value >> BigInt(at)) & 255n));
    },
    read(from) {
      let value = 0n;
      from.take(bits / 8).forEach((it, at) => (value |= BigInt(it) << BigInt(8 * at)));
      return isSigned ? BigInt.asIntN(bits, value) : value;
    },
  };
}

function $number(bits: number, isSigned: boolean): Codec<number> {
  const wide = $bigint(bits, isSigned);
  return {
    write(out, value) {
      if (!Number.isInteger(value)) throw new ClientError(\`\${value} is no integer\`);
      wide.write(out, BigInt(value));
    },
    read: from => Number(wide.read(from)),
  };
}

const $bool: Codec<boolean> = {
  write: (out, value) => void out.push(value ? 1 : 0),
  read(from) {
    const [byte] = from.take(1);
    if (byte !== 0 && byte !== 1) throw new ClientError('a bool is 0 or 1');
    return byte === 1;
  },
};

function $fixedBytes(length: number): Codec<Uint8Array> {
  return {
    write(out, value) {
      if (value.length !== length) throw new ClientError(\`\${length} bytes are wanted, not \${value.length}\`);
      for (const it of value) out.push(it);
    },
    read: from => from.take(length),
  };
}

const $address: Codec<Address> = {
  write(out, value) {
    if (!/^0x[0-9a-fA-F]{40}$/.test(value)) throw new ClientError(\`\${value} is no address\`);
    for (let at = 2; at < 42; at += 2) out.push(Number.parseInt(value.slice(at, at + 2), 16));
  },
  read: from => '0x' + $hex(from.take(20)),
};

const $count = $number(32, false);

const $bytes: Codec<Uint8Array> = {
  write(out, value) {
    $count.write(out, value.length);
    for (const it of value) out.push(it);
  },
  read: from => from.take($count.read(from)),
};

/** Not delimited: the last of a packed call. */
const $restBytes: Codec<Uint8Array> = {
  write(out, value) {
    for (const it of value) out.push(it);
  },
  read: from => from.take(from.bytes.length - from.at),
};

function $text(codec: Codec<Uint8Array>): Codec<string> {
  return {
    write: (out, value) => codec.write(out, new TextEncoder().encode(value)),
    read: from => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(codec.read(from)),
  };
}

function $array<T>(item: Codec<T>, length: number): Codec<readonly T[]> {
  return {
    write(out, value) {
      if (value.length !== length) throw new ClientError(\`\${length} items are wanted, not \${value.length}\`);
      for (const it of value) item.write(out, it);
    },
    read: from => Array.from({ length }, () => item.read(from)),
  };
}

function $list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    write(out, value) {
      $count.write(out, value.length);
      for (const it of value) item.write(out, it);
    },
    read(from) {
      const items: T[] = [];
      for (let left = $count.read(from); left > 0; left--) items.push(item.read(from));
      return items;
    },
  };
}

function $option<T>(item: Codec<T>): Codec<{ readonly some: T } | undefined> {
  return {
    write(out, value) {
      out.push(value === undefined ? 0 : 1);
      if (value !== undefined) item.write(out, value.some);
    },
    read: from => ($bool.read(from) ? { some: item.read(from) } : undefined),
  };
}

function $tuple<T extends readonly unknown[]>(...items: { readonly [K in keyof T]: Codec<T[K]> }): Codec<T> {
  const all = items as unknown as readonly Codec<unknown>[];
  return {
    write: (out, value) => all.forEach((it, at) => it.write(out, value[at])),
    read: from => all.map(it => it.read(from)) as unknown as T,
  };
}

function $struct<T>(...fields: readonly (readonly [string, () => Codec<never>])[]): Codec<T> {
  return {
    write(out, value) {
      const values = value as Record<string, never>;
      for (const [name, codec] of fields) codec().write(out, values[name] as never);
    },
    read: from =>
      Object.fromEntries(
        fields.map(([name, codec]) => [name, (codec() as Codec<unknown>).read(from)]),
      ) as T,
  };
}

/** A variant's index as a byte, then its fields. */
function $variants<T extends { readonly kind: string }>(
  ...all: readonly (readonly [string, Codec<never>])[]
): Codec<T> {
  return {
    write(out, value) {
      const at = all.findIndex(it => it[0] === value.kind);
      const found = all[at];
      if (found === undefined) throw new ClientError(\`there is no variant \${value.kind}\`);
      out.push(at);
      found[1].write(out, (value as unknown as { fields: never }).fields ?? ({} as never));
    },
    read(from) {
      const found = all[from.take(1)[0] ?? 0];
      if (found === undefined) throw new ClientError('there is no such variant');
      return { kind: found[0], fields: (found[1] as Codec<unknown>).read(from) } as unknown as T;
    },
  };
}

function $hex(bytes: Uint8Array): string {
  return Array.from(bytes, it => it.toString(16).padStart(2, '0')).join('');
}

function $call(selector: readonly number[], args: Uint8Array): Uint8Array {
  return Uint8Array.from([...selector, ...args]);
}

/** One of the calls that a router takes: concatenate them for more. */
function $routed(selector: number, args: Uint8Array): Uint8Array {
  if (args.length > 255) throw new ClientError('a call has at most 255 bytes of arguments');
  return Uint8Array.from([selector, args.length, ...args]);
}
`;

/** Declarations stand a line apart, and have no such line inside. */
export const RUNTIME_PIECES: readonly Piece[] = RUNTIME.trim()
  .split('\n\n')
  .map(text => ({
    name: /^(?:export )?(?:type|class|interface|function|const) ([\w$]+)/m.exec(text)?.[1] ?? '',
    isExported: /^export /m.test(text),
    text: `${text}\n`,
  }));
