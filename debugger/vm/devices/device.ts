/** A range of physical addresses that is not memory. */

/** What a write asked of the hart, beside being done. */
export type WriteOutcome = 'done' | 'fault' | 'interruptsChanged' | 'finished';

export interface Device {
  readonly name: string;
  readonly base: number;
  readonly length: number;
  /** `size` is 1, 2 or 4 bytes, naturally aligned; undefined is an access fault. */
  read(offset: number, size: number): number | undefined;
  write(offset: number, size: number, value: number): WriteOutcome;
}
