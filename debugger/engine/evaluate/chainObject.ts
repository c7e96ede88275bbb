/** What the chain knows, as something that has members, elements or keys. */

import type { Operand, ValuePlace } from './operand';

export interface ChainObject {
  /** In one line. */
  readonly text: string;
  readonly type?: string;
  /** A storage slot, where it is one. */
  readonly place?: ValuePlace;
  /** What it is worth as a number, a text or the like, for operators; undefined for what is no one value. */
  readonly value?: Operand;
  /** Its members by name, in the order in which they are shown. */
  members?(): readonly ChainMember[];
  /** How many elements it has, by number. */
  readonly count?: number;
  element?(index: number): Operand | undefined;
  /** What it has for a key. @throws EvaluationError where it has no such keys */
  at?(keys: readonly Operand[]): Operand;
}

export interface ChainMember {
  readonly name: string;
  readonly value: Operand;
}
