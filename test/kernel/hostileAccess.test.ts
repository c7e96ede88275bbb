/** Every kind of access to every kind of address that is not the contract's. [Priv §4.3, docs/architecture.md] */

import * as abi from '../../debugger/chain/abi.generated';
import type { Word } from './assemble';
import { ATOMICS, DATA, LOADS, REGISTER, STORES, atomic, jalr, li, load, store } from './assemble';
import type { Attack, ImageKind, Place } from './attack';
import {
  CAUSE,
  IMAGE_KINDS,
  STACK_BOTTOM,
  describeAttacks,
  elf,
  flat,
  unexecutable,
  unreadable,
  unwritable,
} from './attack';

const { t0, t1 } = REGISTER;
const { FETCH_FAULT, LOAD_FAULT, STORE_FAULT, LOAD_MISALIGNED, STORE_MISALIGNED } = CAUSE;

type Access = readonly [name: string, instruction: Word];

const keysOf = <T extends object>(it: T): (keyof T)[] => Object.keys(it) as (keyof T)[];
const loads: Access[] = keysOf(LOADS).map(it => [it, load(it, t1, t0)]);
const stores: Access[] = keysOf(STORES).map(it => [it, store(STORES[it])(t1, 0, t0)]);
const atomics: Access[] = keysOf(ATOMICS).map(it => [it, atomic(it, t1, t0, t1)]);
const reservation = atomics.filter(([name]) => name === 'lr.w');
const modifications = atomics.filter(([name]) => name !== 'lr.w');

/** Each access at each place. */
function attacks(
  accesses: readonly Access[],
  placesOf: (kind: ImageKind) => readonly Place[],
  cause: number,
): Attack[] {
  return IMAGE_KINDS.flatMap(kind =>
    placesOf(kind).flatMap(({ name, address }) =>
      accesses.map(([instruction, word]) => ({
        name: `${instruction} at ${name}`,
        kind,
        code: [...li(t0, address), word],
        ends: { status: 'trapped' as const, cause, value: address },
      })),
    ),
  );
}

/** A fault names the part of an access that it met, which begins on the next page. [Priv §4.1.9] */
const straddling: Attack[] = IMAGE_KINDS.flatMap(kind => {
  const ends: readonly Place[] = [
    { name: 'the end of its data', address: kind.dataEnd },
    { name: 'the end of its stack', address: abi.STACK_TOP },
    { name: 'the end of its arguments', address: abi.ARGS_PAGE + 0x1000 },
  ];
  const across = (
    [name, word]: Access,
    place: Place,
    before: number,
    cause: number,
    value = place.address,
  ): Attack => ({
    name: `${name} ${before} before ${place.name}`,
    kind,
    code: [...li(t0, place.address - before), word],
    ends: { status: 'trapped', cause, value },
  });
  const lw: Access = ['lw', load('lw', t1, t0)];
  const lh: Access = ['lh', load('lh', t1, t0)];
  const sw: Access = ['sw', store(STORES.sw)(t1, 0, t0)];
  const sh: Access = ['sh', store(STORES.sh)(t1, 0, t0)];
  const last: Place = { name: 'the end of all addresses', address: 0 };
  const guard: Place = { name: 'the bottom of its stack', address: STACK_BOTTOM };
  return [
    ...ends.flatMap(it => [1, 2, 3].map(before => across(lw, it, before, LOAD_FAULT))),
    ...ends.map(it => across(lh, it, 1, LOAD_FAULT)),
    ...ends.slice(0, 2).flatMap(it => [1, 2, 3].map(before => across(sw, it, before, STORE_FAULT))),
    ...ends.slice(0, 2).map(it => across(sh, it, 1, STORE_FAULT)),
    ...[1, 2, 3].map(before => across(lw, last, before, LOAD_FAULT, -before >>> 0)),
    ...[1, 2, 3].map(before => across(sw, last, before, STORE_FAULT, -before >>> 0)),
    across(lw, guard, 2, LOAD_FAULT, STACK_BOTTOM - 2),
    across(sw, guard, 2, STORE_FAULT, STACK_BOTTOM - 2),
  ];
});

/** Atomics never straddle: what is not aligned is refused, mapped or not. [Unpriv §13.2] */
const unaligned: Attack[] = IMAGE_KINDS.flatMap(kind =>
  [DATA + 1, DATA + 2, DATA + 3, abi.STACK_TOP - 2].flatMap(address =>
    atomics.map(([name, word]) => ({
      name: `${name} at ${address.toString(16)}`,
      kind,
      code: [...li(t0, address), word],
      ends: {
        status: 'trapped' as const,
        cause: name === 'lr.w' ? LOAD_MISALIGNED : STORE_MISALIGNED,
        value: address,
      },
    })),
  ),
);

const jumpTo = (address: number): Word[] => [...li(t0, address), jalr(0, t0)];

const jumps: Attack[] = IMAGE_KINDS.flatMap(kind => {
  const jump = (name: string, address: number, target = address): Attack => ({
    name,
    kind,
    code: jumpTo(address),
    ends: { status: 'trapped', cause: FETCH_FAULT, value: target, pc: target },
  });
  return [
    ...unexecutable(kind).map(it => jump(it.name, it.address)),
    // jalr clears the lowest bit. [Unpriv §2.5.1]
    jump('an odd address of the kernel', abi.RAM_BASE + 1, abi.RAM_BASE),
    jump('an odd address of its arguments', abi.ARGS_PAGE + 0x103, abi.ARGS_PAGE + 0x102),
    jump('half a word into the kernel', abi.RAM_BASE + 2),
    jump('the last halfword of all', 0xfffffffe),
  ];
});

/** Where an address holds no code although it may be executed, or half of it. */
const oddJumps: readonly Attack[] = [
  {
    name: 'address 0, which holds zeros',
    kind: flat,
    code: jumpTo(0),
    ends: { status: 'trapped', cause: CAUSE.ILLEGAL, value: 0, pc: 0 },
  },
  {
    name: 'an instruction whose second half lies on a page that is not there',
    // 0x0003 is the first half of a load. The text ends with its page.
    kind: { ...elf, build: code => elf.build(code.slice(0, 0x400)) },
    code: [...jumpTo(elf.entry + 0xffe), ...Array<Word>(0x3fd).fill(0x00030003)],
    ends: {
      status: 'trapped',
      cause: FETCH_FAULT,
      value: elf.entry + 0x1000,
      pc: elf.entry + 0xffe,
    },
  },
];

describe('a contract that accesses what is not its own is trapped:', () => {
  describeAttacks('loads', attacks(loads, unreadable, LOAD_FAULT));
  describeAttacks('load reservations', attacks(reservation, unreadable, LOAD_FAULT));
  describeAttacks('stores', attacks(stores, unwritable, STORE_FAULT));
  describeAttacks('atomics', attacks(modifications, unwritable, STORE_FAULT));
  describeAttacks('accesses across a border', straddling);
  describeAttacks('unaligned atomics', unaligned);
  describeAttacks('jumps', jumps);
  describeAttacks('jumps to no code', oddJumps);
});
