/** What the chain knows, as something that has members, elements or keys. All of it is looked up when it is asked for. */

import type { Operand, ValuePlace } from './operand';

export interface ChainObject {
  /** In one line. */
  readonly text: string;
  readonly type?: string | undefined;
  /** A storage slot, where it is one. */
  readonly place?: ValuePlace | undefined;
  /** What it is worth as a number, a text or the like, for operators; undefined for what is no one value. */
  readonly value?: Operand | undefined;
  /** The variant that it is, where it is an enum or an option. */
  readonly variant?: ChainVariant | undefined;
  /** Its members by name, in the order in which they are shown; undefined where it has none. */
  readonly members?: (() => readonly ChainMember[]) | undefined;
  /** One of them, where that is quicker. */
  member?(name: string): Operand | undefined;
  /** How many elements it has, by number. */
  readonly count?: number | undefined;
  element?(index: number): Operand;
  /** What it has for a key. @throws EvaluationError where it has no such keys */
  at?(keys: readonly Operand[]): Operand;
}

export interface ChainMember {
  readonly name: string;
  readonly value: Operand;
}

export interface ChainVariant {
  readonly name: string;
  readonly fields: readonly Operand[];
  /** All variants that there are. */
  readonly names: readonly string[];
}

export function chain(object: ChainObject): Operand {
  return { kind: 'chain', object };
}

/** An object of members, whose text lists them. */
export function record(type: string, text: string, members: () => readonly ChainMember[]): Operand {
  return chain({ type, text, members });
}

export function list(
  type: string,
  text: string,
  count: number,
  element: (index: number) => Operand,
): Operand {
  return chain({ type, text, count, element });
}

/** `1 slot`, `2 slots`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
