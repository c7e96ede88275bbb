/** Every row of every unwind table against llvm-dwarfdump, and callers found by them. */

import { strict as assert } from 'node:assert';
import type { CfaRule, RegisterRule, UnwindRow } from '../../debugger/dwarf/cfaProgram';
import { unwindRows } from '../../debugger/dwarf/cfaProgram';
import type { FrameSection } from '../../debugger/dwarf/cfi';
import { readFrameDescriptions } from '../../debugger/dwarf/cfi';
import * as dw from '../../debugger/dwarf/constants';
import { ProblemList } from '../../debugger/dwarf/problems';
import { isDiscarded } from '../../debugger/dwarf/ranges';
import { Sections } from '../../debugger/dwarf/sections';
import { ByteReader } from '../../debugger/shared/byteReader';
import { stoppedIn, unwound } from './stopped';
import type { FixtureElf } from './tools';
import { CONTRACTS, VARIANTS, assembled, guestElf, llvm, rustFixture } from './tools';

/** Text per row, by function, in the order of the section; functions that the linker left out dropped. */
function expectedRows(path: string, section: FrameSection): string[][] {
  const output = llvm('llvm-dwarfdump', ['--debug-frame', path]);
  const dump = output.slice(output.indexOf(`\n${section} contents:`) + 1).split(/\n(?=\.\w)/)[0]!;
  const functions: string[][] = [];
  for (const entry of dump.split(/\n(?=[0-9a-f]{8} )/)) {
    const range = /FDE cie=[0-9a-f]+ pc=([0-9a-f]+)\.\.\.([0-9a-f]+)/.exec(entry);
    if (!range || isDiscarded(Number.parseInt(range[1]!, 16)) || range[1] === range[2]) continue;
    functions.push([...entry.matchAll(/^ {2}(0x[0-9a-f]+: CFA=.*)$/gm)].map(it => it[1]!));
  }
  return functions;
}

function foundRows(elf: FixtureElf, section: FrameSection): string[][] {
  const problems = new ProblemList();
  const sections = new Sections(name => elf.image.section(name));
  const address = elf.image.sectionAddress(section) ?? 0;
  const frames = readFrameDescriptions(sections, problems, section, address);
  const rows = frames
    .sort((a, b) => a.offset - b.offset)
    .map(frame => unwindRows(frame, problems).map(rowText));
  assert.deepEqual(problems.all, []);
  return rows;
}

/** A row as llvm-dwarfdump prints it. */
function rowText({ low, cfa, registers }: UnwindRow): string {
  const rules = [...registers].sort(([a], [b]) => a - b);
  const texts = rules.map(([number, rule]) => `X${number}=${ruleText(rule)}`);
  const head = `0x${low.toString(16)}: CFA=${cfaText(cfa)}`;
  return texts.length > 0 ? `${head}: ${texts.join(', ')}` : head;
}

function cfaText(rule: CfaRule): string {
  if (rule.kind === 'register') return `X${rule.register}${offsetText(rule.offset)}`;
  return expressionText(rule.bytes);
}

function ruleText(rule: RegisterRule): string {
  switch (rule.kind) {
    case 'undefined':
      return 'undefined';
    case 'sameValue':
      return 'same';
    case 'offset':
      return `[CFA${offsetText(rule.offset)}]`;
    case 'valOffset':
      return `CFA${offsetText(rule.offset)}`;
    case 'register':
      return `X${rule.register}`;
    case 'expression':
      return `[${expressionText(rule.bytes)}]`;
    case 'valExpression':
      return expressionText(rule.bytes);
  }
}

/** Expressions of the assembled fixture and of the kernel's crossings into U-mode. */
function expressionText(bytes: Uint8Array): string {
  const r = new ByteReader(bytes, 'expression');
  const operators: string[] = [];
  while (!r.atEnd) operators.push(operatorText(r.u8(), r));
  return operators.join(', ');
}

function operatorText(operator: number, r: ByteReader): string {
  const register = operator - dw.DW_OP_breg0;
  if (register >= 0 && register < 32) {
    return `DW_OP_breg${register} X${register}${signed(r.sleb())}`;
  }
  if (operator === dw.DW_OP_bregx) {
    return `DW_OP_bregx 0x${r.uleb().toString(16)} ${signed(r.sleb())}`;
  }
  if (operator === dw.DW_OP_plus_uconst) {
    return `DW_OP_plus_uconst 0x${r.uleb().toString(16)}`;
  }
  assert.equal(operator, dw.DW_OP_deref);
  return 'DW_OP_deref';
}

function offsetText(offset: number): string {
  return offset === 0 ? '' : signed(offset);
}

function signed(value: number): string {
  return value < 0 ? String(value) : `+${value}`;
}

function check(elf: FixtureElf, section: FrameSection, least: number): void {
  const expected = expectedRows(elf.path, section);
  const found = foundRows(elf, section);
  assert.deepEqual(found, expected);
  const count = found.flat().length;
  assert.ok(count >= least, `${count} rows`);
}

describe('callers found by unwinding', function () {
  this.timeout(120_000);
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, () => {
      const stopped = stoppedIn(rustFixture(level, version), 'tokens::marker');
      const names = unwound(stopped).flatMap(({ pc }) =>
        stopped.info.framesAt(pc).map(it => it.shortName),
      );
      // `double` may be where the prologue of `marker` ends.
      const physical = names.slice(names.indexOf('marker'));
      assert.deepEqual(physical, ['marker', ...Array<string>(6).fill('recursive'), '_start']);
      assert.deepEqual(stopped.info.problems, []);
    });
  }
});

describe('unwind tables equal llvm-dwarfdump', function () {
  this.timeout(120_000);
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, () => {
      check(rustFixture(level, version), '.debug_frame', 100);
    });
  }
  for (const name of CONTRACTS) it(name, () => check(guestElf(name), '.debug_frame', 100));
  it('the kernel', () => {
    // Which of the two a compiler writes depends on how its library was built.
    const elf = guestElf('kernel');
    const isLoaded = elf.image.section('.debug_frame') === undefined;
    check(elf, isLoaded ? '.eh_frame' : '.debug_frame', 100);
  });
  it('every instruction in .debug_frame', () => check(assembled('cfi.s'), '.debug_frame', 12));
  it('every instruction in .eh_frame', () => check(assembled('cfi.s'), '.eh_frame', 12));
});
