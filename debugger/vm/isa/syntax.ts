/** Assembly operands: the pieces of a row's syntax, and the text that says how one instruction spells another. */

import { InvariantError } from '../../shared/errors';
import { isFieldName, type FieldName } from './fields';
import type { BaseInstruction } from './instruction';
import { BASE_INSTRUCTIONS } from './instructions';
import { registerNumber } from './registers';

/** The fields and the literal text of an operand syntax, in order. */
export function operandPieces(syntax: string): readonly OperandPiece[] {
  const known = pieces.get(syntax);
  if (known !== undefined) return known;
  const read = (syntax.match(/\w+|\W+/g) ?? []).map(it => (isFieldName(it) ? it : { text: it }));
  pieces.set(syntax, read);
  return read;
}

type OperandPiece = FieldName | { readonly text: string };

/** Of every syntax that has been asked for: there are no more than rows. */
const pieces = new Map<string, readonly OperandPiece[]>();

/** The fields that an operand syntax names, in order. */
export function operandFields(syntax: string): FieldName[] {
  return operandPieces(syntax).filter(it => typeof it === 'string');
}

/** Where an operand of the base instruction comes from. */
export type Source = { readonly field: FieldName } | { readonly constant: number };

/** A base instruction whose operands are filled in from another row's fields, from registers or from constants. */
export interface Expansion {
  readonly row: BaseInstruction;
  readonly operands: readonly (readonly [operand: FieldName, source: Source])[];
}

const BY_NAME = new Map(BASE_INSTRUCTIONS.map(it => [it.name, it]));

/** Reads `addi rd, x2, immCIW`. */
export function parseExpansion(text: string): Expansion {
  const [name = '', ...words] = text.split(/[\s,()]+/).filter(it => it !== '');
  const row = BY_NAME.get(name);
  const fields = row === undefined ? [] : operandFields(row.operands);
  if (row === undefined || fields.length !== words.length) {
    throw new InvariantError(`syntax: not an expansion (${text})`);
  }
  return { row, operands: fields.map((it, at) => [it, parseSource(words[at] ?? '')]) };
}

function parseSource(word: string): Source {
  if (isFieldName(word)) return { field: word };
  const constant = registerNumber(word) ?? Number(word);
  if (!Number.isInteger(constant)) throw new InvariantError(`syntax: not an operand (${word})`);
  return { constant };
}
