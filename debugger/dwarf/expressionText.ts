/** Expressions as text, in the spelling of llvm-dwarfdump. [DWARF5 §7.7.1] */

import { ByteReader } from '../shared/byteReader';
import { MalformedInput } from '../shared/errors';
import * as dw from './constants';
import type { OffsetSize } from './initialLength';
import { readOffset } from './initialLength';
import { nameOf } from './names';
import type { OperandKind } from './operands';
import { operandsOf } from './operands';
import { operators } from './operators';

/** What names of the unit's entries an expression may need. */
export interface ExpressionNames {
  /** Offset of the unit in .debug_info: what types count from. */
  readonly unitOffset: number;
  /** Bytes of an offset in .debug_info: 4 unless the unit is in the 64-bit format. */
  readonly referenceSize?: OffsetSize;
  /** The name of the entry at an offset in .debug_info. */
  nameAt?(offset: number): string | undefined;
}

/** Expressions in expressions in expressions: none that a compiler writes is this deep. */
const MAX_DEPTH = 8;

/** `DW_OP_breg2 X2+8, DW_OP_stack_value`; what cannot be read is given as its bytes. */
export function expressionText(bytes: Uint8Array, names: ExpressionNames, depth = 0): string {
  const r = new ByteReader(bytes, 'expression');
  const texts: string[] = [];
  while (!r.atEnd) {
    const start = r.offset;
    try {
      texts.push(operatorText(r, names, depth));
    } catch (error) {
      if (!(error instanceof MalformedInput)) throw error;
      texts.push(`<decoding error> ${byteTexts(bytes.subarray(start)).join(' ')}`);
      break;
    }
  }
  return texts.join(', ');
}

function operatorText(r: ByteReader, names: ExpressionNames, depth: number): string {
  const code = r.u8();
  if (!operators[code]) r.fail('unknown-operator');
  let text = nameOf('OP', code);
  const isRegister = code >= dw.DW_OP_reg0 && code <= dw.DW_OP_reg31;
  if (isRegister) return `${text} X${code - dw.DW_OP_reg0}`;
  if (code >= dw.DW_OP_breg0 && code <= dw.DW_OP_breg31) {
    return `${text} X${code - dw.DW_OP_breg0}${signed(r.sleb())}`;
  }
  for (const kind of operandsOf(code)) {
    const operand = operandTexts[kind](r, names, depth);
    // What is added to a register stands at its name, where it has one.
    const isAttached =
      kind === 'expression' || (kind === 'offset' && / (?:X\d+|F\d+_H)$/.test(text));
    text += isAttached ? operand : ` ${operand}`;
  }
  return text;
}

type OperandText = (r: ByteReader, names: ExpressionNames, depth: number) => string;

const operandTexts: Readonly<Record<OperandKind, OperandText>> = {
  address: r => hex(r.u32()),
  u8: r => hex(r.u8()),
  i8: r => signed(r.i8()),
  u16: r => hex(r.u16()),
  i16: r => signed((r.u16() << 16) >> 16),
  u32: r => hex(r.u32()),
  i32: r => signed(r.i32()),
  u64: r => hex(r.u64()),
  i64: r => signed(BigInt.asIntN(64, r.u64())),
  uleb: r => hex(r.ulebBig()),
  sleb: r => signed(r.slebBig()),
  register: r => registerText(r.uleb()),
  offset: r => signed(r.sleb()),
  entry: (r, { referenceSize = 4 }) => hex(readOffset(r, referenceSize)),
  type: (r, names) => typeText(r.uleb(), names),
  branch: r => signed((r.u16() << 16) >> 16),
  number: r => byteTexts(r.slice(r.u8()), '0x').join(' '),
  block: r => {
    const bytes = r.slice(r.uleb());
    return [hex(bytes.length), ...byteTexts(bytes, '0x')].join(' ');
  },
  expression: (r, names, depth) => {
    if (depth >= MAX_DEPTH) r.fail('nested-too-deep');
    return `(${expressionText(r.slice(r.uleb()), names, depth + 1)})`;
  },
};

/**
 * The integer registers, and those of floating point, of which LLVM names the half; others belong to what this machine
 * has not. [psABI, DWARF register numbers]
 */
function registerText(number: number): string {
  if (number < 32) return `X${number}`;
  return number < 64 ? `F${number - 32}_H` : hex(number);
}

function typeText(offset: number, names: ExpressionNames): string {
  if (offset === 0) return hex(0);
  const place = names.unitOffset + offset;
  const name = names.nameAt?.(place);
  const text = `(0x${place.toString(16).padStart(8, '0')})`;
  return name === undefined ? text : `${text} "${name}"`;
}

function byteTexts(bytes: Uint8Array, prefix = ''): string[] {
  return Array.from(bytes, it => prefix + it.toString(16).padStart(2, '0'));
}

function signed(value: number | bigint): string {
  return value < 0 ? String(value) : `+${value}`;
}

function hex(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}
