/** Programs without any debug information, stopped where only their code can tell who called. */

import { strict as assert } from 'node:assert';
import { DebugInfo } from '../dwarf/debugInfo';
import { STT_FUNC } from '../elf/constants';
import type { ElfImage } from '../elf/elfImage';
import { SymbolTable } from '../elf/symbolTable';
import { assemble } from '../vm/isa/assemble';
import { Machine, RAM_BASE } from '../vm/machine';
import { Module } from './module';
import { unwind } from './unwinding';

const STEPS = 1000;

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

/** Runs to the label `here` and names the functions on the stack. */
function callersAt(functions: string): string[] {
  const program = START + functions + STACK;
  const { bytes, symbols } = assemble(program, RAM_BASE);
  const machine = new Machine({ ramBytes: 1 << 16 });
  machine.writePhysical(RAM_BASE, bytes);
  machine.breakpoints.add(symbols.get('here') ?? 0);
  assert.equal(machine.run(STEPS), 'breakpoint');
  const module = withoutDebugInformation(bytes, symbols);
  const registers = (number: number) => (machine.registers[number] ?? 0) >>> 0;
  const standing = { task: undefined, module, satp: 0, pc: machine.pc, registers };
  return [...unwind(machine, standing)].map(
    it => module.symbols.at(it.lookupPc)?.name ?? 'nowhere',
  );
}

/** Symbols for all labels but those inside functions, which begin with a dot or are `here`. */
function withoutDebugInformation(bytes: Uint8Array, labels: ReadonlyMap<string, number>): Module {
  const names = [...labels].filter(([name]) => name !== 'here');
  const image: ElfImage = {
    source: 'assembled',
    entry: RAM_BASE,
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
});
