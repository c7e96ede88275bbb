import { strict as assert } from 'node:assert';
import { CSR } from '../csr/addresses';
import { CSRS, resetCsrs } from '../csr/registers';
import { step } from '../hart/execute.generated';
import { EXIT } from '../hart/exits';
import { Hart, interpret } from '../hart/hart';
import { RAM_OFFSET, STATE_BYTES, TLB_KIND, tlbBank, WORD } from '../hart/layout';
import { PRIVILEGE, type Privilege } from '../hart/privilege';
import { setPrivilege } from '../hart/trap';
import { predecode } from '../isa/predecode';
import { boot } from '../testMachine';
import { PAGE_BYTES } from './blocks';
import { INTERPRETER, type EngineChoice } from './choice';
import { quickLoop } from './quickLoop';
import { UNTRANSLATED } from './quickLoop.fixture';

/** All of them store, and go on for ever. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'from page to page, by falling and by jumping': `
    j main
    .balign 4096
    .space 4084
    main: la sp, data; addi a0, a0, 1; sw a0, 0(sp)
    addi a1, a1, 3
    xor a2, a2, a0
    la t0, far; jalr s1, 0(t0)
    la t0, farther; jalr s1, 0(t0)
    j main
    .balign 4096
    .space 100
    far: lw a3, 0(sp); addi a4, a4, 1
    farther: addi a5, a5, 1; jr s1
    .balign 4096
    data: .word 0`,
  'with an instruction that lies across two pages': `
    main: la sp, data
    li a4, 0x12345
    j near
    .balign 4096
    .space 4088; c.nop
    near: c.addi a5, 1; c.addi a5, 1; sw a5, 4(sp); lui a1, 0x12345; c.addi a1, 1; j main
    .balign 4096
    data: .word 0, 0`,
  'with what needs more than memory: CSRs, traps, LR and SC, misaligned accesses': `
    la t0, handler; csrw mtvec, t0; la sp, data
    loop: addi a0, a0, 1; csrrw a1, mscratch, a0; ecall
    sw a0, 1(sp); lw a2, 1(sp); lh a3, 3(sp)
    lr.w a4, (sp); sc.w a5, a0, (sp); amoadd.w a6, a0, (sp); rdinstret a7
    lw t2, 0(zero); fence; j loop
    .balign 4
    handler: csrr t1, mepc; addi t1, t1, 4; csrw mepc, t1; csrr s2, mcause; mret
    .balign 8
    data: .word 0, 0`,
  'that store into what comes next': `
    la s0, patch; lw s1, 0(s0); la s3, other; lw s2, 0(s3)
    loop: sw s1, 0(s0); addi a0, a0, 1
    patch: addi a1, a1, 1
    sw s2, 0(s0); j patch2
    other: addi a1, a1, 64
    patch2: mv t0, s1; mv s1, s2; mv s2, t0; j loop`,
  'with branches each way, and returns to odd addresses': `
    main: addi a0, a0, 1; andi t0, a0, 1; beqz t0, even; bltz a0, main; addi a1, a1, 1
    even: bge a0, a1, more; nop
    more: la ra, back; ori ra, ra, 1; jr ra
    addi a3, a3, 1
    back: bltu zero, a0, main; j main`,
};

const ADDRESS = 0x4000_0000;
const A2 = 12;
const [ADDI_A0_A0_1, ADDI_A1_A0_1, LW_A1_A2] = [0x0015_0513, 0x0015_0593, 0x0006_2583];

/** @param action funct3: write, set, clear, by a register or an immediate. [Unpriv §6.1] */
function csrInstruction(address: number, action: number, source: number, rd: number): number {
  return (address << 20) | (source << 15) | (action << 12) | (rd << 7) | 0x73;
}

/** All there are, and some that are none. */
const CSR_CASES = [...CSRS.map(it => it.address), 0x000, 0x5c0, 0x7c0, 0xfff].flatMap(address =>
  [1, 2, 3, 5, 6, 7].flatMap(action =>
    [0, A2 - 1].flatMap(source =>
      [0, A2].map(rd => ({ address, instruction: csrInstruction(address, action, source, rd) })),
    ),
  ),
);

/** Accesses at least, by mode: user mode has none that is a word for all. */
const LEAST_QUICK: Readonly<Record<Privilege, number>> = { 0: 0, 1: 99, 3: 999 };

const SLICES = [1, 1, 1, 2, 3, 5, 7, 11, 13, 30, 64, 200, 601, 4095, 4096, 4097, 20_000];

describe('the quick loop does what the interpreter does', () => {
  for (const [what, program] of Object.entries(PROGRAMS)) {
    it(what, () => {
      const states = (engine: EngineChoice) => {
        const { machine } = boot(program, { engine });
        const after = SLICES.map(steps => {
          const stop = machine.run(steps);
          return [stop, machine.position, machine.retired, machine.pc, ...machine.registers];
        });
        return [after, machine.readPhysical(0x8000_0000, 0x5000)];
      };
      assert.deepEqual(states(UNTRANSLATED), states(INTERPRETER));
    });
  }

  for (const [name, mode] of Object.entries(PRIVILEGE)) {
    it(`to each CSR that it does not leave to \`step\`, in ${name.toLowerCase()} mode`, () => {
      let quick = 0;
      const [hart, other] = [withPage(), withPage()];
      for (const it of [hart, other]) {
        resetCsrs(it);
        setPrivilege(it, mode);
        it.tlb.fill(TLB_KIND.FETCH, it.fetches, ADDRESS, WORD.CODE);
        it.words.set([0x1234_5678, 0x0f0f_00ff], A2 - 1);
        it.pc = ADDRESS;
      }
      const loop = quickLoop(hart);
      const state = ({ words }: Hart) => words.subarray(0, STATE_BYTES / 4);
      const start = state(hart).slice();
      for (const { instruction } of CSR_CASES) {
        const { slot, imm } = predecode(instruction);
        for (const it of [hart, other]) {
          state(it).set(start);
          it.words.set([slot, imm], WORD.CODE);
        }
        if (loop(hart, 1) === EXIT.SLOW) continue;
        quick += 1;
        assert.equal(step(other), EXIT.NONE, instruction.toString(16));
        // What is written to x0 is nobody's.
        hart.words[WORD.SINK] = 0;
        assert.deepEqual(state(hart), state(other), instruction.toString(16));
      }
      assert.ok(quick >= LEAST_QUICK[mode], `${quick}`);
    });
  }

  it('and does such an access itself in a mode that may, and leaves it in one that may not', () => {
    const hart = new Hart({ ramBytes: 1 << 16, time: 'instructions', firmware: false });
    const loop = quickLoop(hart);
    hart.fetches = tlbBank(TLB_KIND.FETCH, 0);
    hart.tlb.fill(TLB_KIND.FETCH, hart.fetches, ADDRESS, WORD.CODE);
    hart.words[WORD.PRIVILEGE] = PRIVILEGE.MACHINE;
    for (const [at, instruction] of [csrInstruction(CSR.MEPC, 2, 0, 6), ADDI_A0_A0_1].entries()) {
      const { slot, imm } = predecode(instruction);
      hart.words.set([slot, imm], WORD.CODE + at * 4);
    }
    hart.pc = ADDRESS;
    assert.deepEqual([loop(hart, 2), hart.done], [EXIT.BUDGET, 2]);
    hart.words[WORD.PRIVILEGE] = PRIVILEGE.SUPERVISOR;
    hart.pc = ADDRESS;
    assert.deepEqual([loop(hart, 2), hart.done], [EXIT.SLOW, 0]);
  });

  it('and stops at a breakpoint, before it', () => {
    const stops = (engine: EngineChoice) => {
      const { machine, at } = boot('loop: addi a0, a0, 1; here: addi a1, a1, 1; j loop', {
        engine,
      });
      machine.breakpoints.add(at('here'));
      return [1, 2, 3].map(() => [machine.run(100), machine.pc, machine.position]);
    };
    assert.deepEqual(stops(UNTRANSLATED), stops(INTERPRETER));
    assert.equal(stops(UNTRANSLATED)[0]?.[0], 'breakpoint');
  });

  it('and says why it ended, and after how many', () => {
    const [hart, other] = [withPage(), withPage()];
    const loop = quickLoop(hart);
    for (const misaligned of [0, 1, 2, 3]) {
      for (const steps of [0, 1, 2, 3, 4]) {
        for (const it of [hart, other]) {
          it.pc = ADDRESS;
          it.words[A2] = ADDRESS + misaligned;
        }
        const exits = [loop(hart, steps), interpret(other, steps)];
        assert.deepEqual([exits[0], hart.done, hart.pc], [exits[1], other.done, other.pc]);
        assert.equal(hart.done, Math.min(steps, misaligned === 0 ? 3 : 2));
        assert.equal(exits[0], hart.done === steps ? EXIT.BUDGET : EXIT.SLOW);
      }
    }
    hart.pc = ADDRESS + PAGE_BYTES;
    assert.deepEqual([loop(hart, 9), hart.done], [EXIT.SLOW, 0]);
  });
});

/** Two sums, a load through a2 in RAM, and behind them what was not decoded. */
function withPage(): Hart {
  const hart = new Hart({ ramBytes: 1 << 16, time: 'instructions', firmware: false });
  hart.loads = tlbBank(TLB_KIND.LOAD, 0);
  hart.fetches = tlbBank(TLB_KIND.FETCH, 0);
  hart.tlb.fill(TLB_KIND.FETCH, hart.fetches, ADDRESS, WORD.CODE);
  hart.tlb.fill(TLB_KIND.LOAD, hart.loads, ADDRESS, RAM_OFFSET - ADDRESS);
  for (const [at, instruction] of [ADDI_A0_A0_1, ADDI_A1_A0_1, LW_A1_A2].entries()) {
    const { slot, imm } = predecode(instruction);
    hart.words.set([slot, imm], WORD.CODE + at * 4);
  }
  return hart;
}
