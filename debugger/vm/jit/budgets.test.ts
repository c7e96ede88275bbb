import { strict as assert } from 'node:assert';
import { boot } from '../testMachine';
import { EAGER, INTERPRETER, type EngineChoice } from './choice';
import { TranslationCache } from './pageTranslation';

/** Each goes back in another way, and for ever. */
const WAYS_BACK: Readonly<Record<string, string>> = {
  'by a branch': 'again: addi a0, a0, 1; xor a1, a1, a0; bnez sp, again',
  'in a loop of loops': `outer: li t0, 3
    inner: addi a0, a0, 1; addi t0, t0, -1; bnez t0, inner
    addi a1, a1, 1; j outer`,
  'into the middle of a loop': `j middle
    loop: addi a0, a0, 1
    middle: addi a1, a1, 1; andi t0, a1, 3; bnez t0, loop
    addi a2, a2, 1; j middle`,
  'by a jump to a register': 'la t0, again; again: addi a0, a0, 1; addi a1, a1, 2; jr t0',
  'by a call of what lies before': `j start
    function: addi a0, a0, 1; bnez a0, deeper; deeper: addi a1, a1, 1
    start: addi a2, a2, 1; jal ra, function`,
  'by returns from functions': `j start
    function: addi a0, a0, 1; jr ra
    start: la s0, start
    jal ra, function; addi a1, a1, 1; jal ra, function; addi a2, a2, 1; jr s0`,
};

/** Lengths of slices, again and again: within a block, a turn, and what one call of translated code may do. */
const SLICES = [1, 2, 3, 5, 7, 11, 30, 64, 200, 400, 599, 600, 601, 1000, 1003, 4096, 300_001];

function engines(): readonly EngineChoice[] {
  return [INTERPRETER, { ...EAGER, cache: new TranslationCache(1 << 20) }];
}

describe('a budget ends at the exact instruction, where control goes back', () => {
  for (const [how, program] of Object.entries(WAYS_BACK)) {
    it(how, () => {
      const [plain, translated] = engines().map(engine => {
        const { machine } = boot(`li sp, 1; ${program}`, { engine });
        machine.run(100);
        const states = SLICES.map(steps => {
          const from = machine.position;
          machine.run(steps);
          return [machine.position - from, machine.pc, ...machine.registers];
        });
        return { states, machine };
      });
      assert.deepEqual(translated?.states, plain?.states);
      for (const [at, [done]] of (plain?.states ?? []).entries()) assert.equal(done, SLICES[at]);
      assert.ok((translated?.machine.translation?.translated ?? 0) > 290_000);
    });
  }
});
