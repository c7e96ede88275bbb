/** Hash tables, lists of nodes and lists inside of values, in memory that no program made. */

import { strict as assert } from 'node:assert';
import { BASE, hashMap, inline, linkedList, small, valueOf } from '../../../test/dwarf/handmade';

describe('a hash table', () => {
  const ctrl = BASE + 16 + 4 * 8;
  /** Buckets 3 to 0, of which 2 and 0 are full, then the control bytes. */
  const rows = [0, 0, 30, 3, 0, 0, 10, 1, 0xff00ff00, 0xff00ff00];
  const head = (count: number, mask = 3, at = ctrl): number[] => [at, mask, 0, count];

  it('has the entries of its full buckets, in std too', () => {
    for (const path of [
      'hashbrown::map::HashMap<u32, u16>',
      'std::collections::hash::map::HashMap<u32, u16>',
    ]) {
      const value = valueOf(hashMap(path), [...head(2), ...rows]);
      assert.equal(value.text, '{10: 1, 30: 3} (len 2)');
      assert.equal(value.entryCount, 2);
    }
  });

  const broken: readonly [name: string, words: readonly number[], text: RegExp][] = [
    ['with more entries than buckets', [...head(5), ...rows], /^<5 entries in 4 buckets/],
    [
      'with a number of buckets that is no power of two',
      [...head(2, 4), ...rows],
      /^<2 entries in 5/,
    ],
    [
      'of four billion buckets',
      [...head(9, 0xffffffff), ...rows],
      /^<impossible number of buckets/,
    ],
    [
      'that reaches below memory',
      [...head(9, 0xffff, 0x1000), ...rows],
      /^<impossible number of buckets/,
    ],
    ['at an odd address', [...head(2, 3, ctrl + 1), ...rows], /is no address of/],
    ['that points nowhere', [...head(2, 3, 0x40000), ...rows], /^<unreadable table at 0x40000/],
    [
      'with fewer full buckets than entries',
      [...head(3), ...rows],
      /^<2 full buckets for 3 entries/,
    ],
    [
      'without a full bucket',
      [...head(1), ...rows.slice(0, 8), 0xffffffff],
      /^<the table ends before/,
    ],
    [
      'all of whose control bytes are wild',
      [...head(2), ...rows.slice(0, 8), 0x01020304],
      /^<4 full/,
    ],
  ];
  for (const [name, words, text] of broken) {
    it(`${name} is shown by its fields`, () => {
      const value = valueOf(hashMap(), words);
      assert.match(value.text, text);
      assert.deepEqual(
        value.children?.().map(it => it.name),
        ['table'],
      );
    });
  }
});

describe('a linked list', () => {
  const first = BASE + 12;
  const second = first + 12;

  it('has the elements of its nodes', () => {
    const value = valueOf(linkedList(), [first, second, 2, second, 0, 7, 0, first, 8]);
    assert.equal(value.text, '[7, 8] (len 2)');
  });

  const broken: readonly [name: string, words: readonly number[], text: RegExp][] = [
    ['without nodes', [0, 0, 3], /^<the list ends before its length/],
    ['at an odd address', [first + 1, 0, 1, 0, 0, 7], /^<no node of a list/],
    ['that points nowhere', [0x40000, 0, 1], /^<no node of a list/],
    [
      'whose first node has one before it',
      [first, first, 2, first, first, 7],
      /^<no node of a list/,
    ],
    [
      'that is a circle',
      [first, second, 4_000_000_000, second, 0, 7, first, first, 8],
      /^\[7, 8, <no node of a list at 0x100c: not initialized\?>/,
    ],
    ['that ends too early', [first, first, 3, 0, 0, 7], /^\[7, <the list ends before its length/],
  ];
  for (const [name, words, text] of broken) {
    it(`${name} says so`, () => assert.match(valueOf(linkedList(), words).text, text));
  }
});

describe('a list inside of its value', () => {
  it('has as many elements as it says', () => {
    assert.equal(valueOf(inline, [2, 0x0002_0001, 9]).text, '[1, 2] (len 2)');
    assert.match(
      valueOf(inline, [4, 0, 0]).text,
      /^<length 4 of 3 that have room: not initialized\?>$/,
    );
  });

  it('may be on the heap', () => {
    assert.equal(valueOf(small, [2, 7, 8]).text, '[7, 8] (len 2)');
    assert.equal(valueOf(small, [4, BASE + 12, 3, 7, 8, 9]).text, '[7, 8, 9] (len 3)');
    assert.match(valueOf(small, [3, BASE + 12, 4, 7]).text, /^<length 4 of 3 allocated/);
  });
});
