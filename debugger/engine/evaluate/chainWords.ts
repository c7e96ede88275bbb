/** Words of the chain, where a program has nothing of that name: accounts by their labels. */

import type { Operand } from './operand';
import type { Scope } from './scope';
import { hasChain } from './scope';

type ReadWord = (scope: Scope) => Operand | undefined;

const WORDS: Readonly<Record<string, ReadWord>> = {};

export function readWord(scope: Scope, name: string): Operand | undefined {
  return Object.hasOwn(WORDS, name) ? WORDS[name]?.(scope) : undefined;
}

/** The account that the scenario calls so. */
export function labelOperand({ target }: Scope, name: string): Operand | undefined {
  if (!hasChain(target)) return undefined;
  for (const [address, label] of target.resolved.labels) {
    if (label === name) return { kind: 'address', address, label };
  }
  return undefined;
}
