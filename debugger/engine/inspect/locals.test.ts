import { strict as assert } from 'node:assert';
import type { FunctionFrame } from '../../dwarf/frames';
import type { DwarfValue } from '../../dwarf/values/value';
import { Machine, RAM_BASE } from '../../vm/machine';
import type { Module } from '../module';
import { sampleFrame } from './frame.fixture';
import { localsOf, readLocal } from './locals';

type Reader = (address: number, length: number) => Uint8Array | undefined;

const rows = [
  { name: 'inner', isParameter: false, block: 0, isShadowed: false },
  { name: 'x', isParameter: false, block: 0, isShadowed: false },
  { name: 'x', isParameter: false, block: 1, isShadowed: true },
  { name: 'outer', isParameter: false, block: 1, isShadowed: false },
  { name: 'a', isParameter: true, block: 2, isShadowed: false },
  { name: 'x', isParameter: true, block: 2, isShadowed: true },
];

/** The value of a variable tells which one it is; `read` hears how its memory is read. */
function frameWith(read: (memory: Reader) => void) {
  const info = {
    variablesAt: () => rows,
    readVariable(it: (typeof rows)[number], context: { readMemory: Reader }) {
      read((address, length) => context.readMemory(address, length));
      return { text: `${it.name}${it.block}`, type: 'u32' } as unknown as DwarfValue;
    },
  };
  const module = { info } as unknown as Module;
  return sampleFrame({ module, function: {} as FunctionFrame });
}

const owner = { write: () => assert.fail('nothing is written'), isWatched: () => false };

describe('local variables', () => {
  const machine = new Machine({ ramBytes: 0x1000 });
  const frame = frameWith(() => undefined);

  it('are parameters, then blocks from the outermost inward, with a mark on what is hidden', () => {
    assert.deepEqual(
      localsOf({ machine }, frame, owner).map(it => [it.name, it.value, it.evaluateName]),
      [
        ['a', 'a2', 'a'],
        ['x (shadowed)', 'x2', undefined],
        ['x (shadowed)', 'x1', undefined],
        ['outer', 'outer1', 'outer'],
        ['inner', 'inner0', 'inner'],
        ['x', 'x0', 'x'],
      ],
    );
  });

  it('are found as the source means them', () => {
    assert.equal(readLocal({ machine }, frame, 'x')?.text, 'x0');
    assert.equal(readLocal({ machine }, frame, 'y'), undefined);
  });

  it('are none without a function', () => {
    assert.deepEqual(localsOf({ machine }, { ...frame, function: undefined }, owner), []);
  });

  it('read memory whole or not at all, and never more than a value has', () => {
    const lengths: (number | undefined)[] = [];
    const reading = frameWith(memory => {
      const wanted: readonly [number, number][] = [
        [RAM_BASE, 8],
        [RAM_BASE + 0xffc, 8],
        [0, 1],
        [RAM_BASE, 2 ** 32 - 1],
      ];
      lengths.push(...wanted.map(([address, length]) => memory(address, length)?.length));
    });
    readLocal({ machine }, reading, 'a');
    assert.deepEqual(lengths, [8, undefined, undefined, undefined]);
  });
});
