/** What an expectation may say instead of a value: that any will do, a range, or an expression that its text fits. */

import { LinearRegex, readLinearRegex } from '../../shared/regex/linearRegex';
import type { Value } from '../abi/value';
import { formatValue } from '../abi/value';
import type { Labels } from '../abi/value';
import type { Json } from '../abi/valueJson';
import { bigintFromJson, isJsonObject } from '../abi/valueJson';
import { nearestName } from './problems';
import { referencesIn } from './references';

export interface Pattern {
  readonly any?: true;
  readonly atLeast?: bigint;
  readonly atMost?: bigint;
  readonly matches?: LinearRegex;
}

const MEMBERS = ['any', 'atLeast', 'atMost', 'matches'];
const BOUNDS = ['atLeast', 'atMost'];

/** undefined where the JSON is no pattern: it is a value then. */
export function readPattern(json: Json): Pattern | undefined {
  if (!isJsonObject(json) || !hasItsMembers(json)) return undefined;
  if (patternProblem(json) !== undefined) return undefined;
  const [atLeast, atMost] = [bound(json['atLeast']), bound(json['atMost'])];
  const { any, matches } = json;
  const expression = typeof matches === 'string' ? new LinearRegex(matches) : undefined;
  return {
    ...(any === true && { any }),
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
    ...(expression !== undefined && { matches: expression }),
  };
}

/** Why nothing, or everything, would fit: undefined for a pattern that says something, and for any other value. */
export function patternProblem(json: Json): string | undefined {
  if (!isJsonObject(json) || !hasItsMembers(json)) return undefined;
  const { any, matches } = json;
  if (any !== undefined && any !== true) return '"any" is true, or not there';
  const wrong = BOUNDS.find(it => json[it] !== undefined && !isBound(json[it]));
  if (wrong !== undefined) {
    return `${JSON.stringify(json[wrong])} is no bound: a whole number, such as 42 or "42"`;
  }
  const [low, high] = [bound(json['atLeast']), bound(json['atMost'])];
  if (low !== undefined && high !== undefined && low > high) {
    return `no number is at least ${low} and at most ${high}`;
  }
  return matches === undefined ? undefined : expressionProblem(matches);
}

/** Why an object that nothing fits may have been meant as a pattern. */
export function nearPattern(json: Json): string | undefined {
  if (!isJsonObject(json)) return undefined;
  const strange = Object.keys(json).find(it => !MEMBERS.includes(it));
  const near = strange === undefined ? undefined : nearestName(strange, MEMBERS);
  return near && `a pattern has no "${strange}": did you mean "${near}"?`;
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

function hasItsMembers(json: { readonly [key: string]: Json }): boolean {
  const names = Object.keys(json);
  return names.length > 0 && names.every(it => MEMBERS.includes(it));
}

function bound(json: Json | undefined): bigint | undefined {
  return json === undefined ? undefined : bigintFromJson(json);
}

/** A reference to an earlier receipt is a number by the time that something is compared with it. */
function isBound(json: Json | undefined): boolean {
  return bound(json) !== undefined || (json !== undefined && referencesIn(json).length > 0);
}

function expressionProblem(source: Json): string | undefined {
  if (typeof source !== 'string') return '"matches" is a regular expression, in quotes';
  return regexProblem(source);
}

/** Why a text is no expression that can be looked for; undefined where it is one. */
export function regexProblem(source: string): string | undefined {
  const read = readLinearRegex(source);
  return 'problem' in read
    ? `${JSON.stringify(source)} is no regular expression: ${read.problem}`
    : undefined;
}
