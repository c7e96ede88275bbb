/** Long work in slices of steps, so that whoever runs it can do something else in between. */

/** Yields when its slice is over, or what it has to wait for before it can go on. */
export type Sliced<T> = Generator<Promise<void> | undefined, T, void>;
