/**
 * One client's streams: messages in and out as texts, no faster than the client reads. [DAP base protocol]
 * What a client leaves unread is kept for it up to a bound. Before that is reached nothing more of what it asks is read,
 * and the machine waits, so that only a client that has stopped to read altogether is ever cut off.
 */

import { FrameReader, FramingError } from './frameReader';

/** Unread bytes from which on requests and the machine wait: a client may be behind by some large answers. */
const FULL = 8 * 1024 * 1024;

/** Unread bytes at which a client is cut off: what was under way when it stopped to read has room. */
const MOST = 128 * 1024 * 1024;

export interface WireEvents {
  received(content: string): void;
  /** What came is not the protocol, and nothing more of it is read. */
  broken(error: FramingError): void;
  /** @param why a sentence, where the client has not gone by itself */
  gone(why?: string): void;
  /** Whether messages have to wait for something else, too; `readOn` says when that is over. */
  isBusy(): boolean;
}

export class Wire {
  readonly #reader = new FrameReader();
  readonly #encoder = new TextEncoder();
  readonly #arrived: Uint8Array[] = [];
  readonly #waiting: (() => void)[] = [];
  #contents: Iterator<string> = [][Symbol.iterator]();
  #isReading = false;
  #isDeaf = false;
  #isClosed = false;
  #isFull = false;
  /** Bytes that are written and not taken. */
  #unread = 0;

  constructor(
    private readonly input: NodeJS.ReadableStream,
    private readonly output: NodeJS.WritableStream,
    private readonly events: WireEvents,
  ) {
    const gone = (): void => this.#close();
    input.on('data', (bytes: Uint8Array) => {
      this.#arrived.push(bytes);
      this.readOn();
    });
    for (const stream of [input, output]) stream.on('error', gone);
    input.on('close', gone);
    input.resume();
  }

  send(content: string): void {
    if (this.#isClosed) return;
    const bytes = this.#framed(content);
    this.#unread += bytes.length;
    this.output.write(bytes, () => this.#taken(bytes.length));
    if (this.#unread > FULL) this.#isFull = true;
    if (this.#unread <= MOST) return;
    this.#close(`a client has left ${this.#unread >> 20} MiB unread, and is cut off`);
    for (const stream of [this.output, this.input]) destroy(stream);
  }

  /** One piece for each message: two would be two packets. */
  #framed(content: string): Uint8Array {
    const bytes = this.#encoder.encode(content);
    const header = this.#encoder.encode(`Content-Length: ${bytes.length}\r\n\r\n`);
    const all = new Uint8Array(header.length + bytes.length);
    all.set(header);
    all.set(bytes, header.length);
    return all;
  }

  /** Until there is room for more; undefined while there is. */
  room(): Promise<void> | undefined {
    if (!this.#isFull || this.#isClosed) return undefined;
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Serves what has arrived as far as that may be. */
  readOn(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (!this.#mustWait) {
        const content = this.#next();
        if (content === undefined) break;
        this.events.received(content);
      }
    } catch (error) {
      if (!(error instanceof FramingError)) throw error;
      this.#isDeaf = true;
      this.events.broken(error);
    } finally {
      this.#isReading = false;
    }
    if (this.#mustWait) this.input.pause();
    else this.input.resume();
  }

  get #mustWait(): boolean {
    return !this.#isDeaf && (this.#isFull || this.events.isBusy());
  }

  #next(): string | undefined {
    for (;;) {
      const { value, done } = this.#contents.next();
      if (done !== true) return value;
      const bytes = this.#arrived.shift();
      if (bytes === undefined || this.#isDeaf) return undefined;
      this.#contents = this.#reader.read(bytes);
    }
  }

  #taken(length: number): void {
    this.#unread -= length;
    if (!this.#isFull || this.#unread > FULL / 2) return;
    this.#isFull = false;
    this.#wake();
    this.readOn();
  }

  #close(why?: string): void {
    this.#isClosed = true;
    this.#wake();
    this.events.gone(why);
  }

  #wake(): void {
    for (const it of this.#waiting.splice(0)) it();
  }
}

/** The types of streams do not promise it, and all that there are have it. */
function destroy(stream: object): void {
  (stream as { destroy?: () => void }).destroy?.();
}
