/** Where functions begin and end, by whatever a program's file still says of it. */

import type { FunctionCode } from './codeFlow';
import type { Module } from './module';

interface Piece {
  readonly low: number;
  readonly high: number;
}

/** What gcc moves out of a function has a name of its own. */
const COLD = /\.cold(\.\d+)?$/;

/** The function that an address belongs to: by debug information, symbols, unwind tables or calls, in this order. */
export function functionCodeAt(module: Module, pc: number): FunctionCode | undefined {
  const ranges = module.framesAt(pc).at(-1)?.scope.subprogram.ranges;
  const [first] = ranges ?? [];
  if (ranges !== undefined && first !== undefined) return { entry: first.low, pieces: ranges };
  const symbol = symbolPiece(module, pc);
  if (symbol !== undefined) return symbol;
  const range = module.info.unwindRangeAt(pc) ?? betweenCalls(module, pc);
  return range && { entry: range.low, pieces: [range] };
}

/** Addresses of all instructions of the function that an address belongs to, piece by piece. */
export function instructionsOf(module: Module, pc: number): number[] {
  const found: number[] = [];
  for (const { low, high } of functionCodeAt(module, pc)?.pieces ?? []) {
    for (let at = low; at < high; at += module.placeAt(at).length) found.push(at);
  }
  return found;
}

function symbolPiece(module: Module, pc: number): FunctionCode | undefined {
  const symbol = module.symbols.at(pc)?.symbol;
  if (symbol === undefined) return undefined;
  const own = pieceOf(module, symbol.value, symbol.size);
  const whole = COLD.test(symbol.name) ? symbol.name.replace(COLD, '') : symbol.name;
  const other = module.symbols.named(whole === symbol.name ? `${whole}.cold` : whole);
  if (other === undefined) return { entry: own.low, pieces: [own] };
  const piece = pieceOf(module, other.value, other.size);
  return { entry: whole === symbol.name ? own.low : piece.low, pieces: [own, piece] };
}

function pieceOf(module: Module, low: number, size: number): Piece {
  return { low, high: size > 0 ? low + size : nextAfter(module.functionStarts(), low) };
}

/** A program without names: a function is called, and ends where the next one that is called begins. */
function betweenCalls(module: Module, pc: number): Piece | undefined {
  const starts = module.functionStarts();
  const next = indexAfter(starts, pc);
  const low = starts[next - 1];
  return low === undefined ? undefined : { low, high: starts[next] ?? 2 ** 32 };
}

/** Where functions are known to begin: the entry, symbols, and what is called directly. Sorted. */
export function functionStartsOf(module: Module): number[] {
  const starts = new Set<number>(module.callSites().keys());
  if (module.entry !== undefined) starts.add(module.entry);
  for (const { value } of module.symbols.all()) starts.add(value);
  return [...starts].filter(it => module.codeAt(it, 2).length > 0).sort((a, b) => a - b);
}

function nextAfter(starts: readonly number[], address: number): number {
  return starts[indexAfter(starts, address)] ?? 2 ** 32;
}

/** The index of the first start that is greater. */
function indexAfter(starts: readonly number[], address: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}
