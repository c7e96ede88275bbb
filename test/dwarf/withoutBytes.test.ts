/** Values without bytes: the type is all of them, so that nothing of them can be optimized out. */

import { strict as assert } from 'node:assert';
import { compiled, rustCompilers } from './compilers';
import { stopsOf } from './debugged';

const SHOWN = ['item', 'unit', 'marker', 'list'];

describe('parameters without bytes', function () {
  this.timeout(120_000);
  for (const compiler of rustCompilers()) {
    for (const level of ['0', '2', 's']) {
      it(`have their type as value: rustc ${compiler.version}, O${level}`, () => {
        const rows: string[][] = [];
        for (const { functionName, values } of stopsOf(
          compiled(compiler, 'debugged.rs', level, 5),
        )) {
          if (!functionName.startsWith('passed<')) continue;
          const found = values();
          rows.push(SHOWN.map(it => found.get(it)?.text ?? 'nothing'));
        }
        assert.deepEqual(rows, [
          ['fn(u32) -> u32', '()', 'Unit', '[]'],
          // A pointer has bytes, though its type has the same name.
          ['debugged::double', '()', 'Unit', '[]'],
        ]);
      });
    }
  }
});
