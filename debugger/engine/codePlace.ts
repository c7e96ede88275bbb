/** What a stepper has to know of one instruction: its line, whose code it is, and how it leaves. */

import type { FunctionFrame } from '../dwarf/frames';
import { firstInstruction } from '../vm/isa/guestInstruction';
import type { GuestInstruction } from '../vm/isa/guestInstruction';
import type { Module } from './module';

/**
 * `call` and `return` by the conventions for ra. [Unpriv §2.5.1, table of return-address stack hints]
 * `helper` calls with t0 as the link: code that LLVM took out of several functions to have it once, which has no frame
 * of its own and may move the stack pointer of its caller's.
 */
export type InstructionKind = 'plain' | 'call' | 'helper' | 'return' | 'ecall' | 'sret';

export interface CodePlace {
  readonly kind: InstructionKind;
  /** Bytes of the instruction. */
  readonly length: number;
  /** From 1; 0 where the code belongs to no line. */
  readonly line: number;
  /** From 1; 0 where none is recorded. */
  readonly column: number;
  /** As recorded. */
  readonly file: string;
  /** A statement of the source begins here. */
  readonly isStatement: boolean;
  /** The code of the contract's author. */
  readonly isOwn: boolean;
  /** The physical function and the calls inlined into it, outermost first: one name each. */
  readonly chain: readonly string[];
  /** The physical function is of the author's. */
  readonly isOwnFunction: boolean;
  /** So many of the chain end with the innermost that is of the author's; 0 where none is. */
  readonly ownDepth: number;
}

/** @param ahead so many of the logical frames there, innermost first, have not begun */
export function codePlaceAt(
  module: Module,
  pc: number,
  ahead = module.callsAheadAt(pc),
): CodePlace {
  const row = module.info.lineAt(pc);
  const { kind, length } = instructionAt(module, pc);
  const frames = module.framesAt(pc).slice(ahead);
  // The line of an inlined call that begins here is that of the call; it is begun here where it has no row elsewhere.
  const caller = ahead > 0 ? frames[0] : undefined;
  const place = caller ?? row;
  const isBegun = caller === undefined || !module.info.hasStatement(caller);
  const innermostOwn = frames.findIndex(it => module.isOwnFile(it.file));
  return {
    kind,
    length,
    line: place?.line ?? 0,
    column: place?.column ?? 0,
    file: place?.file ?? '',
    isStatement: row !== undefined && row.isStatement && row.address === pc && isBegun,
    isOwn: place !== undefined && module.isOwnFile(place.file),
    chain: chainOf(frames),
    isOwnFunction: module.isOwnFile(frames.at(-1)?.file ?? ''),
    ownDepth: innermostOwn < 0 ? 0 : frames.length - innermostOwn,
  };
}

/**
 * How many of the logical frames at an address, innermost first, have not begun: calls to somebody else's code that were
 * inlined into the author's and are entered there. Who stands there stands before the call, at its line.
 */
export function callsAhead(module: Module, frames: readonly FunctionFrame[]): number {
  const isOwn = (it: FunctionFrame): boolean => module.isOwnFile(it.file);
  const reached = frames.findIndex(it => isOwn(it) || !it.isAtEntrance);
  const at = frames[reached];
  return at !== undefined && at.line > 0 && isOwn(at) ? reached : 0;
}

/** Those that a stop in a line stands before: whoever asks for a line with a call means the call, not what is in it. */
export function callsBehindLine(module: Module, pc: number, line: number): number {
  const frames = module.framesAt(pc);
  const least = module.callsAheadAt(pc);
  const at = frames.findIndex(
    (it, depth) => depth >= least && (it.line === line || !it.isAtEntrance),
  );
  return frames[at]?.line === line ? at : least;
}

/** A call inlined twice into one function is two: the place of the call belongs to its name. */
function chainOf(frames: readonly FunctionFrame[]): string[] {
  return frames
    .map(({ name }, at) => {
      const outer = frames[at + 1];
      return outer === undefined ? name : `${name} at ${outer.line}:${outer.column}`;
    })
    .reverse();
}

function instructionAt(module: Module, pc: number): { kind: InstructionKind; length: number } {
  const instruction = firstInstruction(module.codeAt(pc, 4));
  if (instruction === undefined) return { kind: 'plain', length: 4 };
  return { kind: kindOf(instruction), length: instruction.length };
}

const RA = 1;
/** The alternate link register. */
const T0 = 5;

function kindOf({ row, rd, rs1, imm }: GuestInstruction): InstructionKind {
  if (row?.name === 'ecall' || row?.name === 'sret') return row.name;
  if (row?.name !== 'jal' && row?.name !== 'jalr') return 'plain';
  if (rd === RA) return 'call';
  if (rd === T0) return 'helper';
  return row.name === 'jalr' && rd === 0 && rs1 === RA && imm === 0 ? 'return' : 'plain';
}
