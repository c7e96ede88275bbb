/**
 * Names in expectations that are probably misspelt: a slot that can never be there would be found missing, as expected,
 * for ever. A name that nothing declares is no mistake by that alone, since a contract may do more than its ABI says;
 * one that is nearly a declared one is.
 */

import type { ContractAbi, StorageAbi } from '../abi/contractAbi';
import { formatValue } from '../abi/value';
import { isRefusal, valueFromJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import { typeName } from '../abi/valueType';
import type { Path } from '../jsonDocument';
import type { Names } from './names';
import type { ScenarioProblem } from './problems';
import { nearestName, suggest } from './problems';
import type { SlotName } from './slotName';
import { readSlotName } from './slotName';
import type { ExpectedEvent, Expectation, Place, Scenario, StateExpectation } from './scenario';

/** Shorter ones are all near each other, unless they are the beginning of one. */
const SHORTEST = 4;

/** A slot by its key as it is: a domain, and hexadecimal digits. */
const RAW_KEY = /^([^:]*):(?:[\da-f]{2})*$/;

/** Kinds of keys without a comma in them. */
const PLAIN: ReadonlySet<ValueType['kind']> = new Set([
  'address',
  'bool',
  'uint',
  'int',
  'bytes',
  'fixedBytes',
]);

export function expectedNameProblems(scenario: Scenario, names: Names): ScenarioProblem[] {
  const check = new ExpectedNames(names);
  for (const { expect, place } of scenario.transactions) {
    if (expect === undefined) continue;
    check.receipt(at(place, 'expect'), expect);
    check.state(at(place, 'expect'), expect);
  }
  for (const { expect, place } of scenario.milestones) check.state(place, expect);
  return check.problems;
}

class ExpectedNames {
  readonly problems: ScenarioProblem[] = [];
  readonly #abis: readonly ContractAbi[];

  constructor(private readonly names: Names) {
    this.#abis = [...names.programs.values()].map(it => it.abi);
  }

  receipt(place: Place, { events, error }: Expectation): void {
    for (const [index, it] of (events ?? []).entries()) {
      this.#event(at(place, 'events', index), it);
    }
    if (error !== undefined) this.#error(at(place, 'error'), error);
  }

  state(place: Place, { storage }: StateExpectation): void {
    for (const [label, slots] of Object.entries(storage ?? {})) {
      const declared = this.names.programAt(label)?.abi.storage ?? [];
      const known = declared.map(it => it.name);
      for (const text of Object.keys(slots)) {
        const rawDomain = RAW_KEY.exec(text)?.[1];
        if (declared.some(it => it.domain === rawDomain)) continue;
        const slot = readSlotName(text);
        const where = at(place, 'storage', label, text);
        this.#near(where, slot.name, known, `${label} keeps no`);
        const own = declared.find(it => it.name === slot.name);
        if (own !== undefined) this.#slot(where, slot, own);
      }
    }
  }

  /** A slot alone, or one of a map, as it is declared. */
  #slot(place: Place, { name, keys }: SlotName, { kind, key: type }: StorageAbi): void {
    if (kind === 'item') {
      if (keys !== undefined) this.#add(place, `${name} is one slot, without a key: "${name}"`);
      return;
    }
    const types = type?.kind === 'tuple' ? type.items : type && [type];
    if (keys === undefined) {
      const wanted = types === undefined ? 'its key' : types.map(typeName).join(', ');
      this.#add(place, `${name} is a map: a slot of it is ${name}[${wanted}]`);
    } else if (types !== undefined) this.#keys(place, name, keys, types);
  }

  /** Keys of a declared type: as many as there are, addresses that are some, and numbers that fit. */
  #keys(place: Place, name: string, keys: readonly string[], types: readonly ValueType[]): void {
    // Texts may have commas of their own, and so may what consists of several values.
    if (!types.every(it => PLAIN.has(it.kind))) return;
    if (keys.length !== types.length) {
      const wanted = types.map(typeName).join(', ');
      this.#add(place, `a key of ${name} is ${name}[${wanted}]`);
      return;
    }
    for (const [index, type] of types.entries()) this.#key(place, keys[index] ?? '', type);
  }

  #key(place: Place, key: string, type: ValueType): void {
    if (type.kind === 'address') {
      if (this.names.addressOf(key) !== undefined) return;
      const hint = suggest(key, this.names.labels);
      this.#add(place, `"${key}" is neither a label nor an address: ${hint}`);
    } else if (type.kind === 'uint' || type.kind === 'int') {
      const value = valueFromJson(type, key, { ...this.names, types: [] });
      if (isRefusal(value)) this.#add(place, value.refusal);
      // A slot is looked for by the name that it is shown with.
      else if (formatValue(value) !== key) {
        this.#add(place, `"${key}" is written ${formatValue(value)} in the name of a slot`);
      }
    }
  }

  #event(place: Place, { name, fields }: ExpectedEvent): void {
    if (name === undefined) return;
    const events = this.#abis.flatMap(it => it.events);
    const known = events.map(it => it.name);
    this.#near(at(place, 'name'), name, known, 'no contract declares an event');
    const named = events.filter(it => it.name === name);
    const own = named.flatMap(it => it.fields.map(field => field.name));
    this.#fields(at(place, 'fields'), fields, { name, own, isKnown: named.length > 0 });
  }

  #error(place: Place, error: NonNullable<Expectation['error']>): void {
    const { name, fields } = typeof error === 'string' ? { name: error } : error;
    const variants = this.#abis.flatMap(abi =>
      abi.errors.flatMap(it =>
        it.variants.map(variant => ({ ...variant, path: `${it.name}::${variant.name}` })),
      ),
    );
    const known = variants.flatMap(it => [it.name, it.path]);
    const where = typeof error === 'string' ? place : at(place, 'name');
    this.#near(where, name, known, 'no contract declares an error');
    const named = variants.filter(it => it.name === name || it.path === name);
    const own = named.flatMap(it => it.fields.map(field => field.name));
    this.#fields(at(place, 'fields'), fields, { name, own, isKnown: named.length > 0 });
  }

  /** What is declared has the fields that are declared, and no others. */
  #fields(
    place: Place,
    fields: object | undefined,
    { name, own, isKnown }: { name: string; own: readonly string[]; isKnown: boolean },
  ): void {
    for (const field of isKnown ? Object.keys(fields ?? {}) : []) {
      if (own.includes(field)) continue;
      this.#add(at(place, field), `${name} has no field "${field}": ${suggest(field, own)}`);
    }
  }

  #near(place: Place, name: string, known: readonly string[], what: string): void {
    if (known.includes(name)) return;
    const isCutOff = name.length > 1 && known.some(it => it.startsWith(name));
    const isNear = name.length >= SHORTEST && nearestName(name, known) !== undefined;
    if (!isCutOff && !isNear) return;
    this.#add(place, `${what} "${name}": ${suggest(name, known)}`);
  }

  #add({ document, path }: Place, message: string): void {
    this.problems.push(document.problem(path, message));
  }
}

function at({ document, path }: Place, ...below: Path): Place {
  return { document, path: [...path, ...below] };
}
