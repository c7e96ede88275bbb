/** Our machine, bare, running the programs of `npm run bench:vm`. */

import type { ElfImage } from '../../debugger/elf/elfImage';
import type { EngineName } from '../../debugger/vm/jit/choice';
import { ROOM } from '../../debugger/vm/jit/eagerness';
import { TranslationCache } from '../../debugger/vm/jit/pageTranslation';
import type { TranslationCounts } from '../../debugger/vm/jit/translator';
import { Machine } from '../../debugger/vm/machine';

/** What a program printed, and how long it took. */
export interface Ran {
  readonly output: string;
  readonly seconds: number;
}

/** Many times what any of the programs takes. */
const MOST_STEPS = 10_000_000_000;

/** The quickest counts: whatever else the computer does only adds. */
const RUNS = 3;

/** Of several runs; undefined where one fails. */
export function quickest<T extends Ran>(run: () => T | undefined): T | undefined {
  let best = run();
  for (let again = 1; again < RUNS; again += 1) {
    const ran = run();
    if (best === undefined || ran === undefined) return undefined;
    if (ran.seconds < best.seconds) best = ran;
  }
  return best;
}

/** On our machine, with what the translator did if it was there. */
export interface RanOnOurs extends Ran {
  readonly instructions: number;
  readonly translation: Readonly<TranslationCounts> | undefined;
}

export function runOnOurs(image: ElfImage, name: EngineName): RanOnOurs {
  // As QEMU, it finds nothing translated when it begins.
  const cache = new TranslationCache(ROOM.bytes);
  const engine = { name, cache, now: () => performance.now() };
  const machine = new Machine({ engine });
  for (const { vaddr, fileBytes } of image.segments) machine.writePhysical(vaddr, fileBytes);
  machine.pc = image.entry;
  let output = '';
  machine.console = bytes => (output += String.fromCharCode(...bytes));
  const start = performance.now();
  machine.run(MOST_STEPS);
  const seconds = (performance.now() - start) / 1000;
  const { retired: instructions, translation } = machine;
  return { output: output.trim(), seconds, instructions, translation };
}
