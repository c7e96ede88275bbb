/** Every variable of a program equals what the program prints of it: integers, characters, texts, enums and options. */

import { strict as assert } from 'node:assert';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import { evaluate, parse } from '../../debugger/engine/evaluate/evaluate';
import { compiled, rustCompilers } from '../dwarf/compilers';
import { stopsOf } from '../dwarf/debugged';
import { scopeOf } from './support/debuggedScope';

/** What `{:?}` prints of these is no expression of the language: floats, structs, lists and maps. */
function isExpression(text: string): boolean {
  if (/^-?\d+\.\d|^-?\d+e|NaN|inf|^[[{]|\w \{|\(\w*\.\.\)|^\(/.test(text)) return false;
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What prints itself as something else than it is: a text that is borrowed, a marker, closures, what is behind `dyn`. */
const OTHERS: ReadonlySet<string> = new Set([
  'texts borrowed',
  'aggregates marked',
  'pointers nothing',
  'pointers pair',
  'cells full',
  'closures by_reference',
  'closures by_value',
]);

describe('expressions about what a program prints of itself', () => {
  for (const compiler of rustCompilers()) {
    it(`are true, rustc ${compiler.version}`, function () {
      this.timeout(120_000);
      const wrong: string[] = [];
      let right = 0;
      for (const stop of stopsOf(compiled(compiler, 'debugged.rs', '0', 5))) {
        const scope = scopeOf(stop);
        for (const [name, said] of stop.said) {
          if (OTHERS.has(`${stop.functionName} ${name}`) || !isExpression(said)) continue;
          const text = `${name} == ${said}`;
          try {
            if (evaluate(scope, text).isTruthy) right++;
            else wrong.push(`${stop.functionName}: ${text} is false`);
          } catch (error) {
            assert.ok(error instanceof EvaluationError, String(error));
            wrong.push(`${stop.functionName}: ${text}: ${error.message}`);
          }
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(right > 60, `${right} are true`);
    });
  }
});
