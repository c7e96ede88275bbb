/** Callers of functions without unwind tables, by what the first instructions of any compiler's function do. */

import type { UnwindResult } from '../dwarf/unwind';
import { disassemble, REGISTER_NAMES } from '../vm/isa/disassemble';
import type { Module } from './module';

const RA = 1;
const SP = 2;
const S0 = 8;

/** A prologue is no longer, in bytes. */
const MAX_BYTES = 128;

type Registers = (number: number) => number | undefined;

/** What the prologue has done up to an address. Offsets are from the canonical frame address, downwards. */
interface Prologue {
  frameBytes: number;
  /** Where the frame pointer points, if it is set: bytes below the canonical frame address. */
  framePointer: number | undefined;
  readonly saved: Map<number, number>;
}

/** Like `DebugInfo.unwind`, for an address that its tables do not cover. */
export function unwindByPrologue(
  module: Module,
  pc: number,
  registers: Registers,
  readWord: (address: number) => number | undefined,
): UnwindResult | undefined {
  const start = module.framesAt(pc).at(-1)?.lowPc ?? module.symbols.at(pc)?.symbol.value;
  if (start === undefined) return undefined;
  const { frameBytes, framePointer, saved } = readPrologue(module, start, pc);
  const s0 = registers(S0);
  const sp = registers(SP);
  const cfa =
    framePointer !== undefined && s0 !== undefined
      ? s0 + framePointer
      : sp === undefined
        ? undefined
        : sp + frameBytes;
  if (cfa === undefined) return undefined;
  const restored = new Map<number, number>();
  for (let number = 1; number < 32; number++) {
    const at = saved.get(number);
    const value = at === undefined ? registers(number) : readWord((cfa - at) >>> 0);
    if (value !== undefined && (at !== undefined || isKept(number))) restored.set(number, value);
  }
  restored.set(SP, cfa >>> 0);
  return { cfa: cfa >>> 0, returnAddress: restored.get(RA), registers: restored };
}

/** s0 to s11, gp and tp are the caller's own; ra is until the function calls. [psABI, integer register convention] */
function isKept(number: number): boolean {
  return (
    number === RA ||
    number === 3 ||
    number === 4 ||
    number === S0 ||
    number === 9 ||
    (number >= 18 && number <= 27)
  );
}

function readPrologue(module: Module, start: number, pc: number): Prologue {
  const prologue: Prologue = { frameBytes: 0, framePointer: undefined, saved: new Map() };
  for (let at = start; at < Math.min(pc, start + MAX_BYTES);) {
    const bytes = module.codeAt(at, 4);
    if (bytes.length < 2) break;
    const { length, mnemonic, operands } = disassemble(bytes, at);
    if (ENDS.test(mnemonic)) break;
    apply(prologue, `${mnemonic} ${operands}`);
    at += length;
  }
  return prologue;
}

/** Jumps and branches: what follows them need not have run. */
const ENDS = /^(j|jr|jal|jalr|ret|b|c\.j|c\.b|ecall|ebreak)/;

function apply(prologue: Prologue, text: string): void {
  const lowered = /^addi sp, sp, -(\S+)$/.exec(text);
  if (lowered !== null) prologue.frameBytes += Number(lowered[1]);
  const pointed = /^addi (?:s0|fp), sp, (\S+)$/.exec(text);
  if (pointed !== null) prologue.framePointer = prologue.frameBytes - Number(pointed[1]);
  const stored = /^sw (\w+), (\S+)\(sp\)$/.exec(text);
  if (stored === null) return;
  const number = REGISTER_NAMES.indexOf(stored[1] ?? '');
  // Only the first store saves what the caller had.
  if (number > 0 && (number === RA || isKept(number)) && !prologue.saved.has(number)) {
    prologue.saved.set(number, prologue.frameBytes - Number(stored[2]));
  }
}
