/** `avm dwarf frames`: every row of every unwind table. */

import type { CfaRule, RegisterRule, UnwindRow } from '../../dwarf/cfaProgram';
import type { CommonInformation } from '../../dwarf/cfi';
import type { ListedFrameDescription, ListedFrameSection } from '../../dwarf/listing/frames';
import { expressionText } from '../../dwarf/expressionText';
import { hex32 } from '../../shared/hex';
import type { Subject } from './subject';

export const frames: Subject<ListedFrameSection> = {
  name: 'frames',
  description: 'print every row of every unwind table',
  example: 'avm dwarf frames --json contract.elf',
  items: info => info.listFrameSections(),

  toJson: ({ name, commons, descriptions }) => ({
    section: name,
    cies: commons.map(cieToJson),
    fdes: [...descriptions].map(fdeToJson),
  }),

  *toText({ name, descriptions }) {
    yield name;
    for (const { description, rows } of descriptions) {
      yield `  ${hex32(description.low)}-${hex32(description.high)}`;
      for (const it of rows) yield `    ${hex32(it.low)}  ${rowText(it)}`;
    }
  },
};

function cieToJson(it: CommonInformation): object {
  return {
    offset: hex32(it.entryOffset),
    version: it.version,
    augmentation: it.augmentation,
    code_alignment_factor: it.codeAlignment,
    data_alignment_factor: it.dataAlignment,
    return_address_register: it.returnRegister,
  };
}

function fdeToJson({ description, rows }: ListedFrameDescription): object {
  return {
    offset: hex32(description.entryOffset),
    cie: hex32(description.common.entryOffset),
    low: hex32(description.low),
    high: hex32(description.high),
    rows: rows.map(({ low, cfa, registers }) => ({
      address: hex32(low),
      cfa: cfaToJson(cfa),
      registers: Object.fromEntries(
        inOrder(registers).map(([number, rule]) => [nameOf(number), ruleToJson(rule)]),
      ),
    })),
  };
}

function cfaToJson(rule: CfaRule): object {
  return rule.kind === 'register'
    ? { register: nameOf(rule.register), offset: rule.offset }
    : { expression: textOf(rule.bytes) };
}

/** The standard's names of the rules. [DWARF5 §6.4.1] */
function ruleToJson(rule: RegisterRule): object {
  switch (rule.kind) {
    case 'undefined':
      return { rule: 'undefined' };
    case 'sameValue':
      return { rule: 'same_value' };
    case 'offset':
      return { rule: 'offset', offset: rule.offset };
    case 'valOffset':
      return { rule: 'val_offset', offset: rule.offset };
    case 'register':
      return { rule: 'register', register: nameOf(rule.register) };
    case 'expression':
      return { rule: 'expression', expression: textOf(rule.bytes) };
    case 'valExpression':
      return { rule: 'val_expression', expression: textOf(rule.bytes) };
  }
}

function rowText({ cfa, registers }: UnwindRow): string {
  const rules = inOrder(registers).map(([number, it]) => `${nameOf(number)}=${ruleText(it)}`);
  return [`cfa=${cfaText(cfa)}`, ...rules].join('  ');
}

function cfaText(rule: CfaRule): string {
  if (rule.kind === 'expression') return `${textOf(rule.bytes)}`;
  return `${nameOf(rule.register)}${signed(rule.offset)}`;
}

/** What is saved at an address stands in brackets. */
function ruleText(rule: RegisterRule): string {
  switch (rule.kind) {
    case 'undefined':
      return 'undefined';
    case 'sameValue':
      return 'same';
    case 'offset':
      return `[cfa${signed(rule.offset)}]`;
    case 'valOffset':
      return `cfa${signed(rule.offset)}`;
    case 'register':
      return nameOf(rule.register);
    case 'expression':
      return `[${textOf(rule.bytes)}]`;
    case 'valExpression':
      return `${textOf(rule.bytes)}`;
  }
}

/** Expressions of unwinding belong to no unit and have no types. */
function textOf(expression: Uint8Array): string {
  return expressionText(expression, { unitOffset: 0 });
}

function inOrder(registers: ReadonlyMap<number, RegisterRule>): [number, RegisterRule][] {
  return [...registers].sort(([a], [b]) => a - b);
}

/** DWARF numbers x0 to x31 from 0 and f0 to f31 from 32; a CIE may choose further columns. [psABI §4] */
function nameOf(register: number): string {
  if (register < 32) return `x${register}`;
  return register < 64 ? `f${register - 32}` : `r${register}`;
}

function signed(offset: number): string {
  return offset < 0 ? String(offset) : `+${offset}`;
}
