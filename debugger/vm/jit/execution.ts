/** Executes instructions as fast as may be: in translated code where there is some, in the interpreter elsewhere. */

import { EXIT, type Exit } from '../hart/exits';
import { interpret, type Hart } from '../hart/hart';
import { OPERATION } from '../isa/predecode';
import { isTranslationRefused, unlessRefused, type EngineChoice } from './choice';
import { setClock } from './clock';
import { EAGERNESS, ROOM, type Eagerness } from './eagerness';
import { TranslationCache } from './pageTranslation';
import { quickLoop } from './quickLoop';
import { REGION_LIMITS } from './regions';
import { Translator } from './translator';

/** Instructions at most in one call of translated code: a host's compiler takes up better code between two calls. */
const LONGEST_CALL = 1 << 18;
/** With fewer left, a region may refuse to begin, and the way there is not worth it. */
const SHORTEST_CALL = REGION_LIMITS.instructions;
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
  let interpretQuickly: Hart['execute'] = (_, steps) => {
    interpretQuickly = quickLoopOf(hart);
    return interpretQuickly(hart, steps);
  };
  /** Instructions that may be interpreted before the next look at where they are; a change of sides takes some of them. */
  let quota = interval;
  /** What was interpreted since the last look. */
  let interpreted = 0;
  /** The last run of translated code: where it began, and its instructions. */
  let runFrom = 0;
  let run = 0;
  /** Translated code gave up, and what stopped it has been done since. */
  let goesOn = false;

  // The interpreter comes first, where it does not stand at translated code already: it says so when it does.
  return (_, steps) => {
    // Where nothing was translated, this is all: its cost is that of each trap, and of each store into code.
    if (run === 0 && !goesOn && quota > 0) {
      const exit = interpretQuickly(hart, steps < interval ? steps : interval);
      const { done } = hart;
      account(done);
      if (done === steps) return EXIT.BUDGET;
      return exit === EXIT.SLOW ? exit : execute(steps, steps - done, exit);
    }
    return execute(steps, steps, undefined);
  };

  /**
   * @param left of the slice's steps that are still to do
   * @param met what the interpreter has come to already
   */
  function execute(steps: number, left: number, met: Exit | undefined): Exit {
    for (;;) {
      let exit: Exit = EXIT.TRANSLATED;
      if (met !== undefined) {
        exit = met;
        met = undefined;
      } else if (goesOn && left >= shortest && quota > 0 && isAtTranslated(hart)) {
        goesOn = false;
      } else {
        const { pc } = hart;
        if (goesOn && !isAtTranslated(hart)) translator.missed(pc);
        goesOn = false;
        exit = interpretQuickly(hart, left < interval ? left : interval);
        left -= hart.done;
        account(hart.done);
        if (run > 0) {
          translator.ran(runFrom, run, exit === EXIT.SLOW && hart.done === 0);
          run = 0;
        }
        if (quota <= 0) {
          translator.look(pc, interpreted);
          interpreted = 0;
          quota = interval;
        }
      }
      if (exit === EXIT.TRANSLATED && left >= shortest) {
        runFrom = hart.pc;
        const answer = runTranslated(left, steps - left);
        const rest = answer < 0 ? ~answer : answer;
        run = left - rest;
        left = rest;
        if (run > 0) {
          quota -= WEIGHT_OF_CHANGE;
          if (answer >= 0) translator.missed(hart.pc);
        }
        // What stopped translated code stops the interpreter's loop too, unless too few were left.
        if (answer < 0 && run > 0 && left >= SHORTEST_CALL) {
          translator.ran(runFrom, run, true);
          run = 0;
          exit = EXIT.SLOW;
          goesOn = true;
        }
      }
      if (left > 0 && (run > 0 || exit === EXIT.BUDGET)) continue;
      hart.done = steps - left;
      if (left === 0) return EXIT.BUDGET;
      // What neither side executes is for `step`.
      return exit === EXIT.TRANSLATED ? EXIT.SLOW : exit;
    }
  }

  /** So many were interpreted, and what stopped them is next. */
  function account(done: number): void {
    quota -= done + 1;
    interpreted += done + 1;
  }

  /** What is left, or its complement where translated code gave up. */
  function runTranslated(left: number, uncounted: number): number {
    const { bank, dispatch } = translator;
    if (bank < 0 || dispatch === undefined) return left;
    const most = Math.min(left, LONGEST_CALL);
    setClock(hart, uncounted, most);
    const answer = dispatch(most, hart.fetches * 4, translator.entriesOf(bank));
    const done = most - (answer < 0 ? ~answer : answer);
    translator.earn(0, done);
    return answer < 0 ? ~(left - done) : left - done;
  }
}

/** The loop in JavaScript where WebAssembly cannot be compiled. */
function quickLoopOf(hart: Hart): Hart['execute'] {
  let loop: Hart['execute'] = interpret;
  unlessRefused(() => {
    loop = quickLoop(hart);
  });
  return loop;
}

function isAtTranslated({ words, tlb, fetches, pc }: Hart): boolean {
  const base = tlb.probe(fetches, pc);
  return base >= 0 && ((words[base + (pc & 4095)] ?? 0) & 0xff) === OPERATION.TRANSLATED;
}
