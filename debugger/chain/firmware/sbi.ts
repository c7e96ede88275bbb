/** The Supervisor Binary Interface: how the kernel calls its firmware. [SBI §3] a7 extension, a6 function, a0..a5 arguments. */

import { ByteReader } from '../../shared/byteReader';
import { ADDRESS_BYTES } from '../abi.generated';
import type { Address } from '../address';
import { addressAt } from '../address';
import type { Codec } from '../codec/combinators';
import { encodeFor } from '../codec/combinators';

/** Standard error codes. [SBI §3 table 1] */
export const SBI = {
  SUCCESS: 0,
  ERR_FAILED: -1,
  ERR_NOT_SUPPORTED: -2,
  ERR_INVALID_PARAM: -3,
  ERR_DENIED: -4,
  ERR_INVALID_ADDRESS: -5,
} as const;

/** What a firmware function says. */
export type Answer =
  /** a0 and a1. Where something is still being written to a store, the run goes on after it. */
  | {
      readonly kind: 'return';
      readonly error: number;
      readonly value: number;
      readonly after?: Promise<void>;
    }
  /** The store is asynchronous: the same call is made again when the promise is settled. */
  | { readonly kind: 'wait'; readonly until: Promise<void> }
  /** The kernel asked for the end. */
  | { readonly kind: 'shutdown'; readonly failed: boolean }
  /** What the kernel handed over makes no sense: it is broken and cannot go on. */
  | { readonly kind: 'death'; readonly reason: string };

export function returned(value = 0): Answer {
  return { kind: 'return', error: SBI.SUCCESS, value };
}

export function refused(error: number): Answer {
  return { kind: 'return', error, value: 0 };
}

export function died(reason: string): Answer {
  return { kind: 'death', reason };
}

export function waiting(until: Promise<void>): Answer {
  return { kind: 'wait', until };
}

/** One function of an extension: a row, so that the interface reads as a table. */
export interface FirmwareFunction<Context> {
  readonly fid: number;
  readonly name: string;
  /** `args` are a0 to a5, unsigned. */
  readonly call: (context: Context, args: FirmwareArguments) => Answer;
}

export type FirmwareArguments = readonly [number, number, number, number, number, number];

export interface FirmwareExtension<Context> {
  readonly eid: number;
  readonly name: string;
  readonly functions: readonly FirmwareFunction<Context>[];
}

/** Physical memory as the kernel may name it. A range that is not all RAM is the guest's mistake: a value. */
export interface GuestMemory {
  /** A copy. */
  readPhysical(paddr: number, length: number): Uint8Array | undefined;
  /** The memory itself, until something is written. */
  viewPhysical(paddr: number, length: number): Uint8Array | undefined;
  writePhysical(paddr: number, bytes: Uint8Array): boolean;
}

/** The address that lies at `paddr`; undefined where that is not all RAM. */
export function addressIn(memory: GuestMemory, paddr: number): Address | undefined {
  const bytes = memory.viewPhysical(paddr, ADDRESS_BYTES);
  return bytes && addressAt(bytes, 0);
}

/** Reads one record at `paddr`; undefined if it is not all RAM or not well formed. */
export function readRecord<T>(
  memory: GuestMemory,
  codec: Codec<T>,
  paddr: number,
  length: number,
): T | undefined {
  const bytes = memory.viewPhysical(paddr, length);
  return bytes === undefined ? undefined : codec.read(new ByteReader(bytes, 'firmware call'));
}

export function writeRecord<T>(
  memory: GuestMemory,
  codec: Codec<T>,
  paddr: number,
  value: T,
): boolean {
  return encodeFor(codec, value, w => memory.writePhysical(paddr, w.view));
}

/** Copies bytes to the guest and answers how many. Of none, the address does not matter: Rust's empty slices dangle. */
export function copyOut(memory: GuestMemory, paddr: number, bytes: Uint8Array): Answer {
  return bytes.length === 0 || memory.writePhysical(paddr, bytes)
    ? returned(bytes.length)
    : refused(SBI.ERR_INVALID_ADDRESS);
}

/** Bytes of the guest as they lie there; undefined where they are not all RAM. */
export function lookIn(memory: GuestMemory, paddr: number, length: number): Uint8Array | undefined {
  return length === 0 ? new Uint8Array() : memory.viewPhysical(paddr, length);
}

/** The same, as a copy. */
export function copyIn(memory: GuestMemory, paddr: number, length: number): Uint8Array | undefined {
  return length === 0 ? new Uint8Array() : memory.readPhysical(paddr, length);
}
