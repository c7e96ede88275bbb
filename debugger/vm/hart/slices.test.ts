import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { CSR } from '../csr/addresses';
import { CSRS } from '../csr/registers';
import { Machine, PRIVILEGE, RAM_BASE } from '../machine';
import { PTE } from '../mmu/sv32';
import { openMemory } from '../testMachine';

const RAM_BYTES = 0x1_0000;
const CODE_WORDS = 256;
const ROOT = RAM_BASE + 0x8000;
const STEPS = 1500;

const WHOLE = [0x30200073, 0x10200073, 0x10500073, 0x12000073, 0x00000073, 0x00100073, 0x0000100f];
/** x8 to x15 point into RAM at first. */
const register = fc.integer({ min: 7, max: 16 });

const csrInstruction = fc
  .tuple(
    fc.constantFrom(...CSRS.filter(it => it.address !== CSR.PMPCFG0).map(it => it.address)),
    fc.nat(31),
    fc.constantFrom(1, 2, 3, 5, 6, 7),
    register,
  )
  .map(([csr, rs1, funct3, rd]) => (csr << 20) | (rs1 << 15) | (funct3 << 12) | (rd << 7) | 0x73);
const load = fc
  .tuple(fc.integer({ min: -64, max: 64 }), register, fc.constantFrom(0, 1, 2, 4, 5), register)
  .map(([imm, rs1, funct3, rd]) => (imm << 20) | (rs1 << 15) | (funct3 << 12) | (rd << 7) | 0x03);
const store = fc
  .tuple(fc.nat(31), register, register, fc.constantFrom(0, 1, 2))
  .map(([imm, rs2, rs1, width]) => (rs2 << 20) | (rs1 << 15) | (width << 12) | (imm << 7) | 0x23);
const atomic = fc
  .tuple(fc.constantFrom(0, 1, 4, 12), register, register)
  .map(([funct5, rs1, rd]) => (funct5 << 27) | (7 << 20) | (rs1 << 15) | 0x202f | (rd << 7));
const loadReserved = fc
  .tuple(register, register)
  .map(([rs1, rd]) => 0x1000_202f | (rs1 << 15) | (rd << 7));
const branch = fc
  .tuple(fc.integer({ min: 1, max: 15 }), register, register)
  .map(([distance, rs1, rs2]) => (distance << 8) | (rs1 << 15) | (rs2 << 20) | 0x1063);
const arithmetic = fc
  .tuple(register, register, register, fc.nat(7))
  .map(([rd, rs1, rs2, funct3]) => (rs2 << 20) | (rs1 << 15) | (funct3 << 12) | (rd << 7) | 0x33);
const fence = fc.tuple(register, fc.nat(31)).map(([a, b]) => 0x12000073 | (a << 15) | (b << 20));
const shorts = fc.tuple(fc.nat(0xffff), fc.nat(0xffff)).map(([a, b]) => a | (b << 16));

const word = fc.oneof(
  { weight: 6, arbitrary: csrInstruction },
  { weight: 3, arbitrary: fc.constantFrom(...WHOLE) },
  { weight: 3, arbitrary: load },
  { weight: 3, arbitrary: store },
  { weight: 3, arbitrary: arithmetic },
  { weight: 2, arbitrary: fc.oneof(atomic, loadReserved, fence) },
  { weight: 2, arbitrary: branch },
  { weight: 1, arbitrary: fc.oneof(shorts, fc.integer()) },
);
const program = fc.record({
  code: fc.array(word, { minLength: CODE_WORDS, maxLength: CODE_WORDS }),
  registers: fc.array(fc.nat(RAM_BYTES - 1), { minLength: 31, maxLength: 31 }),
  mode: fc.constantFrom(PRIVILEGE.MACHINE, PRIVILEGE.SUPERVISOR),
  isPaged: fc.boolean(),
});

type Program = typeof program extends fc.Arbitrary<infer Of> ? Of : never;

/** The code once at the start of RAM, where it begins, and again where traps go to. */
function prepare({ code, registers, mode, isPaged }: Program): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  const bytes = new Uint8Array(Int32Array.from(code).buffer);
  machine.writePhysical(RAM_BASE, bytes);
  machine.writePhysical(RAM_BASE + 0x2000, bytes);
  registers.forEach((value, at) => (machine.registers[at + 1] = RAM_BASE + value));
  openMemory(machine);
  const superpage = ((RAM_BASE / 4096) << 10) | (0xff & ~PTE.U);
  machine.writePhysical(ROOT + 0x200 * 4, new Uint8Array(Int32Array.of(superpage).buffer));
  machine.writeCsr(CSR.MTVEC, RAM_BASE + 0x2000);
  machine.writeCsr(CSR.STVEC, RAM_BASE + 0x2101);
  machine.writeCsr(CSR.MEPC, RAM_BASE + 4);
  machine.writeCsr(CSR.MSTATUS, mode << 11);
  if (isPaged) machine.writeCsr(CSR.SATP, (0x8000_0000 | (ROOT / 4096)) >>> 0);
  machine.writePhysical(RAM_BASE, Uint8Array.of(0x73, 0x00, 0x20, 0x30)); // mret
  return machine;
}

/** Everything that a program can see of a machine. */
function stateOf(machine: Machine) {
  return {
    position: machine.position,
    retired: machine.retired,
    pc: machine.pc,
    privilege: machine.privilege,
    registers: [...machine.registers],
    csrs: CSRS.map(it => [it.name, machine.readCsr(it.address)]),
    memory: Buffer.from(machine.readPhysical(RAM_BASE, RAM_BYTES) ?? []).toString('base64'),
  };
}

/** Runs on over every stop, in slices of a length that `next` says. */
function runTo(machine: Machine, end: number, next: () => number): void {
  while (machine.position < end) {
    const stop = machine.run(Math.min(next(), end - machine.position));
    if (stop === 'finished') return;
  }
}

describe('a hart under a program of random instructions', () => {
  it('comes to the same state in slices of any length', () => {
    let traps = 0;
    fc.assert(
      fc.property(
        program,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (it, cut) => {
          const whole = prepare(it);
          const single = prepare(it);
          const sliced = prepare(it);
          let at = 0;
          runTo(whole, STEPS, () => STEPS);
          runTo(single, STEPS, () => 1);
          runTo(sliced, STEPS, () => cut[at++ % cut.length] ?? 1);
          const expected = stateOf(whole);
          assert.deepEqual(stateOf(single), expected);
          assert.deepEqual(stateOf(sliced), expected);
          assert.ok(whole.position >= STEPS || whole.exitCode !== undefined);
          traps += whole.position - whole.retired;
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(traps > 0);
  });
});
