/** Where code of the author's is entered: compared with all functions as they are listed, which other tests hold against LLVM. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { DebugInfo } from '../../debugger/dwarf/debugInfo';
import type { ListedCode } from '../../debugger/dwarf/listing/functions';
import { isForeign } from '../../debugger/engine/ownCode';
import { OwnEntries } from '../../debugger/engine/ownEntries';
import { loadTarget } from '../engine/support/loadTarget';

const root = join(__dirname, '../..');
const SCENARIO = join(root, 'sample-contracts/orderbook/scenarios/match.scenario.json');

type IsOwn = (file: string) => boolean;

/** What the linker left out starts at an address that nothing is at. */
const lowsOf = ({ ranges }: ListedCode): number[] =>
  ranges.map(it => it.low).filter(it => it > 0 && it < 0xffff_fffe);

function inlinedOf(code: ListedCode, isOwn: IsOwn): number[] {
  return code.inlined.flatMap(it => [
    ...(isOwn(it.declaration.file ?? '') ? lowsOf(it) : []),
    ...inlinedOf(it, isOwn),
  ]);
}

function listed(info: DebugInfo, isOwn: IsOwn): number[] {
  const starts = [...info.listFunctions()].flatMap(it => {
    const lows = lowsOf(it);
    if (lows.length === 0) return [];
    return isOwn(it.declaration.file ?? '') ? [Math.min(...lows)] : inlinedOf(it, isOwn);
  });
  return [...new Set(starts)].sort((a, b) => a - b);
}

const ascending = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);

describe('entrances', () => {
  const isOwn: IsOwn = file => !isForeign(file);
  const isOfCore: IsOwn = file => /\/library\/core\//.test(file.replaceAll('\\', '/'));

  it('to code of the author, and to code that many functions inline, are those that are listed', async () => {
    const { modules } = await loadTarget(SCENARIO, join(root, 'dist/kernel.elf'));
    assert.ok(modules.length > 1);
    let count = 0;
    for (const { info } of modules) {
      for (const isWanted of [isOwn, isOfCore]) {
        const expected = listed(info, isWanted);
        assert.deepEqual(ascending(new OwnEntries(info, isWanted).all()), expected);
        count += expected.length;
      }
    }
    assert.ok(count > 100);
  });

  it('are the same where a part of them was read ahead', async () => {
    const { modules } = await loadTarget(SCENARIO, join(root, 'dist/kernel.elf'));
    const info = modules.at(-1)?.info;
    assert.ok(info);
    const ahead = new OwnEntries(info, isOwn);
    for (let piece = 0; piece < 5; piece++) assert.ok(ahead.readOn());
    assert.deepEqual(ahead.all(), new OwnEntries(info, isOwn).all());
    assert.equal(ahead.readOn(), false);
  });
});
