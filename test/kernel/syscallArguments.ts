/** What each syscall takes, argument by argument, for those who forge them. A new syscall is a new row. [docs/syscalls.md] */

import * as abi from '../../debugger/chain/abi.generated';
import type { ReceiptStatus } from '../../debugger/chain/receipt';
import { hexToBytes } from '../../debugger/shared/hex';
import type { Word } from './assemble';
import { DATA, syscall } from './assemble';
import { GOOD } from './attack';

/** A number, or how many bytes a pointer is about. */
export interface Plain {
  readonly good: number;
  readonly length?: Length;
}

/** What is said of the bytes of a pointer by another argument. */
export interface Length {
  /** The pointer's argument, from 1. */
  readonly of: number;
  /** More is refused without a look at the pointer, or cut off. */
  readonly most: number;
  readonly beyond: 'refused' | 'cut';
  /** Gas for each `unit` bytes. */
  readonly price?: number;
  readonly unit?: number;
  /** 16 bits of the argument, from this one on; all 32 of it unless told. */
  readonly shift?: number;
  /** Other lengths mean nothing, and are refused. */
  readonly only?: readonly number[];
}

export interface Pointer {
  readonly good: number;
  readonly access: 'read' | 'write';
  /** In the good call. */
  readonly bytes: number;
  /** 0 means that there is none. */
  readonly isOptional?: boolean;
}

export type Argument = Plain | Pointer;

export interface SyscallRow {
  readonly name: string;
  readonly number: number;
  readonly before?: readonly Word[];
  /** a1 and so on; those that are not named keep what their registers hold. */
  readonly args: readonly Argument[];
  /** Two lengths in one argument. */
  readonly lengths?: readonly Length[];
  /** How the contract ends that makes a good call of it and then ends well. */
  readonly ends?: ReceiptStatus;
}

export const isPointer = (it: Argument): it is Pointer => 'access' in it;

/** Addresses in the data page that `goodData` fills. */
const TEXT = DATA + 0x80;
const SIGNATURE = DATA + 0x100;
const KEY = DATA + 0x200;
const NOTHING = DATA + 0x300;
const RESULT = DATA + 0x400;
const OUT = abi.STACK_TOP - 0x800;

const G_X = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';

/** Where a good call finds what it reads. */
export const goodData: Uint8Array = (() => {
  const data = new Uint8Array(0x1000);
  const put = (at: number, bytes: Iterable<number>): void => data.set([...bytes], at - DATA);
  put(DATA, hexToBytes(GOOD) ?? []);
  put(TEXT, new TextEncoder().encode('%d%d and all that'));
  // r is the generator's x and s = 1: a signature over the hash of zeros, by somebody.
  put(SIGNATURE, [...(hexToBytes(G_X) ?? []), ...Array<number>(31).fill(0), 1]);
  put(KEY, [2, ...(hexToBytes(G_X) ?? [])]);
  put(RESULT, [1]);
  return data;
})();

const read = (good: number, bytes: number): Pointer => ({ good, access: 'read', bytes });
const write = (bytes: number): Pointer => ({ good: OUT, access: 'write', bytes });
const address = read(DATA, abi.ADDRESS_BYTES);
const own = read(abi.ARGS_PAGE, abi.ADDRESS_BYTES);
const amount: Pointer = { ...read(NOTHING, 16), isOptional: true };
const hash = read(NOTHING, 32);
const plain = (good: number): Plain => ({ good });
const length = (good: number, it: Length): Plain => ({ good, length: it });

const slot = [own, read(TEXT, 2), read(TEXT, 3), plain((3 << 16) | 2)];
const slotPrice = { most: 0xffff, beyond: 'refused', price: abi.PRICE_STORAGE_KEY_BYTE } as const;
const slotLengths: readonly Length[] = [
  { of: 2, shift: 0, ...slotPrice },
  { of: 3, shift: 16, ...slotPrice },
];
const input = {
  most: abi.MAX_INPUT_STRICT,
  beyond: 'refused',
  price: abi.PRICE_CALL_BYTE,
} as const;
const returned = { most: abi.MAX_RETURN, beyond: 'refused', price: abi.PRICE_RETURN_BYTE } as const;
const hashed = { of: 1, most: abi.MAX_HASHED, beyond: 'refused', unit: 32 } as const;
const logged = { most: 4096, beyond: 'refused', price: abi.PRICE_LOG_BYTE } as const;

/** A call of the good contract, which gives back eight bytes. */
const callGood = syscall(abi.CALL, DATA, 0, 0, 0, 0x7fffffff, 0);

export const SYSCALLS: readonly SyscallRow[] = [
  { name: 'STORAGE_GET', number: abi.STORAGE_GET, args: slot, lengths: slotLengths },
  {
    name: 'STORAGE_SET',
    number: abi.STORAGE_SET,
    args: [
      ...slot,
      read(TEXT, 7),
      length(7, {
        of: 5,
        most: 16 * 1024,
        beyond: 'refused',
        price: abi.PRICE_STORAGE_VALUE_BYTE,
      }),
    ],
    lengths: slotLengths,
  },
  {
    name: 'PANIC',
    number: abi.PANIC,
    args: [read(TEXT, 5), length(5, { of: 1, most: 256, beyond: 'cut' })],
    ends: 'panicked',
  },
  {
    name: 'CALL_PROGRAM',
    number: abi.CALL_PROGRAM,
    args: [address, own, read(TEXT, 9), length(9, { of: 3, ...input })],
  },
  {
    name: 'FIRE_EVENT',
    number: abi.FIRE_EVENT,
    args: [
      read(TEXT, 6),
      length(6, { of: 1, most: abi.EVENT_BYTES, beyond: 'refused', price: abi.PRICE_LOG_BYTE }),
    ],
  },
  { name: 'ALLOC', number: abi.ALLOC, args: [plain(64), plain(8)] },
  { name: 'DEALLOC', number: abi.DEALLOC, args: [plain(0x8000), plain(64)] },
  {
    name: 'TRANSFER',
    number: abi.TRANSFER,
    args: [plain(0), address, plain(0), plain(0)],
  },
  { name: 'BALANCE', number: abi.BALANCE, args: [address] },
  { name: 'FINISH', number: abi.FINISH, args: [read(RESULT, abi.RESULT_BYTES)] },
  { name: 'CALLER', number: abi.CALLER, args: [write(20)] },
  { name: 'ORIGIN', number: abi.ORIGIN, args: [write(20)] },
  { name: 'CALL_VALUE', number: abi.CALL_VALUE, args: [write(16)] },
  { name: 'GAS_LEFT', number: abi.GAS_LEFT, args: [write(8)] },
  { name: 'BLOCK', number: abi.BLOCK, args: [write(32)] },
  { name: 'STORAGE_DELETE', number: abi.STORAGE_DELETE, args: slot, lengths: slotLengths },
  { name: 'RETURN', number: abi.RETURN, args: [read(TEXT, 4), length(4, { of: 1, ...returned })] },
  {
    name: 'REVERT',
    number: abi.REVERT,
    args: [read(TEXT, 4), length(4, { of: 1, ...returned }), plain(7)],
    ends: 'reverted',
  },
  {
    name: 'CALL',
    number: abi.CALL,
    args: [
      address,
      read(TEXT, 8),
      length(8, { of: 2, ...input }),
      amount,
      plain(1_000_000),
      plain(0),
    ],
  },
  {
    name: 'RETURN_DATA',
    number: abi.RETURN_DATA,
    before: callGood,
    args: [plain(0), write(8), length(8, { of: 2, most: 8, beyond: 'cut' })],
  },
  {
    name: 'CREATE',
    number: abi.CREATE,
    args: [
      read(TEXT, 3),
      length(3, {
        of: 1,
        most: abi.MAX_CREATE,
        beyond: 'refused',
        price: abi.PRICE_CODE_BYTE,
      }),
      amount,
      write(abi.ADDRESS_BYTES),
    ],
  },
  {
    name: 'KECCAK_256',
    number: abi.KECCAK_256,
    args: [read(TEXT, 3), length(3, { ...hashed, price: abi.PRICE_KECCAK_256_WORD }), write(32)],
  },
  {
    name: 'SHA_256',
    number: abi.SHA_256,
    args: [read(TEXT, 3), length(3, { ...hashed, price: abi.PRICE_SHA_256_WORD }), write(32)],
  },
  {
    name: 'SECP256K1_VERIFY',
    number: abi.SECP256K1_VERIFY,
    args: [
      hash,
      read(SIGNATURE, 64),
      read(KEY, 33),
      length(33, { of: 3, most: 65, beyond: 'refused', only: [33, 65] }),
    ],
  },
  {
    name: 'SECP256K1_RECOVER',
    number: abi.SECP256K1_RECOVER,
    args: [hash, read(SIGNATURE, 64), plain(0), write(64)],
  },
  { name: 'LAST_ERROR', number: abi.LAST_ERROR, args: [] },
  { name: 'PAY', number: abi.PAY, args: [address, amount] },
  {
    name: 'CONSOLE_WRITE',
    number: abi.CONSOLE_WRITE,
    args: [
      read(TEXT, 4),
      length(4, { of: 1, ...logged }),
      read(TEXT, 8),
      // Whole words of it.
      length(8, { of: 3, ...logged }),
    ],
  },
];

/** Code whose last instruction is the ecall. */
export function callOf(row: SyscallRow, args: readonly number[] = goodArguments(row)): Word[] {
  return [...(row.before ?? []), ...syscall(row.number, ...args)];
}

export const goodArguments = (row: SyscallRow): number[] => row.args.map(it => it.good);

/** The good arguments but for some. */
export function withArguments(row: SyscallRow, other: Readonly<Record<number, number>>): number[] {
  return goodArguments(row).map((it, at) => other[at + 1] ?? it);
}
