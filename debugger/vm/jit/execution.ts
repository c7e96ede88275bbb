/** Executes instructions as fast as may be: in translated code where there is some, in the interpreter elsewhere. */

import { execute } from '../hart/execute.generated';
import { EXIT } from '../hart/exits';
import type { Hart } from '../hart/hart';
import { OPERATION } from '../isa/predecode';
import { isTranslationRefused, type EngineChoice } from './choice';
import { EAGERNESS, type Eagerness } from './eagerness';
import { Translator } from './translator';

/** Instructions at most in one call of translated code: a host's compiler takes up better code between two calls. */
const LONGEST_CALL = 1 << 18;
/** With fewer left, the way into translated code is not worth it. */
const SHORTEST_CALL = 64;

/**
 * Makes the hart execute by translation if that is chosen, and the host lets WebAssembly be compiled.
 * @returns undefined where it is not
 */
export function translating(hart: Hart, choice: EngineChoice): Translator | undefined {
  if (choice.name === 'interpreter' || isTranslationRefused()) return undefined;
  const { eagerness = EAGERNESS, now = () => 0 } = choice;
  const translator = new Translator(hart, eagerness, now);
  hart.code.listener = translator;
  hart.execute = engine(hart, translator, eagerness);
  return translator;
}

/** As `execute`: BUDGET, BREAKPOINT or SLOW, with pc and hart.done. */
function engine(hart: Hart, translator: Translator, eagerness: Eagerness): Hart['execute'] {
  const { words } = hart;
  const shortest = Math.min(SHORTEST_CALL, eagerness.interval);
  /** Interpreted instructions since the last look. */
  let unseen = 0;

  const executeAny: Hart['execute'] = (_, steps) => {
    let left = steps;
    const bank = left < shortest ? -1 : translator.bank;
    for (;;) {
      const before = left;
      if (bank >= 0 && left >= shortest && isTranslated()) left -= runTranslated(left, bank);
      const from = hart.pc;
      const most = Math.min(left, eagerness.interval);
      const exit = execute(hart, most);
      const { done } = hart;
      left -= done;
      unseen += done;
      translator.earn(done, 0);
      if (bank >= 0 && unseen >= eagerness.interval) {
        unseen = 0;
        translator.look(from);
      }
      // An instruction that neither side executes is for `step`.
      const goesOn =
        (exit === EXIT.BUDGET && left > 0) ||
        (exit === EXIT.TRANSLATED && bank >= 0 && left >= shortest && left < before);
      if (goesOn) continue;
      hart.done = steps - left;
      return exit === EXIT.TRANSLATED ? EXIT.SLOW : exit;
    }
  };

  return executeAny;

  function isTranslated(): boolean {
    const base = hart.tlb.probe(hart.fetches, hart.pc);
    return base >= 0 && words[base + (hart.pc & 4095)] === OPERATION.TRANSLATED;
  }

  function runTranslated(left: number, bank: number): number {
    const { dispatch } = translator;
    if (dispatch === undefined) return 0;
    const most = Math.min(left, LONGEST_CALL);
    const rest = ~dispatch(most, hart.fetches * 4, translator.entriesOf(bank));
    const done = most - rest;
    translator.earn(0, done);
    return done;
  }
}
