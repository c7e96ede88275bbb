/** Values as the debugger shows them, against what the program itself prints of them with `{:?}`. */

import { strict as assert } from 'node:assert';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { compiled, rustCompilers } from './compilers';
import { stopsOf } from './debugged';

/** All that is shown, where one line would cut it off. */
function whole(value: DwarfValue): string {
  const { indexedCount, entryCount, text, children } = value;
  if (indexedCount !== undefined && children) {
    return `[${children(0, indexedCount)
      .map(it => whole(it.value))
      .join(', ')}]`;
  }
  if (entryCount !== undefined && children) {
    const entries = children(0, entryCount).map(({ name, value: one }) =>
      /^\[\d+\]$/.test(name) && one.type !== '' && isSet(value)
        ? whole(one)
        : `${name.slice(1, -1)}: ${whole(one)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return text;
}

const isSet = ({ type }: DwarfValue): boolean => type.startsWith('BTreeSet<');

/** What is said by the debugger only: lengths, signs of references, groups of digits, types behind `dyn`. */
function plain(text: string): string {
  return text
    .replaceAll(/ \(len \d+\)/g, '')
    .replaceAll(/&(?:mut )?(?=[\w"'[({&-])/g, '')
    .replaceAll(/(?<=\d)_(?=\d)/g, '')
    .replaceAll(/ as [\w<>]+$/g, '');
}

/** What is shown otherwise on purpose. */
const others: Readonly<Record<string, string>> = {
  'cells cell': '7',
  'pointers weak': '(Weak) 7',
  'pointers nothing': 'null',
  'cells read': 'RefCell { value: 1, borrows: 2 shared }',
  'cells written': 'RefCell { value: 2, borrows: mutable }',
  'aggregates marked': 'Marked { value: 5 }',
  'texts borrowed': 'Borrowed("cow")',
  'closures by_reference': 'closures::{closure#0} { offset: &7 }',
  'closures by_value': 'closures::{closure#1} { text: "kept" }',
  'closures function': 'debugged::closures',
  'functions<fn(u32)> item': 'fn(u32)',
  'functions<fn(u32)> pointer': 'debugged::closures',
  'functions<fn(u32)> object': '&fn(u32)',
  'closures array': '[debugged::numbers, debugged::floats]',
};

/** The found text may have reasons in place of any part. */
function agrees(found: string, expected: string): boolean {
  const literal = found.split(/<[^<>]*>/).map(it => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(expected);
}

/** Optimized programs keep most of what is used after a stop. */
const LEAST_RIGHT = 0.6;

describe('values are what the program itself prints', function () {
  this.timeout(120_000);
  const compilers = rustCompilers();
  for (const compiler of compilers) {
    for (const [level, version] of [
      ['0', 4],
      ['2', 5],
    ] as const) {
      it(`rustc ${compiler.version}, O${level}, DWARF ${version}`, () => {
        const elf = compiled(compiler, 'debugged.rs', level, version);
        const wrong: string[] = [];
        const missing: string[] = [];
        let right = 0;
        for (const { functionName, said, stopped, values } of stopsOf(elf)) {
          const found = values();
          const names = new Set([...said.keys(), ...ownNames(functionName)]);
          for (const name of names) {
            const value = found.get(name);
            const key = `${functionName} ${name}`;
            const expected = others[key] ?? said.get(name) ?? '';
            const shown = value === undefined ? '<no variable>' : whole(value);
            const text = others[key] === undefined ? plain(shown) : shown;
            if (text === expected) right++;
            else if (level !== '0' && agrees(text, expected)) missing.push(`${key}: ${shown}`);
            else wrong.push(`${key}: ${shown} for ${expected}`);
          }
          assert.deepEqual(stopped.info.problems, []);
        }
        assert.deepEqual(wrong, []);
        assert.ok(
          right > 100 && right / (right + missing.length) > LEAST_RIGHT,
          missing.join('\n'),
        );
      });
    }
  }
});

function ownNames(functionName: string): string[] {
  return Object.keys(others).flatMap(it => {
    const [owner, name = ''] = it.split(' ');
    return owner === functionName ? [name] : [];
  });
}
