/** Changes a value of the debug information where it is: in memory, in registers, or in several places. */

import type { DwarfValue } from '../../dwarf/values/value';
import { encodeValue } from '../../dwarf/values/encode';
import type { Fragment } from '../../dwarf/values/storage';
import { hex32 } from '../../shared/hex';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import type { Target } from '../target';
import { spaceOf } from './space';

/** The labels are there wherever a chain is. */
export type Writable = Pick<Target, 'machine'> & Partial<Pick<Target, 'resolved'>>;

const REGISTER_BITS = 32;

/**
 * @param frame that the value was read in
 * @param text in Rust's notation; for an address its account's label too
 * @throws EvaluationError with a sentence on why it cannot be changed, or not to that
 */
export function writeValue(
  target: Writable,
  frame: Frame | undefined,
  value: DwarfValue,
  text: string,
): void {
  const { fragments, layout, readOnly } = value;
  if (readOnly !== undefined || fragments === undefined) {
    throw new EvaluationError(`it cannot be changed: ${readOnly ?? 'it is nowhere'}`);
  }
  const bytes = encodeValue(layout, spelledOut(target, text));
  if ('reason' in bytes) throw new EvaluationError(bytes.reason);
  for (const fragment of fragments) demandWritable(target, frame, fragment);
  let at = 0;
  for (const fragment of fragments) {
    const part = bytes.subarray(at, at + fragment.length);
    if (fragment.kind === 'memory') {
      target.machine.writeVirtual(fragment.address, part, spaceOf(target, frame));
    } else writeRegisterBytes(target, fragment, part, isSigned(value));
    at += fragment.length;
  }
}

/** A label instead of an address is what a person knows. */
function spelledOut({ resolved }: Writable, text: string): string {
  for (const [address, label] of resolved?.labels ?? []) {
    if (label === text.trim()) return `0x${address}`;
  }
  return text;
}

/** All or nothing: half a value would be neither the old nor the new one. */
function demandWritable(target: Writable, frame: Frame | undefined, fragment: Fragment): void {
  if (fragment.kind === 'memory') {
    const { address, length } = fragment;
    const there = target.machine.readVirtual(address, length, spaceOf(target, frame));
    if (there.length === length) return;
    throw new EvaluationError(`it cannot be changed: there is no memory at ${hex32(address)}`);
  }
  if (frame !== undefined && !isRunning(frame)) {
    throw new EvaluationError(
      'it cannot be changed: it is in a register that the functions called since have saved; step out to here first',
    );
  }
}

/** The functions that were inlined at the place where the hart stands have the hart's registers. */
function isRunning({ id, depth }: Frame): boolean {
  return id === depth;
}

function isSigned({ layout }: DwarfValue): boolean {
  return layout.kind === 'scalar' && layout.encoding === 'signed';
}

/**
 * A number that is narrower than its register fills the rest with its sign, or with zeros: programs rely on either.
 * Where the rest was such a filling it is one again; where it was something else it stays.
 */
function writeRegisterBytes(
  { machine }: Writable,
  { number, start, length }: Extract<Fragment, { kind: 'register' }>,
  bytes: Uint8Array,
  isOfSigned: boolean,
): void {
  const old = machine.registers[number] ?? 0;
  let value = old;
  for (const [at, byte] of bytes.entries()) {
    const shift = (start + at) * 8;
    value = (value & ~(0xff << shift)) | (byte << shift);
  }
  const bits = length * 8;
  if (isOfSigned && start === 0 && bits < REGISTER_BITS) {
    const extended = (it: number): number =>
      (it << (REGISTER_BITS - bits)) >> (REGISTER_BITS - bits);
    if (extended(old) === old) value = extended(value);
  }
  machine.registers[number] = value;
}
