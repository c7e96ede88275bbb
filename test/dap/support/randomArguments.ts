/**
 * Arguments for any request, made from the protocol's schema and from what earlier messages spoke of, as a client that
 * knows nothing of this adapter would: frames, references and addresses are taken from where properties of their name
 * have been seen.
 */

import { Random } from '../../../scripts/lib/random';
import { definitions } from './protocolSchema';

type Schema = Readonly<Record<string, unknown>>;

/** How likely an optional argument is given. */
const GIVEN = 0.4;
/** How likely a number or text is one that was seen before. */
const KNOWN = 0.8;

/** By property, what else is worth a try. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  expression: [
    'sp',
    '1 + 2',
    'data',
    'data[0]',
    'a',
    '(',
    '',
    '*(0x1000 as *const u32)',
    'storage',
  ],
  condition: ['1 < 2', 'false', 'a >', ''],
  hitCondition: ['1', '>= 2', '% 2', 'often'],
  logMessage: ['at {sp}', '{', 'plain'],
  value: ['1', '0x10', '-1', 'true', 'nothing', ''],
  data: ['AAAA', '', 'AQID', '?'],
  filter: ['panic', 'trap', 'failed', 'nonsense', 'indexed', 'named'],
  filterId: ['panic', 'trap', 'nonsense'],
  memoryReference: ['0x00001000', '0xffffffff', '0x0', 'nowhere'],
  instructionReference: ['0x00001000', '0xfffffffe', 'nowhere'],
  name: ['a', 'sp', 'a0', 'simple::larger', '*', 'larger'],
  text: ['s', 'sp + ', 'data.', ''],
  dataId: ['0x1000/4', 'nonsense'],
  progressId: ['request-2', 'nonsense'],
  context: ['watch', 'repl', 'hover', 'clipboard', 'variables'],
};

const NUMBERS: readonly number[] = [0, 1, 2, 5, 22, 100, 4096, 2 ** 31 - 1];

/** The same value under the name that requests have for it. */
const ALIASES: Readonly<Record<string, string>> = {
  'stackFrames.id': 'frameId',
  address: 'memoryReference',
  instructionPointerReference: 'instructionReference',
  declarationLocationReference: 'locationReference',
  valueLocationReference: 'locationReference',
  'targets.id': 'targetId',
};

/** How many of the latest values are remembered: what was seen long ago is mostly gone. */
const RECENT = 5;

/** What a client could know by now. */
export class SeenValues {
  readonly #values = new Map<string, unknown[]>();

  /** Takes in every number and text of a message, under its property's name. */
  learn(value: unknown, name = '', parent = ''): void {
    if (Array.isArray(value)) value.forEach(it => this.learn(it, name));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, it] of Object.entries(value)) this.learn(it, key, name);
    } else {
      this.#add(name, value);
      for (const alias of [ALIASES[name], ALIASES[`${parent}.${name}`]]) {
        if (alias !== undefined) this.#add(alias, value);
      }
    }
  }

  of(name: string): readonly unknown[] {
    return this.#values.get(name) ?? [];
  }

  #add(name: string, value: unknown): void {
    const others = (this.#values.get(name) ?? []).filter(it => it !== value);
    this.#values.set(name, [...others.slice(-RECENT), value]);
  }
}

/** @param request the name of a request's definition */
export function randomArguments(request: string, seed: number, seen: SeenValues): unknown {
  const random = new Random(seed);
  const [, own] = definitions[request]?.['allOf'] as Schema[];
  const schema = (own?.['properties'] as Record<string, Schema>)['arguments'];
  return schema === undefined ? undefined : make(schema, 'arguments', random, seen);
}

function make(schema: Schema, name: string, random: Random, seen: SeenValues): unknown {
  const reference = schema['$ref'] as string | undefined;
  if (reference !== undefined) {
    return make(definitions[reference.replace('#/definitions/', '')] ?? {}, name, random, seen);
  }
  const choices = (schema['enum'] ?? schema['oneOf']) as readonly unknown[] | undefined;
  if (choices !== undefined) {
    const choice = random.of(choices);
    return typeof choice === 'object' ? make(choice as Schema, name, random, seen) : choice;
  }
  const type = Array.isArray(schema['type']) ? (schema['type'] as string[]).at(-1) : schema['type'];
  if (type === 'boolean') return random.below(2) === 0;
  if (type === 'integer' || type === 'number') return makeNumber(schema, name, random, seen);
  if (type === 'string') return makeText(name, random, seen);
  if (type === 'array') {
    const items = schema['items'] as Schema;
    const singular = name.replace(/s$/, '');
    return Array.from({ length: random.below(3) }, () => make(items, singular, random, seen));
  }
  return makeObject(schema, random, seen);
}

function makeObject(schema: Schema, random: Random, seen: SeenValues): unknown {
  // The schema leaves both names of a source out, but a source without either is no source.
  const required = new Set((schema['required'] ?? ['path']) as string[]);
  const made: Record<string, unknown> = {};
  for (const [name, it] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    // A client does not make up what only an adapter can know.
    if (name === 'adapterData' || name === '__restart') continue;
    const isGiven = required.has(name) || random.below(100) < GIVEN * 100;
    if (isGiven) made[name] = make(it, name, random, seen);
  }
  return made;
}

function makeNumber(schema: Schema, name: string, random: Random, seen: SeenValues): number {
  const known = seen.of(name).filter(it => typeof it === 'number');
  const isKnown = known.length > 0 && random.below(100) < KNOWN * 100;
  if (name === 'sourceReference' && !isKnown) return 0;
  const latest = random.below(2) === 0 ? known.slice(-1) : known;
  const value = isKnown ? random.of(latest) : random.of(NUMBERS);
  const least = (schema['minimum'] as number | undefined) ?? -Infinity;
  return least < 0 && random.below(4) === 0 ? -value : Math.max(least, value);
}

function makeText(name: string, random: Random, seen: SeenValues): string {
  const known = seen.of(name).filter(it => typeof it === 'string');
  const tried = TEXTS[name] ?? ['x'];
  return known.length > 0 && random.below(2) === 0 ? random.of(known) : random.of(tried);
}
