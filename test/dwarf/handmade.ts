/** Types as rustc describes them, made by hand, and memory that no program made. */

import type {
  ArrayType,
  Member,
  PointerType,
  ScalarType,
  StructType,
  Type,
} from '../../debugger/dwarf/types';
import type { ValueContext } from '../../debugger/dwarf/values/presentation';
import { memoryStorage } from '../../debugger/dwarf/values/storage';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { createValue } from '../../debugger/dwarf/values/value';

export const u8: ScalarType = { kind: 'scalar', name: 'u8', encoding: 'unsigned', byteSize: 1 };
export const u16: ScalarType = { kind: 'scalar', name: 'u16', encoding: 'unsigned', byteSize: 2 };
export const u32: ScalarType = { kind: 'scalar', name: 'u32', encoding: 'unsigned', byteSize: 4 };
export const usize: ScalarType = {
  kind: 'scalar',
  name: 'usize',
  encoding: 'unsigned',
  byteSize: 4,
};

export const member = (name: string, type: Type, byteOffset: number): Member => ({
  name,
  type,
  byteOffset,
});

export const pointer = (target: Type, name = `*const ${target.name}`): PointerType => ({
  kind: 'pointer',
  name,
  byteSize: 4,
  target,
});

export const array = (element: Type, count: number): ArrayType => ({
  kind: 'array',
  name: `[${element.name}; ${count}]`,
  element,
  count,
  byteSize: element.byteSize * count,
});

interface Shape {
  readonly byteSize: number;
  readonly members: readonly Member[];
  readonly parameters?: Readonly<Record<string, Type>>;
  readonly variants?: StructType['variants'];
}

export function struct(
  path: string,
  { byteSize, members, parameters = {}, variants }: Shape,
): StructType {
  const name = path.replace(/^.*::(?=\w+(?:<.*)?$)/, '');
  const parameter = (it: string): Type | undefined => parameters[it];
  return { kind: 'struct', name, path, byteSize, members, variants, alignment: 4, parameter };
}

/** As rustc lays it out: capacity, pointer, length. */
export function vec(element: Type): StructType {
  const inner = struct('alloc::raw_vec::RawVecInner', {
    byteSize: 8,
    members: [member('cap', usize, 0), member('ptr', pointer(u8), 4)],
  });
  const buf = struct('alloc::raw_vec::RawVec', {
    byteSize: 8,
    members: [member('inner', inner, 0)],
  });
  return struct(`alloc::vec::Vec<${element.name}>`, {
    byteSize: 12,
    members: [member('buf', buf, 0), member('len', usize, 8)],
    parameters: { T: element },
  });
}

/** A map of u32 to u16 with all of its node types. */
export function map(): StructType {
  const members: Member[] = [];
  const leaf = struct('alloc::collections::btree::node::LeafNode<u32, u16>', {
    byteSize: 76,
    members,
  });
  const inner = struct('alloc::collections::btree::node::InternalNode<u32, u16>', {
    byteSize: 124,
    members: [member('data', leaf, 0), member('edges', array(pointer(leaf), 12), 76)],
  });
  members.push(
    member('parent', option(pointer(inner)), 0),
    member('keys', array(u32, 11), 4),
    member('vals', array(u16, 11), 48),
    member('parent_idx', u16, 70),
    member('len', u16, 72),
  );
  const root = struct('alloc::collections::btree::node::NodeRef', {
    byteSize: 8,
    members: [member('node', pointer(leaf), 0), member('height', usize, 4)],
  });
  return struct('alloc::collections::btree::map::BTreeMap<u32, u16>', {
    byteSize: 12,
    members: [member('root', option(root), 0), member('length', usize, 8)],
  });
}

/** None is a zero at the start. */
export function option(some: Type): StructType {
  const inside = struct('Some', { byteSize: some.byteSize, members: [member('0', some, 0)] });
  const nothing = struct('None', { byteSize: some.byteSize, members: [] });
  return struct(`core::option::Option<${some.name}>`, {
    byteSize: some.byteSize,
    members: [],
    variants: {
      discriminant: member('', u32, 0),
      variants: [
        { member: member('None', nothing, 0), discriminants: [[0n, 0n]] },
        { member: member('Some', inside, 0), discriminants: undefined },
      ],
    },
  });
}

/** A table of pairs of u32 and u16, as hashbrown has it; std puts it into a struct of its own. */
export function hashMap(path = 'hashbrown::map::HashMap<u32, u16>'): StructType {
  const pair = struct('(u32, u16)', {
    byteSize: 8,
    members: [member('0', u32, 0), member('1', u16, 4)],
  });
  const inner = struct('hashbrown::raw::RawTableInner', {
    byteSize: 16,
    members: [
      member(
        'ctrl',
        struct('core::ptr::non_null::NonNull<u8>', {
          byteSize: 4,
          members: [member('pointer', pointer(u8), 0)],
        }),
        0,
      ),
      member('bucket_mask', usize, 4),
      member('growth_left', usize, 8),
      member('items', usize, 12),
    ],
  });
  const table = struct('hashbrown::raw::RawTable<(u32, u16)>', {
    byteSize: 16,
    members: [member('table', inner, 0)],
    parameters: { T: pair },
  });
  const map = struct('hashbrown::map::HashMap<u32, u16>', {
    byteSize: 16,
    members: [member('table', table, 0)],
  });
  return path === map.path
    ? map
    : struct(path, { byteSize: 16, members: [member('base', map, 0)] });
}

/** Nodes of next, previous, element. */
export function linkedList(): StructType {
  const members: Member[] = [];
  const node = struct('alloc::collections::linked_list::Node<u32>', { byteSize: 12, members });
  const link = option(pointer(node));
  members.push(member('next', link, 0), member('prev', link, 4), member('element', u32, 8));
  return struct('alloc::collections::linked_list::LinkedList<u32>', {
    byteSize: 12,
    members: [member('head', link, 0), member('tail', link, 4), member('len', usize, 8)],
    parameters: { T: u32 },
  });
}

/** With room for three. */
export const inline = struct('heapless::vec::Vec<u16, 3>', {
  byteSize: 12,
  members: [member('len', usize, 0), member('buffer', array(u16, 3), 4)],
});

/** As smallvec's feature `union` lays it out. */
export const small = struct('smallvec::SmallVec<[u32; 2]>', {
  byteSize: 12,
  members: [
    member('capacity', usize, 0),
    member(
      'data',
      struct('smallvec::SmallVecData<[u32; 2]>', {
        byteSize: 8,
        members: [
          member('inline', array(u32, 2), 0),
          member(
            'heap',
            struct('(NonNull<u32>, usize)', {
              byteSize: 8,
              members: [member('0', pointer(u32), 0), member('1', usize, 4)],
            }),
            0,
          ),
        ],
      }),
      4,
    ),
  ],
  parameters: { A: array(u32, 2) },
});

export const BASE = 0x1000;

/** Words from BASE on; nothing else is mapped. */
export function memory(words: readonly number[]): ValueContext & { reads: number } {
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  const context = {
    reads: 0,
    registers: () => undefined,
    readMemory(address: number, length: number) {
      context.reads++;
      const at = address - BASE;
      return at >= 0 && at + length <= bytes.length ? bytes.slice(at, at + length) : undefined;
    },
  };
  return context;
}

export function valueOf(type: Type, words: readonly number[]): DwarfValue {
  const context = memory(words);
  return createValue({ type, storage: memoryStorage(BASE, context), context });
}
