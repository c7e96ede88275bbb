/** The whole of a value as text, for the clipboard: JSON where it has parts, without the limits of a row. */

import { isStruct, memberPlace, pointerWithin } from '../../dwarf/values/members';
import type { Place } from '../../dwarf/values/presentation';
import { isMissing, memoryStorage } from '../../dwarf/values/storage';
import { readNumber } from '../../dwarf/values/scalars';
import type { VariableView } from '../views';
import type { Value } from './evaluate';
import { targetOf, unwrapped } from './places';

/** A value may contain itself. */
const MAX_DEPTH = 16;

/** Rows of which a person still makes something. */
const MAX_ROWS = 100_000;

export function fullText(value: Value): string {
  const { operand } = value;
  const text = operand.kind === 'variable' && value.isPlain ? wholeText(operand.place) : undefined;
  return text ?? new Writer().write(value.view(), 0);
}

/** A string in memory, however long; undefined for anything else. */
function wholeText(outer: Place): string | undefined {
  const place = unwrapped(outer);
  const target = isStruct(place) ? place : targetOf(place);
  if (target === undefined || !isStruct(target)) return undefined;
  const isString = target.type.path === 'alloc::string::String';
  if (!isString && !/^(?:&(?:mut )?|Box<)str>?$/.test(target.type.name)) return undefined;
  const pointer = isString
    ? pointerWithin(memberPlace(target, 'vec', 'buf'))
    : memberPlace(target, 'data_ptr');
  const address = readNumber(pointer);
  const length = readNumber(memberPlace(target, ...(isString ? ['vec', 'len'] : ['length'])));
  if (address === undefined || length === undefined) return undefined;
  const bytes = memoryStorage(address, target.context).read(0, length);
  return isMissing(bytes) ? undefined : JSON.stringify(new TextDecoder().decode(bytes));
}

class Writer {
  #rows = 0;

  write(row: VariableView, depth: number): string {
    const isWhole = BYTES.test(row.value) || this.#rows >= MAX_ROWS || depth >= MAX_DEPTH;
    const children = isWhole ? undefined : row.children?.();
    this.#rows += children?.length ?? 1;
    if (children === undefined) return depth === 0 ? row.value : leaf(row.value);
    const [only, ...more] = children;
    if (only?.name === '*' && more.length === 0) return this.write(only, depth);
    const parts = this.#parts(children, depth + variantDepth(row));
    const variant = variantOf(row);
    return variant === undefined
      ? parts
      : `{\n${indent(depth + 1)}"${variant}": ${parts}\n${indent(depth)}}`;
  }

  #parts(rows: readonly VariableView[], depth: number): string {
    const [open, close] = rows.every(it => isElement(it.name)) ? '[]' : '{}';
    const inner = rows.flatMap(it => this.#lines(it, open === '{', depth + 1));
    if (inner.length === 0) return `${open}${close}`;
    return `${open}\n${inner.join(',\n')}\n${indent(depth)}${close}`;
  }

  /** A range of elements is the elements. */
  #lines(row: VariableView, isNamed: boolean, depth: number): string[] {
    if (RANGE.test(row.name)) {
      return (row.children?.() ?? []).flatMap(it => this.#lines(it, isNamed, depth));
    }
    const name = isNamed ? `${JSON.stringify(row.name.replace(/^\[(.*)\]$/, '$1'))}: ` : '';
    return [`${indent(depth)}${name}${this.write(row, depth)}`];
  }
}

/** A row of bytes shows all of them. */
const BYTES = /^0x[\da-f]*$/;

const RANGE = /^(?:\w*)\[\d+\.\.\d+\]$/;

function isElement(name: string): boolean {
  return /^(?:\[\d+\]|\d+)$/.test(name) || RANGE.test(name);
}

/** The variant of an enum, whose type does not say it. */
function variantOf({ value, type = '' }: VariableView): string | undefined {
  const [, name] = /^&*([A-Z]\w*) ?[({]/.exec(value) ?? [];
  return name === undefined || new RegExp(`\\b${name}\\b`).test(type) ? undefined : name;
}

function variantDepth(row: VariableView): 0 | 1 {
  return variantOf(row) === undefined ? 0 : 1;
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function leaf(text: string): string {
  const isJson = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(text);
  return isJson || isQuoted(text) ? text : JSON.stringify(text);
}

function isQuoted(text: string): boolean {
  return /^"(?:[^"\\]|\\["\\nrt])*"$/.test(text);
}
