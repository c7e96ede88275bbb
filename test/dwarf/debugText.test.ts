/** Values as the debugger shows them, against what the program itself prints of them with `{:?}`. */

import { strict as assert } from 'node:assert';
import { compiled, compiledCrate, rustCompilers } from './compilers';
import { stopsOf } from './debugged';
import type { FixtureElf } from './tools';
import type { Others } from './saidText';
import { compareWithSaid } from './saidText';

/** What is shown otherwise on purpose. */
const others: Others = {
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

/** Optimized programs keep most of what is used after a stop. */
const LEAST_RIGHT = 0.6;

const VARIANTS = [
  ['0', 4],
  ['2', 5],
] as const;

describe('values are what the program itself prints', function () {
  this.timeout(300_000);
  for (const compiler of rustCompilers()) {
    for (const [level, version] of VARIANTS) {
      const title = `rustc ${compiler.version}, O${level}, DWARF ${version}`;
      const check = (elf: FixtureElf, least: number, those: Others = {}): void => {
        const { right, wrong, missing } = compareWithSaid(elf, level !== '0', those);
        assert.deepEqual(wrong, []);
        const share = right / (right + missing.length);
        assert.ok(right > least && share > LEAST_RIGHT, missing.join('\n'));
      };
      it(title, () => check(compiled(compiler, 'debugged.rs', level, version), 100, others));
      it(`${title}: a guard’s references are not what its names mean`, () => {
        const [stop] = [...stopsOf(compiled(compiler, 'debugged.rs', level, version))].filter(
          it => it.functionName === 'guarded',
        );
        assert.ok(stop);
        const { stopped, frame } = stop;
        const variables = stopped.info.variablesAt(frame.pc, 0);
        for (const name of ['pair', 'first', 'others']) {
          const both = variables.filter(it => it.name === name);
          const [meant, ...others] = both.filter(it => !it.isShadowed);
          assert.deepEqual([both.length, others.length], [2, 0], name);
          assert.ok(
            both.some(it => it.isShadowed && it.type === `&${meant?.type}`),
            name,
          );
        }
      });
      it(`${title}: collections of crates`, () =>
        check(compiledCrate(compiler, level, version), 15));
    }
  }
});
