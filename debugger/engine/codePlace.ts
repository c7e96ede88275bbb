/** What a stepper has to know of one instruction: its line, whose code it is, and how it leaves. */

import { disassemble } from '../vm/isa/disassemble';
import type { Module } from './module';

/** `call` and `return` by the conventions for ra. [Unpriv §2.5.1, table of return-address stack hints] */
export type InstructionKind = 'plain' | 'call' | 'return' | 'ecall' | 'sret';

export interface CodePlace {
  readonly kind: InstructionKind;
  /** Bytes of the instruction. */
  readonly length: number;
  /** From 1; 0 where the code belongs to no line. */
  readonly line: number;
  /** As recorded. */
  readonly file: string;
  /** A statement of the source begins here. */
  readonly isStatement: boolean;
  /** The code of the contract's author. */
  readonly isOwn: boolean;
  /** The physical function and the calls inlined into it, outermost first: one name each. */
  readonly chain: readonly string[];
}

const MNEMONIC_KINDS: Readonly<Record<string, InstructionKind>> = {
  ecall: 'ecall',
  sret: 'sret',
  ret: 'return',
};

export function codePlaceAt(module: Module, pc: number): CodePlace {
  const row = module.info.lineAt(pc);
  const { kind, length } = instructionAt(module, pc);
  return {
    kind,
    length,
    line: row?.line ?? 0,
    file: row?.file ?? '',
    isStatement: row !== undefined && row.isStatement && row.address === pc,
    isOwn: row !== undefined && module.isOwnFile(row.file),
    chain: chainAt(module, pc),
  };
}

/** A call inlined twice into one function is two: the place of the call belongs to its name. */
function chainAt(module: Module, pc: number): string[] {
  const frames = module.framesAt(pc);
  return frames
    .map(({ name }, at) => {
      const outer = frames[at + 1];
      return outer === undefined ? name : `${name} at ${outer.line}:${outer.column}`;
    })
    .reverse();
}

function instructionAt(module: Module, pc: number): { kind: InstructionKind; length: number } {
  const bytes = module.codeAt(pc, 4);
  if (bytes.length < 2) return { kind: 'plain', length: 4 };
  const { length, mnemonic, operands } = disassemble(bytes, pc);
  return { kind: MNEMONIC_KINDS[mnemonic] ?? kindOfJump(mnemonic, operands), length };
}

/** `jal ra, x` is spelled `jal x`, and `jalr ra, 0(t0)` is `jalr t0`; t0 is the alternate link register. */
function kindOfJump(mnemonic: string, operands: string): InstructionKind {
  if (mnemonic !== 'jal' && mnemonic !== 'jalr') return 'plain';
  const [first = '', second] = operands.split(',').map(it => it.trim());
  const link = second === undefined ? 'ra' : first;
  if (link === 'ra' || link === 't0') return 'call';
  return 'plain';
}
