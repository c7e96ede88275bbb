/** Arithmetic, comparisons, casts and precedence, against Rust itself. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import { evaluate } from '../../debugger/engine/evaluate/evaluate';
import type { Surroundings } from '../../debugger/engine/evaluate/scope';
import { DebugInfo } from '../../debugger/dwarf/debugInfo';
import { SymbolTable } from '../../debugger/elf/symbolTable';
import { Module } from '../../debugger/engine/module';
import { Machine } from '../../debugger/vm/machine';
import { askRust, rustExpression } from './support/rustExpressions';

/** RUST_ORACLE_RUNS=20000 for a long afternoon. */
const RUNS = Number(process.env['RUST_ORACLE_RUNS'] ?? 600);
const SEED = Number(process.env['RUST_ORACLE_SEED'] ?? 1);

const kernel = new Module({
  id: 'kernel',
  kind: 'kernel',
  name: 'kernel',
  path: 'kernel.elf',
  image: undefined,
  symbols: new SymbolTable({ symbols: [] }),
  info: DebugInfo.read(() => undefined, 'kernel.elf'),
  isOwnFile: () => false,
});
const machine = new Machine({ ramBytes: 0x1000 });
const target: Surroundings = { machine, kernel, runningModule: kernel };

/** As the program says it. */
function ask(expression: string): string {
  try {
    const view = evaluate({ target, frame: undefined }, `${expression},d`).view();
    return `${view.value} ${view.type}`;
  } catch (error) {
    assert.ok(error instanceof EvaluationError, String(error));
    return 'panic';
  }
}

describe('expressions against rustc', () => {
  it(`come to the same, ${RUNS} of them`, function () {
    this.timeout(600_000);
    const expressions = fc.sample(rustExpression, { numRuns: RUNS, seed: SEED });
    const said = askRust(expressions);
    assert.equal(said.length, expressions.length);
    const differences = expressions.flatMap((it, at) => {
      const ours = ask(it);
      return ours === said[at] ? [] : [`${it}: ${ours}, Rust says ${said[at]}`];
    });
    assert.deepEqual(differences, []);
    // A test of nothing but refusals, or of none, would be no test.
    const refused = said.filter(it => it === 'panic').length;
    assert.ok(refused > RUNS / 20 && refused < (RUNS * 3) / 4, `${refused} refusals`);
  });
});
