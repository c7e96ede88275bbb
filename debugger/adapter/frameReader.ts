/**
 * Cuts a stream of bytes into the texts of messages. [DAP base protocol]
 * Clients differ in how they write a header's name, the blanks around its value and the ends of its lines, so that is
 * read as HTTP reads it. What is no field is refused all the same: a web page that posts to this port is no client.
 */

const LF = 0x0a;
/** Editors write one field or two. */
const MAX_HEADER = 4096;
/** The largest request there is writes 16 MiB of memory, in base64. */
const MAX_CONTENT = 64 * 1024 * 1024;
const FIELD = /^([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;

/** Behind it nobody knows where a message begins. */
export class FramingError extends Error {
  override readonly name = 'FramingError';

  /** @param header as far as it was read */
  constructor(
    problem: string,
    readonly header: string,
  ) {
    super(problem);
  }
}

export class FrameReader {
  readonly #decoder = new TextDecoder('utf-8');
  #header: number[] = [];
  /** Of the message whose header is read; undefined between messages. */
  #content: Uint8Array | undefined;
  #filled = 0;

  /**
   * @returns the contents that these bytes complete, in their order
   * @throws FramingError
   */
  *read(bytes: Uint8Array): Generator<string> {
    let at = 0;
    while (at < bytes.length) {
      at = this.#content === undefined ? this.#readHeader(bytes, at) : this.#readContent(bytes, at);
      if (this.#content === undefined || this.#filled < this.#content.length) continue;
      const text = this.#decoder.decode(this.#content);
      this.#content = undefined;
      if (text !== '') yield text;
    }
  }

  /** @returns where it ends in these bytes, or their end */
  #readHeader(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      this.#header.push(byte);
      if (byte === LF && this.#endsWithEmptyLine()) {
        this.#content = new Uint8Array(lengthIn(this.#takeHeader()));
        this.#filled = 0;
        return at + 1;
      }
      if (this.#header.length > MAX_HEADER) {
        throw new FramingError('there is no end to the header', this.#takeHeader());
      }
    }
    return bytes.length;
  }

  #readContent(bytes: Uint8Array, from: number): number {
    const content = this.#content ?? new Uint8Array();
    const end = Math.min(bytes.length, from + content.length - this.#filled);
    content.set(bytes.subarray(from, end), this.#filled);
    this.#filled += end - from;
    return end;
  }

  #endsWithEmptyLine(): boolean {
    const tail = String.fromCharCode(...this.#header.slice(-4));
    return /\n\r?\n$/.test(tail);
  }

  #takeHeader(): string {
    const text = this.#decoder.decode(Uint8Array.from(this.#header));
    this.#header = [];
    return text;
  }
}

function lengthIn(header: string): number {
  let length: string | undefined;
  for (const line of header.split(/\r?\n/).filter(it => it !== '')) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined) throw new FramingError('a line of the header is no field', header);
    if (name.toLowerCase() === 'content-length') length = value;
  }
  if (length === undefined) throw new FramingError('the header has no Content-Length', header);
  if (!/^\d+$/.test(length)) throw new FramingError('Content-Length is no number', header);
  if (Number(length) > MAX_CONTENT) {
    throw new FramingError(`no message has more than ${MAX_CONTENT} bytes`, header);
  }
  return Number(length);
}
