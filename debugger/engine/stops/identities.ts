/** The same wish keeps its number, so that clients recognize it. */

export class Identities {
  #next = 1;
  readonly #ids = new Map<string, number>();

  /** A number for each, another one for a wish that is there twice. */
  of(wishes: readonly string[]): number[] {
    const seen = new Map<string, number>();
    return wishes.map(wish => {
      const count = (seen.get(wish) ?? 0) + 1;
      seen.set(wish, count);
      const key = `${wish} #${count}`;
      const id = this.#ids.get(key) ?? this.#next++;
      this.#ids.set(key, id);
      return id;
    });
  }
}
