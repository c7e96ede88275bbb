import { strict as assert } from 'node:assert';
import { assemble } from '../../isa/assemble';
import type { BaseInstruction } from '../../isa/instruction';
import { BASE_INSTRUCTIONS } from '../../isa/instructions';
import { Machine, RAM_BASE } from '../../machine';
import { EAGER, INTERPRETER, type EngineChoice } from '../choice';
import { LOWERINGS } from './lowerings';

/** Both signs, both ends, what division makes an exception of, and shift counts beyond 31. */
const VALUES = [
  0, 1, 2, 3, 7, 31, 32, 255, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_ffff, 0x1234_5678,
];
const IMMEDIATES = [0, 1, -1, 5, 2047, -2048];
const SHIFTS = [0, 1, 15, 31];

const RAM_BYTES = 1 << 16;
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
    );
    assert.deepEqual(Object.keys(LOWERINGS).sort(), rows.map(it => it.name).sort());
  });

  for (const row of [...having('sets'), ...having('exchanges')]) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const lines = linesOf(row);
      const program = everyPair(lines.map(it => `${it}\nsw a2, 0(s2); addi s2, s2, 4`).join('\n'));
      compare(program, VALUES.length ** 2 * lines.length);
    });
  }

  for (const row of having('branchesIf')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const line = `li a2, 1; ${row.name} a0, a1, taken; li a2, 2; taken: sw a2, 0(s2); addi s2, s2, 4`;
      compare(everyPair(line), VALUES.length ** 2);
    });
  }

  for (const row of having('loads')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const lines = [0, 1, 2, 3].map(
        it => `${row.name} a2, ${it}(s0); sw a2, 0(s2); addi s2, s2, 4`,
      );
      compare(everyPair(lines.join('\n')), VALUES.length ** 2 * lines.length);
    });
  }

  for (const row of having('stores')) {
    it(`of ${row.name} does what the interpreter does`, () => {
      const line = `sw a0, 0(s2); ${row.name} a1, 1(s2); ${row.name} a1, 2(s2); addi s2, s2, 8`;
      compare(everyPair(line), VALUES.length ** 2 * 2);
    });
  }
});

const accesses = BASE_INSTRUCTIONS.filter(it => it.operands.includes('csr'));
for (const row of accesses) {
  const sources = row.operands.endsWith('uimm') ? ['0', '1', '31'] : ['a1', 'x0'];
  for (const csr of ['mscratch', 'mepc', 'mcause']) {
    describe(`the lowering of ${row.name}`, () => {
      it(`does with ${csr} what the interpreter does`, () => {
        const lines = sources.map(
          it => `csrw ${csr}, a0; ${row.name} a2, ${csr}, ${it}; ${row.name} x0, ${csr}, ${it}
            csrr a3, ${csr}; sw a2, 0(s2); sw a3, 4(s2); addi s2, s2, 8`,
        );
        compare(everyPair(lines.join('\n')), VALUES.length ** 2 * lines.length * 2);
      });
    });
  }
}

/** The instruction with a0 and a1 as operands, a2 as result; for an atomic the word at s2. */
function linesOf({ name, operands }: BaseInstruction): string[] {
  if (operands.includes('(rs1)')) {
    return [`sw a0, 0(s2); ${name} a3, a1, (s2); lw a4, 0(s2); xor a2, a3, a4; xor a2, a2, a1`];
  }
  if (operands === 'rd, rs1, rs2') return [`${name} a2, a0, a1`];
  if (operands === 'rd, rs1, immI') return IMMEDIATES.map(it => `${name} a2, a0, ${it}`);
  if (operands === 'rd, rs1, shamt') return SHIFTS.map(it => `${name} a2, a0, ${it}`);
  assert.equal(operands, 'rd, immU');
  return [0, 1, 0x80000, 0xfffff].map(it => `${name} a2, ${it}`);
}

/** Runs the lines for every pair of operands, several times over; s0 points to the first of the two. */
function everyPair(lines: string): string {
  const end = OPERANDS + VALUES.length * 4;
  return `
    li s3, ${ROUNDS}
    again: li s2, ${RESULTS | 0}
    li s0, ${OPERANDS | 0}
    first: li s1, ${OPERANDS | 0}
    second: lw a0, 0(s0); lw a1, 0(s1)
    ${lines}
    addi s1, s1, 4
    li t0, ${end | 0}
    bne s1, t0, second
    addi s0, s0, 4
    bne s0, t0, first
    addi s3, s3, -1
    bnez s3, again
    stop: j stop`;
}

function compare(program: string, words: number): void {
  assert.ok(words * 4 <= RAM_BYTES - 0x8000);
  const [interpreted, translated] = [INTERPRETER, EAGER].map(it => run(program, it));
  assert.ok(translated?.translation !== undefined && translated.translation.regions > 0);
  assert.ok(interpreted !== undefined);
  assert.deepEqual(resultsOf(translated, words), resultsOf(interpreted, words));
  assert.equal(translated.position, interpreted.position);
}

function run(program: string, engine: EngineChoice): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES, engine });
  const { bytes, symbols } = assemble(program, RAM_BASE);
  machine.writePhysical(RAM_BASE, bytes);
  machine.writePhysical(OPERANDS, new Uint8Array(Uint32Array.from(VALUES).buffer));
  const stop = symbols.get('stop') ?? NaN;
  for (let slices = 0; machine.pc !== stop; slices += 1) {
    assert.ok(slices < 1000, 'the program ends');
    machine.run(1000);
  }
  return machine;
}

function resultsOf(machine: Machine, words: number): Int32Array {
  const bytes = machine.readPhysical(RESULTS, words * 4);
  return new Int32Array(bytes?.buffer ?? new ArrayBuffer(0));
}
