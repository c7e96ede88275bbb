/** Times in milliseconds, and what is said of many of them. */

/** By the clock, and of the adapter's main thread; NaN where the system does not tell of that. */
export interface Cost {
  readonly ms: number;
  readonly cpu: number;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

/** @param share from 0 to 1: the time below which so many of them lie */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (times: readonly number[]): number => percentile(times, 0.5);
