/**
 * What is followed through the code against what the compilers' unwind tables say, at every instruction that both
 * speak of: where each frame is, and where each register is that a caller wants back.
 */

import { strict as assert } from 'node:assert';
import type { UnwindRow } from '../../debugger/dwarf/cfaProgram';
import { unwindRows } from '../../debugger/dwarf/cfaProgram';
import { readFrameDescriptions } from '../../debugger/dwarf/cfi';
import { ProblemList } from '../../debugger/dwarf/problems';
import { Sections } from '../../debugger/dwarf/sections';
import { followCode } from '../../debugger/engine/codeFlow';
import type { FlowState } from '../../debugger/engine/flowState';
import { functionCodeAt } from '../../debugger/engine/functionCode';
import { Module } from '../../debugger/engine/module';
import { readSymbols } from '../../debugger/engine/symbols';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { hex32 } from '../../debugger/shared/hex';
import { firstInstruction } from '../../debugger/vm/isa/guestInstruction';
import type { FixtureElf } from '../dwarf/tools';
import { CONTRACTS, VARIANTS, cFixture, guestElf, rustFixture } from '../dwarf/tools';

/** s0 to s11. */
const SAVED = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];

/** Written by hand: they leave one stack for another, and only their tables know. */
const CROSSINGS = ['_start', 'user_run', 'trap_entry', 'kernel_trap'];

interface Compared {
  instructions: number;
  differences: string[];
}

function compare({ image }: FixtureElf): Compared {
  const module = moduleOf(image);
  const result: Compared = { instructions: 0, differences: [] };
  for (const { low, high, rows } of tablesOf(image)) {
    const code = functionCodeAt(module, low);
    const name = module.symbols.at(low)?.name ?? hex32(low);
    if (code === undefined || CROSSINGS.includes(name)) continue;
    const read = (pc: number) => firstInstruction(module.codeAt(pc, 4));
    const flow = followCode(code, read);
    for (let pc = low; pc < high; pc += read(pc)?.length ?? 2) {
      const state = flow.stateAt(pc);
      const row = rows.find(it => it.low <= pc && pc < it.high);
      if (state === undefined || row === undefined) continue;
      result.instructions++;
      const difference = differenceBetween(row, state);
      if (difference !== '') result.differences.push(`${name} at ${hex32(pc)}: ${difference}`);
    }
  }
  return result;
}

function differenceBetween({ cfa, registers }: UnwindRow, state: FlowState): string {
  if (cfa.kind !== 'register') return 'an expression';
  const base = state.registers[cfa.register];
  if (base?.from !== 'cfa' || base.n !== -cfa.offset) return `frame ${JSON.stringify([cfa, base])}`;
  for (const number of SAVED) {
    const rule = registers.get(number);
    const value = state.registers[number];
    const isKept = value?.from === 'entry' && value.register === number;
    const isSaved = rule?.kind === 'offset' && state.slots.get(rule.offset) === number;
    if (!isSaved && !(rule === undefined && isKept)) {
      return `x${number} ${JSON.stringify([rule, value, [...state.slots]])}`;
    }
  }
  return '';
}

function tablesOf(image: ElfImage): { low: number; high: number; rows: UnwindRow[] }[] {
  const problems = new ProblemList();
  const sections = new Sections(name => image.section(name));
  return (['.debug_frame', '.eh_frame'] as const)
    .flatMap(it => readFrameDescriptions(sections, problems, it, image.sectionAddress(it) ?? 0))
    .map(it => ({ low: it.low, high: it.high, rows: unwindRows(it, problems) }));
}

function moduleOf(image: ElfImage): Module {
  const { source } = image;
  const parts = { id: source, kind: 'contract', name: source, path: source } as const;
  return new Module({ ...parts, ...readSymbols(image, source), isOwnFile: () => true });
}

describe('what the code does to frames is what unwind tables say', function () {
  this.timeout(120_000);
  const check = (elf: FixtureElf, least: number) => {
    const { instructions, differences } = compare(elf);
    assert.deepEqual(differences, []);
    assert.ok(instructions >= least, `${instructions} instructions`);
  };
  for (const name of CONTRACTS) it(name, () => check(guestElf(name), 2000));
  it('the kernel, optimized', () => check(guestElf('kernel'), 20_000));
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, () => check(rustFixture(level, version), 1000));
  }
  for (const compiler of ['gcc', 'clang'] as const) {
    for (const level of ['0', '1', '2']) {
      it(`${compiler} O${level}, without frame pointers`, () => {
        check(cFixture(compiler, level, 4), 50);
      });
    }
  }
});
