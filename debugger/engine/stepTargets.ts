/** The calls of a line that a step can go into. [DAP stepInTargets] */

import type { FunctionFrame } from '../dwarf/frames';
import { neverReturns } from '../dwarf/frames';
import { hex32 } from '../shared/hex';
import { calleeAt } from './callee';
import type { Module } from './module';
import { isOperator } from './operators';
import type { Here } from './paths';
import { readableName } from './readableName';

/** A call by an instruction, or one that was inlined. */
export interface StepTarget {
  /** As a person reads it: `erc20::balance_of`. */
  readonly label: string;
  /** Of the call in the source; 0 where none is recorded. */
  readonly line: number;
  readonly column: number;
  /** Address of the instruction that calls; undefined where the call was inlined. */
  readonly site: number | undefined;
  /** The chain of code that is inside the inlined call. */
  readonly chain: readonly string[] | undefined;
}

/** What the instruction at an address is about to call by a register, as far as anybody knows. */
export type Resolve = (sites: readonly number[]) => ReadonlyMap<number, number>;

/** More than any function of a contract has. */
const MAX_INSTRUCTIONS = 50_000;

/** What the compiler calls by itself to copy, fill and compare. */
const MEMORY_HELPERS = /^(?:compiler_builtins::mem::(?:\w+::)?)?(?:mem(?:cpy|move|set|cmp)|bcmp)$/;

/** Calls of the line of the frame that runs, in the order of its code. */
export function stepTargets({ module, pc, place }: Here, resolve: Resolve): StepTarget[] {
  if (module === undefined || place === undefined || place.chain.length === 0) return [];
  const depth = place.chain.length;
  const line = lineOf(module.framesAt(pc).at(-depth));
  const ofLine = instructionsOf(module, pc).filter(address => {
    const frames = module.framesAt(address);
    const isInFrame = startsWith(module.placeAt(address).chain, place.chain);
    return isInFrame && lineOf(frames[frames.length - depth]) === line;
  });
  const pointers = ofLine.filter(it => isPointer(module, it));
  const known = pointers.length === 0 ? new Map<number, number>() : resolve(pointers);
  const targets = ofLine.flatMap(
    it => inlinedTarget(module, it, depth) ?? callTarget(module, it, depth, known) ?? [],
  );
  const isFirst = ({ chain }: StepTarget, at: number) =>
    chain === undefined || targets.findIndex(it => `${it.chain}` === `${chain}`) === at;
  return numbered(targets.filter(isFirst));
}

/** The outermost inlined call that a step could stop in; what is called inside it is not the line's. */
function inlinedTarget(module: Module, address: number, depth: number): StepTarget | undefined {
  const frames = module.framesAt(address);
  const caller = frames[frames.length - depth];
  const inner = frames.slice(0, frames.length - depth).reverse();
  const own = inner.findIndex(it => module.isOwnFile(it.file));
  const frame = inner[own];
  if (frame === undefined || caller === undefined) return undefined;
  const chain = module.placeAt(address).chain.slice(0, depth + own + 1);
  const { line, column } = caller;
  return { label: readableName(frame.name), line, column, site: undefined, chain };
}

function callTarget(
  module: Module,
  site: number,
  depth: number,
  known: ReadonlyMap<number, number>,
): StepTarget | undefined {
  const frames = module.framesAt(site);
  const { line = 0, column = 0 } = frames[frames.length - depth] ?? {};
  const { kind, chain: home } = module.placeAt(site);
  const callee = calleeAt(module, site);
  if (callee === undefined || (kind !== 'call' && kind !== 'plain')) return undefined;
  const address = callee.register === undefined ? callee.offset : known.get(site);
  const place = { line, column, site, chain: undefined };
  if (address === undefined) {
    // Without a link it is as likely the jump of a `match`.
    return kind === 'call'
      ? { label: `what a pointer at ${hex32(site)} leads to`, ...place }
      : undefined;
  }
  const physical = module.framesAt(address).at(-1);
  const isEntry = physical?.lowPc === address;
  const isJump = kind === 'plain' && (!isEntry || physical?.name === home[0]);
  if (physical === undefined || isJump || neverReturns(physical)) return undefined;
  if (MEMORY_HELPERS.test(physical.name)) return undefined;
  // An operator of the author's is worth a look, and one of the library's is not.
  if (isUnwritten(physical.name) && !module.isOwnFile(physical.file)) return undefined;
  return { label: readableName(physical.name), ...place };
}

/** Operators, and what is dropped at the end of a line. */
function isUnwritten(name: string): boolean {
  return isOperator(name) || name.startsWith('core::ptr::drop_in_place');
}

function isPointer(module: Module, address: number): boolean {
  return (
    module.placeAt(address).kind === 'call' && calleeAt(module, address)?.register !== undefined
  );
}

/** Every instruction of the physical function at an address. */
function instructionsOf(module: Module, pc: number): number[] {
  const ranges = module.framesAt(pc).at(-1)?.scope.subprogram.ranges ?? [];
  const addresses: number[] = [];
  for (const { low, high } of ranges) {
    for (let at = low; at < high && addresses.length < MAX_INSTRUCTIONS;) {
      addresses.push(at);
      at += module.placeAt(at).length;
    }
  }
  return addresses.sort((a, b) => a - b);
}

/** The same function called twice is two targets, which people tell apart by their order. */
function numbered(targets: readonly StepTarget[]): StepTarget[] {
  return targets.map((it, at) => {
    const earlier = targets.slice(0, at).filter(other => other.label === it.label).length;
    return earlier === 0 ? it : { ...it, label: `${it.label} (${earlier + 1})` };
  });
}

function lineOf(frame: FunctionFrame | undefined): string {
  return `${frame?.file ?? ''}:${frame?.line ?? 0}`;
}

function startsWith(chain: readonly string[], start: readonly string[]): boolean {
  return start.every((it, at) => chain[at] === it);
}
