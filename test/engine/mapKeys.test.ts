/** Entries of maps and sets by their keys, and the expressions that their rows have. */

import { strict as assert } from 'node:assert';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import { evaluate } from '../../debugger/engine/evaluate/evaluate';
import type { Scope } from '../../debugger/engine/evaluate/scope';
import type { VariableView } from '../../debugger/engine/views';
import { compiled, rustCompilers } from '../dwarf/compilers';
import { stopsOf } from '../dwarf/debugged';
import { scopeOf } from './support/debuggedScope';

const ACCOUNT = `0x${'1f'.repeat(20)}`;

const ENTRIES: readonly [expression: string, value: string][] = [
  ['by_id[Id(7)]', '1'],
  ['by_id[9]', '2'],
  ['by_id[&9]', '2'],
  ['by_id[by_pair.len() + 7]', '2'],
  ['by_id[seed]', '1'],
  ['by_owner[Nobody]', '1'],
  ['by_owner[Owner::Number(3)]', '2'],
  [`by_account[${ACCOUNT}]`, '10'],
  ['by_text["a\\"b"]', '1'],
  ['by_text["ß\\n"]', '2'],
  ['by_text[""]', '3'],
  ['by_option[None]', '1'],
  ['by_option[Some(-3)]', '2'],
  ['by_truth[true]', "'x'"],
  ["by_letter['\\'']", '1'],
  ['by_wide[0x7fffffffffffffff]', '2'],
  ["by_pair[(Id(2), 'b')]", '2'],
  ['ids[Id(5)]', 'Id(5)'],
  ['ids[4].0', '4'],
];

/** What is to blame is between the two marks. */
const REFUSALS: readonly [expression: string, why: RegExp][] = [
  ['by_id[«3»]', /^there is no such key: there are Id\(7\), Id\(9\)$/],
  ['by_id[«"x"»]', /^the keys are Id: .*"x"/],
  ['ids[«Id(1)»]', /^there is no such key: there are Id\(4\), Id\(5\)$/],
  ['by_owner[«Somebody»]', /there is no variable, register or symbol named Somebody here/],
  ["by_pair[«(1, 'a', 2)»]", /holds 2 values, not 3/],
  ['by_id[Id(«x»)]', /named x here/],
];

function everyRow(row: VariableView): VariableView[] {
  const rows = row.children?.() ?? [];
  return [...rows, ...rows.flatMap(it => (it.evaluateName === undefined ? everyRow(it) : []))];
}

describe('entries of maps', function () {
  this.timeout(120_000);
  for (const compiler of rustCompilers()) {
    describe(`of rustc ${compiler.version}`, () => {
      let scope: Scope;
      const maps = new Map<string, VariableView>();
      before(() => {
        for (const stop of stopsOf(compiled(compiler, 'debugged.rs', '0', 5))) {
          if (stop.functionName !== 'keys' && stop.functionName !== 'trees') continue;
          scope = scopeOf(stop);
          for (const name of stop.said.keys()) {
            const view = evaluate(scope, name).view();
            maps.set(name, view);
            // The machine runs on: what a row is to be must be asked for now.
            for (const row of everyRow(view).filter(it => it.evaluateName !== undefined)) {
              const again = evaluate(scope, row.evaluateName ?? '').view();
              assert.equal(again.value, row.value, row.evaluateName);
              assert.equal(again.memoryReference, row.memoryReference, row.evaluateName);
              named.push(row.evaluateName ?? '');
            }
          }
          if (stop.functionName === 'keys') checked();
        }
      });
      const named: string[] = [];
      const found = new Map<string, string>();
      const refused = new Map<string, EvaluationError>();
      const checked = (): void => {
        for (const [text] of ENTRIES) found.set(text, evaluate(scope, text).view().value);
        for (const [marked] of REFUSALS) {
          try {
            evaluate(scope, marked.replaceAll(/[«»]/g, ''));
          } catch (error) {
            assert.ok(error instanceof EvaluationError);
            refused.set(marked, error);
          }
        }
      };

      for (const [text, value] of ENTRIES) {
        it(`are found as ${text}`, () => assert.equal(found.get(text), value));
      }

      for (const [marked, why] of REFUSALS) {
        it(`are refused as ${marked}`, () => {
          const error = refused.get(marked);
          assert.match(error?.message ?? '', why);
          const start = marked.indexOf('«');
          assert.deepEqual(error?.span, { start, end: marked.indexOf('»') - 1 });
        });
      }

      it('have expressions that evaluate to the same row', () => {
        for (const it of ['by_id[Id(7)]', 'names["a"]', "nested[(1, 'a')]", 'set[-20]']) {
          assert.ok(named.includes(it), it);
        }
        // Some 460 entries of `large`, in ranges.
        assert.ok(named.filter(it => it.startsWith('large[')).length > 400);
        // There is no literal for fields with names.
        assert.ok(!named.some(it => it.includes('Named')));
      });
    });
  }
});
