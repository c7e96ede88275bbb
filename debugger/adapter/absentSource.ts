/** What is shown in place of a file that debug information names and this machine has not. [DAP source] */

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
    while (text.length < line) text.push('');
    if (line > head) text[line - 1] = `// line ${line} of a file that is not on this machine`;
  }
  return `${text.join('\n')}\n`;
}
