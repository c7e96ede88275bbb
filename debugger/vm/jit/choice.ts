/** Which engine a machine has. The choice changes how long things take, and nothing else. */

import { EAGERNESS, type Eagerness } from './translator';

export type EngineName = 'interpreter' | 'translator';

export interface EngineChoice {
  readonly name: EngineName;
  readonly eagerness?: Eagerness;
  /** For the counts of what translation took; nothing is decided by it. In milliseconds. */
  readonly now?: () => number;
}

export const INTERPRETER: EngineChoice = { name: 'interpreter' };
export const TRANSLATOR: EngineChoice = { name: 'translator', eagerness: EAGERNESS };
/** Translates whatever has run once: for tests, since programs of tests are over before anything is hot. */
export const EAGER: EngineChoice = { name: 'translator', eagerness: { interval: 8, looks: 1 } };

let chosen = TRANSLATOR;

export function defaultEngine(): EngineChoice {
  return chosen;
}

/** For machines made from now on: the host's wish. */
export function chooseEngine(choice: EngineChoice): void {
  chosen = choice;
}
