/** The exception filters that are on, each with its condition, asked at each trap from a contract, each receipt, and at the end. */

import type { Value } from '../../chain/abi/value';
import type { Receipt } from '../../chain/receipt';
import type { Target } from '../target';
import type { ExceptionView, FilterView } from '../views';
import type { ExceptionFilter, ExceptionSight } from './exceptionFilters';
import { EXCEPTION_FILTERS } from './exceptionFilters';
import { Guard, type Guarded, type GuardWish, isSameWish } from './guard';
import type { Identities } from './identities';
import type { Match } from './rule';
import type { UserTrap } from './trap';
import { namesOfTrap } from './trap';

export interface WantedFilter extends GuardWish {
  readonly id: string;
}

interface Filter {
  readonly row: ExceptionFilter;
  readonly view: FilterView;
  readonly guard: Guard;
  /** Names that the condition lists; undefined where it is an expression, or there is none. */
  readonly listed: ReadonlySet<string> | undefined;
}

export class Exceptions {
  readonly #identities: Identities;
  #filters: readonly Filter[] = [];

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  /** Whether some filter is asked at traps. */
  get needTraps(): boolean {
    return this.#filters.some(it => it.row.sees !== undefined);
  }

  /** Replaces all. A filter that cannot be is answered with why, in its place; the others hold. */
  set(wanted: readonly WantedFilter[]): FilterView[] {
    const ids = this.#identities.of(wanted.map(it => `exception ${it.id}`));
    const made = wanted.map((it, at) => this.#make(it, ids[at] ?? 0));
    this.#filters = made.filter(it => 'row' in it);
    return made.map(it => ('row' in it ? it.view : it));
  }

  guarded(): Guarded[] {
    return this.#filters.map(({ view: { id }, guard }) => ({ id, guard }));
  }

  /** Hits are counted anew. */
  reset(): void {
    for (const it of this.#filters) it.guard.hits = 0;
  }

  atTrap(trap: UserTrap): Match[] {
    return this.#matches(
      it => it.sees?.(trap),
      () => namesOfTrap(trap),
    );
  }

  atReceipt(target: Target, receipt: Receipt): Match[] {
    return this.#matches(
      it => it.seesReceipt?.(target, receipt),
      () => namesOfTransaction(receipt),
    );
  }

  atEnd(target: Target): Match[] {
    return this.#matches(
      it => it.seesEnd?.(target),
      () => new Map(),
    );
  }

  #matches(
    look: (row: ExceptionFilter) => ExceptionSight | undefined,
    common: () => Map<string, Value>,
  ): Match[] {
    return this.#filters.flatMap(it => {
      const sight = look(it.row);
      if (sight === undefined || !isListed(it, sight)) return [];
      const { description, details } = sight;
      const names = common();
      for (const [name, value] of sight.names ?? []) names.set(name, value);
      const exception = exceptionOf(it.row, sight);
      const text = details === undefined ? {} : { text: details };
      const sighting = { reason: 'exception', description, ...text, names, exception } as const;
      return { id: it.view.id, guard: it.guard, sighting };
    });
  }

  #make(wish: WantedFilter, id: number): Filter | FilterView {
    const row = EXCEPTION_FILTERS.find(it => it.id === wish.id);
    if (row === undefined)
      return { id, verified: false, message: `no such exception filter: ${wish.id}` };
    const listed = listedNames(row, wish.condition);
    const { condition: _condition, ...unconditional } = wish;
    const guardWish = listed === undefined ? wish : unconditional;
    const guard = Guard.create(guardWish);
    if (typeof guard === 'string')
      return { id, verified: false, message: `${guard}. It may be ${row.condition}.` };
    const old = this.#filters.find(it => it.view.id === id);
    if (old !== undefined && isSameWish(old.guard.wish, guardWish)) guard.hits = old.guard.hits;
    return { row, view: { id, verified: true }, guard, listed };
  }
}

/** A transaction that is over has used what it has used: where no contract has run there was no gas to have. */
function namesOfTransaction({ index, transaction: { from, to } }: Receipt): Map<string, Value> {
  return new Map<string, Value>([
    ['gas', 0n],
    ['transaction', BigInt(index)],
    ['depth', 0n],
    ['contract', { address: to }],
    ['caller', { address: from }],
  ]);
}

/** `Transfer, Approval`; undefined where the text is no list of names that the filter takes. */
function listedNames(row: ExceptionFilter, condition = ''): ReadonlySet<string> | undefined {
  const { takesNames } = row;
  const names = condition.split(',').map(it => it.trim());
  if (takesNames === undefined || names.some(it => it === '' || !takesNames(it))) return undefined;
  return new Set(names.map(it => it.toLowerCase()));
}

function isListed({ listed }: Filter, { subjects = [] }: ExceptionSight): boolean {
  return listed === undefined || subjects.some(it => listed.has(it.toLowerCase()));
}

function exceptionOf({ id }: ExceptionFilter, sight: ExceptionSight): ExceptionView {
  const { description, details, isUncaught, isByItself } = sight;
  return {
    id,
    description,
    ...(details !== undefined && { details }),
    ...(isUncaught !== undefined && { isUncaught }),
    ...(isByItself !== undefined && { isByItself }),
  };
}
