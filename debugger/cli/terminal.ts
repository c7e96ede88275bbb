/** Where the command writes: results on one stream, progress on the other, colours only for a person. */

import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

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
    this.out.write(`${text}\n`);
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
    this.progress.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** What goes on at this moment, for a person: the next line takes its place. Nothing takes it away. */
  status(text: string): void {
    if (this.progress.isTTY !== true || text === this.#status) return;
    // A terminal that does not know its width says 0.
    const width = this.progress.columns === 0 ? 80 : (this.progress.columns ?? 80);
    this.progress.write(`\r\u001b[K${text.slice(0, width - 1)}`);
    this.#status = text;
  }

  style(style: Style, text: string): string {
    return this.#isColoured ? styleText(style, text) : text;
  }
}
