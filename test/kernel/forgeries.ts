/** Forged pointers and lengths in every argument of every syscall, and how each must end. [docs/syscalls.md] */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { DEFAULT_GAS_LIMIT } from '../../debugger/chain/transaction';
import { hex32 } from '../../debugger/shared/hex';
import type { Attack, Ending, ImageKind } from './attack';
import { CAUSE, STACK_BOTTOM, unreadable, unwritable } from './attack';
import type { Length, Pointer, SyscallRow } from './syscallArguments';
import { callOf, goodData, isPointer, withArguments } from './syscallArguments';

export function attackOn(
  kind: ImageKind,
  row: SyscallRow,
  other: Readonly<Record<number, number>>,
  ends: Ending,
): Attack {
  const said = Object.entries(other).map(([at, it]) => `a${at} = ${hex32(it)}`);
  const name = [row.name, ...said].join(', ');
  return { name, kind, code: callOf(row, withArguments(row, other)), data: goodData, ends };
}

const trapped = ({ access }: Pointer, value: number): Ending => ({
  status: 'trapped',
  cause: access === 'read' ? CAUSE.LOAD_FAULT : CAUSE.STORE_FAULT,
  value,
});

/** One pointer that is bad from its first byte on, or from a later one. */
function forgedPointer(kind: ImageKind, row: SyscallRow, at: number, pointer: Pointer): Attack[] {
  const places = pointer.access === 'read' ? unreadable(kind) : unwritable(kind);
  const bad = [
    ...places.map(it => it.address),
    ...[1, 2, pointer.bytes].map(before => -before >>> 0), // Round the end of all addresses.
    STACK_BOTTOM - 1,
  ].filter(it => it !== 0 || pointer.isOptional !== true);
  const ends = [kind.dataEnd, abi.STACK_TOP];
  if (pointer.access === 'read') ends.push(abi.ARGS_PAGE + 0x1000);
  return [
    ...bad.map(it => attackOn(kind, row, { [at]: it }, trapped(pointer, it))),
    ...ends.map(it => attackOn(kind, row, { [at]: it - pointer.bytes + 1 }, trapped(pointer, it))),
  ];
}

/** Lengths around every border, with a pointer to as much as there is, and with one to nothing. */
function forgedLength(kind: ImageKind, row: SyscallRow, at: number, it: Length): Attack[] {
  const pointer = row.args[it.of - 1];
  if (pointer === undefined || !isPointer(pointer)) return assert.fail(row.name);
  const nowhere = 0x20000000;
  const small = [0, 1, it.most - 1, it.most];
  const large = [it.most + 1, 0x10000, 0x10001, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
  return [...small, ...(it.shift === undefined ? large : [])].flatMap(value =>
    [STACK_BOTTOM, nowhere].map(pointed => {
      const plain = row.args[at - 1]?.good ?? 0;
      const shift = it.shift ?? 0;
      const mask = it.shift === undefined ? 0 : ~(0xffff << shift);
      const argument = ((plain & mask) | (value << shift)) >>> 0;
      const ends = endOfLength(row, pointer, it, value, pointed);
      return attackOn(kind, row, { [it.of]: pointed, [at]: argument }, ends);
    }),
  );
}

function endOfLength(
  row: SyscallRow,
  pointer: Pointer,
  it: Length,
  value: number,
  pointed: number,
): Ending {
  const done: Ending = { status: row.ends ?? 'success' };
  const goesOn: Ending = { status: 'success' };
  const gas = BigInt(it.price ?? 0) * BigInt(Math.ceil(value / (it.unit ?? 1)));
  if (gas > DEFAULT_GAS_LIMIT) return { status: 'outOfGas' };
  if (it.beyond === 'refused' && value > it.most) return goesOn;
  if (it.only !== undefined && !it.only.includes(value)) return goesOn;
  const isWords = row.number === abi.CONSOLE_WRITE && it.of === 3;
  const bytes = Math.min(isWords ? value & ~3 : value, it.most);
  if (bytes === 0) return done;
  const first = pointed === STACK_BOTTOM ? abi.STACK_TOP : pointed;
  return pointed + bytes > first ? trapped(pointer, first) : done;
}

/** Each pointer that a syscall takes, bad in each way. */
export function forgedPointers(kind: ImageKind, row: SyscallRow): Attack[] {
  return row.args.flatMap((it, at) => (isPointer(it) ? forgedPointer(kind, row, at + 1, it) : []));
}

/** Each length that a syscall takes. */
export function forgedLengths(kind: ImageKind, row: SyscallRow): Attack[] {
  return [
    ...row.args.flatMap((it, at) =>
      !isPointer(it) && it.length !== undefined ? forgedLength(kind, row, at + 1, it.length) : [],
    ),
    ...(row.lengths ?? []).flatMap(it => forgedLength(kind, row, 4, it)),
  ];
}
