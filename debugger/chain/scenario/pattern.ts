/** What an expectation may say instead of a value: that any will do, a range, or an expression that its text fits. */

import type { Value } from '../abi/value';
import { formatValue } from '../abi/value';
import type { Labels } from '../abi/value';
import type { Json } from '../abi/valueJson';
import { bigintFromJson, isJsonObject } from '../abi/valueJson';

export interface Pattern {
  readonly any?: true;
  readonly atLeast?: bigint;
  readonly atMost?: bigint;
  readonly matches?: RegExp;
}

const MEMBERS = ['any', 'atLeast', 'atMost', 'matches'];

/** undefined where the JSON is no pattern: it is a value then. */
export function readPattern(json: Json): Pattern | undefined {
  if (!isJsonObject(json)) return undefined;
  const names = Object.keys(json);
  if (names.length === 0 || !names.every(it => MEMBERS.includes(it))) return undefined;
  const [atLeast, atMost] = [bound(json['atLeast']), bound(json['atMost'])];
  const { any, matches } = json;
  const expression = typeof matches === 'string' ? compile(matches) : undefined;
  if (matches !== undefined && expression === undefined) return undefined;
  return {
    ...(any === true && { any }),
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
    ...(expression !== undefined && { matches: expression }),
  };
}

export function fits(pattern: Pattern, value: Value, labels?: Labels): boolean {
  const { atLeast, atMost, matches } = pattern;
  if (atLeast !== undefined || atMost !== undefined) {
    if (typeof value !== 'bigint') return false;
    if (atLeast !== undefined && value < atLeast) return false;
    if (atMost !== undefined && value > atMost) return false;
  }
  const text = typeof value === 'string' ? value : formatValue(value, labels);
  return matches === undefined || matches.test(text);
}

/** `at least 5, at most 9`. */
export function describePattern({ any, atLeast, atMost, matches }: Pattern): string {
  const parts = [
    any === true ? 'anything' : undefined,
    atLeast === undefined ? undefined : `at least ${atLeast}`,
    atMost === undefined ? undefined : `at most ${atMost}`,
    matches === undefined ? undefined : `what fits /${matches.source}/`,
  ];
  return parts.filter(it => it !== undefined).join(', ');
}

function bound(json: Json | undefined): bigint | undefined {
  return json === undefined ? undefined : bigintFromJson(json);
}

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
