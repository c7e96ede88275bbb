/** Values of `kinds.rs` where another debugger has none: wide discriminants, states of futures, what is optimized out. */

import { strict as assert } from 'node:assert';
import { frameContext, stoppedAtText, unwound } from './stopped';
import { rustFixture } from './tools';

/** Variables of all logical frames of the innermost function, as text. */
function valuesAt(level: string, text: string): Map<string, string> {
  const stopped = stoppedAtText(rustFixture(level, 5, 'kinds'), text, 'kinds.rs');
  const [frame] = unwound(stopped);
  const { info } = stopped;
  const found = new Map<string, string>();
  for (const [depth, { shortName }] of info.framesAt(frame!.pc).entries()) {
    for (const it of info.variablesAt(frame!.pc, depth)) {
      const { text: value } = info.readVariable(it, frameContext(stopped, frame!));
      found.set(`${shortName} ${it.name}${it.isShadowed ? ' (shadowed)' : ''}`, value);
    }
  }
  assert.deepEqual(info.problems, []);
  return found;
}

describe('kinds of values', () => {
  it('discriminants of 128 bits, signed ones, unions, and constants as parameters', () => {
    const found = valuesAt('0', 'black_box((&low, &high');
    assert.equal(found.get('layouts low'), 'Low(7)');
    assert.equal(found.get('layouts high'), 'High(8)');
    assert.equal(found.get('layouts level'), 'Below');
    assert.equal(found.get('layouts nested'), 'Some(Err(-5))');
    assert.match(
      found.get('layouts overlay')!,
      /word: 1065353217, halves: \[1, 16256\], real: 1\.0/,
    );
    assert.equal(
      found.get('layouts matrix'),
      'Matrix { cells: [[7, 2, 3], [4, 5, 6]], scale: -1 }',
    );
  });

  it('what closures have captured, by value and by reference', () => {
    const found = valuesAt('0', 'black_box(&owning)');
    assert.match(found.get('closures owning')!, /moved: \[7, 7, 7\], second: 42/);
    assert.match(found.get('closures counting')!, /factor: &21, count: &mut 84/);
    const inside = valuesAt('0', 'let product = amount');
    assert.equal(inside.get('{closure#0} amount'), '2');
    assert.equal(inside.get('{closure#0} factor'), '21');
  });

  it('the state in which a future waits', () => {
    for (const level of ['0', '2']) {
      const found = valuesAt(level, 'match future.as_mut().poll');
      assert.match(found.get('futures future')!, /^&mut Suspend0 \{ kept: 8, turns: [12], /);
      assert.equal(found.get('futures first'), 'Pending');
    }
  });

  it('a parameter that an inlined closure has as a constant, once', () => {
    const found = valuesAt('2', 'let product = amount');
    assert.equal(found.get('{closure#0} amount'), '2');
    assert.equal(found.has('{closure#0} amount (shadowed)'), false);
    assert.equal(found.get('{closure#0} count'), '<optimized out>');
  });

  it('where a value is kept that is optimized out here', () => {
    const elf = rustFixture('2', 5, 'kinds');
    const info = elf.info();
    let count = 0;
    for (const { variables } of info.listVariables()) {
      for (const { name, scope, locations } of variables) {
        const [first] = locations;
        const [range] = scope;
        if (first?.low === undefined || range === undefined || first.low <= range.low) continue;
        // The scope starts before the value is there.
        const depths = info.framesAt(range.low).map((_, depth) => depth);
        const here = depths
          .flatMap(depth => info.variablesAt(range.low, depth))
          .find(it => it.name === name && !it.isShadowed);
        const absence = here && info.absenceOf(here, range.low);
        if (!here || !absence?.nearest) continue;
        const context = { pc: range.low, cfa: undefined, registers: () => 0 };
        const value = info.readVariable(here, { ...context, readMemory: () => undefined });
        assert.match(value.text, /^<.*, kept (?:on line \d+|at 0x[0-9a-f]{8})>$/);
        assert.equal(info.absenceOf(here, absence.nearest.low), undefined);
        assert.ok(absence.ranges.some(it => it.low === absence.nearest!.low));
        count++;
      }
    }
    assert.ok(count > 5, `${count} variables`);
  });
});
