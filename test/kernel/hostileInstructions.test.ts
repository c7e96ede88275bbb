/** Instructions that are not the contract's to execute, registers that are, and code that changes itself. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { ByteWriter } from '../../debugger/shared/byteWriter';
import { hex32 } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import {
  CODE,
  DATA,
  EBREAK,
  ECALL,
  FENCE_I,
  REGISTER,
  RIGHTS,
  addi,
  csrr,
  csrrw,
  elfImage,
  jalr,
  li,
  lw,
  sw,
  syscall,
  words,
} from './assemble';
import type { Attack, Ending, ImageKind } from './attack';
import {
  CAUSE,
  GOOD,
  IMAGE_KINDS,
  checkNothingHappened,
  describeAttacks,
  elf,
  flat,
  runAttacks,
  wellDone,
} from './attack';
import { account, call, create, runBundle } from './chain';
import type { SyscallRow } from './syscallArguments';
import { SYSCALLS, goodArguments, goodData, isPointer } from './syscallArguments';

const { t0, t1, a0, a2, a7, sp } = REGISTER;
const illegal = (value: number): Ending => ({ status: 'trapped', cause: CAUSE.ILLEGAL, value });

const ofEach = (rows: readonly (readonly [name: string, word: Word])[]): Attack[] =>
  IMAGE_KINDS.flatMap(kind =>
    rows.map(([name, word]) => ({
      name,
      kind,
      code: [addi(0, 0, 0), word], // A flat image begins with its first byte that is not zero.
      ends: illegal(word),
    })),
  );

/** Of each privilege some. The table further down has all. [Priv §2.2] */
const KNOWN_CSRS = {
  fcsr: 0x003,
  sstatus: 0x100,
  stvec: 0x105,
  sscratch: 0x140,
  stimecmp: 0x14d,
  satp: 0x180,
  mstatus: 0x300,
  pmpcfg0: 0x3a0,
  dcsr: 0x7b0,
  cycle: 0xc00,
  time: 0xc01,
  instret: 0xc02,
  mhartid: 0xf14,
};

describeAttacks(
  'a contract that may not',
  ofEach([
    ['sret', 0x10200073],
    ['mret', 0x30200073],
    ['uret', 0x00200073],
    ['mnret', 0x70200073],
    ['dret', 0x7b200073],
    ['wfi', 0x10500073],
    ['sfence.vma', 0x12000073],
    ['sfence.vma of one address', 0x12028073],
    ['sfence.vma of one space', 0x12600073],
    ['sinval.vma', 0x16000073],
    ['sfence.w.inval', 0x18000073],
    ['sfence.inval.ir', 0x18100073],
    ['hfence.vvma', 0x22000073],
    ['hfence.gvma', 0x62000073],
    ['cbo.inval', 0x0002a00f],
    ['ecall with a destination', 0x000000f3],
    ...Object.entries(KNOWN_CSRS).map(([name, csr]) => [`csrr of ${name}`, csrr(t0, csr)] as const),
    ...Object.entries(KNOWN_CSRS).map(
      ([name, csr]) => [`csrw of ${name}`, csrrw(0, csr, t0)] as const,
    ),
    ['an instruction of zeros', 0],
    ['an instruction of ones', 0xffffffff],
    ['a load into a float', 0x00002007],
    ['a load of a doubleword', 0x00003003],
  ]),
);

describeAttacks('a breakpoint', [
  {
    name: 'where it means nothing',
    kind: elf,
    code: [addi(0, 0, 0), EBREAK],
    ends: { status: 'trapped', cause: CAUSE.BREAKPOINT, value: elf.entry + 4 },
  },
  // A flat image finishes by it, as aVM's do; the result block says nothing good.
  { name: 'without a result', kind: flat, code: [EBREAK], ends: { status: 'failed' } },
  {
    name: 'with a result block that says more than it has',
    kind: flat,
    code: [addi(t0, 0, -1), sw(t0, 0x104, 0), sw(t0, 0x108, 0), EBREAK],
    ends: { status: 'failed' },
  },
]);

describe('control and status registers', () => {
  const COUNT = 0x1000;

  /** Executes the instruction of its table that the input's word names. */
  const indexed = (entry: number, table: readonly Word[]): Word[] => [
    lw(t1, 0, a2),
    ...li(t0, entry + HEAD * 4),
    ADD_T1_T0_T1,
    jalr(0, t1),
    ...table,
  ];
  const HEAD = 5;
  const ADD_T1_T0_T1 = 0x00628333;
  const accesses: readonly (readonly [name: string, word: (csr: number) => Word])[] = [
    ['reads', csr => csrr(t0, csr)],
    ['writes', csr => csrrw(0, csr, t0)],
  ];
  const input = (index: number): Uint8Array => new ByteWriter().u32(index * 4).finish();

  for (const [name, word] of accesses) {
    it(`whoever ${name} any of all ${COUNT} is trapped`, async () => {
      const table = Array.from({ length: COUNT }, (_, csr) => word(csr));
      const code = indexed(elf.entry, table);
      const at = account(2);
      const calls = table.map((_, csr) => call(at, { input: input(csr) }));
      const bundle = [create(at, elf.build(code)), ...calls];
      const good = [create(GOOD, elf.build(wellDone)), call(GOOD)];
      const { receipts } = await runBundle([...bundle, ...good]);
      table.forEach((instruction, csr) => {
        const receipt = receipts[csr + 1] ?? assert.fail('no receipt');
        const { status, trap } = receipt;
        // scounteren is 0: not even the counters are there to be read. [Priv §3.1.11]
        assert.deepEqual(
          [status, trap?.cause, hex32(trap?.value ?? 0), trap?.pc],
          ['trapped', CAUSE.ILLEGAL, hex32(instruction), elf.entry + 4 * (HEAD + csr)],
          `CSR ${csr.toString(16)}`,
        );
        checkNothingHappened(receipt, String(csr));
      });
      assert.equal(receipts.at(-1)?.status, 'success');
    }).timeout(120_000);
  }
});

describe('a contract’s registers', () => {
  const SAVED = abi.STACK_TOP - 0x2000;
  const ALL = Array.from({ length: 31 }, (_, at) => at + 1);
  /** An address of the kernel for each. */
  const foreign = (register: number): number => abi.RAM_BASE + register * 0x10204;
  const fill = (registers: readonly number[]): Word[] =>
    registers.flatMap(it => li(it, foreign(it)));

  /** A good call with the kernel's addresses in all other registers; all of them are given back. */
  function kept(row: SyscallRow): Word[] {
    const args = goodArguments(row);
    return [
      ...(row.before ?? []),
      ...fill(ALL),
      ...syscall(row.number, ...args),
      ...li(a0, SAVED),
      ...ALL.map(it => sw(it, it * 4, a0)),
      ...syscall(abi.RETURN, SAVED, 128),
    ];
  }

  const goingOn = SYSCALLS.filter(it => it.ends === undefined && !endsWell(it));
  function endsWell({ number }: SyscallRow): boolean {
    return number === abi.RETURN || number === abi.FINISH;
  }

  const attacks = IMAGE_KINDS.flatMap(kind =>
    goingOn.map(row => ({
      row,
      kind,
      name: row.name,
      code: kept(row),
      data: goodData,
      ends: { status: 'success' as const },
    })),
  );

  it('are as they were after every syscall, but for a0', async () => {
    const receipts = await runAttacks(attacks);
    attacks.forEach(({ row, kind }, at) => {
      const data = receipts[at]?.data ?? new Uint8Array();
      assert.equal(data.length, 128, `${kind.name}: ${row.name}: ${receipts[at]?.reason ?? ''}`);
      const view = new DataView(data.buffer, data.byteOffset);
      const seen = ALL.map(it => hex32(view.getUint32(it * 4, true)));
      const args = goodArguments(row);
      const expected = ALL.map(it => {
        if (it === a0) return hex32(SAVED);
        if (it === a7) return hex32(row.number);
        return hex32(args[it - REGISTER.a1] ?? foreign(it));
      });
      assert.deepEqual(seen, expected, `${kind.name}: ${row.name}`);
    });
  });

  it('may all be the kernel’s addresses, whatever is called', async () => {
    const forged = SYSCALLS.map(row => ({
      row,
      name: row.name,
      kind: elf,
      code: [...(row.before ?? []), ...fill(ALL), ...li(a7, row.number), ECALL],
      data: goodData,
      ends: { status: 'trapped' as const },
    }));
    // What means nothing, or begins where nothing is, is refused before a pointer is looked at.
    const refused = [abi.RETURN_DATA, abi.SECP256K1_VERIFY, abi.SECP256K1_RECOVER] as number[];
    const receipts = await runAttacks(forged);
    forged.forEach(({ row }, at) => {
      const { status, reason } = receipts[at] ?? assert.fail('no receipt');
      const isHarmless = refused.includes(row.number) || !row.args.some(isPointer);
      // A length may be more than there is gas for.
      const ends = isHarmless && row.number !== abi.ALLOC ? ['success'] : ['trapped', 'outOfGas'];
      assert.ok(ends.includes(status), `${row.name}: ${status}, ${reason ?? ''}`);
    });
  });

  it('may be the kernel’s addresses when it traps, the stack pointer too', async () => {
    const code = [...fill(ALL), 0];
    const [receipt] = await runAttacks([
      { name: 'traps', kind: elf, code, ends: { status: 'trapped' } },
    ]);
    assert.deepEqual([receipt?.status, receipt?.trap?.cause], ['trapped', CAUSE.ILLEGAL]);
  });

  it('are zero at the start but for its arguments and its stack', async () => {
    // x0 stands for none: what is kept lies below the stack pointer.
    const code = [
      ...ALL.map(it => sw(it, -256 + it * 4, sp)),
      ...syscall(abi.RETURN, abi.STACK_TOP - 256, 128),
    ];
    for (const kind of IMAGE_KINDS) {
      const [receipt] = await runAttacks([
        { name: 'starts', kind, code, ends: { status: 'success' } },
      ]);
      const data = receipt?.data ?? new Uint8Array();
      const view = new DataView(data.buffer, data.byteOffset);
      const seen = ALL.map(it => view.getUint32(it * 4, true));
      const { ARGS_PAGE } = abi;
      const start: Readonly<Record<number, number>> = {
        [sp]: abi.STACK_TOP,
        [a0]: ARGS_PAGE,
        [REGISTER.a1]: ARGS_PAGE + 20,
        [a2]: ARGS_PAGE + 40,
      };
      assert.deepEqual(
        seen,
        ALL.map(it => start[it] ?? 0),
        kind.name,
      );
    }
  });
});

describe('code that changes itself', () => {
  /** Overwrites the instruction at `target` by one that sets t1 to 7, executes that and returns t1. */
  const selfChanging = (target: number): Word[] => [
    ...li(t0, target),
    ...li(a0, addi(t1, 0, 7)),
    addi(t1, 0, 3), // What a later call must find again.
    sw(a0, 0, t0),
    FENCE_I,
  ];
  const AT = 9; // Instructions before the one that changes.
  const code = (entry: number): Word[] => [
    ...selfChanging(entry + 4 * AT),
    addi(0, 0, 0),
    addi(0, 0, 0),
    addi(0, 0, 0),
    ...li(t0, abi.STACK_TOP - 64),
    sw(t1, 0, t0),
    ...syscall(abi.RETURN, abi.STACK_TOP - 64, 4),
  ];
  /** As aVM links: its first page holds the result block, and everything in it may be written and executed. */
  const avmLinked: ImageKind = {
    ...flat,
    build: code => elfImage(CODE, [{ va: CODE, bytes: words(code), rights: RIGHTS.R | RIGHTS.X }]),
  };

  for (const [name, kind] of [
    ['a flat image', flat],
    ['an ELF linked as aVM links', avmLinked],
  ] as const) {
    it(`works in ${name}, and no other call sees it`, async () => {
      const to = account(3);
      const changing = kind.build(code(kind.entry));
      // Executes the same instruction as it is, if told to.
      const bundle = [create(to, changing), call(to), call(to)];
      const { receipts, state } = await runBundle(bundle);
      const answers = receipts.slice(1).map(it => [it.status, it.data[0]]);
      assert.deepEqual(answers, [
        ['success', 7],
        ['success', 7],
      ]);
      assert.deepEqual(state.get(to)?.code, changing);
    });
  }

  it('is seen by no other call, not even of itself', async () => {
    // The first call changes an instruction and calls itself with an input, which executes it only.
    const to = account(3);
    const executes: Word[] = [
      addi(t1, 0, 3),
      ...li(t0, abi.STACK_TOP - 64),
      sw(t1, 0, t0),
      ...syscall(abi.RETURN, abi.STACK_TOP - 64, 4),
    ];
    const changes: Word[] = [
      ...li(t0, CODE + 8),
      ...li(a0, addi(t1, 0, 7)),
      sw(a0, 0, t0),
      FENCE_I,
      ...syscall(abi.CALL, abi.ARGS_PAGE, abi.ARGS_PAGE, 1, 0, 0x7fffffff, 0),
      ...syscall(abi.RETURN_DATA, 0, abi.STACK_TOP - 64, 4),
      ...syscall(abi.RETURN, abi.STACK_TOP - 64, 4),
    ];
    // bnez a3 (the input's length), past a jump to what changes.
    const skip = 0x00069463;
    const jal = (wordsOn: number): Word => ((wordsOn * 4) << 20) | 0x6f;
    const image = flat.build([skip, jal(executes.length + 1), ...executes, ...changes]);
    const { receipts } = await runBundle([create(to, image), call(to), call(to)]);
    for (const it of receipts.slice(1)) {
      assert.deepEqual([it.status, it.calls.length, it.data[0]], ['success', 2, 3], it.reason);
    }
  });

  describeAttacks('traps in', [
    {
      name: 'its text',
      kind: elf,
      code: [...li(t0, elf.entry), sw(t0, 0, t0)],
      ends: { status: 'trapped', cause: CAUSE.STORE_FAULT, value: elf.entry },
    },
    {
      name: 'the middle of a large image',
      kind: {
        ...flat,
        build: code => Uint8Array.from([...flat.build(code), ...new Uint8Array(0x1000)]),
      },
      code: [...li(t0, DATA), sw(t0, 0, t0)],
      ends: { status: 'trapped', cause: CAUSE.STORE_FAULT, value: DATA },
    },
  ]);
});
