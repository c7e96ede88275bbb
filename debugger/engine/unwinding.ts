/** Physical frames of one program, innermost first. [DWARF5 §6.4] */

import { hex32 } from '../shared/hex';
import type { Machine } from '../vm/machine';
import type { Caller, ReadWord } from './activation';
import { Activation } from './activation';
import type { CallerRules } from './callerRules';
import { findCaller } from './lostCaller';
import type { Module } from './module';
import type { RegisterPlaces } from './registerPlace';
import type { Standing } from './standing';

export interface PhysicalFrame {
  readonly pc: number;
  /** pc, or in a caller an address inside the call instruction. */
  readonly lookupPc: number;
  readonly cfa: number | undefined;
  registers(number: number): number | undefined;
  registerPlaces(number: number): RegisterPlaces;
}

/** A sentence that says why there are no more frames; undefined where the program begins with the last one. */
export type UnwindEnd = string | undefined;

const PIECE_BYTES = 256;
const RA = 1;
const SP = 2;

/** Functions that call without a frame of their own never return, and few of them call one another. */
const MAX_FLAT = 8;
const CIRCLES = 'the next frame would not lie above the last: the stack was overwritten';

/** Frames are found when they are asked for: a runaway recursion has as many as its stack has room for. */
export function* unwind(
  machine: Machine,
  standing: Standing,
): Generator<PhysicalFrame, UnwindEnd, undefined> {
  const { module, pc, satp } = standing;
  const registers = (number: number) => standing.registers(number);
  let frame = Activation.innermost(pc, registers, wordReader(machine, satp));
  for (let flat = 0; ;) {
    const rules = module?.callerRulesAt(frame.lookupPc);
    const caller = rules && frame.caller(rules);
    yield physicalFrame(frame, caller?.cfa, standing);
    if (module === undefined) return `nothing is known of the program at ${hex32(pc)}`;
    const next =
      rules === undefined
        ? wildJump(module, frame)
        : callerOf(module, frame, rules, caller, standing);
    if (!(next instanceof Activation)) return next;
    flat = next.register(SP) === frame.register(SP) ? flat + 1 : 0;
    if (flat > MAX_FLAT) return CIRCLES;
    frame = next;
  }
}

function physicalFrame(
  frame: Activation,
  cfa: number | undefined,
  standing: Standing,
): PhysicalFrame {
  const { pc, lookupPc } = frame;
  const inRunning = (number: number) => standing.registerPlaces(number);
  return {
    pc,
    lookupPc,
    cfa,
    registers: number => frame.register(number),
    registerPlaces: number => frame.registerPlaces(number, inRunning),
  };
}

/** The next frame, or why there is none. */
function callerOf(
  module: Module,
  frame: Activation,
  rules: CallerRules,
  caller: Caller | undefined,
  standing: Standing,
): Activation | UnwindEnd {
  if (rules.isOutermost) return undefined;
  const name = nameAt(module, frame.lookupPc);
  if (caller === undefined) return `the frame of ${name} cannot be found`;
  const { cfa, returnAddress } = caller;
  // In a caller that never saved ra, it still holds what its own call put there.
  const isSaved = rules.registers.get(rules.returnRegister)?.kind === 'offset';
  const isOwn = !frame.isInnermost && !isSaved && returnAddress === frame.pc;
  if (rules.isLost || isOwn) {
    return lostCaller(module, frame, rules, cfa, standing);
  }
  if (returnAddress === 0) return undefined;
  if (returnAddress === undefined) return `the return address of ${name} cannot be read`;
  if (!module.isCode(returnAddress)) {
    return `the return address of ${name} is ${hex32(returnAddress)}, where no code is: the stack was overwritten`;
  }
  const sp = frame.register(SP);
  // The innermost function may not have made its frame yet; every other has.
  if (sp !== undefined && (frame.isInnermost ? cfa < sp : cfa <= sp)) {
    return CIRCLES;
  }
  return frame.calledFrom(rules, cfa, returnAddress);
}

function lostCaller(
  module: Module,
  frame: Activation,
  rules: CallerRules,
  cfa: number,
  standing: Standing,
): Activation | UnwindEnd {
  const found = findCaller({
    module,
    lookupPc: frame.lookupPc,
    cfa,
    sp: standing.registers(SP) ?? 0,
    registers: number => frame.calledFrom(rules, cfa, 0).register(number),
    readWord: frame.readWord,
  });
  if (found === undefined) {
    return `${nameAt(module, frame.lookupPc)} saved no return address, for it never returns, and several functions may have called it`;
  }
  const { returnAddress, isExact } = found;
  const inside = returnAddress - 1;
  const lookupPc = isExact ? inside : (module.framesAt(inside).at(-1)?.lowPc ?? inside);
  return frame.calledFrom(rules, cfa, returnAddress, lookupPc);
}

/** A call of an address without code left its return address in ra and changed nothing else. */
function wildJump(module: Module, frame: Activation): Activation | UnwindEnd {
  const ra = frame.register(RA);
  const isWild = frame.isInnermost && module.codeAt(frame.pc, 2).length === 0;
  if (isWild && ra !== undefined && module.isCode(ra)) return frame.jumpedFrom(ra);
  return `nothing tells who called ${nameAt(module, frame.lookupPc)}`;
}

function nameAt(module: Module, pc: number): string {
  return module.framesAt(pc).at(-1)?.name ?? module.symbols.at(pc)?.name ?? hex32(pc);
}

/** Frames lie close together, so that memory is read a piece at a time; no piece is on two pages. */
function wordReader(machine: Machine, satp: number): ReadWord {
  const pieces = new Map<number, DataView>();
  return address => {
    const offset = (address >>> 0) % PIECE_BYTES;
    const start = (address >>> 0) - offset;
    let piece = pieces.get(start);
    if (piece === undefined) {
      const bytes = machine.readVirtual(start, PIECE_BYTES, satp);
      piece = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      pieces.set(start, piece);
    }
    // Registers are saved in aligned words.
    return offset % 4 === 0 && offset < piece.byteLength
      ? piece.getUint32(offset, true)
      : undefined;
  };
}
