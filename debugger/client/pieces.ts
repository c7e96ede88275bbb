/** Declarations of a generated file, of which it gets those that it uses: a project may forbid what nobody does. */

export interface Piece {
  readonly name: string;
  readonly text: string;
  /** Whether the file offers it, so that it stays without a use. */
  readonly isExported?: boolean;
}

/** In their order: those that are exported, that the code mentions, and that these mention in turn. */
export function neededPieces(pieces: readonly Piece[], code: string): Piece[] {
  const needed = new Set<Piece>();
  const need = (text: string): void => {
    const words = wordsOf(text);
    for (const it of pieces) {
      if (needed.has(it) || !(it.isExported === true || words.has(it.name))) continue;
      needed.add(it);
      need(it.text);
    }
  };
  need(code);
  return pieces.filter(it => needed.has(it));
}

/** Outside of comments and strings. */
function wordsOf(code: string): Set<string> {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g, '');
  return new Set(bare.split(/[^\w$]+/));
}
