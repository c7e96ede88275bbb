/** What a row of an instruction table says. Decoder, disassembler, assembler and interpreter are made from the rows. */

import type { FieldName } from './fields';

/** The encoding's shape, by the specification's names; `A` is R with the aq and rl bits. [Unpriv §2.2, §8.1, §16.2] */
export type Format =
  | 'R'
  | 'I'
  | 'S'
  | 'B'
  | 'U'
  | 'J'
  | 'A'
  | 'CR'
  | 'CI'
  | 'CSS'
  | 'CIW'
  | 'CL'
  | 'CS'
  | 'CA'
  | 'CB'
  | 'CJ';

/** What kind of work an instruction is; whoever charges for it turns the class into a number. */
export type PriceClass =
  'simple' | 'multiply' | 'divide' | 'load' | 'store' | 'atomic' | 'jump' | 'branch' | 'system';

/** `i` is sign-extended, `u` zero-extended. */
export type Width = 'i8' | 'u8' | 'i16' | 'u16' | 'i32';

/** Functions of hart/system.ts and hart/atomics.ts that instructions too odd for an expression call. */
export type SystemFunction =
  | 'environmentCall'
  | 'breakpoint'
  | 'csrReadWrite'
  | 'csrReadSet'
  | 'csrReadClear'
  | 'csrReadWriteImmediate'
  | 'csrReadSetImmediate'
  | 'csrReadClearImmediate'
  | 'machineReturn'
  | 'supervisorReturn'
  | 'waitForInterrupt'
  | 'fenceVma'
  | 'fenceInstruction'
  | 'loadReserved'
  | 'storeConditional';

/**
 * What an instruction does, as TypeScript expressions that the interpreter's generator puts in their place.
 * They may use `a` (rs1), `b` (rs2), `imm`, `pc` and `old` (the memory word of an atomic), signed 32-bit numbers all,
 * and the functions of hart/arithmetic.ts. A result is taken modulo 2^32.
 */
export type Effect =
  | { readonly sets: string } // rd
  | { readonly branchesIf: string } // to pc + imm
  | { readonly jumpsTo: string } // rd becomes the address of the next instruction
  | { readonly loads: Width } // rd, from a + imm
  | { readonly stores: Width } // b, to a + imm
  | { readonly exchanges: string } // the memory word at a becomes this; rd becomes the old one
  | { readonly calls: SystemFunction }
  | { readonly nothing: true };

interface Encoding {
  readonly name: string;
  /** Bits that are fixed, and what they are fixed to. A 16-bit encoding leaves the upper half clear in both. */
  readonly mask: number;
  readonly match: number;
  readonly format: Format;
  /** Assembly syntax, by the names of fields: `rd, immI(rs1)`. */
  readonly operands: string;
  /** Fields that may not be zero: the encoding means something else there, or is reserved. */
  readonly nonzero?: readonly FieldName[];
  /** A register that one field may not name, for the same reason. */
  readonly except?: { readonly field: FieldName; readonly value: number };
}

export interface BaseInstruction extends Encoding {
  readonly effect: Effect;
  /** Of a result that takes more work than its expression tells: everything else has its price by its effect. */
  readonly price?: 'multiply' | 'divide';
}

/** A compressed instruction is another spelling of a base one. [Unpriv §16] */
export interface CompressedInstruction extends Encoding {
  /** The base instruction with its operands: fields of this row, registers by number, or constants. */
  readonly expands: string;
  /** Executes and changes nothing: always, or where one of these fields is zero. [Unpriv §16.7] */
  readonly hints?: 'always' | readonly FieldName[];
}

export type Instruction = BaseInstruction | CompressedInstruction;

export interface Extension<Row extends Instruction = Instruction> {
  readonly name: string;
  readonly instructions: readonly Row[];
}

export function defineExtension<Row extends Instruction>(
  name: string,
  instructions: readonly Row[],
): Extension<Row> {
  return { name, instructions };
}

/** What a translator needs to know of an instruction, and who charges for it, without reading its expressions. */
export interface Traits {
  /** Control may go elsewhere, or the hart's mode or mapping may change. */
  readonly endsBlock: boolean;
  readonly mayTrap: boolean;
  readonly memory: 'none' | 'load' | 'store' | 'atomic';
  readonly price: PriceClass;
}

const SIMPLE: Traits = { endsBlock: false, mayTrap: false, memory: 'none', price: 'simple' };
const ATOMIC: Traits = { ...SIMPLE, mayTrap: true, memory: 'atomic', price: 'atomic' };
const SYSTEM: Traits = { ...SIMPLE, endsBlock: true, mayTrap: true, price: 'system' };

/** Functions that are no SYSTEM in every respect. */
const TRAITS_OF_CALLS: Readonly<Partial<Record<SystemFunction, Traits>>> = {
  loadReserved: ATOMIC,
  storeConditional: ATOMIC,
  fenceInstruction: { ...SYSTEM, mayTrap: false },
};

export function traits({ effect, price }: BaseInstruction): Traits {
  if ('loads' in effect) return { ...SIMPLE, mayTrap: true, memory: 'load', price: 'load' };
  if ('stores' in effect) return { ...SIMPLE, mayTrap: true, memory: 'store', price: 'store' };
  if ('exchanges' in effect) return ATOMIC;
  if ('calls' in effect) return TRAITS_OF_CALLS[effect.calls] ?? SYSTEM;
  if ('branchesIf' in effect) return { ...SIMPLE, endsBlock: true, price: 'branch' };
  if ('jumpsTo' in effect) return { ...SIMPLE, endsBlock: true, price: 'jump' };
  return { ...SIMPLE, price: price ?? 'simple' };
}

export function isCompressed(row: Instruction): row is CompressedInstruction {
  return 'expands' in row;
}

/** Whether the low two bits say that an instruction has 16 bits. [Unpriv §1.5] */
export function isShort(word: number): boolean {
  return (word & 3) !== 3;
}
