/** When a page of code is worth translating, and how much is kept. */

export interface Eagerness {
  /** Interpreted instructions between two looks at where they are. */
  readonly interval: number;
  /** Looks that find a page before it is translated. */
  readonly looks: number;
}

/** Where two looks find the same page it is a loop, or called again and again. */
export const EAGERNESS: Eagerness = { interval: 4096, looks: 2 };

/** How much translated code is kept. When there is more, all of it is forgotten. */
export interface Room {
  /** Regions. */
  readonly functions: number;
  /** Of modules. */
  readonly bytes: number;
}

export const ROOM: Room = { functions: 8191, bytes: 32 << 20 };
