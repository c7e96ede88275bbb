/** The counters: time, cycle, instret and when the timers fall due. [Priv §3.1.10, §3.2.1] [Sstc] */

import { CSR } from '../csr/addresses';
import type { Hart } from './hart';
import { COUNTER, LONG } from './layout';

/** What `time` counts, without its offset. */
export function timeCount(hart: Hart): number {
  const { RETIRED, RETIRED_IN_USER_MODE } = COUNTER;
  return hart.counter(hart.time === 'instructions' ? RETIRED : RETIRED_IN_USER_MODE);
}

export function readTime(hart: Hart): bigint {
  return BigInt.asUintN(64, BigInt(timeCount(hart)) + hart.long(LONG.TIME_OFFSET));
}

export function writeTime(hart: Hart, value: bigint): void {
  hart.longs[LONG.TIME_OFFSET] = BigInt.asUintN(64, value - BigInt(timeCount(hart)));
  scheduleTimers(hart);
}

/** Computes anew when each timer falls due, after a compare register or the clock was written. */
export function scheduleTimers(hart: Hart): void {
  const stimecmp =
    (BigInt(hart.csr(CSR.STIMECMPH) >>> 0) << 32n) | BigInt(hart.csr(CSR.STIMECMP) >>> 0);
  hart.supervisorTimerDue = dueAt(hart, stimecmp);
  hart.machineTimerDue = dueAt(hart, hart.long(LONG.MTIMECMP));
}

function dueAt(hart: Hart, compare: bigint): number {
  const now = readTime(hart);
  return compare <= now ? 0 : timeCount(hart) + Number(compare - now);
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

export function readCounter(hart: Hart, counter: WritableCounter): bigint {
  const offset = hart.long(counter.offset);
  if (isStopped(hart, counter)) return offset;
  return BigInt.asUintN(64, BigInt(hart.counter(counter.counts)) + offset);
}

/** The value is what the next instruction reads: the writing one does not count on top. [Priv §3.1.10] */
export function writeCounter(hart: Hart, counter: WritableCounter, value: bigint): void {
  const base = isStopped(hart, counter) ? 0n : BigInt(hart.counter(counter.counts) + 1);
  hart.longs[counter.offset] = BigInt.asUintN(64, value - base);
}

/** Stops and starts counters; their values carry over. */
export function writeInhibit(hart: Hart, value: number): void {
  const counters = [CYCLE, INSTRET].map(counter => ({
    counter,
    value: readCounter(hart, counter),
  }));
  hart.setCsr(CSR.MCOUNTINHIBIT, value);
  for (const it of counters) writeCounter(hart, it.counter, it.value);
}

function isStopped(hart: Hart, counter: WritableCounter): boolean {
  return ((hart.csr(CSR.MCOUNTINHIBIT) >>> counter.inhibitBit) & 1) === 1;
}
