/** Executes instructions as fast as may be: in translated code where there is some, in the interpreter elsewhere. */

import { execute } from '../hart/execute.generated';
import { EXIT } from '../hart/exits';
import type { Hart } from '../hart/hart';
import { isTranslationRefused, type EngineChoice } from './choice';
import { EAGERNESS, ROOM, type Eagerness } from './eagerness';
import { TranslationCache } from './pageTranslation';
import { Translator } from './translator';

/** Instructions at most in one call of translated code: a host's compiler takes up better code between two calls. */
const LONGEST_CALL = 1 << 18;
/** With fewer left, the way into translated code is not worth it. */
const SHORTEST_CALL = 64;
/** Instructions that the interpreter would execute in the time of coming to it. */
const WEIGHT_OF_CHANGE = 64;

/** Of all machines of this process: whoever runs a contract again finds it translated. */
const SHARED = new TranslationCache(ROOM.bytes * 2);

/**
 * Makes the hart execute by translation if that is chosen, and the host lets WebAssembly be compiled.
 * @returns undefined where it is not
 */
export function translating(hart: Hart, choice: EngineChoice): Translator | undefined {
  if (choice.name === 'interpreter' || isTranslationRefused()) return undefined;
  const { eagerness = EAGERNESS, room = ROOM, cache = SHARED, now = () => 0 } = choice;
  const translator = new Translator(hart, { eagerness, room, cache, now });
  hart.code.listener = translator;
  hart.execute = engine(hart, translator, eagerness);
  return translator;
}

/** As `execute`: BUDGET, BREAKPOINT or SLOW, with pc and hart.done. */
function engine(hart: Hart, translator: Translator, eagerness: Eagerness): Hart['execute'] {
  const { interval } = eagerness;
  const shortest = Math.min(SHORTEST_CALL, interval);
  /** Interpreted instructions since the last look, and what they weigh. */
  let interpreted = 0;
  let weight = 0;
  /** The last run of translated code: where it began, and its instructions. */
  let runFrom = 0;
  let run = 0;

  // The interpreter comes first: where it stands at translated code it says so, and elsewhere nothing is asked.
  return (_, steps) => {
    let left = steps;
    for (;;) {
      const from = hart.pc;
      const exit = execute(hart, left < interval ? left : interval);
      left -= hart.done;
      if (run > 0) translator.ran(runFrom, run, exit === EXIT.SLOW && hart.done === 0);
      run = 0;
      interpreted += hart.done;
      weight += hart.done;
      if (weight >= interval) {
        translator.look(from, interpreted);
        interpreted = 0;
        weight = 0;
      }
      if (exit === EXIT.TRANSLATED && left >= shortest) {
        runFrom = hart.pc;
        run = runTranslated(left);
        if (run > 0) weight += WEIGHT_OF_CHANGE;
        left -= run;
      }
      if (left > 0 && (run > 0 || exit === EXIT.BUDGET)) continue;
      hart.done = steps - left;
      if (left === 0) return EXIT.BUDGET;
      // What neither side executes is for `step`.
      return exit === EXIT.TRANSLATED ? EXIT.SLOW : exit;
    }
  };

  function runTranslated(left: number): number {
    const { bank, dispatch } = translator;
    if (bank < 0 || dispatch === undefined) return 0;
    const most = Math.min(left, LONGEST_CALL);
    const rest = ~dispatch(most, hart.fetches * 4, translator.entriesOf(bank));
    translator.earn(0, most - rest);
    return most - rest;
  }
}
