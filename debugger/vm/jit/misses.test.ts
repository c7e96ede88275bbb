import { strict as assert } from 'node:assert';
import { assemble } from '../isa/assemble';
import { Machine, RAM_BASE } from '../machine';
import { HALFWORDS } from './blocks';
import { EAGER, INTERPRETER } from './choice';
import { Misses } from './misses';
import { TranslationCache } from './pageTranslation';

describe('misses', () => {
  it('cost more with each, and name the places that are missed often', () => {
    const misses = new Misses();
    const costs: number[] = [];
    for (let at = 0; at < 100; at += 1) costs.push(misses.note(3, at < 50 ? 8 : at < 99 ? 16 : 24));
    assert.deepEqual(
      costs,
      costs.map((_, at) => (at + 1) * (costs[0] ?? 0)),
    );
    misses.note(4, 32);
    const isEntered = new Uint8Array(HALFWORDS);
    misses.addTo(isEntered, 3);
    assert.deepEqual(
      [...isEntered.keys()].filter(it => isEntered[it] !== 0),
      [4, 8],
    );
    misses.forget(3);
    assert.equal(misses.note(3, 8), costs[0]);
  });

  it('make ways in where another page goes back into the middle of a block', () => {
    const work = (count: number) =>
      Array.from({ length: count }, () => 'addi a1, a1, 1').join('\n');
    const there = RAM_BASE + 0x1000;
    // To one of eight places, sixteen instructions apart, in turn.
    const back = 'addi t2, t2, 1; andi t3, t2, 7; slli t3, t3, 6; add t3, t3, t1; jr t3';
    const pages: readonly [number, string][] = [
      [RAM_BASE, `li t0, ${there | 0}; la t1, back; back: ${work(128)}\njr t0`],
      [there, back],
    ];
    const eagerness = { interval: 1000, price: 4, shortestRun: 0, smallestUnit: 0 };
    const engine = { ...EAGER, eagerness, cache: new TranslationCache(1 << 20) };
    const [machine, plain] = [engine, INTERPRETER].map(it => {
      const made = new Machine({ ramBytes: 1 << 20, engine: it });
      for (const [at, program] of pages) made.writePhysical(at, assemble(program, at).bytes);
      return made;
    });
    assert.ok(machine?.translation !== undefined && plain !== undefined);
    machine.run(200_000);
    const { interpreted } = machine.translation;
    machine.run(200_000);
    plain.run(400_000);
    assert.deepEqual(machine.registers, plain.registers);
    const later = machine.translation.interpreted - interpreted;
    assert.ok(later < 10_000, `${later} interpreted`);
  });
});
