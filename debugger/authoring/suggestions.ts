/** What may stand where somebody types in a scenario: labels, functions, arguments, slots, events. */

import type { Location } from 'jsonc-parser';
import { getLocation } from 'jsonc-parser';
import type { ContractAbi, Field } from '../chain/abi/contractAbi';
import { EMPTY_ABI } from '../chain/abi/contractAbi';
import { typeName } from '../chain/abi/valueType';
import type { Path } from '../chain/jsonDocument';
import { JsonDocument } from '../chain/jsonDocument';
import type { KnownNames } from './knownNames';

export interface Suggestion {
  readonly name: string;
  readonly kind: 'account' | 'contract' | 'function' | 'argument' | 'slot' | 'event' | 'error';
  /** A few words beside it: a function's parameters. */
  readonly detail: string;
  readonly docs?: string;
}

export interface Suggestions {
  /** What they take the place of: a text with its quotes, or nothing yet. */
  readonly start: number;
  readonly end: number;
  readonly all: readonly Suggestion[];
  /** Names of members, which a value follows. */
  readonly areMembers: boolean;
}

/** Where in a transaction what may stand. */
type Place = readonly (string | number)[];

export function suggestionsAt(text: string, offset: number, known: KnownNames): Suggestions {
  const location = getLocation(text, offset);
  const { previousNode: token, isAtPropertyKey: areMembers } = location;
  const isIn =
    token !== undefined && token.offset <= offset && offset <= token.offset + token.length;
  const [start, end] = isIn ? [token.offset, token.offset + token.length] : [offset, offset];
  const { value } = new JsonDocument(text, '');
  const all = new Suggester(value, known).at(location);
  return { start, end, all, areMembers };
}

class Suggester {
  constructor(
    private readonly file: unknown,
    private readonly known: KnownNames,
  ) {}

  at({ path, isAtPropertyKey }: Location): Suggestion[] {
    const at = path.indexOf('transactions');
    const isState = path[0] === 'expect' || path[2] === 'expect';
    if (at < 0 && !isState) return [];
    const start = at < 0 ? path.indexOf('expect') : at + 2;
    const transaction = at < 0 ? {} : (member(this.file, path.slice(0, start)) ?? {});
    const place = path.slice(start);
    return isAtPropertyKey
      ? this.#members(place.slice(0, -1), transaction, path.slice(0, -1))
      : this.#values(place, transaction, path);
  }

  #values(place: Place, transaction: object, path: Path): Suggestion[] {
    switch (pattern(place)) {
      case 'from':
        return this.#labels('account', 'contract');
      case 'create':
        return this.#labels('contract');
      case 'call':
        return this.#labels('contract', 'account');
      case 'transfer.to':
      case 'expect.events.#.emitter':
        return this.#labels('account', 'contract');
      case 'function':
        return this.#abiOf(transaction).functions.map(it => ({
          name: it.name,
          kind: 'function',
          detail: signature(it.inputs),
          ...(it.docs !== undefined && { docs: it.docs }),
        }));
      case 'expect.events.#.name':
        return this.#abis().flatMap(abi =>
          abi.events.map(it => suggestion(it.name, 'event', signature(it.fields))),
        );
      case 'expect.error':
      case 'expect.error.name':
        return this.#abis().flatMap(({ errors }) =>
          errors.flatMap(it =>
            it.variants.map(one => suggestion(one.name, 'error', signature(one.fields))),
          ),
        );
    }
    const isAddress = this.#fields(place.slice(0, -1), transaction, path.slice(0, -1)).some(
      it => it.name === place.at(-1) && (it.type === undefined || it.type.kind === 'address'),
    );
    return isAddress ? this.#labels('account', 'contract') : [];
  }

  #members(place: Place, transaction: object, path: Path): Suggestion[] {
    const there = Object.keys(member(this.file, path) ?? {});
    return this.#membersOf(place, transaction, path).filter(it => !there.includes(it.name));
  }

  #membersOf(place: Place, transaction: object, path: Path): Suggestion[] {
    switch (pattern(place)) {
      case 'expect.balances':
        return this.#labels('account', 'contract');
      case 'expect.storage':
        return this.#labels('contract');
    }
    if (place.length === 3 && pattern(place.slice(0, 2)) === 'expect.storage') {
      const abi = this.known.programs.get(String(place[2]))?.abi ?? EMPTY_ABI;
      return abi.storage.map(it =>
        it.kind === 'map'
          ? suggestion(
              `${it.name}[]`,
              'slot',
              it.key === undefined ? 'map' : `map by ${typeName(it.key)}`,
            )
          : suggestion(it.name, 'slot', 'slot'),
      );
    }
    return this.#fields(place, transaction, path).map(it =>
      suggestion(it.name, 'argument', it.typeName),
    );
  }

  /** What an object of named values may have. */
  #fields(place: Place, transaction: object, path: Path): readonly Field[] {
    const around: unknown = member(this.file, path.slice(0, -1));
    const name = textOf(around, 'name');
    switch (pattern(place)) {
      case 'arguments': {
        const called = textOf(transaction, 'function');
        return this.#abiOf(transaction).functions.find(it => it.name === called)?.inputs ?? [];
      }
      case 'expect.events.#.fields':
        return this.#abis().flatMap(it => it.events.find(one => one.name === name)?.fields ?? []);
      case 'expect.error.fields':
        return this.#abis()
          .flatMap(it => it.errors.flatMap(one => one.variants))
          .filter(it => it.name === name)
          .flatMap(it => it.fields);
    }
    return [];
  }

  #labels(...kinds: readonly ('account' | 'contract')[]): Suggestion[] {
    return kinds.flatMap(kind => {
      const names = kind === 'account' ? this.known.accounts : this.known.contracts;
      return names.map(it => suggestion(it, kind, kind));
    });
  }

  #abiOf(transaction: object): ContractAbi {
    const { programs } = this.known;
    return programs.get(textOf(transaction, 'call') ?? '')?.abi ?? EMPTY_ABI;
  }

  /** Contracts may share an interface. */
  #abis(): ContractAbi[] {
    return [
      ...new Map([...this.known.programs.values()].map(it => [it.codeHash, it.abi])).values(),
    ];
  }
}

/** `expect.events.#.name`. */
function pattern(place: Place): string {
  return place.map(it => (typeof it === 'number' ? '#' : it)).join('.');
}

function signature(fields: readonly Field[]): string {
  return `(${fields.map(it => `${it.name}: ${it.typeName}`).join(', ')})`;
}

function suggestion(name: string, kind: Suggestion['kind'], detail: string): Suggestion {
  return { name, kind, detail };
}

function member(value: unknown, path: Path): object | undefined {
  let at: unknown = value;
  for (const name of path)
    at = at !== null && typeof at === 'object' ? (at as never)[name] : undefined;
  return typeof at === 'object' && at !== null ? at : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text: unknown = (value as Record<string, unknown> | undefined)?.[name];
  return typeof text === 'string' ? text : undefined;
}
