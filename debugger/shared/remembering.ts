/**
 * A function of a text that remembers its latest answers. Of texts that are put together again and again: the one that was made
 * before is found by its own hash, where a new one has to be put together, hashed and compared.
 *
 * @param most answers that are kept; with one more all are forgotten
 */
export function remembering<K extends string, V>(make: (key: K) => V, most: number): (key: K) => V {
  const known = new Map<K, V>();
  return key => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
