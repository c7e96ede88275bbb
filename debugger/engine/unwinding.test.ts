/** Programs without any debug information, stopped where only their code can tell who called. */

import { strict as assert } from 'node:assert';
import { DebugInfo } from '../dwarf/debugInfo';
import { STT_FUNC } from '../elf/constants';
import type { ElfImage } from '../elf/elfImage';
import { SymbolTable } from '../elf/symbolTable';
import { assemble } from '../vm/isa/assemble';
import { Machine, RAM_BASE } from '../vm/machine';
import { Module } from './module';
import type { Standing } from './standing';
import type { PhysicalFrame, UnwindEnd } from './unwinding';
import { unwind } from './unwinding';

const STEPS = 10_000_000;

/** What every program begins with. */
const START = `
start:
  la sp, stack
  li ra, 0
  call outer
  ebreak
`;
const STACK = `
  .balign 16
  .space 256
stack:
  .word 0
`;

interface Assembled {
  readonly machine: Machine;
  readonly standing: Standing;
  readonly labels: ReadonlyMap<string, number>;
}

/** Runs to the label `here`. */
function stoppedHere(functions: string, stack = STACK): Assembled {
  const program = START + functions + stack;
  const { bytes, symbols } = assemble(program, RAM_BASE);
  const machine = new Machine({ ramBytes: 1 << 24 });
  machine.writePhysical(RAM_BASE, bytes);
  machine.breakpoints.add(symbols.get('here') ?? 0);
  assert.equal(machine.run(STEPS), 'breakpoint');
  const module = withoutDebugInformation(bytes, symbols);
  const registers = (number: number) => (machine.registers[number] ?? 0) >>> 0;
  const registerPlaces = (number: number) => [{ kind: 'hart', number }] as const;
  const { pc } = machine;
  const code = { task: undefined, module, satp: 0, pc, ahead: 0 };
  const standing = { ...code, registers, registerPlaces };
  return { machine, standing, labels: symbols };
}

/** The functions on the stack, and why there are no more. */
function callersOf({ machine, standing }: Assembled): { names: string[]; end: UnwindEnd } {
  const frames = unwind(machine, standing);
  const names: string[] = [];
  for (;;) {
    const next = frames.next();
    if (next.done === true) return { names, end: next.value };
    names.push(standing.module?.symbols.at(next.value.lookupPc)?.name ?? 'nowhere');
  }
}

function callersAt(functions: string): string[] {
  return callersOf(stoppedHere(functions)).names;
}

/** Symbols for all labels but those inside functions, which begin with a dot or with `here`. */
function withoutDebugInformation(bytes: Uint8Array, labels: ReadonlyMap<string, number>): Module {
  const names = [...labels].filter(([name]) => !name.startsWith('here'));
  const image: ElfImage = {
    source: 'assembled',
    entry: RAM_BASE,
    isObject: false,
    flags: 0,
    segments: [
      { vaddr: RAM_BASE, paddr: RAM_BASE, fileBytes: bytes, memSize: bytes.length, flags: 5 },
    ],
    symbols: names.map(([name, value]) => {
      const next = Math.min(...names.map(it => it[1]).filter(it => it > value));
      return { name, value, size: next - value, type: STT_FUNC, binding: 1, section: 1 };
    }),
    sectionNames: [],
    problems: [],
    section: () => undefined,
    sectionAddress: () => undefined,
  };
  return new Module({
    id: 'assembled',
    kind: 'contract',
    name: 'assembled',
    path: 'assembled',
    image,
    symbols: new SymbolTable(image),
    info: DebugInfo.read(() => undefined, 'assembled'),
    isOwnFile: () => true,
  });
}

describe('unwinding without tables', () => {
  const cases: readonly [name: string, functions: string, callers: readonly string[]][] = [
    [
      'reads prologues, with and without a frame pointer',
      `
outer:
  addi sp, sp, -32
  sw ra, 28(sp)
  sw s0, 24(sp)
  addi s0, sp, 32
  call inner
  ret
inner:
  addi sp, sp, -16
  sw ra, 12(sp)
  addi sp, sp, -16
  call leaf
  ret
leaf:
  addi sp, sp, -16
here:
  nop
  ret
`,
      ['leaf', 'inner', 'outer', 'start'],
    ],
    [
      'believes only as much of a prologue as has run',
      `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call leaf
  ret
leaf:
  addi sp, sp, -16
here:
  sw ra, 12(sp)
  ret
`,
      ['leaf', 'outer', 'start'],
    ],
    [
      'goes through a helper of prologues, which leaves ra to the function that it helps',
      `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call inner
  ret
inner:
  addi sp, sp, -16
  jal t0, saves
  call leaf
  ret
saves:
  sw s0, 8(sp)
here:
  sw ra, 12(sp)
  jr t0
leaf:
  ret
`,
      ['saves', 'inner', 'outer', 'start'],
    ],
    [
      'finds the caller of a function that never returns, and so saved nothing',
      `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call bystander
  call quits
bystander:
  ret
quits:
  addi sp, sp, -48
  call dies
dies:
  addi sp, sp, -16
here:
  ebreak
`,
      ['dies', 'quits', 'outer', 'start'],
    ],
    [
      'finds it through two of them',
      `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call first
first:
  addi sp, sp, -32
  call second
second:
  addi sp, sp, -64
  call dies
dies:
here:
  ebreak
`,
      ['dies', 'second', 'first', 'outer', 'start'],
    ],
    [
      'tells no caller where two functions could be it',
      `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call one
  call other
one:
  addi sp, sp, -32
  call quits
other:
  addi sp, sp, -32
  call quits
quits:
  addi sp, sp, -48
  call dies
dies:
here:
  ebreak
`,
      ['dies', 'quits'],
    ],
  ];
  for (const [name, functions, callers] of cases) {
    it(name, () => assert.deepEqual(callersAt(functions), callers));
  }

  it('reads the return address where it was saved before the call that is under way, the first one', () => {
    const { machine, standing, labels } = stoppedHere(`
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  li a0, 0
  call inner
  li a0, 1
  call inner
here_again:
  ret
inner:
  addi sp, sp, -16
  sw ra, 12(sp)
  jal leaf
  lw ra, 12(sp)
  addi sp, sp, 16
  ret
leaf:
  beqz a0, .first
here:
  nop
.first:
  ret
`);
    const [, , outer] = unwind(machine, standing);
    assert.equal(outer?.pc, labels.get('here_again'));
  });
});

const CALLED = `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  call inner
  ret
inner:
  addi sp, sp, -16
  sw ra, 12(sp)
  call leaf
  ret
leaf:
here:
  ret
`;

describe('a stack that was overwritten', () => {
  /** @param at the word of the stack above leaf: 3 is what inner has saved, 7 what outer has */
  function overwritten(at: number, value: number): { names: string[]; end: UnwindEnd } {
    const stopped = stoppedHere(CALLED);
    const address = stopped.standing.registers(2) ?? 0;
    const word = new Uint8Array(4);
    new DataView(word.buffer).setUint32(0, value, true);
    stopped.machine.writePhysical(address + at * 4, word);
    return callersOf(stopped);
  }

  it('as it should be, ends with the program’s entry and without a word', () => {
    const { names, end } = callersOf(stoppedHere(CALLED));
    assert.deepEqual([names, end], [['leaf', 'inner', 'outer', 'start'], undefined]);
  });

  it('ends where a return address is no code, and says so', () => {
    const { names, end } = overwritten(3, 0x4141_4141);
    assert.deepEqual(names, ['leaf', 'inner']);
    assert.match(end ?? '', /^the return address of inner is 0x41414141, where no code is/);
  });

  it('ends where a function would have been called by its own stack', () => {
    const stopped = stoppedHere(CALLED);
    const registers = (number: number) =>
      number === 2 ? 0x1000_0000 : stopped.standing.registers(number);
    const { names, end } = callersOf({ ...stopped, standing: { ...stopped.standing, registers } });
    assert.deepEqual(names, ['leaf', 'inner']);
    assert.match(end ?? '', /^the return address of inner cannot be read$/);
  });
});

describe('a recursion of a hundred thousand calls', () => {
  const RECURSION = `
outer:
  addi sp, sp, -16
  sw ra, 12(sp)
  li a0, 0x186a0
  call deeper
  ret
deeper:
  addi sp, sp, -32
  sw ra, 28(sp)
  sw s1, 24(sp)
  addi a0, a0, -1
  beqz a0, here
  call deeper
here:
  nop
  lw ra, 28(sp)
  ret
`;
  const ROOM = `
  .balign 16
  .space 4000000
stack:
  .word 0
`;
  const stopped = () => stoppedHere(RECURSION, ROOM);

  it('costs as much as is looked at', () => {
    const { machine, standing } = stopped();
    const read = machine.readVirtual.bind(machine);
    let bytes = 0;
    machine.readVirtual = (vaddr, length, satp) => {
      bytes += length;
      return read(vaddr, length, satp);
    };
    const frames = unwind(machine, standing);
    for (let count = 0; count < 20; count++) assert.equal(frames.next().done, false);
    assert.ok(bytes <= 20 * 256, `${bytes} bytes`);
  });

  it('is unwound to its end, with registers that nobody has touched all the way', () => {
    const { machine, standing } = stopped();
    let count = 0;
    let last: PhysicalFrame | undefined;
    for (last of unwind(machine, standing)) count++;
    assert.equal(count, 100_000 + 2);
    assert.equal(last?.registers(9), machine.registers[9]);
  });
});
