/** The one way in which a person's bytes get to where a frame has a value: into memory, registers, or several places. */

import type { Fragment } from '../../dwarf/values/storage';
import { hex32 } from '../../shared/hex';
import { REGISTER_NAMES } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import type { RegisterPlace } from '../registerPlace';
import type { Target } from '../target';
import { spaceOf } from './space';

export type Writable = Pick<Target, 'machine'>;

const REGISTER_BYTES = 4;
const REGISTER_BITS = 32;

/**
 * Writes all of a value or nothing of it: half of one would be neither the old nor the new one.
 * @param frame that the value was read in; without one registers are the hart's
 * @param fragments that the bytes are in, one after another
 * @param isSigned whether a register that the value does not fill goes on with its sign
 * @throws EvaluationError with a sentence on why it stays as it is
 */
export function writeBytes(
  target: Writable,
  frame: Frame | undefined,
  fragments: readonly Fragment[],
  bytes: Uint8Array,
  isSigned: boolean,
): void {
  let at = 0;
  const deeds = fragments.map(fragment => {
    const part = bytes.subarray(at, at + fragment.length);
    at += fragment.length;
    if (fragment.kind === 'memory') return memoryDeed(target, frame, fragment.address, part);
    const word = filledWord(readRegister(target, frame, fragment.number), fragment, part, isSigned);
    return registerDeed(target, frame, fragment.number, word);
  });
  for (const deed of deeds) deed();
}

/**
 * Gives a frame another value of x1 to x31, wherever that is.
 * @throws EvaluationError with a sentence on why it stays as it is
 */
export function writeFrameRegister(
  target: Writable,
  frame: Frame | undefined,
  number: number,
  value: number,
): void {
  registerDeed(target, frame, number, value)();
}

/** Has checked that it can be done when it is returned. */
type Deed = () => void;

function memoryDeed(
  { machine }: Writable,
  frame: Frame | undefined,
  address: number,
  bytes: Uint8Array,
): Deed {
  const satp = spaceOf({ machine }, frame);
  if (machine.readVirtual(address, bytes.length, satp).length < bytes.length) {
    throw new EvaluationError(`it cannot be changed: there is no memory at ${hex32(address)}`);
  }
  return () => machine.writeVirtual(address, bytes, satp);
}

function registerDeed(
  target: Writable,
  frame: Frame | undefined,
  number: number,
  value: number,
): Deed {
  if (number === 0) throw new EvaluationError('zero cannot be changed: it is always 0');
  const places = frame?.registerPlaces(number) ?? [{ kind: 'hart', number }];
  if ('reason' in places) throw new EvaluationError(`it cannot be changed: ${places.reason}`);
  const deeds = places.map(it => placeDeed(target, frame, it, value));
  return () => deeds.forEach(deed => deed());
}

function placeDeed(
  target: Writable,
  frame: Frame | undefined,
  place: RegisterPlace,
  value: number,
): Deed {
  const { machine } = target;
  switch (place.kind) {
    case 'hart':
      return () => {
        machine.registers[place.number] = value | 0;
      };
    case 'memory':
      return memoryDeed(target, frame, place.address, wordBytes(value));
    case 'physical':
      return () => machine.writePhysical(place.address, wordBytes(value));
  }
}

function readRegister({ machine }: Writable, frame: Frame | undefined, number: number): number {
  const value = frame === undefined ? machine.registers[number] : frame.registers(number);
  if (value !== undefined) return value | 0;
  const name = REGISTER_NAMES[number] ?? `x${number}`;
  throw new EvaluationError(`it cannot be changed: ${name} is not known in this frame`);
}

function wordBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(REGISTER_BYTES);
  new DataView(bytes.buffer).setInt32(0, value | 0, true);
  return bytes;
}

/**
 * A value that is narrower than its register fills the rest with zeros or with its sign, and programs rely on either:
 * it is filled again as it was. Where the rest was something else it stays.
 */
function filledWord(
  old: number,
  { start, length }: Extract<Fragment, { kind: 'register' }>,
  bytes: Uint8Array,
  isSigned: boolean,
): number {
  let word = old;
  for (const [at, byte] of bytes.entries()) {
    const shift = (start + at) * 8;
    word = (word & ~(0xff << shift)) | (byte << shift);
  }
  const free = REGISTER_BITS - length * 8;
  if (start !== 0 || free === 0) return word;
  const [wasZeros, wasSign] = [(old << free) >>> free === old >>> 0, (old << free) >> free === old];
  if (wasSign && (isSigned || !wasZeros)) return (word << free) >> free;
  return wasZeros ? (word << free) >>> free : word;
}
