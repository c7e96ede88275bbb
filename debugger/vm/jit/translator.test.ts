import { strict as assert } from 'node:assert';
import { assemble } from '../isa/assemble';
import { Machine, RAM_BASE } from '../machine';
import { CODE, DATA, inUserMode } from '../pagedMachine';
import { boot } from '../testMachine';
import { EAGER, INTERPRETER, type EngineChoice } from './choice';
import type { Eagerness } from './eagerness';
import { TranslationCache } from './pageTranslation';

/** As the eager engine is. */
const EAGERLY: Eagerness = { interval: 8, price: 0, shortestRun: 0, smallestUnit: 0 };

const LOOP = `
  loop: addi a0, a0, 1
  addi a1, a1, 2
  addi a2, a2, 3
  j loop`;

function counts(machine: Machine) {
  assert.ok(machine.translation !== undefined);
  return machine.translation;
}

/** A word as the bytes of one instruction. */
const instruction = (text: string) => assemble(text, 0).bytes;

describe('translated code', () => {
  it('runs what is hot, and counts it exactly', () => {
    const { machine, x } = boot(LOOP, { engine: EAGER });
    for (const steps of [1000, 1, 77, 64, 100_003]) {
      const before = machine.position;
      assert.equal(machine.run(steps), 'budget');
      assert.equal(machine.position - before, steps);
    }
    assert.equal(x('a0') + x('a1') / 2 + x('a2') / 3, Math.round((machine.position * 3) / 4));
    assert.ok(counts(machine).translated > 90_000);
  });

  it('is made once for the same code at another physical place', () => {
    const copies = 5;
    const code = 'li t0, 100; loop: addi a0, a0, 1; addi t0, t0, -1; bnez t0, loop; jr ra';
    const machine = new Machine({ ramBytes: 1 << 20, engine: EAGER });
    const main = Array.from(
      { length: copies },
      (_, at) => `li t1, ${(RAM_BASE + 0x10000 + at * 4096) | 0}; jalr ra, 0(t1)`,
    );
    machine.writePhysical(RAM_BASE, assemble(`${main.join('\n')}\nstop: j stop`, RAM_BASE).bytes);
    for (let at = 0; at < copies; at += 1) {
      machine.writePhysical(RAM_BASE + 0x10000 + at * 4096, instruction(code));
    }
    machine.run(3000);
    assert.equal(machine.registers[10], copies * 100);
    assert.ok(counts(machine).reused >= copies - 1);
  });

  it('is made once for all machines', () => {
    const cache = new TranslationCache(1 << 20);
    const [first, second] = [1, 2].map(() => {
      const { machine } = boot(LOOP, { engine: { ...EAGER, cache } });
      machine.run(10_000);
      return counts(machine);
    });
    assert.ok(first !== undefined && second !== undefined);
    assert.ok(first.pages > 0 && second.pages === 0 && second.reused > 0);
    assert.ok(second.translated > 9000);
  });

  it('is made when as much was interpreted as it costs, of pages that are ripe together', () => {
    const pages = Array.from(
      { length: 8 },
      (_, at) => `.balign 4096; p${at}: addi a0, a0, ${at}; j p${(at + 1) % 8}`,
    );
    // What has translated much has another price.
    const cache = new TranslationCache(1 << 20);
    const engine = { ...EAGER, cache, eagerness: { ...EAGERLY, interval: 7, price: 1000 } };
    const { machine } = boot(`j p0\n${pages.join('\n')}`, { engine });
    machine.run(8 * 1000);
    assert.equal(counts(machine).pages, 0);
    machine.run(8 * 2000);
    assert.equal(counts(machine).pages, 8);
    assert.ok(counts(machine).units < 4, `${counts(machine).units} units`);
  });

  it('is given up where it is left again after a few instructions', () => {
    const program = `
      loop: addi a0, a0, 1
      addi a1, a1, 1
      csrr a2, mcycle
      j loop`;
    const eagerness = { ...EAGERLY, interval: 64, shortestRun: 32 };
    const [plain, translated] = [INTERPRETER, { ...EAGER, eagerness }].map(engine => {
      const { machine } = boot(program, { engine });
      machine.run(100_000);
      return machine;
    });
    assert.ok(plain !== undefined && translated !== undefined);
    assert.deepEqual(translated.registers, plain.registers);
    assert.ok(counts(translated).translated > 0);
    assert.ok(counts(translated).translated < 5000, `${counts(translated).translated} translated`);
  });

  it('is made anew with an instruction that was not known when it was made, though it is translated all around', () => {
    for (let before = 0; before < 12; before += 1) {
      const program = `${'nop;'.repeat(before)} loop: addi a0, a0, 1; csrr a1, mscratch; j loop`;
      const engine = { ...EAGER, cache: new TranslationCache(1 << 20) };
      const { machine } = boot(program, { engine });
      machine.run(1000);
      const { interpreted } = counts(machine);
      machine.run(100_000);
      assert.ok(counts(machine).interpreted - interpreted < 16, `with ${before} before`);
    }
  });

  it('is shared by virtual addresses of one page, each with its own pc', () => {
    const code = 'addi a0, a0, 1; auipc a1, 0; jalr ra, 0(s1)';
    const caller = 'loop: li s0, 0x2000; jalr s1, 0(s0); li s0, 0x3000; jalr s1, 0(s0); j loop';
    const run = (engine: EngineChoice) => {
      const machine = inUserMode(
        [
          [1, 16, CODE],
          [2, 18, CODE],
          [3, 18, CODE],
        ],
        [
          [16, caller],
          [18, code],
        ],
        { engine },
      );
      const seen = new Set<number>();
      for (let slice = 0; slice < 300; slice += 1) {
        machine.run(97);
        seen.add(machine.registers[11] ?? 0);
      }
      return {
        seen: [...seen].sort(),
        position: machine.position,
        a0: machine.registers[10],
        machine,
      };
    };
    const [plain, translated] = [run(INTERPRETER), run(EAGER)];
    assert.deepEqual(translated.seen, plain.seen);
    assert.ok(plain.seen.includes(0x2004) && plain.seen.includes(0x3004));
    assert.equal(translated.a0, plain.a0);
    assert.ok(counts(translated.machine).translated > 20_000);
  });

  it('stops at a breakpoint that is set in it, and runs on without it', () => {
    const { machine, at, x } = boot(LOOP, { engine: EAGER });
    machine.run(10_000);
    machine.breakpoints.add(at('loop') + 8);
    for (let turn = 0; turn < 200; turn += 1) {
      assert.equal(machine.run(1000), 'breakpoint');
      assert.equal(machine.pc, at('loop') + 8);
      machine.skipBreakpointOnce = true;
    }
    assert.equal(x('a0'), 2500 + 200);
    machine.breakpoints.clear();
    assert.equal(machine.run(10_000), 'budget');
  });

  it('runs at full length beside a breakpoint that is never hit', () => {
    const { machine, at } = boot(`${LOOP}\nnever: nop`, { engine: EAGER });
    machine.breakpoints.add(at('never'));
    machine.run(100_000);
    assert.ok(counts(machine).translated > 90_000);
  });

  it('is left where code stores into it', () => {
    const program = `
      la s0, patch
      li s1, ${new Int32Array(instruction('addi a0, a0, 3').slice().buffer)[0] ?? 0}
      li s2, ${new Int32Array(instruction('addi a0, a0, 5').slice().buffer)[0] ?? 0}
      loop: sw s1, 0(s0)
      .balign 4
      patch: addi a0, a0, 1
      sw s2, 0(s0)
      addi t0, t0, 1
      j loop`;
    const [plain, translated] = [INTERPRETER, EAGER].map(engine => {
      const { machine, x } = boot(program, { engine });
      machine.run(50_000);
      return [machine.pc, machine.position, x('a0'), x('t0')];
    });
    assert.deepEqual(translated, plain);
  });

  it('is not taken up again and again by code that is stored into at each turn', () => {
    const cache = new TranslationCache(1 << 20);
    const program = `
      la s0, patch
      lw s1, 0(s0)
      loop: sw s1, 0(s0)
      .balign 4
      patch: addi a0, a0, 1
      addi a1, a1, 1
      j loop`;
    const { machine, x } = boot(program, { engine: { name: 'translator', cache } });
    machine.run(2_000_002);
    assert.equal(x('a0'), 500_000);
    assert.ok(counts(machine).reused < 64, `${counts(machine).reused} times`);
  });

  it('looks at the interpreter again when the machine was restored to long before', () => {
    const cache = new TranslationCache(1 << 20);
    const { machine, at } = boot(LOOP, { engine: { name: 'translator', cache } });
    const start = machine.snapshot();
    machine.run(20_000_000);
    machine.restore(start);
    machine.writePhysical(at('loop'), instruction('addi a0, a0, 5'));
    machine.run(2_000_000);
    assert.equal(counts(machine).units, 2);
  });

  it('costs no more than a share of what is executed, however often code changes', () => {
    const { machine, at } = boot(LOOP, {
      engine: { ...EAGER, eagerness: { ...EAGERLY, interval: 16 } },
    });
    for (let turn = 0; turn < 500; turn += 1) {
      machine.run(200);
      machine.writePhysical(at('loop'), instruction(`addi a0, a0, ${turn}`));
    }
    assert.ok(counts(machine).pages < 100, `${counts(machine).pages} pages`);
  });

  it('is forgotten, all of it, when there is more than there is room for', () => {
    // A loop over more pages than there may be regions, none like another.
    const pages = Array.from(
      { length: 8 },
      (_, at) => `.balign 4096; p${at}: addi a0, a0, ${at}; j p${(at + 1) % 8}`,
    );
    const program = `j p0\n${pages.join('\n')}`;
    const room = { functions: 3, bytes: 1 << 20 };
    const cache = new TranslationCache(1 << 20);
    const [plain, translated] = [INTERPRETER, { ...EAGER, room, cache }].map(engine => {
      const booted = boot(program, { engine });
      booted.machine.run(100_000);
      return booted;
    });
    assert.ok(plain !== undefined && translated !== undefined);
    assert.equal(translated.x('a0'), plain.x('a0'));
    assert.equal(translated.machine.pc, plain.machine.pc);
    assert.ok(counts(translated.machine).evictions > 0);
    assert.ok(counts(translated.machine).translated > 0);
  });

  it('leaves a page fault in the middle of a block precise', () => {
    const code = `li s0, 0x4ff0; li a0, 0
      loop: addi a0, a0, 1; sw a0, 0(s0); addi a1, a1, 1; addi s0, s0, 4; addi a2, a2, 1; j loop`;
    const [plain, translated] = [INTERPRETER, EAGER].map(engine => {
      const machine = inUserMode(
        [
          [1, 16, CODE],
          [4, 20, DATA],
          [5, 21, DATA],
        ],
        [[16, code]],
        { engine },
      );
      machine.stopOnTrap = true;
      assert.equal(machine.run(100_000), 'trap');
      return {
        trap: { ...machine.lastTrap },
        registers: [...machine.registers],
        at: machine.position,
      };
    });
    assert.deepEqual(translated, plain);
    assert.equal(translated?.trap.cause, 15);
    assert.equal(translated.trap.tval, 0x6000);
  });

  for (const [how, step] of [
    ['aligned', 4],
    ['misaligned', 6],
  ] as const) {
    it(`goes from page to page with many accesses from one register, ${how}`, () => {
      const accesses = Array.from(
        { length: 20 },
        (_, at) => `sw a1, ${at * 4}(s0); lw a2, ${at * 4}(s0)`,
      );
      const code = `li s0, 0x4f80; li a1, 7
        loop: ${accesses.join('; ')}; addi a1, a1, 1; add a0, a0, a2; addi s0, s0, ${step}; j loop`;
      const [plain, translated] = [INTERPRETER, EAGER].map(engine => {
        const machine = inUserMode(
          [
            [1, 16, CODE],
            [4, 22, DATA],
            [5, 21, DATA],
            [6, 20, DATA],
          ],
          [[16, code]],
          { engine },
        );
        assert.equal(machine.run(1_000_000), 'trap');
        return {
          trap: { ...machine.lastTrap },
          registers: [...machine.registers],
          at: machine.position,
          memory: machine.readPhysical(RAM_BASE + 20 * 4096, 3 * 4096),
        };
      });
      assert.deepEqual(translated, plain);
      assert.equal(translated?.trap.cause, 15);
      assert.equal(translated.trap.tval >>> 12, 7);
    });
  }
});
