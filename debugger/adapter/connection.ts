/**
 * One client: the only place where responses are built and errors become failed responses. [DAP base protocol]
 * Sequence numbers are @vscode/debugadapter's; framing and the dispatch table are ours.
 */

import { DebugSession, Event, Response } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { checkThread, readArguments } from './argumentCheck';
import { envelopeProblem, parsed } from './envelope';
import type { FramingError } from './frameReader';
import type { Served } from './handler';
import type { KeptMachines } from './keptMachines';
import { requests } from './requests';
import { RequestError } from './requestError';
import type { AdapterServices } from './services';
import { Session } from './session';
import { unserved } from './unserved';
import { userSentence } from './userSentence';
import { Wire } from './wire';

/** So many answers at a time are worked on; whoever asks for more waits. Editors ask for ten or so. */
const MOST_PENDING = 64;

export class Connection extends DebugSession {
  readonly session: Session;
  /** undefined for a client in this process, which takes messages as they come. */
  #wire: Wire | undefined;
  /** Set where the client was cut off. */
  #why: string | undefined;

  /**
   * @param closed called once, when the client has gone or has said goodbye; or with a sentence, when it was cut off
   * @param kept machines that have outlived their clients; undefined where none can
   */
  constructor(
    services: AdapterServices,
    closed: (why?: string) => void = () => undefined,
    kept?: KeptMachines,
  ) {
    super();
    this.session = new Session({
      services,
      kept,
      send: (name, body) => this.sendEvent(new Event(name, body)),
      failed: error => this.#reportBug(error),
      closed: () => closed(this.#why),
      room: () => this.#wire?.room(),
    });
  }

  /** Instead of the base class's reading, which takes quadratic time for a large message and ends without a word. */
  override start(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
    const wire = new Wire(input, output, {
      received: content => this.#receive(content),
      broken: error => this.#refuseStream(error),
      gone: why => {
        this.#why ??= why;
        this.shutdown();
      },
      isBusy: () => this.session.pending.count >= MOST_PENDING,
    });
    this.#wire = wire;
    this.onDidSendMessage(message => wire.send(JSON.stringify(message)));
  }

  #refuseStream({ message, header }: FramingError): void {
    const start = JSON.stringify(header.slice(0, 100));
    this.#complain(
      `What came from the editor is not the Debug Adapter Protocol, and the connection is closed: ${message}: ${start}`,
    );
    this.shutdown();
  }

  #receive(content: string): void {
    const message = parsed(content);
    const problem = message === undefined ? 'it is not JSON' : envelopeProblem(message);
    if (problem === undefined) return this.handleMessage(message as Dap.ProtocolMessage);
    const start = JSON.stringify(content.slice(0, 100));
    this.#complain(`A message from the editor was left out, for ${problem}: ${start}`);
  }

  #complain(sentence: string): void {
    this.session.send('output', { category: 'important', output: `${sentence}\n` });
  }

  /** The base class calls it when the input ends. Ending the process is the business of whoever started it. */
  override shutdown(): void {
    void this.session.lost();
  }

  override dispose(): void {
    this.shutdown();
  }

  protected override dispatchRequest(request: Dap.Request): void {
    this.session.heard();
    void this.#serve(request);
  }

  async #serve(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    const row = rowOf(request.command);
    const pending = this.session.pending.begin(request.seq);
    const { signal } = pending.controller;
    try {
      if (row === undefined) throw new RequestError(whyNot(request.command));
      this.session.demand(row.need);
      const args = readArguments(request.command, request.arguments);
      checkThread(request.command, args, () => this.session.engine.threads());
      const answer = row.handle(this.session, args as never, { seq: request.seq, signal });
      // A synchronous answer is sent at once, so that responses keep the order of their requests.
      const body = answer instanceof Promise ? await answer : answer;
      if (body !== undefined) response.body = body;
      this.sendResponse(response);
      row.after?.(this.session);
    } catch (error) {
      this.#refuse(response, error, signal.aborted);
    } finally {
      this.session.pending.end(pending);
      this.#wire?.readOn();
    }
  }

  #refuse(response: Dap.Response, error: unknown, wasCancelled: boolean): void {
    const sentence = userSentence(error);
    response.success = false;
    response.message = wasCancelled
      ? 'cancelled'
      : (sentence ?? `internal error: ${String(error)}`);
    // What the user cancelled, the user knows: VS Code would say so in a dialog.
    response.body = {
      error: wasCancelled
        ? { id: 2, format: response.message, showUser: false }
        : { id: 1, format: response.message, showUser: true, ...linkOf(error) },
    };
    this.sendResponse(response);
    if (sentence === undefined && !wasCancelled) this.#reportBug(error);
  }

  /** A bug of ours: say so with what is needed to find it, and end the session. */
  #reportBug(error: unknown): void {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.session.abandon(`The debugger has failed, and the session ends.\n${trace}\n`);
  }
}

/** A client may ask for anything, `constructor` too. */
function rowOf(command: string): Served | undefined {
  return Object.hasOwn(requests, command)
    ? (requests as Readonly<Record<string, Served>>)[command]
    : undefined;
}

function whyNot(command: string): string {
  const reason = Object.hasOwn(unserved, command) ? unserved[command] : undefined;
  return reason ?? `unknown request ${command}`;
}

/** As the protocol has it. */
function linkOf(error: unknown): { url?: string; urlLabel?: string } {
  const link = error instanceof RequestError ? error.link : undefined;
  return link === undefined ? {} : { url: link.url, urlLabel: link.label };
}
