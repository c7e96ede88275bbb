/** When a page of code is worth translating. */

export interface Eagerness {
  /** Interpreted instructions between two looks at where they are. */
  readonly interval: number;
  /** Looks that find a page before it is translated. */
  readonly looks: number;
}

/** Found by hand: a page that two looks in eight thousand instructions find is a loop, or soon called again. */
export const EAGERNESS: Eagerness = { interval: 4096, looks: 2 };
