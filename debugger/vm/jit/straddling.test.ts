import { strict as assert } from 'node:assert';
import { assemble } from '../isa/assemble';
import type { Machine } from '../machine';
import { RAM_BASE } from '../machine';
import { CODE, inUserMode, map } from '../pagedMachine';
import { boot } from '../testMachine';
import { EAGER, INTERPRETER, type EngineChoice } from './choice';
import { TranslationCache } from './pageTranslation';

/** Of their own, so that nothing is found that another test has translated. */
const engines = (): readonly EngineChoice[] => [
  INTERPRETER,
  { ...EAGER, cache: new TranslationCache(1 << 20) },
];

/** An instruction whose second half is the first halfword of the next page, in a loop. */
const across = (instruction: string, rest: string) => `
  j start
  .balign 4096
  ${'c.nop;'.repeat(2045)}
  loop: addi a0, a0, 1
  across: ${instruction}
  ${rest}
  start: li s0, ${(RAM_BASE + 0x8000) | 0}
  j loop`;

function seen(machine: Machine) {
  return [machine.pc, machine.position, ...machine.registers];
}

describe('an instruction that lies across two pages', () => {
  const kinds: readonly (readonly [what: string, instruction: string, rest: string])[] = [
    ['computes', 'addi a1, a1, 3', 'xor a2, a2, a1; j loop'],
    ['loads', 'lw a1, 4(s0)', 'addi a1, a1, 1; j loop'],
    ['stores', 'sw a0, 4(s0)', 'lw a1, 4(s0); j loop'],
    ['branches', 'beq a0, a3, back', 'addi a3, a0, 5; back: j loop'],
    ['jumps', 'j loop', ''],
    ['calls', 'jal ra, function', 'addi a3, a3, 1; j loop; function: jr ra'],
    ['returns to a register', 'jalr ra, 0(s1)', 'there: j loop'],
    ['reads the clock', 'csrr a1, time', 'add a2, a2, a1; j loop'],
  ];
  for (const [what, instruction, rest] of kinds) {
    it(`and ${what} is translated, and does what the interpreter does`, () => {
      const program = `la s1, ${rest.includes('there') ? 'there' : 'loop'}\n${across(instruction, rest)}`;
      const [plain, translated] = engines().map(engine => {
        const { machine, at } = boot(program, { engine });
        assert.equal(at('across') & 4095, 4094);
        const states = [];
        for (const steps of [1000, 1, 77, 64, 20_003]) {
          machine.run(steps);
          states.push(seen(machine));
        }
        return { states, machine };
      });
      assert.deepEqual(translated?.states, plain?.states);
      assert.ok((translated?.machine.translation?.translated ?? 0) > 20_000);
    });
  }

  it('is another when its second half is stored into', () => {
    // Of addi only the immediate lies in the second half.
    const [one, two] = ['addi a1, a1, 1', 'addi a1, a1, 2'].map(it => assemble(it, 0).bytes);
    const [plain, translated] = engines().map(engine => {
      const { machine, at } = boot(across('addi a1, a1, 1', 'j loop'), { engine });
      const states = [];
      for (const bytes of [one, two, one, two]) {
        machine.writePhysical(at('across') + 2, bytes?.slice(2) ?? new Uint8Array());
        machine.run(5000);
        states.push(seen(machine));
      }
      return states;
    });
    assert.deepEqual(translated, plain);
  });

  for (const turns of [5, 6])
    it(`has the second half of the page that is mapped behind, whichever that is, ${turns} times, and then none`, () => {
      const [one, two] = ['addi a1, a1, 1', 'addi a1, a1, 2'].map(it => assemble(it, 0).bytes);
      const [plain, translated] = engines().map(engine => {
        const machine = inUserMode(
          [
            [1, 16, CODE],
            [2, 17, CODE],
          ],
          [[16, `${'c.nop;'.repeat(2046)} c.addi a0, 1`]],
          { engine },
        );
        const place = RAM_BASE + 16 * 4096 + 4094;
        machine.writePhysical(place, one?.slice(0, 2) ?? new Uint8Array());
        for (const [page, bytes] of [
          [17, one],
          [18, two],
        ] as const) {
          const back = assemble('lui t0, 1; addi t0, t0, 1992; addi t0, t0, 2000; jr t0', 0).bytes;
          machine.writePhysical(RAM_BASE + page * 4096, bytes?.slice(2) ?? new Uint8Array());
          machine.writePhysical(RAM_BASE + page * 4096 + 2, back);
        }
        const states = [];
        for (let turn = 0; turn < turns; turn += 1) {
          map(machine, [[2, 17 + (turn % 2), CODE]]);
          machine.run(3000);
          states.push(seen(machine));
        }
        map(machine, [[2, 17, 0]]);
        assert.equal(machine.run(3000), 'trap');
        states.push([...seen(machine), machine.lastTrap.epc, machine.lastTrap.tval]);
        return { states, machine };
      });
      assert.deepEqual(translated?.states, plain?.states);
      assert.ok((translated?.machine.translation?.translated ?? 0) > 10_000);
    });
});
