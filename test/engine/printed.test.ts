/** Every variable of a program equals what the program prints of it: integers, characters, texts, enums and options. */

import { strict as assert } from 'node:assert';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import { complete } from '../../debugger/engine/evaluate/complete';
import { evaluate, parse } from '../../debugger/engine/evaluate/evaluate';
import { compiled, rustCompilers } from '../dwarf/compilers';
import type { SaidStop } from '../dwarf/debugged';
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

/** Structs and lists that are written out, by the function whose variables they are compared with. */
const COMPARED: readonly (readonly [functionName: string, text: string, isTrue: boolean])[] = [
  ['aggregates', 'point == Point { x: -1, y: 7 }', true],
  ['aggregates', 'point is Point { y: 7, .. }', true],
  ['aggregates', 'reference == Point { x: 1 }', false],
  ['aggregates', 'array == [1, 2, 3]', true],
  ['aggregates', 'grid == [_, [3, 4], _]', true],
  ['aggregates', 'none == []', true],
  ['aggregates', 'slice == [2]', false],
  ['enums', 'mint is Transfer::Mint { to: [1, 2, 3, 4], value: 7 }', true],
  ['enums', 'mint is Mint { value: 8, .. }', false],
  ['enums', 'burn is Mint { .. }', false],
  ['collections', 'ring == [3, 4, 5, 6]', true],
  ['collections', 'names == ["a", "bc"]', true],
  ['collections', 'points == [Point { x: 1, .. }, _]', true],
];

const REFUSED: readonly (readonly [functionName: string, text: string, message: string])[] = [
  ['aggregates', 'point == Point { z: 1 }', 'Point has no field named z: there is x, y'],
  ['aggregates', 'point is Mint { .. }', 'a Point is never Mint { .. }'],
  ['aggregates', 'point == [1]', 'a Point has no elements'],
  ['aggregates', '[1, 2]', 'a list is no value here: compare with it, as in x == [1, 2]'],
  ['aggregates', 'total(1)', 'the debugger calls no code of the program'],
];

const OFFERED: readonly (readonly [functionName: string, text: string, labels: string[]])[] = [
  ['enums', 'mint is ', ['Mint', 'Burn', 'Nothing']],
  ['enums', 'status == ', ['Open', 'Closed']],
  ['enums', '1 == 1 && burn != B', ['Burn']],
  ['keys', 'by_id[', ['Id(7)', 'Id(9)']],
];

function answer(stop: SaidStop, text: string): string {
  try {
    return String(evaluate(scopeOf(stop), text).isTruthy);
  } catch (error) {
    assert.ok(error instanceof EvaluationError, String(error));
    return error.message;
  }
}

describe('expressions about what a program prints of itself', () => {
  it('compare structs and lists that are written out', function () {
    this.timeout(120_000);
    const [compiler] = rustCompilers();
    assert.ok(compiler);
    const first = new Map<string, SaidStop>();
    const wanted = [...COMPARED.map(([where, text, is]) => [where, text, String(is)]), ...REFUSED];
    const found: (readonly string[])[] = [];
    for (const stop of stopsOf(compiled(compiler, 'debugged.rs', '0', 5))) {
      const { functionName } = stop;
      if (first.has(functionName)) continue;
      first.set(functionName, stop);
      for (const [where = '', text = ''] of wanted) {
        if (where === functionName) found.push([where, text, answer(stop, text)]);
      }
    }
    assert.deepEqual(found.sort(), wanted.sort());
  });

  it('are completed with variants behind a comparison, and with keys in brackets', () => {
    const [compiler] = rustCompilers();
    assert.ok(compiler);
    const offered = new Map<string, string[]>();
    for (const stop of stopsOf(compiled(compiler, 'debugged.rs', '0', 5))) {
      for (const [where, text] of OFFERED) {
        if (where !== stop.functionName || offered.has(text)) continue;
        const found = complete(scopeOf(stop), text, text.length);
        const kinds = ['variant', 'key'];
        offered.set(
          text,
          found.filter(it => kinds.includes(it.kind)).map(it => it.label),
        );
      }
    }
    assert.deepEqual(
      OFFERED.map(([where, text]) => [where, text, offered.get(text)]),
      OFFERED,
    );
  });

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
