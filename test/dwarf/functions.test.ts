/** Every function and every inlined call against llvm-dwarfdump: the items of `avm dwarf functions --json`. */

import { strict as assert } from 'node:assert';
import { functions } from '../../debugger/cli/dwarf/functions';
import { hex32 } from '../../debugger/shared/hex';
import { demangle } from '../../debugger/elf/demangle';
import type { Dumped } from './dumpedTree';
import { dumpedTree, inherited, originOf, writtenRangesOf } from './dumpedTree';
import { CODE_PROGRAMS } from './programs';
import type { FixtureElf } from './tools';
import { guestElf } from './tools';

type Tree = ReadonlyMap<number, Dumped>;

/** What surrounds a function and has a part in its path. */
const NAMING = [
  'DW_TAG_namespace',
  'DW_TAG_module',
  'DW_TAG_structure_type',
  'DW_TAG_class_type',
  'DW_TAG_union_type',
  'DW_TAG_enumeration_type',
  'DW_TAG_subprogram',
];

function expectedFunctions(tree: Tree): unknown[] {
  return [...tree.values()]
    .filter(it => it.tag === 'DW_TAG_subprogram' && writtenRangesOf(it).length > 0)
    .map(entry => ({
      ...codeOf(tree, entry),
      ...flag(tree, entry, 'external'),
      ...flag(tree, entry, 'noreturn'),
      inlined: inlinedIn(tree, entry),
    }));
}

function inlinedIn(tree: Tree, entry: Dumped): unknown[] {
  return entry.children.flatMap(child => {
    if (child.tag === 'DW_TAG_subprogram') return [];
    if (child.tag !== 'DW_TAG_inlined_subroutine') return inlinedIn(tree, child);
    const entryPc = child.attributes.get('DW_AT_entry_pc')?.slice(0, -1);
    return [
      {
        ...codeOf(tree, child),
        call: placeOf(tree, child, 'call'),
        ...(entryPc === undefined ? {} : { entry_pc: hex32(Number(entryPc)) }),
        inlined: inlinedIn(tree, child),
      },
    ];
  });
}

function codeOf(tree: Tree, entry: Dumped): object {
  const linkageName =
    textOf(tree, entry, 'DW_AT_linkage_name') ?? textOf(tree, entry, 'DW_AT_MIPS_linkage_name');
  const path = pathOf(tree, entry);
  return {
    offset: hex32(entry.offset),
    // The impl of a trait has no name but in the linkage name.
    name: path.includes('{impl#') && linkageName !== undefined ? demangle(linkageName) : path,
    linkage_name: linkageName,
    declaration: placeOf(tree, entry, 'decl'),
    ranges: writtenRangesOf(entry).map(([low, high]) => ({ low: hex32(low), high: hex32(high) })),
  };
}

function pathOf(tree: Tree, entry: Dumped): string {
  let declaration = entry;
  for (let at: Dumped | undefined = entry; at; at = originOf(tree, at)) declaration = at;
  const names = [textOf(tree, entry, 'DW_AT_name') ?? '{unnamed}'];
  for (let outer = declaration.parent; outer; outer = outer.parent) {
    if (NAMING.includes(outer.tag)) {
      names.unshift(textOf(tree, outer, 'DW_AT_name') ?? '{unnamed}');
    }
  }
  return names.join('::');
}

function placeOf(tree: Tree, entry: Dumped, what: 'decl' | 'call'): object {
  return {
    file: textOf(tree, entry, `DW_AT_${what}_file`),
    line: numberOf(tree, entry, `DW_AT_${what}_line`),
    column: numberOf(tree, entry, `DW_AT_${what}_column`),
  };
}

function textOf(tree: Tree, entry: Dumped, name: string): string | undefined {
  return inherited(tree, entry, name)?.slice(1, -1);
}

function numberOf(tree: Tree, entry: Dumped, name: string): number | undefined {
  const text = inherited(tree, entry, name);
  return text === undefined ? undefined : Number(text);
}

function flag(tree: Tree, entry: Dumped, name: string): object {
  // Before DWARF 4 a flag is a byte.
  return /^(?:true|0x01)$/.test(inherited(tree, entry, `DW_AT_${name}`) ?? '')
    ? { [name]: true }
    : {};
}

function check(elf: FixtureElf, least: number): void {
  const info = elf.info();
  const found = [...functions.items(info)].map(it => functions.toJson(it));
  const expected = expectedFunctions(dumpedTree(elf.path));
  assert.ok(expected.length >= least, `${expected.length} functions`);
  for (const [at, it] of expected.entries()) assert.deepEqual(found[at], it);
  assert.equal(found.length, expected.length);
  assert.deepEqual(info.problems, []);
}

describe('functions and inlined calls equal llvm-dwarfdump', function () {
  this.timeout(120_000);
  for (const { title, elf } of CODE_PROGRAMS) it(title, () => check(elf(), 6));
  for (const name of ['erc20', 'kernel'] as const) it(name, () => check(guestElf(name), 50));
});
