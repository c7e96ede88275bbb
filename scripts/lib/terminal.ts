/** Emphasis for a terminal, and plain text for everything else. */

const isTerminal = process.stdout.isTTY === true;

const style = (code: number) => (text: string) =>
  isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = style(1);
export const dim = style(2);
export const red = style(31);
export const green = style(32);
export const yellow = style(33);
