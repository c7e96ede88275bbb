/** Values as the debugger shows them, beside what the program itself prints of them with `{:?}`. */

import { strict as assert } from 'node:assert';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { stopsOf } from './debugged';
import type { FixtureElf } from './tools';

/** By function and variable, what is shown otherwise on purpose. */
export type Others = Readonly<Record<string, string>>;

export interface Compared {
  readonly right: number;
  readonly wrong: readonly string[];
  /** What is right but for parts that are said not to be known. */
  readonly missing: readonly string[];
}

/** Every variable at every stop. @param isOptimized parts may be missing */
export function compareWithSaid(elf: FixtureElf, isOptimized: boolean, others: Others): Compared {
  const wrong: string[] = [];
  const missing: string[] = [];
  let right = 0;
  for (const { functionName, said, stopped, values } of stopsOf(elf)) {
    const found = values();
    for (const name of new Set([...said.keys(), ...ownNames(functionName, others)])) {
      const value = found.get(name);
      const key = `${functionName} ${name}`;
      const expected = others[key] ?? said.get(name) ?? '';
      const shown = value === undefined ? '<no variable>' : whole(value);
      const text = others[key] === undefined ? plain(shown) : shown;
      if (text === expected) right++;
      else if (isOptimized && agrees(text, expected)) missing.push(`${key}: ${shown}`);
      else wrong.push(`${key}: ${shown} for ${expected}`);
    }
    assert.deepEqual(stopped.info.problems, []);
  }
  return { right, wrong, missing };
}

function ownNames(functionName: string, others: Others): string[] {
  return Object.keys(others).flatMap(it => {
    const [owner, name = ''] = it.split(' ');
    return owner === functionName ? [name] : [];
  });
}

/** All that is shown, where one line would cut it off. */
function whole(value: DwarfValue): string {
  const { indexedCount, entryCount, text, children } = value;
  if (indexedCount !== undefined && children) {
    return `[${children(0, indexedCount)
      .map(it => whole(it.value))
      .join(', ')}]`;
  }
  if (entryCount !== undefined && children) {
    const entries = children(0, entryCount).map(({ name, value: one }) =>
      /^\[\d+\]$/.test(name) && one.type !== '' && isSet(value)
        ? whole(one)
        : `${name.slice(1, -1)}: ${whole(one)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return text;
}

const isSet = ({ type }: DwarfValue): boolean => /^(?:BTree|Hash|Index)Set</.test(type);

/** What is said by the debugger only: lengths, signs of references, groups of digits, types behind `dyn`. */
function plain(text: string): string {
  return text
    .replaceAll(/ \(len \d+\)/g, '')
    .replaceAll(/&(?:mut )?(?=[\w"'[({&-])/g, '')
    .replaceAll(/(?<=\d)_(?=\d)/g, '')
    .replaceAll(/ as [\w<>]+$/g, '');
}

/** The found text may have reasons in place of any part. */
function agrees(found: string, expected: string): boolean {
  const literal = found.split(/<[^<>]*>/).map(it => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(expected);
}
