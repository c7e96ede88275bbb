/** The counters: time, cycle, instret and when the timers fall due. [Priv §3.1.10, §3.2.1] [Sstc] */

import { CSR } from '../csr/addresses';
import type { Hart } from './hart';
import { CLOCK, COUNTER, LONG } from './layout';
import { addCount, distance, longAt, putLong, subtractCount, type Long } from './long';
import { PRIVILEGE } from './privilege';

/** What `time` counts, without its offset. */
export function timeCount(hart: Hart): number {
  const { RETIRED, RETIRED_IN_USER_MODE } = COUNTER;
  return hart.counter(hart.time === 'instructions' ? RETIRED : RETIRED_IN_USER_MODE);
}

/** Whether `time` counts what the hart executes now. */
export function timeRuns(hart: Hart): boolean {
  return hart.time === 'instructions' || hart.privilege === PRIVILEGE.USER;
}

export function readTime(hart: Hart): Long {
  return addCount(longAt(hart.words, LONG.TIME_OFFSET), timeCount(hart));
}

export function writeTime(hart: Hart, value: Long): void {
  putLong(hart.words, LONG.TIME_OFFSET, subtractCount(value, timeCount(hart)));
  scheduleTimers(hart);
}

/** The clock moves on while the hart waits. */
export function advanceTime(hart: Hart, ticks: number): void {
  putLong(hart.words, LONG.TIME_OFFSET, addCount(longAt(hart.words, LONG.TIME_OFFSET), ticks));
  scheduleTimers(hart);
}

/** Computes anew when each timer falls due, after a compare register or the clock was written. */
export function scheduleTimers(hart: Hart): void {
  const stimecmp = { high: hart.csr(CSR.STIMECMPH) >>> 0, low: hart.csr(CSR.STIMECMP) >>> 0 };
  hart.supervisorTimerDue = dueAt(hart, stimecmp);
  hart.machineTimerDue = dueAt(hart, longAt(hart.words, LONG.MTIMECMP));
  hart.words[CLOCK.STALE] = 0;
}

/** Before anybody asks when they fall due. */
export function settleTimers(hart: Hart): void {
  if (hart.words[CLOCK.STALE] !== 0) scheduleTimers(hart);
}

/** Ticks that no run comes to: software writes all ones for a timer that is never to fall due, and none of it is exact. */
const NEVER = 2 ** 52;

function dueAt(hart: Hart, compare: Long): number {
  const left = distance(readTime(hart), compare);
  if (left <= 0) return 0;
  return left < NEVER ? timeCount(hart) + left : Infinity;
}

/** A counter that software can write and stop. */
export interface WritableCounter {
  /** Index in the memory's doubles of what it counts. */
  readonly counts: number;
  /** Index in the memory's longs of its offset; of its value while it is stopped. */
  readonly offset: number;
  /** Bit of mcountinhibit that stops it. */
  readonly inhibitBit: number;
}

export const CYCLE: WritableCounter = {
  counts: COUNTER.STEPS, // The hart has no clock of its own: a step is a cycle.
  offset: LONG.CYCLE_OFFSET,
  inhibitBit: 0,
};

export const INSTRET: WritableCounter = {
  counts: COUNTER.RETIRED,
  offset: LONG.INSTRET_OFFSET,
  inhibitBit: 2,
};

export function readCounter(hart: Hart, counter: WritableCounter): Long {
  const offset = longAt(hart.words, counter.offset);
  if (isStopped(hart, counter)) return offset;
  return addCount(offset, hart.counter(counter.counts));
}

/** The value is what the next instruction reads: the writing one does not count on top. [Priv §3.1.10] */
export function writeCounter(hart: Hart, counter: WritableCounter, value: Long): void {
  const base = isStopped(hart, counter) ? 0 : hart.counter(counter.counts) + 1;
  putLong(hart.words, counter.offset, subtractCount(value, base));
}

/** Stops and starts counters; their values carry over. One that goes on as before counts this instruction too. */
export function writeInhibit(hart: Hart, value: number): void {
  const changed = hart.csr(CSR.MCOUNTINHIBIT) ^ value;
  const counters = [CYCLE, INSTRET]
    .filter(it => ((changed >>> it.inhibitBit) & 1) === 1)
    .map(counter => ({ counter, value: readCounter(hart, counter) }));
  hart.setCsr(CSR.MCOUNTINHIBIT, value);
  for (const it of counters) writeCounter(hart, it.counter, it.value);
}

function isStopped(hart: Hart, counter: WritableCounter): boolean {
  return ((hart.csr(CSR.MCOUNTINHIBIT) >>> counter.inhibitBit) & 1) === 1;
}
