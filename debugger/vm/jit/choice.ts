/** Which engine machines have. The choice changes how long things take, and nothing else. */

import { InvariantError } from '../../shared/errors';
import type { Eagerness, Room } from './eagerness';
import type { TranslationCache } from './pageTranslation';

export const ENGINES = ['translator', 'interpreter'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface EngineChoice {
  readonly name: EngineName;
  readonly eagerness?: Eagerness;
  readonly room?: Room;
  /** Where translations are found and left; all machines share one unless told. */
  readonly cache?: TranslationCache;
  /** For the counts of what translation took; nothing is decided by it. In milliseconds. */
  readonly now?: () => number;
}

export const INTERPRETER: EngineChoice = { name: 'interpreter' };
export const TRANSLATOR: EngineChoice = { name: 'translator' };
/** Translates whatever has run once: for tests, since programs of tests are over before anything is hot. */
export const EAGER: EngineChoice = {
  name: 'translator',
  eagerness: { interval: 8, price: 0, shortestRun: 0, smallestUnit: 0 },
};

let chosen = TRANSLATOR;
let refusal: string | undefined;
let isRefusalNew = false;

export function defaultEngine(): EngineChoice {
  return chosen;
}

/** For machines made from now on: the host's wish. */
export function chooseEngine(choice: EngineChoice): void {
  chosen = choice;
}

/** The host does not let WebAssembly be compiled: from now on everything is interpreted. */
export function refuseTranslation(reason: string): void {
  if (refusal === undefined) isRefusalNew = true;
  refusal ??= reason;
}

/** A host that refuses one module refuses all. */
export function unlessRefused(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (error instanceof InvariantError || !(error instanceof Error)) throw error;
    refuseTranslation(error.message);
  }
}

export function isTranslationRefused(): boolean {
  return refusal !== undefined;
}

/** A sentence for the user, the first time that it is asked for; undefined where there is nothing to say. */
export function takeRefusal(): string | undefined {
  if (!isRefusalNew) return undefined;
  isRefusalNew = false;
  return `everything is interpreted, so that long computations take several times as long: WebAssembly cannot be compiled here (${refusal ?? ''})`;
}
