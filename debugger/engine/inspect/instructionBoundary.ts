/**
 * Where the instructions before an address begin. They are 2 or 4 bytes long, so that only a walk from a place where one
 * is known to begin can tell. [Unpriv §1.5]
 */

import type { Module } from '../module';

export interface CodeReader {
  readonly module: Pick<Module, 'image' | 'symbols'> | undefined;
  /** Shorter where the mapping ends. */
  read(address: number, length: number): Uint8Array;
}

/** Flags of a program header. [gABI p_flags] */
const PF_X = 1;

const STEP = 2;

/** A walk that begins anywhere falls in step with the code soon: its last addresses are right. */
const WARM_UP = 64;
const TRUSTED = 8;

/** Exactly `count` addresses in ascending order, the last of them right before `address`. */
export function boundariesBefore(code: CodeReader, address: number, count: number): number[] {
  const descending: number[] = [];
  for (let end = address; descending.length < count;) {
    const piece = pieceBefore(code, end);
    end = piece[0] ?? end - STEP;
    descending.push(...piece.reverse());
  }
  return descending.slice(0, count).reverse();
}

/**
 * Boundaries before `end`, at least one: all of the function there, or some where nobody knows of one. Where `end` is
 * inside of an instruction, the last one is that of its first half.
 */
function pieceBefore(code: CodeReader, end: number): number[] {
  const last = end - STEP;
  const start = functionStart(code, last);
  const inFunction = start === undefined ? undefined : walk(code, start, end);
  if (inFunction !== undefined) return inFunction.addresses;
  for (let from = end - WARM_UP; from < last; from += STEP) {
    const guess = walk(code, from, end);
    if (guess?.next === end) return guess.addresses.slice(-TRUSTED);
  }
  return [last];
}

/** Where the code of the symbol at an address begins; undefined where the program has no code. */
function functionStart({ module }: CodeReader, address: number): number | undefined {
  const segment = module?.image?.segments.find(
    it => (it.flags & PF_X) !== 0 && address >= it.vaddr && address < it.vaddr + it.memSize,
  );
  const start = segment && module?.symbols.at(address)?.symbol.value;
  return start === undefined ? undefined : Math.max(start, segment?.vaddr ?? start);
}

interface Walk {
  readonly addresses: number[];
  /** Where the instruction after the last one begins. */
  readonly next: number;
}

/** From instruction to instruction up to `end`; undefined where not all of that is mapped. */
function walk(code: CodeReader, from: number, end: number): Walk | undefined {
  const bytes = code.read(from, end - from);
  if (bytes.length < end - from) return undefined;
  const addresses: number[] = [];
  let at = from;
  while (at < end) {
    addresses.push(at);
    at += ((bytes[at - from] ?? 0) & 3) === 3 ? 4 : 2;
  }
  return { addresses, next: at };
}
