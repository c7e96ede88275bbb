import { strict as assert } from 'node:assert';
import { hex32 } from '../../../shared/hex';
import { assemble } from '../../isa/assemble';
import { FIELDS, insert } from '../../isa/fields';
import type { BaseInstruction } from '../../isa/instruction';
import { BASE_INSTRUCTIONS } from '../../isa/instructions';
import { formatOperands } from '../../isa/operands';
import { operandFields } from '../../isa/syntax';
import { Machine, RAM_BASE } from '../../machine';
import { EAGER, INTERPRETER, type EngineChoice } from '../choice';
import { UNTRANSLATED } from '../quickLoop.fixture';
import { LOWERINGS } from './lowerings';

/** Both signs, both ends, what division makes an exception of, shift counts beyond 31, bytes and halves of both signs. */
const VALUES = [
  0, 1, 2, 3, 7, 31, 32, 255, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_ffff, 0x1234_5678,
  0x89ab_cdef,
];
/** A row takes those that its field can hold. */
const IMMEDIATES = [0, 1, -1, 5, 15, 31, 2047, -2048, 0x1000, -0x1000, -0x8000_0000];

/** Registers for rd, rs1 and rs2: x0 may be any, and one may be several. */
type Shape = readonly [rd: number, rs1: number, rs2: number];
const [X0, A0, A1, A2, S2] = [0, 10, 11, 12, 18] as const;
const SHAPES: readonly Shape[] = [
  [A2, A0, A1],
  [A0, A0, A1],
  [A1, A0, A1],
  [A0, A0, A0],
  [X0, A0, A1],
  [A2, X0, A1],
  [A2, A0, X0],
];
/** Of what has its address in a0. */
const AT_A0 = SHAPES.filter(([, rs1]) => rs1 === A0);

const STORED: readonly Shape[] = [A1, X0, S2].map(it => [X0, S2, it]);
const OFFSETS = [0, 1, 2, 3, 4, 2044, -4, -2047, -2048];

const RAM_BYTES = 1 << 18;
const OPERANDS = RAM_BASE + 0x4000;
const RESULTS = RAM_BASE + 0x8000;
/** Rounds of all operands: the first ones are interpreted. */
const ROUNDS = 4;

const having = (key: string) => BASE_INSTRUCTIONS.filter(it => key in it.effect);

describe('the lowering of an instruction', () => {
  it('is there for every row but jumps and system functions without a CSR, and for nothing else', () => {
    const rows = BASE_INSTRUCTIONS.filter(
      ({ effect, operands }) =>
        !('jumpsTo' in effect) && (!('calls' in effect) || operands.includes('csr')),
    ).map(it => it.name);
    const lowered = Object.keys(LOWERINGS);
    const missing = rows.filter(it => !lowered.includes(it));
    const idle = lowered.filter(it => !rows.includes(it));
    assert.deepEqual({ missing, idle }, { missing: [], idle: [] });
  });

  for (const row of having('sets')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      compare(spellings(row, SHAPES).map(([text, [rd]]) => `${text}; sw x${rd}, 0(s2)`));
    });
  }

  for (const row of having('exchanges')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const trials = spellings(row, AT_A0).map(
        ([text, [rd]]) => `sw a0, 0(s2); mv a0, s2; ${text}; sw x${rd}, 4(s2)`,
      );
      compare(trials, 2);
    });
  }

  for (const row of having('branchesIf')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const trials = SHAPES.map(
        ([, a, b], at) =>
          `li a2, 1; ${row.name} x${a}, x${b}, taken${at}; li a2, 2; taken${at}: sw a2, 0(s2)`,
      );
      compare(trials);
    });
  }

  for (const row of [...having('loads'), ...having('stores')]) {
    const size = sizeOf(row);
    const aligned = OFFSETS.filter(it => it % size === 0);
    const misaligned = OFFSETS.filter(it => it % size !== 0);

    it(`of ${row.name} does what the interpreter does`, () => {
      compare(accesses(row, aligned), 2);
    });

    if (misaligned.length === 0) continue;
    it(`of ${row.name} leaves to the interpreter what is misaligned`, () => {
      compare(accesses(row, misaligned), 2, 'leaves');
    });
  }
});

for (const row of BASE_INSTRUCTIONS.filter(it => it.operands.includes('csr'))) {
  const sources = row.operands.endsWith('uimm') ? ['0', '1', '31'] : ['a1', 'x0'];
  for (const csr of ['mscratch', 'mepc', 'mcause']) {
    describe(`the lowering of ${row.name}`, () => {
      it(`does with ${csr} what the interpreter does`, () => {
        const trials = sources.map(
          it => `csrw ${csr}, a0; ${row.name} a2, ${csr}, ${it}; ${row.name} x0, ${csr}, ${it}
            csrr a3, ${csr}; sw a2, 0(s2); sw a3, 4(s2)`,
        );
        compare(trials, 2);
      });
    });
  }
}

function sizeOf({ effect }: BaseInstruction): number {
  const width = 'loads' in effect ? effect.loads : 'stores' in effect ? effect.stores : 'i32';
  return Number(width.slice(1)) / 8;
}

/** A load's words are what it loads and none, a store's what it stores around. */
function accesses(row: BaseInstruction, offsets: readonly number[]): string[] {
  if ('loads' in row.effect) {
    return spellings(row, AT_A0, offsets).map(
      ([text, [rd]]) => `mv a0, s0; ${text}; sw x${rd}, 0(s2); sw x0, 4(s2)`,
    );
  }
  return spellings(row, STORED, offsets).map(([text]) => `sw a0, 0(s2); sw a0, 4(s2); ${text}`);
}

/** The instruction with each of the registers and immediates that differ for it. */
function spellings(
  row: BaseInstruction,
  shapes: readonly Shape[],
  choice: readonly number[] = IMMEDIATES,
): [text: string, shape: Shape][] {
  const texts = new Map<string, Shape>();
  const immediate = operandFields(row.operands).find(it => FIELDS[it].role === 'imm');
  const immediates =
    immediate === undefined
      ? [0]
      : choice.filter(it => insert(FIELDS[immediate], it) !== undefined);
  for (const shape of shapes) {
    const [rd, rs1, rs2] = shape;
    for (const imm of immediates) {
      const values = { rd, rs1, rs2, imm, none: 0 };
      const { text } = formatOperands(
        row.operands,
        it => values[FIELDS[it].role],
        0,
        () => undefined,
      );
      texts.set(`${row.name} ${text}`, shape);
    }
  }
  return [...texts];
}

/** Words of results behind a trial's own: what it has left in a0 and a1. */
const LEFT = 2;

/**
 * Executes each trial for every pair of operands in a0 and a1, several times over; s0 points to the first of the two.
 * @param words of results that each trial stores at s2
 */
function everyPair(trials: readonly string[], words: number): string {
  const end = `sw a0, ${words * 4}(s2); sw a1, ${words * 4 + 4}(s2); addi s2, s2, ${(words + LEFT) * 4}`;
  return `
    li s3, ${ROUNDS}
    again: li s2, ${RESULTS | 0}
    li s0, ${OPERANDS | 0}
    first: li s1, ${OPERANDS | 0}
    second:
    ${trials.map(it => `lw a0, 0(s0); lw a1, 0(s1); ${it}; ${end}`).join('\n')}
    addi s1, s1, 4
    li t0, ${(OPERANDS + VALUES.length * 4) | 0}
    bne s1, t0, second
    addi s0, s0, 4
    bne s0, t0, first
    addi s3, s3, -1
    bnez s3, again
    stop: j stop`;
}

function compare(trials: readonly string[], words = 1, mayLeave?: 'leaves'): void {
  const wordsInAll = words + LEFT;
  const length = VALUES.length ** 2 * trials.length * wordsInAll;
  assert.ok(length * 4 <= RAM_BYTES - (RESULTS - RAM_BASE));
  const program = everyPair(trials, words);
  const interpreted = run(program, INTERPRETER);
  const expected = resultsOf(interpreted, length);
  const translated = run(program, EAGER);
  const part = (translated.translation?.translated ?? 0) / translated.position;
  assert.ok(part > (mayLeave === undefined ? 0.9 : 0), `translated code does ${part} of it`);
  const others = { 'translated code': translated, 'the quick loop': run(program, UNTRANSLATED) };
  for (const [who, machine] of Object.entries(others)) {
    equalResults(who, trials, wordsInAll, resultsOf(machine, length), expected);
    assert.equal(machine.position, interpreted.position);
  }
}

function equalResults(
  who: string,
  trials: readonly string[],
  wordsInAll: number,
  results: Int32Array,
  expected: Int32Array,
): void {
  for (const [at, result] of results.entries()) {
    if (result === expected[at]) continue;
    const trial = Math.floor(at / wordsInAll);
    const pair = Math.floor(trial / trials.length);
    const [a, b] = [Math.floor(pair / VALUES.length), pair % VALUES.length].map(it => VALUES[it]);
    const operands = `a0 = ${hex32(a ?? 0)}, a1 = ${hex32(b ?? 0)}`;
    const found = `the interpreter has ${hex32(expected[at] ?? 0)}, ${who} ${hex32(result)}`;
    assert.fail(`${trials[trial % trials.length]} with ${operands}: ${found}`);
  }
}

function run(program: string, engine: EngineChoice): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES, engine });
  const { bytes, symbols } = assemble(program, RAM_BASE);
  machine.writePhysical(RAM_BASE, bytes);
  machine.writePhysical(OPERANDS, new Uint8Array(Uint32Array.from(VALUES).buffer));
  const stop = symbols.get('stop') ?? NaN;
  for (let slices = 0; machine.pc !== stop; slices += 1) {
    assert.ok(slices < 100, 'the program ends');
    machine.run(10_000);
  }
  return machine;
}

function resultsOf(machine: Machine, words: number): Int32Array {
  const bytes = machine.readPhysical(RESULTS, words * 4);
  return new Int32Array(bytes?.buffer ?? new ArrayBuffer(0));
}
