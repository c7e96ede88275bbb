/** When a page of code is worth translating, and how much is kept. */

export interface Eagerness {
  /** Interpreted instructions between two looks at where they are. */
  readonly interval: number;
  /** So many are interpreted in a page for each instruction there is to translate, before it is translated. */
  readonly price: number;
  /** A page whose runs are held up after fewer instructions in the mean is given back to the interpreter. */
  readonly shortestRun: number;
  /**
   * A unit costs too much by itself for few instructions: while so many cannot be paid for, none is made. When they can, it
   * may have fewer, if no more are worth it.
   */
  readonly smallestUnit: number;
}

/**
 * What is interpreted before a page is translated is to cost about as much as translating it. Going into translated code
 * and out of it takes the time of some thirty interpreted instructions.
 */
export const EAGERNESS: Eagerness = {
  interval: 4096,
  price: 800,
  shortestRun: 32,
  smallestUnit: 6000,
};

/** The host's compiler gets to know the translator: after so many instructions it takes this part of the time. */
export const WARM_AFTER = 10_000;
export const WARM_PART = 1 / 4;

/** How much translated code a machine keeps. When there is more, all of it is forgotten. */
export interface Room {
  /** Regions. */
  readonly functions: number;
  /** Of modules. */
  readonly bytes: number;
}

export const ROOM: Room = { functions: 8191, bytes: 32 << 20 };
