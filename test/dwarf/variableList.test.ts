/** Every variable with all its locations, row by row against llvm-dwarfdump. */

import { strict as assert } from 'node:assert';
import type { ListedVariable } from '../../debugger/dwarf/listing/variables';
import { shortTypeName } from '../../debugger/dwarf/typeNames';
import type { Dumped } from './dumpedTree';
import { dumpedTree, inherited, originOf, writtenRangesOf } from './dumpedTree';
import { OBJECT_FILES } from './programs';
import type { FixtureElf } from './tools';
import { CONTRACTS, VARIANTS, assembled, cFixture, guestElf, llvm, rustFixture } from './tools';

const SCOPES = [
  'DW_TAG_subprogram',
  'DW_TAG_inlined_subroutine',
  'DW_TAG_lexical_block',
  'DW_TAG_try_block',
  'DW_TAG_catch_block',
];
const VARIABLES = ['DW_TAG_variable', 'DW_TAG_formal_parameter'];

/** Compilers of C, and the versions of DWARF that they write. */
const C_VARIANTS = (['gcc', 'clang'] as const).flatMap(compiler =>
  [2, 3, 4, 5].flatMap(version => ['0', '2'].map(level => [compiler, level, version] as const)),
);

type Tree = ReadonlyMap<number, Dumped>;

/** A line of text per variable and per location. */
function expectedRows(tree: Tree): string[] {
  const rows: string[] = [];
  for (const entry of tree.values()) {
    if (entry.tag === 'DW_TAG_subprogram' && writtenRangesOf(entry).length > 0) {
      for (const scope of scopesWithin(entry)) {
        for (const it of variablesOf(tree, scope))
          rows.push(...rowsOf(tree, it, writtenRangesOf(scope)));
      }
    }
    if (entry.tag === 'DW_TAG_variable' && isOutside(tree, entry)) {
      rows.push(...rowsOf(tree, entry, [], outerPath(tree, entry)));
    }
  }
  return rows.sort();
}

function* scopesWithin(scope: Dumped): Generator<Dumped> {
  yield scope;
  for (const child of scope.children) {
    if (SCOPES.includes(child.tag) && child.tag !== 'DW_TAG_subprogram') yield* scopesWithin(child);
  }
}

/** Those of the scope, and those of what it is an instance of that it left out. */
function variablesOf(tree: Tree, scope: Dumped): Dumped[] {
  const variables = ({ children }: Dumped): Dumped[] =>
    children.filter(it => VARIABLES.includes(it.tag));
  const own = variables(scope);
  const origin = originOf(tree, scope);
  const origins = new Set(own.map(it => originOf(tree, it)?.offset));
  return [...own, ...(origin ? variables(origin) : []).filter(it => !origins.has(it.offset))];
}

/** Of no function, and not only declared. */
function isOutside(tree: Tree, entry: Dumped): boolean {
  for (let it = entry.parent; it; it = it.parent) if (SCOPES.includes(it.tag)) return false;
  return !entry.attributes.has('DW_AT_declaration');
}

/** Namespaces around the declaration, as `core::fmt::`. */
function outerPath(tree: Tree, entry: Dumped): string {
  let path = '';
  const declared = originOf(tree, entry) ?? entry;
  for (let it = declared.parent; it; it = it.parent) {
    const name = it.attributes.get('DW_AT_name');
    if (it.tag === 'DW_TAG_namespace') path = `${unquoted(name?.slice(0, -1))}::${path}`;
  }
  return path;
}

function rowsOf(
  tree: Tree,
  entry: Dumped,
  scope: readonly [number, number][],
  path = '',
): string[] {
  const text = (name: string): string | undefined => inherited(tree, entry, name);
  const type = /^0x[0-9a-f]+/.exec(text('DW_AT_type') ?? '')?.[0];
  const typeName = type && tree.get(Number(type))?.attributes.get('DW_AT_name');
  // A closure is named behind its function: the tool has the path beside the reference.
  const isCaptured = /^"\{\w+_env#/.test(typeName ?? '');
  const whole = isCaptured ? / "(.*)"/.exec(text('DW_AT_type') ?? '')?.[1] : undefined;
  const head = `0x${entry.offset.toString(16)}`;
  const row = [
    head,
    path + unquoted(text('DW_AT_name')),
    // What has no name of its own is named by us.
    typeName === undefined ? '' : shortTypeName(whole ?? unquoted(typeName.slice(0, -1))),
    entry.tag.slice('DW_TAG_'.length),
    unquoted(text('DW_AT_decl_file')),
    text('DW_AT_decl_line'),
    scope.map(it => it.join()).join(' '),
  ].join(' | ');
  const rows = [row];
  const location = entry.attributes.get('DW_AT_location')?.slice(0, -1);
  if (location?.startsWith('DW_OP_')) rows.push(`${head} ${location}`);
  for (const it of location?.matchAll(/\[(0x[0-9a-f]+), (0x[0-9a-f]+)\): (.*)/g) ?? []) {
    rows.push(`${head} ${Number(it[1])}..${Number(it[2])} ${it[3]}`);
  }
  const always = /<default>: (.*)/.exec(location ?? '')?.[1];
  if (always !== undefined) rows.push(`${head} ${always}`);
  return rows;
}

function foundRows(elf: FixtureElf, tree: Tree): string[] {
  const info = elf.info();
  const rows: string[] = [];
  for (const { variables } of info.listVariables()) {
    for (const it of variables) rows.push(...listedRows(it, tree));
  }
  assert.deepEqual(info.problems, []);
  return rows.sort();
}

function listedRows(it: ListedVariable, tree: Tree): string[] {
  const head = `0x${it.offset.toString(16)}`;
  const type = /^0x[0-9a-f]+/.exec(inherited(tree, tree.get(it.offset)!, 'DW_AT_type') ?? '')?.[0];
  const isNamed = type && tree.get(Number(type))?.attributes.has('DW_AT_name');
  const row = [
    head,
    it.name,
    isNamed ? it.type : '',
    it.isParameter ? 'formal_parameter' : 'variable',
    it.file,
    it.line,
    it.scope.map(({ low, high }) => `${low},${high}`).join(' '),
  ].join(' | ');
  return [
    row,
    ...(it.location === undefined ? [] : [`${head} ${it.location}`]),
    ...it.locations.map(({ low, high, expression }) => `${head} ${low}..${high} ${expression}`),
  ];
}

function unquoted(text: string | undefined): string {
  return text === undefined ? '' : (JSON.parse(text) as string);
}

/** Where llvm-dwarfdump cannot read an operator, what it prints before that must be the same. */
function isSame(found: string | undefined, expected: string): boolean {
  const cut = expected.indexOf('<decoding error>');
  return cut < 0 ? found === expected : found?.startsWith(expected.slice(0, cut)) === true;
}

function check(elf: FixtureElf, least: number): void {
  const tree = dumpedTree(elf.path);
  const expected = expectedRows(tree);
  const found = foundRows(elf, tree);
  const differences = expected.filter((it, at) => !isSame(found[at], it));
  assert.deepEqual(differences.slice(0, 5), []);
  assert.equal(found.length, expected.length);
  assert.ok(found.length > least, `${found.length} rows`);
  checkStatistics(elf);
}

/** What llvm-dwarfdump's statistics count of the same; its other counts are of abstract functions too. */
function checkStatistics(elf: FixtureElf): void {
  const counted = JSON.parse(llvm('llvm-dwarfdump', ['--statistics', elf.path])) as Counted;
  const variables = [...elf.info().listVariables()].flatMap(it => it.variables);
  const isPlaced = (it: ListedVariable): boolean =>
    it.location !== undefined || it.constant !== undefined || it.locations.length > 0;
  assert.equal(variables.filter(isPlaced).length, counted['#source variables with location']);
}

type Counted = Readonly<Record<string, number>>;

describe('all variables and locations equal llvm-dwarfdump', function () {
  this.timeout(120_000);
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, () => check(rustFixture(level, version), 1000));
  }
  for (const [compiler, level, version] of C_VARIANTS) {
    it(`${compiler} O${level}, DWARF ${version}`, () =>
      check(cFixture(compiler, level, version), 200));
  }
  for (const version of [3, 4, 5]) {
    it(`gcc O2, DWARF ${version} in the 64-bit format`, () =>
      check(cFixture('gcc', '2', version, 'data.c', ['-gdwarf64']), 200));
  }
  for (const name of [...CONTRACTS, 'kernel'] as const) it(name, () => check(guestElf(name), 500));
  for (const { title, elf } of OBJECT_FILES) it(title, () => check(elf(), 50));
  it('every kind of location list entry', () => check(assembled('loclists.s'), 10));
});
