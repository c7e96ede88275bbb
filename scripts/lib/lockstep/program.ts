/**
 * Random programs for a comparison after every instruction. A program is a row of chunks. Whatever a chunk does, and in
 * whatever mode, the trap handlers go on at the next one: `gp` holds its address and `tp` the mode to enter it in.
 */

import { assemble } from '../../../debugger/vm/isa/assemble';
import { RAM_BASE } from '../../../debugger/vm/machine';
import { Random } from '../random';
import { CHUNKS } from './chunks';
import { DATA, DATA_BYTES, TABLES, tables } from './layout';

const CHUNKS_IN_A_PROGRAM = 400;

export interface Program {
  readonly seed: number;
  /** Assembly, with NEXT for the address of what follows. With some of them left out it is a program too. */
  readonly chunks: readonly string[];
}

export function makeProgram(seed: number, kinds = CHUNKS): Program {
  const random = new Random(seed);
  const chunks = Array.from({ length: CHUNKS_IN_A_PROGRAM }, (_, at) => {
    const mode = random.of([0, 0, 1, 1, 3, 3, 3]);
    return `la gp, NEXT; li tp, ${mode}\n${random.of(kinds)(random, `c${at}`)}`;
  });
  return { seed, chunks };
}

/** RAM from its start: code, data and page tables. */
export function imageOf({ seed, chunks }: Program): Uint8Array {
  const random = new Random(seed ^ 0x5eed);
  const { bytes } = assemble(textOf(chunks, random), RAM_BASE);
  const image = new Uint8Array(TABLES.end - RAM_BASE);
  image.set(bytes);
  for (let at = 0; at < DATA_BYTES; at += 1) image[DATA - RAM_BASE + at] = random.below(256);
  image.set(tables(random), TABLES.root - RAM_BASE);
  return image;
}

function textOf(chunks: readonly string[], random: Random): string {
  const body = chunks.map((chunk, at) => `k${at}: ${chunk.replace('NEXT', `k${at + 1}`)}\n`);
  return `
    la t0, machine_handler
    csrw mtvec, t0
    la t0, supervisor_handler
    csrw stvec, t0
    li t0, -1
    csrw pmpaddr0, t0
    li t0, 0x1f
    csrw pmpcfg0, t0
    li t0, 0x2004000
    li t1, -1
    sw t1, 0(t0)
    sw t1, 4(t0)
    li t0, ${(0x8000_0000 + TABLES.root / 4096) | 0}
    csrw satp, t0
    li t0, ${random.below(0x200) & ~1}
    csrw medeleg, t0
    ${Array.from({ length: 27 }, (_, at) => `li x${at + 5}, ${random.word() | 0}`).join('\n')}
    ${body.join('')}
    k${chunks.length}: la gp, e1; li tp, 3; ecall
    e1: la gp, e2; li tp, 3; ecall
    e2: la gp, e3; li tp, 3; ecall
    e3:
    li t0, ${DATA | 0}
    li t1, ${(DATA + DATA_BYTES) | 0}
    li a0, 0
    sum:
    ${Array.from({ length: 16 }, (_, at) => `lw t2, ${at * 4}(t0); xor a0, a0, t2`).join('\n')}
    slli t2, a0, 5
    add a0, a0, t2
    addi t0, t0, 64
    bne t0, t1, sum
    li t0, 0x100000
    li t1, 0x5555
    sw t1, 0(t0)
    stop: j stop
    .balign 64
    machine_handler:
    csrr t6, mcause
    bgez t6, m1
    ${HANDLERS}`;
}

/** Interrupts are off after one; MPRV is off; gp's place is in the space of the mode that is entered. */
const HANDLERS = `
    csrw mie, zero
    csrci mip, 2
    li t5, 0x2000000
    sw zero, 0(t5)
  m1:
    # Where the next chunk cannot be fetched in its mode, another will do.
    li t5, 12
    beq t6, t5, m3
    li t5, 1
    bne t6, t5, m4
  m3:
    li tp, 3
  m4:
    li t5, 0x21800
    csrc mstatus, t5
    slli t5, tp, 11
    csrs mstatus, t5
    slli t5, gp, 4
    srli t5, t5, 4
    lui t6, 0x80000
    bnez tp, m2
    csrr t4, satp
    bgez t4, m2
    lui t6, 0xc0000
  m2:
    or t5, t5, t6
    csrw mepc, t5
    mret
    .balign 64
  supervisor_handler:
    csrr t6, scause
    bgez t6, s1
    csrw sie, zero
    csrci sip, 2
  s1:
    # It may be the sret below that mstatus.TSR forbids: machine mode goes on.
    li t5, 2
    beq t6, t5, s5
    li t5, 12
    beq t6, t5, s3
    li t5, 1
    bne t6, t5, s4
  s3:
    li tp, 1
  s4:
    li t5, 0x100
    csrc sstatus, t5
    andi t5, tp, 1
    slli t5, t5, 8
    csrs sstatus, t5
    slli t5, gp, 4
    srli t5, t5, 4
    lui t6, 0x80000
    bnez tp, s2
    csrr t4, satp
    bgez t4, s2
    lui t6, 0xc0000
  s2:
    or t5, t5, t6
    csrw sepc, t5
    sret
  s5:
    ecall
`;
