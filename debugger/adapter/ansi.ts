/** Colours of output, for clients that show them. [DAP supportsANSIStyling; ECMA-48 §8.3.117] */

export interface Style {
  good(text: string): string;
  bad(text: string): string;
}

/** As it is. */
export const plain: Style = { good: it => it, bad: it => it };

export const ansi: Style = { good: it => styled(32, it), bad: it => styled(31, it) };

const RESET = 39;

function styled(colour: number, text: string): string {
  return `\x1b[${colour}m${text}\x1b[${RESET}m`;
}
