/**
 * The pointers that system calls take. The kernel uses one only as the contract itself could, and ends a contract that
 * hands over another. [docs/syscalls.md, Pointers and lengths]
 */

import * as abi from '../../chain/abi.generated';
import type { Machine } from '../../vm/machine';
import { PRIVILEGE } from '../../vm/machine';

/** a0 to a7, unsigned. */
type Arguments = (number: number) => number;

interface PointerRow {
  /** What is there, in the words of a sentence. */
  readonly what: string;
  /** Its argument, from 1. */
  readonly argument: number;
  readonly access: 'load' | 'store';
  readonly bytes: (a: Arguments) => number;
  /** 0 means that there is none. */
  readonly isOptional?: boolean;
}

export interface BadPointer {
  readonly row: PointerRow;
  readonly value: number;
  readonly bytes: number;
  /** The first address that the contract may not use. */
  readonly address: number;
  readonly why: string;
}

/** The kernel reads no more of a panic's message. */
const MAX_MESSAGE = 256;

const read = (argument: number, what: string, bytes: number | PointerRow['bytes']): PointerRow => ({
  what,
  argument,
  access: 'load',
  bytes: typeof bytes === 'number' ? () => bytes : bytes,
});
const written = (argument: number, what: string, bytes: number | PointerRow['bytes']) =>
  ({ ...read(argument, what, bytes), access: 'store' }) as const;
const amount = (argument: number) => ({ ...read(argument, 'value', 16), isOptional: true });
const in1 = (a: Arguments) => a(2);
const in3 = (a: Arguments) => a(4);

const slot: readonly PointerRow[] = [
  read(1, 'address', abi.ADDRESS_BYTES),
  read(2, 'domain', a => a(4) & 0xffff),
  read(3, 'key', a => a(4) >>> 16),
];
const hashed: readonly PointerRow[] = [read(1, 'data', in1), written(3, 'place for the hash', 32)];
const signed: readonly PointerRow[] = [read(1, 'hash', 32), read(2, 'signature', 64)];

/** In the order in which the kernel comes to them. */
export const SYSCALL_POINTERS: ReadonlyMap<number, readonly PointerRow[]> = new Map([
  [abi.STORAGE_GET, slot],
  [abi.STORAGE_SET, [...slot, read(5, 'value', a => a(6))]],
  [abi.STORAGE_DELETE, slot],
  [abi.PANIC, [read(1, 'message', a => Math.min(a(2), MAX_MESSAGE))]],
  [
    abi.CALL_PROGRAM,
    [
      read(1, 'callee', abi.ADDRESS_BYTES),
      read(2, 'caller', abi.ADDRESS_BYTES),
      read(3, 'input', in3),
    ],
  ],
  [abi.FIRE_EVENT, [read(1, 'event', in1)]],
  [abi.TRANSFER, [read(2, 'receiver', abi.ADDRESS_BYTES)]],
  [abi.BALANCE, [read(1, 'address', abi.ADDRESS_BYTES)]],
  [abi.FINISH, [read(1, 'result', abi.RESULT_BYTES)]],
  [abi.CALLER, [written(1, 'place for the address', abi.ADDRESS_BYTES)]],
  [abi.ORIGIN, [written(1, 'place for the address', abi.ADDRESS_BYTES)]],
  [abi.CALL_VALUE, [written(1, 'place for the value', 16)]],
  [abi.GAS_LEFT, [written(1, 'place for the number', 8)]],
  [abi.BLOCK, [written(1, 'place for the block', 32)]],
  [abi.RETURN, [read(1, 'data', in1)]],
  [abi.REVERT, [read(1, 'data', in1)]],
  [abi.CALL, [read(1, 'callee', abi.ADDRESS_BYTES), amount(4), read(2, 'input', a => a(3))]],
  [abi.RETURN_DATA, [written(2, 'place for the data', a => a(3))]],
  [
    abi.CREATE,
    [amount(3), read(1, 'code', in1), written(4, 'place for the address', abi.ADDRESS_BYTES)],
  ],
  [abi.KECCAK_256, hashed],
  [abi.SHA_256, hashed],
  [abi.SECP256K1_VERIFY, [...signed, read(3, 'key', in3)]],
  [abi.SECP256K1_RECOVER, [...signed, written(4, 'place for the key', 64)]],
  [abi.PAY, [read(1, 'receiver', abi.ADDRESS_BYTES), amount(2)]],
  // Whole words of them.
  [abi.CONSOLE_WRITE, [read(1, 'format', in1), read(3, 'arguments', a => a(4) & ~3)]],
]);

/**
 * The first pointer of a system call that its contract may not use. The kernel may refuse the call for another reason,
 * before it looks at that.
 */
export function badPointerOf(
  machine: Machine,
  syscall: number,
  a: Arguments,
): BadPointer | undefined {
  for (const row of SYSCALL_POINTERS.get(syscall) ?? []) {
    const value = a(row.argument);
    if (row.isOptional === true && value === 0) continue;
    const bytes = row.bytes(a) >>> 0;
    const address = firstForbidden(machine, value, bytes, row.access);
    if (address === undefined) continue;
    return { row, value, bytes, address, why: whyForbidden(machine, address, row.access) };
  }
  return undefined;
}

const PAGE_SIZE = 0x1000;
const LAST_ADDRESS = 0xffff_ffff;

function firstForbidden(
  machine: Machine,
  start: number,
  bytes: number,
  access: PointerRow['access'],
): number | undefined {
  for (let at = start; at < start + bytes; at += PAGE_SIZE - (at % PAGE_SIZE)) {
    if (at > LAST_ADDRESS) return LAST_ADDRESS;
    if (machine.translate(at, access, undefined, PRIVILEGE.USER) === undefined) return at;
  }
  return undefined;
}

function whyForbidden(machine: Machine, address: number, access: PointerRow['access']): string {
  if (address >= abi.RAM_BASE) return 'is the kernel’s';
  const isReadable = machine.translate(address, 'load', undefined, PRIVILEGE.USER) !== undefined;
  if (access === 'store' && isReadable) return 'may only be read';
  const isCode = machine.translate(address, 'fetch', undefined, PRIVILEGE.USER) !== undefined;
  return isCode ? 'may only be executed' : 'is not mapped';
}
