/** Every row of every unwind table against llvm-dwarfdump, and callers found by them. */

import { strict as assert } from 'node:assert';
import { frames } from '../../debugger/cli/dwarf/frames';
import type { FrameSection } from '../../debugger/dwarf/cfi';
import { hex32 } from '../../debugger/shared/hex';
import { CODE_PROGRAMS } from './programs';
import { stoppedIn, unwound } from './stopped';
import type { FixtureElf } from './tools';
import { CONTRACTS, VARIANTS, assembled, guestElf, llvm, rustFixture } from './tools';

/** Text per row of each description, in the order of the section. */
function expectedRows(path: string, section: FrameSection): string[][] {
  const output = llvm('llvm-dwarfdump', ['--debug-frame', path]);
  const dump = output.slice(output.indexOf(`\n${section} contents:`) + 1).split(/\n(?=\.\w)/)[0]!;
  return dump
    .split(/\n(?=[0-9a-f]{8,16} )/)
    .filter(it => / FDE cie=/.test(it))
    .map(it => [headOf(it), ...rowsOf(it)]);
}

/** Offsets of the description and of what it shares with others, and its addresses. */
function headOf(entry: string): string {
  const [, offset, cie, low, high] =
    /^([0-9a-f]+) \S+ \S+ FDE cie=([0-9a-f]+) pc=([0-9a-f]+)\.\.\.([0-9a-f]+)/.exec(entry)!;
  return [offset, cie, low, high].map(it => hex32(Number.parseInt(it!, 16))).join(' ');
}

function rowsOf(entry: string): string[] {
  return [...entry.matchAll(/^ {2}(0x[0-9a-f]+): CFA=(.*)$/gm)].map(
    it => `${hex32(Number(it[1]))}: CFA=${it[2]!}`,
  );
}

interface JsonSection {
  readonly section: string;
  readonly fdes: {
    offset: string;
    cie: string;
    low: string;
    high: string;
    rows: { address: string; cfa: JsonRule; registers: Record<string, JsonRule> }[];
  }[];
}

interface JsonRule {
  readonly rule?: string;
  readonly register?: string;
  readonly offset?: number;
  readonly expression?: string;
}

/** The same from the items of `avm dwarf frames --json`. */
function foundRows(elf: FixtureElf, section: FrameSection): string[][] {
  const info = elf.info();
  const sections = [...frames.items(info)].map(it => frames.toJson(it) as JsonSection);
  assert.deepEqual(info.problems, []);
  const found = sections.find(it => it.section === section);
  return (found?.fdes ?? []).map(({ offset, cie, low, high, rows }) => [
    [offset, cie, low, high].join(' '),
    ...rows.map(rowText),
  ]);
}

/** A row as llvm-dwarfdump prints it. */
function rowText({ address, cfa, registers }: JsonSection['fdes'][number]['rows'][number]): string {
  const rules = Object.entries(registers).map(([name, it]) => `${upper(name)}=${ruleText(it)}`);
  const head = `${address}: CFA=${cfaText(cfa)}`;
  return rules.length > 0 ? `${head}: ${rules.join(', ')}` : head;
}

function cfaText({ register, offset, expression }: JsonRule): string {
  if (expression !== undefined) return expression;
  return `${upper(register!)}${offsetText(offset!)}`;
}

function ruleText({ rule, register, offset, expression }: JsonRule): string {
  switch (rule) {
    case 'same_value':
      return 'same';
    case 'offset':
      return `[CFA${offsetText(offset!)}]`;
    case 'val_offset':
      return `CFA${offsetText(offset!)}`;
    case 'register':
      return upper(register!);
    case 'expression':
      return `[${expression}]`;
    case 'val_expression':
      return expression!;
    default:
      return rule!;
  }
}

/** llvm-dwarfdump has the assembler's registers in capitals. */
function upper(register: string): string {
  return register.toUpperCase();
}

function offsetText(offset: number): string {
  if (offset === 0) return '';
  return offset < 0 ? String(offset) : `+${offset}`;
}

/** Both sections: which of them a compiler writes depends on how it was built. */
function check(elf: FixtureElf, least: number): void {
  let count = 0;
  for (const section of ['.debug_frame', '.eh_frame'] as const) {
    const expected = expectedRows(elf.path, section);
    assert.deepEqual(foundRows(elf, section), expected, section);
    count += expected.flat().length;
  }
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
  for (const { title, elf } of CODE_PROGRAMS) it(title, () => check(elf(), 15));
  for (const name of [...CONTRACTS, 'kernel'] as const) it(name, () => check(guestElf(name), 100));
  it('every instruction', () => check(assembled('cfi.s'), 24));
});
