/** What is shown in place of a file that debug information names and this machine has not. [DAP source] */

/** More than any file has; a line table may name what it likes. */
const MOST_LINES = 100_000;

/**
 * Says so, and how to map it, and has every line that a client is sent to: editors complain of a frame beyond the last
 * line of its source.
 * @param lines from 1
 */
export function absentSource(path: string, lines: ReadonlySet<number>): string {
  const text = [
    `// ${path}`,
    '// is not on this machine. If its folder is somewhere else here, say so in the launch configuration:',
    '//   "sourceMap": { "<folder as above>": "<folder on this machine>" }',
  ];
  const head = text.length;
  for (const line of [...lines].sort((a, b) => a - b)) {
    if (line > MOST_LINES) break;
    while (text.length < line) text.push('');
    if (line > head) text[line - 1] = `// line ${line} of a file that is not on this machine`;
  }
  return `${text.join('\n')}\n`;
}
