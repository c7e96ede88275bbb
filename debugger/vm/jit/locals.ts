/** Of a region's function, its parameters first; the guest's registers come behind them. */
export const LOCAL = {
  /** It comes in as an entry; the number of its function is NUMBER from then on. */
  WAY: 0,
  LEFT: 1,
  PAGE: 2,
  ROW: 3,
  PC: 4,
  /** All ones where the result is to be complemented. */
  COMPLEMENT: 5,
  /** Of a way out in the middle of a block: its offset in the page, and below it what `left` gets back. */
  SITE: 6,
  ADDRESS: 7,
  ENTRY: 8,
  /** The entry of the page behind. */
  NEXT: 9,
  OLD: 10,
  NUMBER: 11,
  REGISTERS: 12,
} as const;

export const PAGE_MASK = -4096;
export const OFFSET_MASK = 4095;
