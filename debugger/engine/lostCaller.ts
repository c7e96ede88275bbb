/**
 * The caller of a function that saved no return address, because it only calls what never returns: rustc's own panic
 * functions in the library that comes with a toolchain are such. Unwind tables cannot tell, but the code and the
 * stack can: somewhere in the program is the call, and above it on the stack is that function's frame.
 */

import { Activation } from './activation';
import type { Module } from './module';
import { isIndirectCall } from './callSites';

export interface LostFrame {
  readonly module: Module;
  /** An address inside the function whose caller is looked for. */
  readonly lookupPc: number;
  /** Its canonical frame address: the caller's stack pointer. */
  readonly cfa: number;
  /** The lowest address of the stack. */
  readonly sp: number;
  /** What is known of the caller's registers besides ra and sp. */
  registers(number: number): number | undefined;
  readWord(address: number): number | undefined;
}

export interface FoundCaller {
  readonly returnAddress: number;
  /** False where the function is certain and the call in it is not. */
  readonly isExact: boolean;
}

const RA = 1;
const SP = 2;

/** Panics go through two or three such functions. */
const MAX_DEPTH = 4;

/** How much of the stack is searched for the place of a panic, in bytes. */
const MAX_SEARCH = 4096;

export function findCaller(frame: LostFrame): FoundCaller | undefined {
  const sites = plausibleSites(frame, startOf(frame.module, frame.lookupPc), frame.cfa, MAX_DEPTH);
  const [first] = sites;
  if (first === undefined) return undefined;
  const { module } = frame;
  const functions = new Set(sites.map(it => startOf(module, it - 1)));
  if (functions.size > 1) return undefined;
  const places = new Set(sites.map(it => placeName(module, it)));
  if (places.size === 1) return { returnAddress: first, isExact: true };
  const told = sites.find(it => isPlaceOnStack(frame, it));
  return told === undefined
    ? { returnAddress: first, isExact: false }
    : { returnAddress: told, isExact: true };
}

/** Return addresses of the calls of a function that fit what is on the stack above its frame. */
function plausibleSites(
  frame: LostFrame,
  start: number | undefined,
  cfa: number,
  depth: number,
): number[] {
  if (start === undefined || depth === 0) return [];
  const sites = frame.module.callSites().get(start) ?? [];
  return sites.filter(it => isPlausible(frame, it, cfa, depth));
}

function isPlausible(frame: LostFrame, site: number, cfa: number, depth: number): boolean {
  const { module } = frame;
  const registers = (number: number) =>
    number === RA ? site : number === SP ? cfa : frame.registers(number);
  const rules = module.callerRulesAt(site - 1);
  const readWord = (address: number) => frame.readWord(address);
  const caller = rules && Activation.innermost(site - 1, registers, readWord).caller(rules);
  if (rules === undefined || caller === undefined) return false;
  if (rules.isOutermost) return true;
  const start = startOf(module, site - 1);
  if (rules.isLost || caller.returnAddress === site) {
    return plausibleSites(frame, start, caller.cfa, depth - 1).length > 0;
  }
  if (caller.returnAddress === undefined) return false;
  return start !== undefined && isReturnFrom(module, start, caller.returnAddress);
}

function isReturnFrom(module: Module, start: number, returnAddress: number): boolean {
  if (module.callSites().get(start)?.includes(returnAddress) === true) return true;
  return isIndirectCall(module.codeAt(returnAddress - 4, 4));
}

function startOf(module: Module, pc: number): number | undefined {
  return module.framesAt(pc).at(-1)?.lowPc ?? module.symbols.at(pc)?.symbol.value;
}

function placeName(module: Module, returnAddress: number): string {
  const row = module.info.lineAt(returnAddress - 1);
  return row === undefined ? String(returnAddress) : `${row.file}:${row.line}:${row.column}`;
}

/** A panic carries a pointer to its core::panic::Location: file, its length, line and column. */
function isPlaceOnStack({ module, sp, cfa, readWord }: LostFrame, returnAddress: number): boolean {
  const row = module.info.lineAt(returnAddress - 1);
  if (row === undefined) return false;
  const from = Math.max(sp, cfa - MAX_SEARCH) & ~3;
  for (let at = from; at < cfa; at += 4) {
    const pointer = readWord(at);
    if (pointer === undefined || module.codeAt(pointer, 16).length < 16) continue;
    if (readWord(pointer + 8) === row.line && readWord(pointer + 12) === row.column) return true;
  }
  return false;
}
