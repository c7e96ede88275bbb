import { strict as assert } from 'node:assert';
import { hex32 } from '../../shared/hex';
import { boot } from '../testMachine';

const MIN = -0x80000000;

/** Register to register: the instruction on a0 and a1. */
const binary: readonly [name: string, a: number, b: number, expected: number][] = [
  ['add', 0x7fffffff, 1, MIN],
  ['sub', MIN, 1, 0x7fffffff],
  ['sll', 1, 33, 2], // Only five bits of the amount count.
  ['srl', -1, 31, 1],
  ['sra', MIN, 31, -1],
  ['slt', -1, 0, 1],
  ['sltu', -1, 0, 0],
  ['xor', 0x0ff0, 0x00ff, 0x0f0f],
  ['or', 0x0f00, 0x00f0, 0x0ff0],
  ['and', 0x0ff0, 0x00ff, 0x00f0],
  ['mul', 0x10001, 0x10001, 0x20001],
  ['mulh', MIN, MIN, 0x40000000],
  ['mulhsu', -1, -1, -1],
  ['mulhu', -1, -1, -2],
  ['div', MIN, -1, MIN], // The only signed overflow.
  ['div', 7, 0, -1],
  ['div', -7, 2, -3],
  ['divu', -1, 1, -1],
  ['divu', -1, 2, 0x7fffffff],
  ['divu', 5, 0, -1],
  ['rem', -7, 0, -7],
  ['rem', MIN, -1, 0],
  ['rem', -7, 2, -1],
  ['remu', -1, 0, -1],
  ['remu', -1, 10, 5],
];

const immediate: readonly [name: string, a: number, imm: number, expected: number][] = [
  ['addi', 5, -6, -1],
  ['slti', -1, 0, 1],
  ['sltiu', 5, -1, 1], // The immediate is extended first and unsigned then.
  ['xori', 5, -1, -6],
  ['ori', 0x700, 0x0ff, 0x7ff],
  ['andi', -1, 0x7ff, 0x7ff],
  ['slli', 1, 31, MIN],
  ['srli', MIN, 31, 1],
  ['srai', MIN, 31, -1],
];

const branches: readonly [name: string, a: number, b: number, taken: boolean][] = [
  ['beq', 1, 1, true],
  ['bne', 1, 1, false],
  ['blt', -1, 0, true],
  ['bge', 0, 0, true],
  ['bltu', -1, 0, false],
  ['bgeu', -1, 0, true],
];

/** a0 becomes the old word; `after` is what memory holds. */
const atomics: readonly [name: string, memory: number, b: number, after: number][] = [
  ['amoswap.w', 1, 2, 2],
  ['amoadd.w', -1, 2, 1],
  ['amoxor.w', 3, 5, 6],
  ['amoand.w', 3, 5, 1],
  ['amoor.w', 3, 5, 7],
  ['amomin.w', -1, 5, -1],
  ['amomax.w', -1, 5, 5],
  ['amominu.w', -1, 5, 5],
  ['amomaxu.w', -1, 5, -1],
];

/** a0 from the bytes 80 81 82 83 at `data`. */
const loads: readonly [instruction: string, expected: number][] = [
  ['lb a0, 0(s0)', -0x80],
  ['lbu a0, 1(s0)', 0x81],
  ['lh a0, 0(s0)', -0x7e80],
  ['lhu a0, 2(s0)', 0x8382],
  ['lw a0, 0(s0)', 0x83828180 | 0],
  ['lh a0, 1(s0)', 0x8281 - 0x10000], // Misaligned accesses are performed.
  ['lhu a0, 3(s0)', 0x0183],
  ['lw a0, 1(s0)', 0x01838281],
];

function runAll(program: string) {
  const booted = boot(program);
  const { machine } = booted;
  machine.breakpoints.add(booted.at('end'));
  assert.equal(machine.run(1000), 'breakpoint');
  return booted;
}

describe('instructions', () => {
  for (const [name, a, b, expected] of binary) {
    it(`${name} ${hex32(a)}, ${hex32(b)} = ${hex32(expected)}`, () => {
      const { x } = runAll(`li a0, ${a}\n li a1, ${b}\n ${name} a0, a0, a1\n end: j end`);
      assert.equal(x('a0'), expected);
    });
  }

  for (const [name, a, imm, expected] of immediate) {
    it(`${name} ${hex32(a)}, ${imm} = ${hex32(expected)}`, () => {
      const { x } = runAll(`li a0, ${a}\n ${name} a0, a0, ${imm}\n end: j end`);
      assert.equal(x('a0'), expected);
    });
  }

  for (const [name, a, b, taken] of branches) {
    it(`${name} ${a}, ${b} is ${taken ? '' : 'not '}taken`, () => {
      const { x } = runAll(
        `li a0, ${a}; li a1, ${b}; li a2, 1; ${name} a0, a1, end; li a2, 0; end: j end`,
      );
      assert.equal(x('a2'), taken ? 1 : 0);
    });
  }

  for (const [name, memory, b, after] of atomics) {
    it(`${name} ${memory}, ${b} leaves ${after}`, () => {
      // The first goes around the fast path, the second through it.
      const { x, word } = runAll(`
            la s0, data
            la s1, other
            li a1, ${b}
            ${name} a0, a1, (s0)
            ${name} a2, a1, (s1)
       end: j end
            .balign 4096
      data: .word ${memory}
      other: .word ${memory}`);
      assert.deepEqual([x('a0'), x('a2')], [memory, memory]);
      assert.deepEqual([word('data'), word('other')], [after, after]);
    });
  }

  for (const [instruction, expected] of loads) {
    it(`${instruction} = ${hex32(expected)}`, () => {
      const { x } = runAll(
        `la s0, data; ${instruction}; end: j end; .balign 4096; data: .byte 0x80, 0x81, 0x82, 0x83, 1`,
      );
      assert.equal(x('a0'), expected);
    });
  }

  it('stores bytes, halves and words, misaligned and across pages', () => {
    const { machine, at, x } = runAll(`
          la s0, data
          li a0, 0x44332211
          sw a0, -2(s0)
          sb a0, 5(s0)
          sh a0, 7(s0)
          lw a1, -2(s0)
     end: j end
          .balign 4096
          .space 4096
    data: .word 0, 0, 0`);
    assert.equal(x('a1'), 0x44332211);
    assert.equal(
      Buffer.from(machine.readPhysical(at('data') - 2, 12) ?? []).toString('hex'),
      '112233440000001100112200',
    );
  });

  it('links and jumps', () => {
    const { x, at } = runAll(`
          call far
          jal t0, near
     end: j end
    near: auipc t1, 1
          jalr t2, 1(t0)  # The lowest bit is dropped.
     far: ret`);
    assert.equal(x('t0') >>> 0, at('end'));
    assert.equal(x('t1') >>> 0, at('near') + 0x1000);
    assert.equal(x('t2') >>> 0, at('near') + 8);
  });

  it('jumps where a register points even if it is the one that links', () => {
    const { x, at } = runAll('la t0, end; nop; jalr t0, 0(t0); nop; end: j end');
    assert.equal(x('t0') >>> 0, at('end') - 4);
  });

  it('executes compressed instructions, and counts each once', () => {
    const { x, machine } = runAll(`
          c.li a0, -3
          c.addi a0, 10
          c.mv a1, a0
          c.add a1, a0
          c.slli a1, 2
          c.lui a2, 0x10
          c.nop
          c.jal sub
     end: j end
     sub: c.srli a2, 16
          c.jr ra`);
    assert.deepEqual([x('a0'), x('a1'), x('a2')], [7, 56, 1]);
    assert.equal(machine.retired, 10);
  });

  it('keeps x0 zero', () => {
    const { machine } = runAll('addi zero, zero, 5; jal zero, end; nop; end: j end');
    assert.equal(machine.registers[0], 0);
  });

  it('lets SC succeed once after LR, at its own word only', () => {
    const { x, word } = runAll(`
          la s0, data
          lr.w a0, (s0)
          addi a1, a0, 1
          sc.w a2, a1, (s0)
          sc.w a3, a1, (s0)
          lr.w a0, (s0)
          addi s1, s0, 4
          sc.w a4, a1, (s1)
     end: j end
          .balign 4096
    data: .word 41, 0`);
    assert.deepEqual([x('a2'), x('a3'), x('a4')], [0, 1, 1]);
    assert.equal(word('data'), 42);
  });
});
