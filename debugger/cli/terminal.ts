/** Where the command writes: results on one stream, progress on the other, colours only for a person. */

import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

/** Those that `shown` lets through. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

export class Terminal {
  readonly #isColoured: boolean;
  #status = '';

  constructor(
    private readonly out: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean },
    private readonly progress: Pick<WriteStream, 'write'> & {
      readonly isTTY?: boolean;
      readonly columns?: number;
    },
  ) {
    this.#isColoured = out.isTTY === true && process.env['NO_COLOR'] === undefined;
  }

  line(text = ''): void {
    this.status('');
    this.out.write(`${shown(text, this.#isColoured)}\n`);
  }

  /** What a guest prints, byte for byte. */
  bytes(bytes: Uint8Array): void {
    this.out.write(bytes);
  }

  /** The same beside the result, where that is for programs. */
  noteBytes(bytes: Uint8Array): void {
    this.progress.write(bytes);
  }

  /** Not part of the result: what goes on, and what went wrong. */
  note(text: string): void {
    this.status('');
    const said = shown(text, this.#isColoured);
    this.progress.write(said.endsWith('\n') ? said : `${said}\n`);
  }

  /** What goes on at this moment, for a person: the next line takes its place. Nothing takes it away. */
  status(text: string): void {
    if (this.progress.isTTY !== true || text === this.#status) return;
    // A terminal that does not know its width says 0.
    const width = this.progress.columns === 0 ? 80 : (this.progress.columns ?? 80);
    this.progress.write(`\r\u001b[K${shown(text, false).slice(0, width - 1)}`);
    this.#status = text;
  }

  style(style: Style, text: string): string {
    return this.#isColoured ? styleText(style, text) : text;
  }
}

/** What `style` writes. [ECMA-48 §8.3.117] */
const STYLES = new RegExp(`${'\u001b'}\\[(?:1|2|22|31|32|33|39)m`, 'g');
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/**
 * Text that is safe on a terminal: contracts, chains and executables of others choose their words. What is no character
 * is spelled out, as JSON does, so that JSON stays what it is.
 */
function shown(text: string, isColoured: boolean): string {
  const spelled = (part: string): string =>
    part.replace(CONTROLS, it => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const lines = text.replace(/\r+(?=\n|$)/g, '');
  if (!isColoured) return spelled(lines);
  const codes = lines.match(STYLES) ?? [];
  return lines
    .split(STYLES)
    .map((it, at) => `${spelled(it)}${codes[at] ?? ''}`)
    .join('');
}
