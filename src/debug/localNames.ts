/** Where Rust source names a variable, as far as text alone can tell: for values at the end of lines. */

export interface NamedPlace {
  readonly name: string;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

const KEYWORDS = new Set(
  `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut
   pub ref return Self static struct super trait true type unsafe use where while`.split(/\s+/),
);

/**
 * The variables named from the head of the function that a line is in up to that line.
 * @param lineAt text of a line; lines count from 0
 */
export function localNames(lineAt: (line: number) => string, stoppedLine: number): NamedPlace[] {
  const places: NamedPlace[] = [];
  for (let line = functionHead(lineAt, stoppedLine); line <= stoppedLine; line++) {
    const seen = new Set<string>();
    for (const { name, column } of namesIn(lineAt(line))) {
      if (seen.has(name)) continue;
      seen.add(name);
      places.push({ name, line, column });
    }
  }
  return places;
}

/** The nearest line above with `fn name`; a closure belongs to the function around it. */
function functionHead(lineAt: (line: number) => string, from: number): number {
  for (let line = from; line > 0; line--) {
    if (
      /^\s*(pub(\([^)]*\))?\s+|const\s+|unsafe\s+|extern\s+("[^"]*"\s+)?)*fn\s+\w/.test(
        lineAt(line),
      )
    )
      return line;
  }
  return 0;
}

/** Lower-case names that are no field, no call, no macro, no path and no type. */
function namesIn(text: string): { name: string; column: number }[] {
  const found: { name: string; column: number }[] = [];
  for (const match of withoutText(text).matchAll(
    /(?<![\w.'#]|::)[a-z_][a-z0-9_]*\b(?!\s*(\(|!|::))/g,
  )) {
    const [name] = match;
    if (
      !KEYWORDS.has(name) &&
      name !== '_' &&
      !/^[iu](8|16|32|64|128|size)$|^bool$|^str$|^char$/.test(name)
    )
      found.push({ name, column: match.index });
  }
  return found;
}

/** The line with blanks for strings, characters and a comment at its end. */
export function withoutText(text: string): string {
  const blank = (it: string) => ' '.repeat(it.length);
  return text.replace(/(?:\b[bc])?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|\/\/.*$/g, blank);
}
