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
  /** Position at which the next look is due, at where the interpreter is. Translated code puts it off. */
  let due = interval;
  /** What was interpreted since the last look: all from this position on, and what was before it. */
  let alone = 0;
  let before = 0;
  /** The last run of translated code: where it began, and its instructions. */
  let runFrom = 0;
  let run = 0;
  /** Translated code gave up, and what stopped it has been done since. */
  let goesOn = false;

  // The interpreter comes first, where it does not stand at translated code already: it says so when it does.
  return (_, steps) => {
    const from = hart.position;
    if (from < alone) goBack(from);
    // Where nothing was translated, this is all: its cost is that of each trap, and of each store into code.
    if (run === 0 && !goesOn && from < due) {
      const exit = interpretQuickly(hart, steps < interval ? steps : interval);
      if (hart.done === steps) return EXIT.BUDGET;
      if (exit === EXIT.SLOW) return exit;
      return execute(from + steps, steps, steps - hart.done, exit);
    }
    return execute(from + steps, steps, steps, undefined);
  };

  /**
   * @param end position at which the slice ends; `left` of its steps are still to do
   * @param met what the interpreter has come to already
   */
  function execute(end: number, steps: number, left: number, met: Exit | undefined): Exit {
    for (;;) {
      let exit: Exit = EXIT.TRANSLATED;
      if (met !== undefined) {
        exit = met;
        met = undefined;
      } else if (goesOn && left >= shortest && end - left < due && isAtTranslated(hart)) {
        goesOn = false;
      } else {
        const { pc } = hart;
        if (goesOn && !isAtTranslated(hart)) translator.missed(pc);
        goesOn = false;
        exit = interpretQuickly(hart, left < interval ? left : interval);
        left -= hart.done;
        if (run > 0) {
          translator.ran(runFrom, run, exit === EXIT.SLOW && hart.done === 0);
          run = 0;
        }
        if (end - left >= due) {
          translator.look(pc, before + end - left - alone);
          before = 0;
          alone = end - left;
          due = alone + interval;
        }
      }
      if (exit === EXIT.TRANSLATED && left >= shortest) {
        runFrom = hart.pc;
        const answer = runTranslated(left, end - left - hart.position);
        const rest = answer < 0 ? ~answer : answer;
        run = left - rest;
        left = rest;
        if (run > 0) {
          before += end - left - run - alone;
          alone = end - left;
          due += run - WEIGHT_OF_CHANGE;
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

  /** The machine was restored: the look is still as far away. */
  function goBack(position: number): void {
    due -= alone - position;
    alone = position;
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
