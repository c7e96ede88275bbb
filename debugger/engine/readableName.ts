/** Names of functions for lists, where there is little room. */

/** Generic arguments are left out of names longer than this. */
const LONG_NAME = 60;

/** `Iterator::map` for `Iterator::map<Iter<u32>, fn(&u32) -> u64>`; `<T as Trait>::f` stays. */
export function readableName(name: string): string {
  if (name.length <= LONG_NAME) return name;
  let readable = '';
  let depth = 0;
  for (const [at, character] of [...name].entries()) {
    const isArrow = character === '>' && name[at - 1] === '-';
    if (character === '<' && (depth > 0 || /\w/.test(name[at - 1] ?? ''))) depth++;
    else if (depth === 0) readable += character;
    else if (character === '>' && !isArrow) depth--;
  }
  return readable;
}
