/** Memory that no program made: circles, wild pointers, lengths of billions. Nothing here may hang, throw or lie. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  BASE,
  hashMap,
  inline,
  linkedList,
  map,
  member,
  pointer,
  small,
  struct,
  u16,
  u32,
  u8,
  usize,
  valueOf,
  vec,
} from '../../../test/dwarf/handmade';
import type { Member, StructType, Type } from '../types';
import type { ValueContext } from './presentation';
import { memoryStorage } from './storage';
import type { DwarfValue } from './value';
import { createValue } from './value';

describe('a vector', () => {
  const rows: readonly [name: string, element: Type, words: readonly number[], text: string][] = [
    ['of its elements', u32, [2, BASE + 12, 2, 7, 8], '[7, 8] (len 2)'],
    ['of nothing', u32, [0, 4, 0], '[] (len 0)'],
    ['longer than its memory', u32, [2, BASE, 3], '<length 3 of 2 allocated: not initialized?>'],
    [
      'of four billion',
      u8,
      [0xffffffff, BASE, 0xffffffff],
      '<impossible length 4294967295: not initialized?>',
    ],
    [
      'beyond the address space',
      u32,
      [0x1000000, 0xfff00000, 0x1000000],
      '<impossible length 16777216: not initialized?>',
    ],
    [
      'at an odd address',
      u32,
      [1, BASE + 1, 1],
      '<0x00001001 is no address of u32: not initialized?>',
    ],
    ['that points nowhere', u32, [1, 0x40000, 1], '<unreadable memory at 0x00040000>'],
  ];
  for (const [name, element, words, text] of rows) {
    it(name, () => assert.equal(valueOf(vec(element), words).text, text));
  }

  it('that cannot be is shown by its fields', () => {
    const value = valueOf(vec(u32), [2, BASE, 3]);
    const names = value.children?.().map(it => it.name);
    assert.deepEqual(names, ['buf', 'len']);
    assert.match(value.readOnly ?? '', /not initialized/);
  });

  it('of a million costs the page that is asked for', () => {
    const count = 1_000_000;
    const context: ValueContext = {
      registers: () => undefined,
      readMemory(address, length) {
        reads++;
        return address === BASE
          ? new Uint8Array(Uint32Array.of(count, 0x100000, count).buffer).slice(0, length)
          : address === BASE + 4 || address === BASE + 8
            ? new Uint8Array(Uint32Array.of(address === BASE + 4 ? 0x100000 : count).buffer)
            : new Uint8Array(length);
      },
    };
    let reads = 0;
    const value = createValue({ type: vec(u32), storage: memoryStorage(BASE, context), context });
    assert.equal(value.indexedCount, count);
    reads = 0;
    const page = value.children?.(999_900, 100) ?? [];
    assert.deepEqual([page.length, page.at(-1)?.name], [100, '[999999]']);
    assert.ok(reads <= 400, `${reads} reads`);
  });
});

describe('a map', () => {
  const LEAF_WORDS = 19;
  /** A leaf of so many keys that count from `first`. */
  const leaf = (first: number, length: number): number[] => {
    const words = Array<number>(LEAF_WORDS).fill(0);
    for (let at = 0; at < length; at++) words[1 + at] = first + at;
    words[18] = length;
    return words;
  };
  const start = BASE + 12;

  it('of one leaf has its entries', () => {
    const value = valueOf(map(), [start, 0, 3, ...leaf(5, 3)]);
    assert.equal(value.text, '{5: 0, 6: 0, 7: 0} (len 3)');
    assert.equal(value.entryCount, 3);
  });

  it('of two levels is walked in order', () => {
    const first = start + 31 * 4;
    const root = leaf(10, 1);
    const edges = Array<number>(12).fill(0);
    [edges[0], edges[1]] = [first, first + LEAF_WORDS * 4];
    const value = valueOf(map(), [start, 1, 5, ...root, ...edges, ...leaf(8, 2), ...leaf(11, 2)]);
    assert.equal(value.text, '{8: 0, 9: 0, 10: 0, 11: 0, 12: 0} (len 5)');
    assert.deepEqual(
      value.children?.(3, 2).map(it => it.name),
      ['[11]', '[12]'],
    );
  });

  const broken: readonly [name: string, words: readonly number[], text: RegExp][] = [
    ['without a tree', [0, 0, 3], /^<length 3 without a tree/],
    [
      'of four billion',
      [start, 0, 0xffffffff, ...leaf(0, 3)],
      /^<a tree of height 0 with 4294967295 entries/,
    ],
    ['higher than memory', [start, 0xffffffff, 3, ...leaf(0, 3)], /^<a tree of height 4294967295/],
    ['at an odd address', [start + 1, 0, 3], /is no address of LeafNode/],
    ['that points nowhere', [0x40000, 0, 3], /^<no node of a tree at 0x40000/],
    [
      'with a node of too many keys',
      [start, 0, 3, ...leaf(0, 0).fill(12, 18)],
      /^<no node of a tree/,
    ],
  ];
  for (const [name, words, text] of broken) {
    it(`${name} is shown by its fields`, () => {
      const value = valueOf(map(), words);
      assert.match(value.text, text);
      assert.deepEqual(
        value.children?.().map(it => it.name),
        ['root', 'length'],
      );
    });
  }

  it('that ends too early says so', () => {
    const value = valueOf(map(), [start, 0, 9, ...leaf(5, 3)]);
    assert.match(value.text, /^{5: 0, 6: 0, 7: 0, <the tree ends before its length>/);
    assert.equal(value.children?.(8, 1)[0]?.value.text, '<the tree ends before its length>');
  });

  it('whose nodes are a circle ends', () => {
    const root = leaf(10, 11);
    const edges = Array<number>(12).fill(start);
    const value = valueOf(map(), [start, 9, 20_000, ...root, ...edges]);
    assert.equal(value.children?.(19_999, 1).length, 1);
  });
});

describe('a list that is a circle', () => {
  const members: Member[] = [];
  const node = struct('list::Node', { byteSize: 8, members });
  members.push(member('value', u32, 0), member('next', pointer(node, 'Box<list::Node>'), 4));

  it('has a text of bearable length, and parts without end', () => {
    const value = valueOf(node, [1, BASE]);
    assert.equal(value.text, 'Node { value: 1, next: Node { value: 1, next: Node {…} } }');
    let at: DwarfValue | undefined = value;
    for (let depth = 0; depth < 1000; depth++) {
      at = at?.children?.().find(it => it.name === (depth % 2 === 0 ? 'next' : '*'))?.value;
    }
    assert.ok(at);
  });
});

describe('a struct whose size only its pointer knows', () => {
  const fat = (target: Type): StructType =>
    struct(`&${target.name}`, {
      byteSize: 8,
      members: [member('data_ptr', pointer(target), 0), member('length', usize, 4)],
    });
  const tail = struct('Tail<[u16]>', {
    byteSize: 4,
    members: [member('mark', u32, 0), member('tail', u16, 4)],
  });

  it('has as many elements as the pointer says', () => {
    const value = valueOf(fat(tail), [BASE + 8, 3, 9, 0x2_0001, 3]);
    assert.equal(value.text, '&Tail { mark: 9, tail: [1, 2, 3] }');
  });

  it('is not shown where the length is impossible', () => {
    const value = valueOf(fat(tail), [BASE + 8, 0x7fff_fff0]);
    assert.match(value.text, /^<impossible length \d+: not initialized\?>$/);
  });

  it('may be said to end in itself', () => {
    const members: Member[] = [];
    const endless = struct('Endless', { byteSize: 4, members });
    members.push(member('mark', u32, 0), member('tail', endless, 4));
    assert.ok(valueOf(fat(endless), [BASE + 8, 1, 5, 6]).text.length < 2000);
  });
});

describe('an enum without a discriminant', () => {
  it('may be said to hold itself, over and over', () => {
    const members: Member[] = [];
    const endless = struct('Endless', { byteSize: 4, members });
    for (let at = 0; at < 100; at++) members.push(member(`f${at}`, endless, 0));
    const variant = (name: string) => ({
      member: member(name, endless, 0),
      discriminants: undefined,
    });
    const type = struct('Only', {
      byteSize: 4,
      members: [],
      variants: { discriminant: undefined, variants: [variant('One'), variant('Other')] },
    });
    assert.match(valueOf(type, [1]).text, /^One/);
  });
});

describe('any memory', () => {
  it('gives values that can be opened', () => {
    const types = [
      vec(u32),
      vec(vec(u8)),
      map(),
      hashMap(),
      linkedList(),
      inline,
      small,
      pointer(map(), '&BTreeMap<u32, u16>'),
    ];
    const word = fc.oneof(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: BASE / 4, max: BASE / 4 + 40 }).map(it => it * 4),
      fc.integer({ min: 0, max: 0xffffffff }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.array(word, { maxLength: 60 }), (type, words) => {
        open(valueOf(type, words), 4);
      }),
      { numRuns: 3000 },
    );
  });

  function open(value: DwarfValue, depth: number): void {
    assert.ok(value.text.length < 2000);
    assert.ok(value.textIn(16).length < 2000);
    if (depth === 0) return;
    const count = value.indexedCount ?? value.entryCount;
    if (count !== undefined) value.children?.(count - 1, 1);
    value
      .children?.()
      .slice(0, 4)
      .forEach(it => open(it.value, depth - 1));
  }
});
