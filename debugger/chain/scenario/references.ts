/**
 * Values that a scenario takes from earlier receipts: `${minted.return.id}` is what the transaction with `"as": "minted"`
 * returned, `${minted.events[0].value}` a field of its first event.
 */

import type { Json } from '../abi/valueJson';
import { isJsonObject } from '../abi/valueJson';

export interface Reference {
  /** The whole of it, with its braces. */
  readonly text: string;
  /** The transaction's `as`. */
  readonly name: string;
  /** Members and places below its receipt. */
  readonly path: readonly string[];
}

/** What a reference stands for, or a sentence on why it stands for nothing. */
export type Lookup = (reference: Reference) => { readonly value: Json } | { readonly why: string };

const REFERENCE = /\$\{([^{}]*)\}/g;
const PATH = /^([A-Za-z_][\w-]*)((?:\.\w+|\[\d+\])*)$/;

/** Every reference in a value, at any depth. A text that only looks like one has no name: its path is empty. */
export function referencesIn(json: unknown): Reference[] {
  if (typeof json === 'string')
    return [...json.matchAll(REFERENCE)].map(it => reference(it[0], it[1] ?? ''));
  if (Array.isArray(json)) return json.flatMap(referencesIn);
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(referencesIn) : [];
}

/**
 * The value with every reference replaced: a text that is nothing but a reference becomes the value itself, in any
 * other the value is written into the text.
 *
 * @returns why not, where one stands for nothing
 */
export function replaceReferences(json: Json, lookup: Lookup): { value: Json } | { why: string } {
  if (typeof json === 'string') return replaceInText(json, lookup);
  if (Array.isArray(json)) {
    const items: Json[] = [];
    for (const it of json as readonly Json[]) {
      const item = replaceReferences(it, lookup);
      if ('why' in item) return item;
      items.push(item.value);
    }
    return { value: items };
  }
  if (!isJsonObject(json)) return { value: json };
  const members: [string, Json][] = [];
  for (const [name, it] of Object.entries(json)) {
    const member = replaceReferences(it, lookup);
    if ('why' in member) return member;
    members.push([name, member.value]);
  }
  return { value: Object.fromEntries(members) };
}

/** What stands at a path below a receipt's JSON. */
export function valueAt(json: Json, { path, text }: Reference): { value: Json } | { why: string } {
  let value = json;
  for (const step of path) {
    const inner = Array.isArray(value)
      ? (value as readonly Json[])[Number(step)]
      : isJsonObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
    if (inner === undefined) {
      return { why: `${text}: there is no "${step}" in ${JSON.stringify(value)}` };
    }
    value = inner;
  }
  return { value };
}

function replaceInText(text: string, lookup: Lookup): { value: Json } | { why: string } {
  let whole: Json | undefined;
  let why: string | undefined;
  const replaced = text.replace(REFERENCE, (found: string, inner: string) => {
    const answer = lookup(reference(found, inner));
    if ('why' in answer) {
      why ??= answer.why;
      return found;
    }
    if (found === text) whole = answer.value;
    return typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value);
  });
  return why === undefined ? { value: whole ?? replaced } : { why };
}

function reference(text: string, inner: string): Reference {
  const [, name = '', rest = ''] = PATH.exec(inner.trim()) ?? [];
  return { text, name, path: rest.match(/\w+/g) ?? [] };
}
