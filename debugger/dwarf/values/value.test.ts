/** Values of types that no program here has: malformed, endless, or of another compiler. */

import { strict as assert } from 'node:assert';
import type { ArrayType, Member, ScalarType, StructType, Type } from '../types';
import type { VariantPart } from '../variantPart';
import { bytesStorage, memoryStorage } from './storage';
import type { DwarfValue } from './value';
import { createValue } from './value';

const u8: ScalarType = { kind: 'scalar', name: 'u8', encoding: 'unsigned', byteSize: 1 };
const u32: ScalarType = { kind: 'scalar', name: 'u32', encoding: 'unsigned', byteSize: 4 };
const char: ScalarType = { kind: 'scalar', name: 'char', encoding: 'char', byteSize: 4 };
const bool: ScalarType = { kind: 'scalar', name: 'bool', encoding: 'bool', byteSize: 1 };

interface Shape {
  readonly byteSize: number;
  readonly members?: readonly Member[];
  readonly variants?: VariantPart;
}

function struct(path: string, { byteSize, members = [], variants }: Shape): StructType {
  const name = path.replace(/^.*::(?=\w+(?:<.*)?$)/, '');
  return {
    kind: 'struct',
    name,
    path,
    byteSize,
    members,
    variants,
    parameter: () => undefined,
  };
}

function array(element: Type, count: number): ArrayType {
  const name = `[${element.name}; ${count}]`;
  return { kind: 'array', name, element, count, byteSize: element.byteSize * count };
}

const context = {
  registers: () => undefined,
  readMemory: (_address: number, length: number) => new Uint8Array(length),
};

function valueOf(type: Type, ...bytes: readonly number[]): DwarfValue {
  const storage = bytesStorage(Uint8Array.from(bytes), 'a test');
  return createValue({ type, storage, context });
}

const member = (name: string, type: Type, byteOffset = 0): Member => ({ name, type, byteOffset });

/** An enum by ranges of its discriminant, as they are for signed and for wide ones. */
const ranged: VariantPart = {
  discriminant: member('', u8),
  variants: [
    { member: member('Low', struct('Low', { byteSize: 2 })), discriminants: [[-3n, 2n]] },
    {
      member: member('Odd', struct('Odd', { byteSize: 2 })),
      discriminants: [
        [7n, 7n],
        [9n, 9n],
      ],
    },
  ],
};

describe('values', () => {
  it('choose a variant by ranges, and none where none fits', () => {
    const type = struct('Ranged', { byteSize: 2, variants: ranged });
    const texts = [0, 2, 0xfd, 7, 9].map(it => valueOf(type, it, 0).text);
    assert.deepEqual(texts, ['Low', 'Low', 'Low', 'Odd', 'Odd']);
    assert.equal(valueOf(type, 8, 0).text, '<no variant has discriminant 8>');
  });

  it('choose the variant without a discriminant where no other fits', () => {
    const other = {
      member: member('Rest', struct('Rest', { byteSize: 2 })),
      discriminants: undefined,
    };
    const variants = { ...ranged, variants: [other, ...ranged.variants] };
    const type = struct('Ranged', { byteSize: 2, variants });
    assert.deepEqual([valueOf(type, 8, 0).text, valueOf(type, 7, 0).text], ['Rest', 'Odd']);
  });

  it('that contain themselves end', () => {
    const members: Member[] = [];
    const type = struct('Endless', { byteSize: 1, members });
    members.push(member('first', type), member('second', type));
    const value = valueOf(type, 0);
    assert.match(value.text, /^Endless { first: Endless { first: .*{…}.* }$/);
    assert.equal(value.children?.()[1]?.value.children?.().length, 2);
  });

  it('that wrap themselves end', () => {
    const members: Member[] = [];
    const type = struct('core::cell::Cell<u8>', { byteSize: 1, members });
    members.push(member('value', type));
    assert.equal(valueOf(type, 0).text, '…');
  });

  it('of many parts have a text of bearable length', () => {
    const grid = array(array(array(array(u32, 100), 100), 100), 100);
    const value = createValue({ type: grid, storage: memoryStorage(0, context), context });
    assert.ok(value.text.length < 2000, String(value.text.length));
    assert.match(value.text, /^\[\[\[\[0, 0, .*…/);
  });

  it('of long lists come in ranges of ranges', () => {
    const value = createValue({
      type: array(u8, 1_000_000),
      storage: memoryStorage(0, context),
      context,
    });
    const names = (it: DwarfValue | undefined): string[] =>
      it?.children?.().map(({ name }) => name) ?? [];
    const ranges = value.children!();
    assert.equal(ranges.length, 100);
    assert.equal(ranges[99]!.name, '[990000..1000000]');
    assert.equal(names(ranges[99]!.value)[99], '[999900..1000000]');
    assert.equal(names(ranges[99]!.value.children!()[99]!.value)[99], '[999999]');
  });

  it('that are no char or bool say so', () => {
    assert.equal(valueOf(char, 0, 0xd8, 0, 0).text, '<0xd800 is no char>');
    assert.equal(valueOf(char, 0, 0, 0x11, 0).text, '<0x110000 is no char>');
    assert.equal(valueOf(bool, 2).text, '<2 is no bool>');
  });

  it('are an address only where twenty bytes are', () => {
    const bytes = Array<number>(20).fill(0xab);
    const address = struct('clibc::types::address::Address', {
      byteSize: 20,
      members: [member('0', array(u8, 20))],
    });
    const other = struct('net::Address', { byteSize: 4, members: [member('0', array(u8, 4))] });
    assert.equal(valueOf(address, ...bytes).text, `0x${'ab'.repeat(20)}`);
    assert.equal(valueOf(other, 127, 0, 0, 1).text, 'Address([127, 0, 0, 1])');
  });

  it('that are addresses are short where they are parts', () => {
    const bytes = Array<number>(20).fill(0xab);
    const address = struct('clibc::types::address::Address', {
      byteSize: 20,
      members: [member('0', array(u8, 20))],
    });
    const owned = struct('a::Owned', { byteSize: 20, members: [member('owner', address)] });
    assert.equal(valueOf(owned, ...bytes).text, 'Owned { owner: 0xabab…abab }');
    const labelled = { ...context, accountLabel: () => 'alice' };
    const storage = bytesStorage(Uint8Array.from(bytes), 'a test');
    const textOf = (type: Type) => createValue({ type, storage, context: labelled }).text;
    assert.equal(textOf(owned), 'Owned { owner: alice }');
    assert.equal(textOf(address), `0x${'ab'.repeat(20)}`);
  });

  it('of a type that is not known have a reason', () => {
    const value = valueOf(
      { kind: 'unknown', name: 'complex', byteSize: 8 },
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    );
    assert.equal(value.text, '<complex: no value that can be shown>');
    assert.equal(value.readOnly, 'nobody can type a complex');
  });
});
