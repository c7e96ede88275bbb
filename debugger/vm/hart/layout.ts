/**
 * Where everything lies in the machine's one WebAssembly memory. Words are 32-bit indices, longs 64-bit ones.
 *
 *   0x00_0000  x0..x31, the sink for writes to x0, pc, privilege, LR/SC reservation     words
 *   0x00_0200  counters, as doubles
 *   0x00_0280  offsets of the writable counters, timer compare, as 64-bit integers
 *   0x00_1000  CSRs, a word per address
 *   0x00_5000  device registers
 *   0x00_6000  the clock, for translated code
 *   0x00_8000  CSRs that are words and no more, two words each, for the quick loop [jit/plainCsrs.ts]
 *   0x01_0000  TLB: three kinds of access, four banks each, two words an entry
 *   0x08_0000  guards: for each bank for loads and for stores, a page of which a part is watched
 *   0x10_0000  predecoded instructions, a stride per code page
 *  0x120_0000  RAM, and behind it the ways into translated code
 */

import { SINK_REGISTER } from '../isa/predecode';

/** Physical address of the first byte of RAM, as on QEMU's `virt` machine. */
export const RAM_BASE = 0x8000_0000;
export const DEFAULT_RAM_BYTES = 64 * 1024 * 1024;

export const WORD = {
  SINK: SINK_REGISTER,
  PC: 33,
  PRIVILEGE: 34,
  /** Byte offset in the memory of the word that LR reserved, or NO_RESERVATION. */
  RESERVATION: 35,
  CSR: 0x1000 >> 2,
  DEVICES: 0x5000 >> 2,
  PLAIN_CSRS: 0x8000 >> 2,
  TLB: 0x1_0000 >> 2,
  GUARDS: 0x8_0000 >> 2,
  CODE: 0x10_0000 >> 2,
} as const;

/** Odd, so that no word address equals it. */
export const NO_RESERVATION = 1;

/** Counters that are exact as doubles: 2^53 steps take a year and more. */
export const COUNTER = {
  /** Steps since boot: retired instructions, trapping instructions and taken interrupts. */
  STEPS: 0x200 >> 3,
  RETIRED: 0x208 >> 3,
  RETIRED_IN_USER_MODE: 0x210 >> 3,
} as const;

/** 64-bit integers; each offset is added to a counter, modulo 2^64. */
export const LONG = {
  TIME_OFFSET: 0x280 >> 3,
  CYCLE_OFFSET: 0x288 >> 3,
  INSTRET_OFFSET: 0x290 >> 3,
  /** The machine timer's compare register, in the CLINT. */
  MTIMECMP: 0x298 >> 3,
} as const;

/**
 * The clock as translated code reads it: at `END` what `time` will be when nothing is left of the call's instructions, a long;
 * at `MASK`, a word, all ones where `time` counts those instructions, and zero where it stands still. [jit/execution.ts]
 * At `STALE`, a word, not zero where it has written a compare register since the timers were last scheduled.
 */
export const CLOCK = { END: 0x6000 >> 3, MASK: 0x6008 >> 2, STALE: 0x600c >> 2 } as const;

/** Entries of a TLB bank. A trial with 256 thrashed on allocating programs; with 4096 none did. */
export const TLB_ENTRIES = 4096;
export const TLB_BANK_WORDS = TLB_ENTRIES * 2;
/** User, supervisor, machine, and one that stays empty so that every probe misses. */
export const TLB_BANKS = 4;
export const EMPTY_BANK = 3;

export const TLB_KIND = { FETCH: 0, LOAD: 1, STORE: 2 } as const;

/** First word of a bank. */
export function tlbBank(kind: number, bank: number): number {
  return WORD.TLB + (kind * TLB_BANKS + bank) * TLB_BANK_WORDS;
}

/**
 * Words of a guard. The first two are as those of an entry of the TLB; the others are the first address that is watched and
 * how many bytes are, in whole words: an aligned access lies among them if its address does.
 */
export const GUARD = { TAG: 0, ADDEND: 1, START: 2, LENGTH: 3 } as const;
export const GUARD_WORDS = 4;

/** First word of the guard of a bank for loads or stores. */
export function guardOf(kind: number, bank: number): number {
  return WORD.GUARDS + (kind * TLB_BANKS + bank) * GUARD_WORDS;
}

/** One word per byte of a page: two per halfword, so that a byte offset is also a slot's word index. */
export const CODE_SPAN = 4096;
/** A page's slots, two behind them that lead to the next page, and words that are no slots. */
export const CODE_STRIDE = CODE_SPAN + 8;
/**
 * Among the words behind the slots: the page's first halfword, with FIRST_HALF_KNOWN. An instruction that begins at the
 * end of another page may go on there.
 */
export const FIRST_HALF = CODE_SPAN + 6;
export const FIRST_HALF_KNOWN = 1 << 16;
/** Code pages kept at once; when they are used up all are decoded anew. 4 MiB of code fit. */
export const CODE_PAGES = 1024;

/** Behind RAM, for user, supervisor and machine mode each: a word for each halfword of the code pages. [jit/entry.ts] */
export const ENTRY_BANKS = 3;
export const ENTRY_BANK_BYTES = CODE_PAGES * CODE_STRIDE * 2;
export const ENTRY_BYTES = ENTRY_BANKS * ENTRY_BANK_BYTES;

/** Bytes at the start of the memory that are state; from there to RAM all is derived from it and from RAM. */
export const STATE_BYTES = 0x6000;
export const RAM_OFFSET = 0x120_0000;
