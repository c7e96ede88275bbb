/** Which variables each frame has, and where they are, against llvm-dwarfdump's tree. */

import { strict as assert } from 'node:assert';
import * as dw from '../../debugger/dwarf/constants';
import { locationExpression } from '../../debugger/dwarf/locations';
import { nameOf } from '../../debugger/dwarf/names';
import type { Dumped } from './dumpedTree';
import { dumpedTree, rangesOf } from './dumpedTree';
import type { FixtureElf } from './tools';
import { CONTRACTS, VARIANTS, assembled, guestElf, rustFixture } from './tools';

const FUNCTIONS = ['DW_TAG_subprogram', 'DW_TAG_inlined_subroutine'];
const VARIABLES = ['DW_TAG_variable', 'DW_TAG_formal_parameter'];

class Oracle {
  readonly #tree: Map<number, Dumped>;

  constructor(path: string) {
    this.#tree = dumpedTree(path);
  }

  /** Concrete functions, with their lowest address. */
  *subprograms(): Generator<{ entry: Dumped; ranges: [number, number][] }> {
    for (const entry of this.#tree.values()) {
      if (entry.tag !== 'DW_TAG_subprogram') continue;
      const ranges = rangesOf(entry);
      if (ranges.length > 0) yield { entry, ranges };
    }
  }

  /** Variables by logical frame, innermost first; in each those of its blocks, innermost first. */
  framesAt(subprogram: Dumped, pc: number): string[][][] {
    const frames: string[][][] = [];
    let blocks: string[][] = [];
    let scope: Dumped | undefined = subprogram;
    while (scope) {
      if (FUNCTIONS.includes(scope.tag)) frames.unshift((blocks = []));
      blocks.unshift(this.#variables(scope, pc));
      scope = scope.children.find(
        it =>
          ['DW_TAG_lexical_block', 'DW_TAG_inlined_subroutine'].includes(it.tag) &&
          rangesOf(it).some(([low, high]) => low <= pc && pc < high),
      );
    }
    return frames;
  }

  #variables(scope: Dumped, pc: number): string[] {
    const own = scope.children.filter(it => VARIABLES.includes(it.tag));
    const origins = new Set(own.map(it => this.#origin(it)?.offset));
    const left = (this.#origin(scope)?.children ?? []).filter(
      it => VARIABLES.includes(it.tag) && !origins.has(it.offset),
    );
    // A closure's parameter is described twice: the one that is left out is no second variable.
    const seen = new Set(own.map(it => this.#place(it)));
    const distinct = left.filter(it => !seen.has(this.#place(it)) && seen.add(this.#place(it)));
    return [...own, ...distinct].flatMap(it => {
      const name = this.#name(it);
      return name === undefined ? [] : `${name} ${operatorAt(it, pc) ?? 'nowhere'}`;
    });
  }

  #place(entry: Dumped): string {
    const { attributes } = this.#origin(entry) ?? entry;
    return `${this.#name(entry)} ${attributes.get('DW_AT_decl_line')}`;
  }

  #origin(entry: Dumped): Dumped | undefined {
    const value =
      entry.attributes.get('DW_AT_abstract_origin') ?? entry.attributes.get('DW_AT_specification');
    return value === undefined ? undefined : this.#tree.get(Number.parseInt(value, 16));
  }

  #name(entry: Dumped): string | undefined {
    const name = entry.attributes.get('DW_AT_name');
    if (name !== undefined) return JSON.parse(name.slice(0, -1)) as string;
    const origin = this.#origin(entry);
    return origin && this.#name(origin);
  }
}

/** The first operator of the location at an address. */
function operatorAt({ attributes }: Dumped, pc: number): string | undefined {
  const text = attributes.get('DW_AT_location');
  if (text === undefined || text.startsWith('DW_OP')) return text && /^DW_OP_\w+/.exec(text)![0];
  const entries = [...text.matchAll(/\[(0x[0-9a-f]+), (0x[0-9a-f]+)\): (DW_OP_\w+)/g)];
  const found = entries.find(([, low, high]) => Number(low) <= pc && pc < Number(high));
  return found?.[3] ?? /<default>: (DW_OP_\w+)/.exec(text)?.[1];
}

/** Every instruction of a small function; some of a large one. */
const PLACES = 24;

function check(elf: FixtureElf, least: number): void {
  const oracle = new Oracle(elf.path);
  const info = elf.info();
  let count = 0;
  for (const { entry, ranges } of oracle.subprograms()) {
    for (const [low, high] of ranges) {
      const stride = Math.max(2, Math.ceil((high - low) / PLACES / 2) * 2);
      for (let pc = low; pc < high; pc += stride) {
        const expected = oracle.framesAt(entry, pc);
        const found = expected.map((blocks, depth) => {
          const names = blocks.map((): string[] => []);
          for (const { name, block, entry: variable } of info.variablesAt(pc, depth)) {
            const [operator] = locationExpression(variable, dw.DW_AT_location, pc) ?? [];
            const text = operator === undefined ? 'nowhere' : nameOf('OP', operator);
            names[block]!.push(`${name} ${text}`);
          }
          return names;
        });
        assert.deepEqual(found, expected, `0x${pc.toString(16)}`);
        assert.deepEqual(info.variablesAt(pc, expected.length), []);
        count += expected.flat(2).filter(it => !it.endsWith(' nowhere')).length;
      }
    }
  }
  assert.ok(count > least, `${count} variables`);
  assert.deepEqual(info.problems, []);
}

describe('variables equal llvm-dwarfdump', function () {
  this.timeout(120_000);
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, () => check(rustFixture(level, version), 1000));
  }
  it('every kind of location list entry', () => check(assembled('loclists.s'), 40));
  for (const name of [...CONTRACTS, 'kernel'] as const) it(name, () => check(guestElf(name), 1000));
});
