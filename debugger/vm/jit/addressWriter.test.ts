import { strict as assert } from 'node:assert';
import { assemble } from '../isa/assemble';
import type { Machine } from '../machine';
import { RAM_BASE } from '../machine';
import { PTE } from '../mmu/sv32';
import { CODE, DATA, inUserMode, map, ROOT, word, type Mapping } from '../pagedMachine';
import { EAGER, INTERPRETER, type EngineChoice } from './choice';
import { TranslationCache } from './pageTranslation';

/** Virtual page 2 and 3, which are neighbours in RAM as well. */
const NEIGHBOURS: Mapping = [
  [2, 0x20, DATA],
  [3, 0x21, DATA],
];
const READ_ONLY = DATA & ~(PTE.W | PTE.D);
/** Of two pages that are used. */
const [FIRST_RAM, SECOND_RAM] = [0x20, 0x21] as const;

/** Accesses of all kinds from s0, at 0 to 23, and others beside them. */
const FRAME = `
  sw a0, 4(s0); sw a1, 0(s0); lw a2, 4(s0); sh a2, 14(s0); lbu a3, 15(s0); lh a4, 0(s0)
  lw t0, 20(s0); add t0, t0, a3; sw t0, 20(s0); xor a1, a1, a4; lw a5, 8(s0); lw t1, 16(s0)`;
/** One store, behind what is loaded. */
const MIXED = 'lw a2, 4(s0); lw a3, 8(s0); sw a0, 12(s0)';
/** The same frame, of which nothing is stored. */
const READ =
  'lw a2, 4(s0); lw a3, 0(s0); lbu a4, 15(s0); lh a5, 10(s0); lw t0, 20(s0); lw t1, 16(s0)';

/** The frame's first page is known when it is come to. */
const program = (frame: string, at: number) => `
  li s0, ${at}
  li s1, ${at & -4096}
  loop: addi a0, a0, 1
  li t2, 3
  first: lw t3, 0(s1)
  sw t3, 0(s1)
  addi t2, t2, -1
  bnez t2, first
  ${frame}
  add a1, a1, a2
  j loop`;

type Change = (machine: Machine) => void;

const mapping =
  (pages: Mapping): Change =>
  machine => {
    map(machine, pages);
  };

interface Outcome {
  readonly states: unknown[];
  readonly translatedPart: number;
}

const S0 = 8;

/** Tables for what lies on both sides of 16 MiB, behind which the TLB's entries are numbered anew. */
const TABLES = [0x0a, 0x0b] as const;
const LAST_OF_TLB = 0xfff;

function mapAcrossTlb(machine: Machine): void {
  const entry = (ramPage: number, flags: number) =>
    word(((RAM_BASE / 4096 + ramPage) << 10) | flags);
  const [low, high] = TABLES;
  machine.writePhysical(ROOT + (LAST_OF_TLB >> 10) * 4, entry(low, PTE.V));
  machine.writePhysical(ROOT + ((LAST_OF_TLB >> 10) + 1) * 4, entry(high, PTE.V));
  machine.writePhysical(RAM_BASE + low * 4096 + 0x3ff * 4, entry(FIRST_RAM, DATA));
  machine.writePhysical(RAM_BASE + high * 4096, entry(SECOND_RAM, DATA));
}

/** Runs with both pages, and again with what is changed then. */
function run(text: string, change: Change, engine: EngineChoice): Outcome {
  const machine = inUserMode([[1, 16, CODE], ...NEIGHBOURS], [[16, text]], { engine });
  mapAcrossTlb(machine);
  const states: unknown[] = [];
  const runFor = (steps: number) => {
    const stop = machine.run(steps);
    const { position, pc, registers } = machine;
    states.push([stop, position, pc, [...registers], lastTrap(machine, stop)]);
  };
  for (const steps of [1500, 1, 13, 2000, 6486]) runFor(steps);
  const { translated = 0 } = machine.translation ?? {};
  const translatedPart = translated / machine.position;
  const loop = assemble(text, 0x1000).symbols.get('loop');
  while (machine.pc !== loop) machine.run(1);
  change(machine);
  runFor(3000);
  for (const page of [FIRST_RAM, SECOND_RAM]) {
    states.push(machine.readPhysical(RAM_BASE + page * 4096, 4096));
  }
  return { states, translatedPart };
}

function lastTrap({ lastTrap: { cause, epc, tval } }: Machine, stop: string): unknown {
  return stop === 'trap' ? { cause, epc, tval } : undefined;
}

/** What translated code did of it, where both engines did the same. */
function translatedPart(frame: string, at: number, change: Change = () => undefined): number {
  const text = program(frame, at);
  const eager = { ...EAGER, cache: new TranslationCache(1 << 20) };
  const [plain, translated] = [INTERPRETER, eager].map(it => run(text, change, it));
  assert.deepEqual(translated?.states, plain?.states);
  return translated?.translatedPart ?? 0;
}

describe('accesses from one register', () => {
  it('do what the interpreter does, wherever the frame lies in two neighbouring pages', () => {
    for (const frame of [FRAME, READ]) {
      for (let at = 0x3000 - 32; at <= 0x3000 + 4; at += 4) {
        const part = translatedPart(frame, at);
        assert.ok(part > 0.8, `${part} of it is translated at ${at - 0x3000}`);
      }
    }
  });

  it('do so in the last page of the TLB and its first', () => {
    const seam = (LAST_OF_TLB + 1) * 4096;
    for (let at = seam - 24; at <= seam; at += 4) {
      const part = translatedPart(FRAME, at);
      assert.ok(part > 0.8, `${part} of it is translated at ${at - seam}`);
    }
  });

  const others: Readonly<Record<string, Mapping>> = {
    'lie apart': [
      [2, SECOND_RAM, DATA],
      [3, FIRST_RAM, DATA],
    ],
    'are the same one': [[3, FIRST_RAM, DATA]],
    'may only be read': [
      [2, FIRST_RAM, READ_ONLY],
      [3, SECOND_RAM, READ_ONLY],
    ],
  };
  for (const [what, later] of Object.entries(others)) {
    it(`do what the interpreter does where the pages ${what} from then on`, () => {
      for (const frame of [FRAME, READ, MIXED]) {
        for (let at = 0x3000 - 28; at <= 0x3000; at += 4) translatedPart(frame, at, mapping(later));
      }
    });
  }

  for (const page of [2, 3]) {
    it(`trap where page ${page} is missing from then on, or may only be read`, () => {
      for (const flags of [0, READ_ONLY]) {
        const later: Mapping = [[page, page === 2 ? FIRST_RAM : SECOND_RAM, flags]];
        for (const frame of [FRAME, READ, MIXED]) {
          for (let at = 0x3000 - 28; at <= 0x3000; at += 4) {
            translatedPart(frame, at, mapping(later));
          }
        }
      }
    });
  }

  it('do what the interpreter does where they are misaligned from then on', () => {
    for (const at of [0x2800, 0x3000 - 24, 0x3000 - 12, 0x3000 - 4]) {
      for (const bytes of [1, 2, 3]) {
        const misalign: Change = ({ registers }) => {
          registers[S0] = at + bytes;
        };
        for (const frame of [FRAME, READ, MIXED]) translatedPart(frame, at, misalign);
      }
    }
  });
});
