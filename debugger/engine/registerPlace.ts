/** Where a register of a frame is kept, so that the frame goes on with another value when that place is changed. */

export type RegisterPlace =
  /** x0 to x31 of the hart. */
  | { readonly kind: 'hart'; readonly number: number }
  /** A word of the frame's address space: a function that was called since has saved it there. */
  | { readonly kind: 'memory'; readonly address: number }
  /** A word of physical memory: the kernel has saved it there. */
  | { readonly kind: 'physical'; readonly address: number };

/** A sentence on why no place has that effect. */
export interface NoPlace {
  readonly reason: string;
}

/** Several where a function has just saved the register and not changed it yet: all of them are to be changed. */
export type RegisterPlaces = readonly RegisterPlace[] | NoPlace;
