/**
 * A random program on two machines that differ in their engine alone. It runs again and again, so that translated code
 * has its turn, in slices of any length; between them the host does what debuggers do: breakpoints, watchpoints, stores
 * into code, snapshots, restores. After every slice the two have to be the same machine.
 */

import { EAGER, INTERPRETER, type EngineChoice } from '../../../debugger/vm/jit/choice';
import { Machine, RAM_BASE, type MachineSnapshot } from '../../../debugger/vm/machine';
import { InvariantError } from '../../../debugger/shared/errors';
import { CHUNKS_WITH_CLOCK } from '../lockstep/chunks';
import { imageOf, makeProgram } from '../lockstep/program';
import { nameOf, readState, STATE_WORDS } from '../lockstep/states';
import { DATA, DATA_BYTES, TABLES } from '../lockstep/layout';
import { Random } from '../random';

const RAM_BYTES = 1 << 20;
const USED_BYTES = TABLES.end - RAM_BASE;
const SLICES = 400;
const LONGEST_SLICE = 4000;
/** A snapshot holds both machines. */
const KEPT_SNAPSHOTS = 4;

export interface Comparison {
  readonly steps: number;
  /** Instructions that were translated, again for each time. */
  readonly translated: number;
  /** Of the steps, those that translated code executed. */
  readonly stepsTranslated: number;
  /** What differs first; undefined where nothing does. */
  readonly difference: string | undefined;
}

export function compareEngines(
  seed: number,
  translator: EngineChoice = eagerness(seed),
): Comparison {
  const random = new Random(seed ^ 0x0e11);
  const image = imageOf(makeProgram(seed, CHUNKS_WITH_CLOCK));
  const time = random.of(['instructions', 'userInstructions'] as const);
  const ours = [INTERPRETER, translator].map(
    engine => new Machine({ ramBytes: RAM_BYTES, time, engine }),
  );
  const [left, right] = ours as [Machine, Machine];
  for (const it of ours) it.writePhysical(RAM_BASE, image);
  const snapshots: (readonly MachineSnapshot[])[] = [];
  let steps = 0;
  let difference: string | undefined;
  for (let slice = 0; slice < SLICES && difference === undefined; slice += 1) {
    const count = 1 + random.below(random.of([10, 100, LONGEST_SLICE, LONGEST_SLICE]));
    const from = left.position;
    const stops = ours.map(it => it.run(count));
    steps += left.position - from;
    difference = stops[0] === stops[1] ? compareStates(left, right) : `stop: ${stops.join(', ')}`;
    if (difference !== undefined) difference = `after slice ${slice}: ${difference}`;
    // Where it is over it begins anew; so it does now and then, wherever it is.
    if (stops[0] === 'finished' || stops[0] === 'idle' || random.below(40) === 0) restart(ours);
    disturb(ours, random, image.length, snapshots);
  }
  const { instructions = 0, translated = 0 } = right.translation ?? {};
  return { steps, translated: instructions, stepsTranslated: translated, difference };
}

function eagerness(seed: number): EngineChoice {
  const random = new Random(seed);
  const [interval, price, shortestRun] = [1 + random.below(64), random.below(3), random.below(20)];
  return { ...EAGER, eagerness: { interval, price, shortestRun, smallestUnit: 0 } };
}

/** In whatever mode, with registers and memory as they are: both machines make the same of it. */
function restart(machines: readonly Machine[]): void {
  for (const it of machines) {
    it.pc = RAM_BASE;
    it.skipBreakpointOnce = true;
  }
}

function disturb(
  machines: readonly Machine[],
  random: Random,
  codeBytes: number,
  snapshots: (readonly MachineSnapshot[])[],
): void {
  const place = (RAM_BASE + random.below(Math.min(codeBytes, 0x8000))) & -2;
  const here = machines[0]?.pc ?? 0;
  switch (random.below(12)) {
    case 0:
      for (const it of machines) it.breakpoints.add(place >>> 0);
      break;
    case 1:
      for (const it of machines) it.breakpoints.add(here);
      break;
    case 2:
      for (const it of machines) it.breakpoints.clear();
      break;
    case 3: {
      const word = random.word();
      const bytes = Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24);
      const length = random.of([2, 4]);
      for (const it of machines) it.writePhysical(place >>> 0, bytes.subarray(0, length));
      break;
    }
    case 4: {
      const range = { paddr: DATA + random.below(DATA_BYTES - 64), length: 1 + random.below(64) };
      const kinds = random.of([
        { reads: true, writes: false },
        { reads: false, writes: true },
        { reads: true, writes: true },
      ]);
      for (const it of machines) it.watchpoints.set([{ ...range, ...kinds }]);
      break;
    }
    case 5:
      for (const it of machines) it.watchpoints.set([]);
      break;
    case 6:
      if (snapshots.length === KEPT_SNAPSHOTS) snapshots.shift();
      snapshots.push(machines.map(it => it.snapshot()));
      break;
    case 7: {
      const kept = snapshots.length > 0 ? random.of(snapshots) : undefined;
      if (kept === undefined) break;
      for (const [index, it] of machines.entries()) {
        const snapshot = kept[index];
        if (snapshot !== undefined) it.restore(snapshot);
      }
      break;
    }
    default:
  }
  for (const it of machines) it.skipBreakpointOnce = true;
}

/** Registers and CSRs, counters, and the memory that programs have. */
function compareStates(left: Machine, right: Machine): string | undefined {
  const [a, b] = [new Uint32Array(STATE_WORDS), new Uint32Array(STATE_WORDS)];
  readState(left, a);
  readState(right, b);
  for (let word = 0; word < STATE_WORDS; word += 1) {
    if (a[word] !== b[word]) return `${nameOf(word)}: ${hex(a[word])}, ${hex(b[word])}`;
  }
  for (const name of ['position', 'retired', 'userInstructions', 'privilege'] as const) {
    if (left[name] !== right[name]) return `${name}: ${left[name]}, ${right[name]}`;
  }
  const [mine, theirs] = [left, right].map(it => it.readPhysical(RAM_BASE, USED_BYTES));
  if (mine === undefined || theirs === undefined) throw new InvariantError('engines: no memory');
  for (let at = 0; at < USED_BYTES; at += 1) {
    if (mine[at] !== theirs[at]) return `memory at ${hex(RAM_BASE + at)}`;
  }
  return undefined;
}

function hex(value: number | undefined): string {
  return `0x${((value ?? 0) >>> 0).toString(16)}`;
}
