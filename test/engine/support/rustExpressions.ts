/** Expressions that rustc and the debugger both read: what Rust makes of each, by a program that is run on this machine. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

const INTEGERS = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64', 'u128', 'i128'] as const;
type Integer = (typeof INTEGERS)[number];

function limits(type: Integer): readonly [least: bigint, greatest: bigint] {
  const bits = BigInt(type.slice(1));
  return type.startsWith('u')
    ? [0n, 2n ** bits - 1n]
    : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

/** Numbers at which something happens, and any others, with the type behind them. */
function literal(type: Integer): fc.Arbitrary<string> {
  const [least, greatest] = limits(type);
  const edges = [least, least + 1n, 0n, 1n, 2n, 3n, 7n, greatest - 1n, greatest];
  const small = fc.bigInt({ min: least < -9n ? -9n : 0n, max: 20n });
  const value = fc.oneof(
    fc.constantFrom(...edges),
    small,
    fc.bigInt({ min: least, max: greatest }),
  );
  return fc.tuple(value, fc.constantFrom('', '0x', '0b', '0o')).map(([number, prefix]) => {
    const base = { '': 10, '0x': 16, '0b': 2, '0o': 8 }[prefix];
    const digits = (number < 0n ? -number : number).toString(base);
    return `${number < 0n ? '-' : ''}${prefix}${prefix === '' ? digits : digits}_${type}`;
  });
}

const integerType = fc.constantFrom(...INTEGERS);
const CASTS = ['u8', 'i16', 'u32', 'i64', 'u128'] as const;

/** An operand with signs before it and casts behind it. */
function operand(type: Integer): fc.Arbitrary<string> {
  const signed = type.startsWith('i') ? ['', '', '-', '!', '!-', '- -'] : ['', '', '!', '!!'];
  const plain = fc
    .tuple(fc.constantFrom(...signed), literal(type))
    .map(([sign, it]) => (sign.endsWith('-') && it.startsWith('-') ? `${sign} ${it}` : sign + it));
  const cast = fc
    .tuple(integerType.chain(literal), fc.constantFrom(...CASTS))
    // A `<` behind a type would begin its parameters.
    .map(([it, through]) => `(${it} as ${through} as ${type})`);
  const others = type === 'u8' ? [fc.constant("b'a'"), fc.constant("'é' as u32 as u8")] : [];
  const flags = fc.constantFrom('true', 'false').map(it => `(${it} as ${type})`);
  return fc.oneof(
    { weight: 6, arbitrary: plain },
    cast,
    flags,
    ...others.map(it => it.map(text => `(${text})`)),
  );
}

/** Without parentheses: what binds to what is for each reader to know. All of one type, so that Rust takes any order. */
function chain(type: Integer): fc.Arbitrary<string> {
  const rest = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^'), operand(type)),
    },
    fc.tuple(
      fc.constantFrom('<<', '>>'),
      fc.integer({ min: 0, max: 34 }).map(it => `${it}_${type}`),
    ),
  );
  return fc
    .tuple(operand(type), fc.array(rest, { maxLength: 4 }))
    .map(([first, more]) => [first, ...more.flat()].join(' '));
}

const comparison = integerType.chain(type =>
  fc
    .tuple(chain(type), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), chain(type))
    .map(it => it.join(' ')),
);

const characters = fc
  .tuple(
    fc.constantFrom("'a'", "'\\n'", "'\\u{1F600}'", '(97_u8 as char)', "'\\''"),
    fc.constantFrom('==', '<', '>='),
    fc.constantFrom("'b'", "'z'", "(b'\\n' as char)"),
  )
  .map(it => it.join(' '));

const texts = fc
  .tuple(
    fc.constantFrom('"a"', '"aé"', '""', '"a\\"b"'),
    fc.constantFrom('==', '!=', '<', '>'),
    fc.constantFrom('"ab"', '"a\\u{e9}"', '"😀"'),
  )
  .map(it => it.join(' '));

const truth = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: comparison },
      characters,
      texts,
      fc.constantFrom('true', '!false'),
    ),
    fc.array(
      fc.tuple(
        fc.constantFrom('&&', '||'),
        fc.oneof(comparison, fc.constantFrom('true', 'false', '!true')),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([first, more]) => [first, ...more.flat()].join(' '));

export const rustExpression = fc.oneof(
  { weight: 3, arbitrary: integerType.chain(chain) },
  { weight: 1, arbitrary: truth },
);

/** `5 u8`; `panic` where Rust refuses. */
export function askRust(expressions: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
  try {
    const [source, program] = [join(folder, 'main.rs'), join(folder, 'main')];
    writeFileSync(source, programOf(expressions));
    execFileSync(
      'rustc',
      ['--edition', '2021', '-C', 'debug-assertions=on', source, '-o', program],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const said = execFileSync(program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return said.trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function programOf(expressions: readonly string[]): string {
  return `#![allow(warnings, arithmetic_overflow, unconditional_panic, overflowing_literals)]
fn say<T: std::fmt::Display>(of: fn() -> T) {
    match std::panic::catch_unwind(of) {
        Ok(value) => println!("{value} {}", std::any::type_name::<T>()),
        Err(_) => println!("panic"),
    }
}
fn main() {
${expressions.map(it => `    say(|| ${it});`).join('\n')}
}
`;
}
