/** What can stand where a person is typing: fields behind a dot, keys behind a bracket, registers behind a dollar, names. */

import { REGISTER_NAMES } from '../../vm/isa/registers';
import { keyLiteral } from '../../dwarf/values/keyLiteral';
import type { Place } from '../../dwarf/values/presentation';
import { isMissing } from '../../dwarf/values/storage';
import { createValue } from '../../dwarf/values/value';
import { EvaluationError } from '../evaluationError';
import { variablesOf } from '../inspect/locals';
import { COMMANDS } from './console/commands';
import { baseBefore } from './completionBase';
import { parse } from './evaluate';
import { INTEGER_TYPES } from './integer';
import type { Module } from '../module';
import type { Operand } from './operand';
import { namesBehind } from './pathCompletions';
import { elementsOf, entriesOf, memberNames, memberOf, variantOf } from './places';
import { primitive } from './primitives';
import type { Scope } from './scope';
import { hasChain } from './scope';
import { operandView } from './view';
import { WORDS } from './words/words';

export type CompletionKind =
  | 'variable'
  | 'field'
  | 'method'
  | 'register'
  | 'word'
  | 'static'
  | 'function'
  | 'module'
  | 'account'
  | 'key'
  | 'variant'
  | 'type'
  | 'command';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string | undefined;
  /** What of the text it replaces: offsets in UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

export type Candidate = Pick<Completion, 'label' | 'kind' | 'detail'>;

/** A list that is longer helps nobody; typing one more letter does. */
const MAX_COMPLETIONS = 200;

const PARTIAL = /\$?[\p{L}\p{N}_]*$/u;
/** In front of a type. */
const AS = /\bas\s+(?:(?:\*(?:const|mut)|&(?:\s*mut)?|\[)\s*)*$/;
const PATH = /(?:[\p{L}_][\p{L}\p{N}_]*::)+$/u;

/**
 * In the order in which they are shown. Never fails: what cannot be read has nothing to offer.
 * @param offset of the cursor, in UTF-16 units
 */
export function complete(scope: Scope, text: string, offset: number): Completion[] {
  const head = text.slice(0, offset);
  const partial = PARTIAL.exec(head)?.[0] ?? '';
  const before = head.slice(0, head.length - partial.length);
  const start = before.length;
  return candidates(scope, before, partial)
    .filter(it => isWanted(it, partial))
    .slice(0, MAX_COMPLETIONS)
    .map(it => ({ ...it, start, length: partial.length }));
}

function isWanted({ label }: Candidate, partial: string): boolean {
  const wanted = partial.toLowerCase();
  const name = label.toLowerCase();
  return name.startsWith(wanted) || name.slice(name.lastIndexOf(':') + 1).startsWith(wanted);
}

/** Keys of a map that are offered: a list of thousands helps nobody. */
const MAX_KEYS = 50;

/** Behind a comparison. */
const COMPARED = /(?:\bis\s|==|!=)\s*$/;

function candidates(scope: Scope, before: string, partial: string): Candidate[] {
  if (isInText(before)) return [];
  if (partial.startsWith('$')) return registers(scope);
  const path = PATH.exec(before)?.[0];
  if (path !== undefined) return behindPath(scope, path);
  if (AS.test(before)) return types(scope);
  if (/\.$/.test(before) && !/\.\.$/.test(before)) {
    const of = valueBefore(scope, before.slice(0, -1));
    return of === undefined ? [] : members(of);
  }
  const compared = COMPARED.test(before) ? before.replace(COMPARED, '') : undefined;
  const other = compared === undefined ? undefined : valueBefore(scope, compared);
  if (other !== undefined) return [...variants(other), ...names(scope, before)];
  const inBrackets = /\[\s*$/.test(before) ? before.replace(/\[\s*$/, '') : undefined;
  const of = inBrackets === undefined ? undefined : valueBefore(scope, inBrackets);
  return [...(of === undefined ? [] : keys(of)), ...names(scope, before)];
}

/** Behind an opening quote that nothing has closed. */
function isInText(before: string): boolean {
  return /^(?:[^"]|"(?:\\.|[^"\\])*")*"(?:\\.|[^"\\])*$/s.test(before);
}

function valueBefore(scope: Scope, text: string): Operand | undefined {
  try {
    const base = baseBefore(text);
    return base === undefined ? undefined : parse(base).evaluate(scope).operand;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function members(of: Operand): Candidate[] {
  if (of.kind === 'chain') {
    const found = (of.object.members?.() ?? []).filter(it => IDENTIFIER.test(it.name));
    const fields = found.map(it => ({
      label: it.name,
      kind: 'field' as const,
      detail: detailOf(it.value),
    }));
    return of.object.count === undefined ? fields : [...fields, ...METHODS];
  }
  if (of.kind !== 'variable') return of.kind === 'text' || of.kind === 'bytes' ? METHODS : [];
  const { place } = of;
  const fields = memberNames(place).map(label => ({
    label,
    kind: 'field' as const,
    detail: memberOf(place, label)?.type.name,
  }));
  const hasLength =
    elementsOf(place) !== undefined ||
    entriesOf(place) !== undefined ||
    primitive(of).kind === 'text';
  return hasLength ? [...fields, ...METHODS] : fields;
}

const IDENTIFIER = /^(?:[\p{L}_][\p{L}\p{N}_]*|\d+)$/u;

const METHODS: Candidate[] = [
  { label: 'len()', kind: 'method', detail: 'how many elements there are' },
  { label: 'is_empty()', kind: 'method', detail: 'whether there are none' },
];

/** A value in a few words. */
function detailOf(operand: Operand): string | undefined {
  const { value, type } = operandView('', operand, undefined);
  return type ?? value;
}

/** What an enum may be compared with. */
function variants(of: Operand): Candidate[] {
  const found = of.kind === 'variable' ? variantOf(of.place) : undefined;
  return (found?.names ?? []).map(label => ({ label, kind: 'variant', detail: undefined }));
}

/** Of what has members in brackets: a domain of storage, a map. */
function keys(of: Operand): Candidate[] {
  if (of.kind === 'variable') return entryKeys(of.place);
  if (of.kind !== 'chain') return [];
  return (of.object.members?.() ?? []).flatMap(({ name, value }) => {
    const key = /^\[(.*)\]$/.exec(name)?.[1];
    if (key === undefined) return [];
    return [{ label: key, kind: 'key' as const, detail: operandView('', value, undefined).value }];
  });
}

/** The first ones that can be typed. */
function entryKeys(place: Place): Candidate[] {
  const entries = entriesOf(place);
  const found: Candidate[] = [];
  for (let index = 0; index < Math.min(entries?.count ?? 0, MAX_KEYS); index++) {
    const entry = entries?.at(index);
    if (entry === undefined || isMissing(entry)) break;
    const label = keyLiteral(entry.key);
    const detail = entry.value && createValue(entry.value).text;
    if (label !== undefined) found.push({ label, kind: 'key', detail });
  }
  return found;
}

function names(scope: Scope, before: string): Candidate[] {
  const isFirst = before.trim() === '';
  return [
    ...locals(scope),
    ...words(scope),
    ...accounts(scope),
    ...(isFirst ? commands() : []),
    ...statics(scope),
  ];
}

function locals({ frame, bindings }: Scope): Candidate[] {
  const variables = frame === undefined ? [] : variablesOf(frame).filter(it => !it.isShadowed);
  const bound = [...(bindings?.keys() ?? [])].filter(it => !it.startsWith('$'));
  return [
    ...bound.map(label => ({ label, kind: 'variable' as const, detail: undefined })),
    ...variables.map(it => ({ label: it.name, kind: 'variable' as const, detail: it.type })),
  ];
}

function words({ target }: Scope): Candidate[] {
  if (!hasChain(target)) return [];
  return Object.entries(WORDS).map(([label, { detail }]) => ({ label, kind: 'word', detail }));
}

function accounts({ target }: Scope): Candidate[] {
  if (!hasChain(target)) return [];
  return [...target.resolved.labels]
    .filter(([, label]) => IDENTIFIER.test(label))
    .map(([address, label]) => ({ label, kind: 'account', detail: `0x${address}` }));
}

function commands(): Candidate[] {
  return COMMANDS.map(({ usage, help }) => ({
    label: usage.startsWith('x/') ? 'x/' : usage,
    kind: 'command',
    detail: help,
  }));
}

function statics(scope: Scope): Candidate[] {
  const found = programOf(scope)?.info.statics() ?? [];
  const labels = new Map(found.map(it => [it.name, it.type]));
  return [...labels].map(([label, detail]) => ({ label, kind: 'static', detail }));
}

/** The kernel is mapped everywhere, but its names are looked for only where its code runs. */
function behindPath(scope: Scope, path: string): Candidate[] {
  const program = programOf(scope);
  return program === undefined ? [] : namesBehind(program.info, path);
}

function programOf({ target, frame }: Scope): Module | undefined {
  return frame === undefined ? target.runningModule : frame.module;
}

function registers({ target, bindings }: Scope): Candidate[] {
  const bound = [...(bindings?.keys() ?? [])].filter(it => it.startsWith('$'));
  const integers = [...REGISTER_NAMES, 'pc'].map(it => `$${it}`);
  const csrs = target.machine.csrs().map(it => `$${it.name}`);
  return [...bound, ...integers, ...csrs].map(label => ({
    label,
    kind: 'register',
    detail: undefined,
  }));
}

/** Of the language, and of the program by their last names. */
function types(scope: Scope): Candidate[] {
  const named = [...INTEGER_TYPES.keys(), 'char', '*const ', '*mut '];
  const own = (programOf(scope)?.info.typePaths() ?? []).map(it => it.replace(PARENTS, ''));
  return [...new Set([...named, ...own.filter(it => IDENTIFIER.test(it))])].map(label => ({
    label,
    kind: 'type',
    detail: undefined,
  }));
}

const PARENTS = /^(?:[\p{L}_][\p{L}\p{N}_]*::)+/u;
