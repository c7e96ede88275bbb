/**
 * One client: the only place where responses are built and errors become failed responses. [DAP base protocol]
 * Framing and sequence numbers are @vscode/debugadapter's; the dispatch table is ours.
 */

import { DebugSession, Event, Response } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { checkArguments } from './argumentCheck';
import type { Served } from './handler';
import type { KeptMachines } from './keptMachines';
import { requests } from './requests';
import { RequestError } from './requestError';
import type { AdapterServices } from './services';
import { Session } from './session';
import { unserved } from './unserved';
import { userSentence } from './userSentence';

export class Connection extends DebugSession {
  readonly session: Session;

  /**
   * @param closed called once, when the client has gone or has said goodbye
   * @param kept machines that have outlived their clients; undefined where none can
   */
  constructor(
    services: AdapterServices,
    closed: () => void = () => undefined,
    kept?: KeptMachines,
  ) {
    super();
    this.session = new Session({
      services,
      kept,
      send: (name, body) => this.sendEvent(new Event(name, body)),
      failed: error => this.#reportBug(error),
      closed,
    });
  }

  /** The base class calls it when the input ends. Ending the process is the business of whoever started it. */
  override shutdown(): void {
    void this.session.lost();
  }

  override dispose(): void {
    this.shutdown();
  }

  protected override dispatchRequest(request: Dap.Request): void {
    void this.#serve(request);
  }

  async #serve(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    const row = (requests as Readonly<Record<string, Served>>)[request.command];
    const signal = this.session.pending.begin(request.seq);
    try {
      if (row === undefined) throw new RequestError(whyNot(request.command));
      this.session.demand(row.need);
      const args = (request.arguments ?? {}) as never;
      checkArguments(request.command, args);
      const answer = row.handle(this.session, args, { seq: request.seq, signal });
      // A synchronous answer is sent at once, so that responses keep the order of their requests.
      const body = answer instanceof Promise ? await answer : answer;
      if (body !== undefined) response.body = body;
      this.sendResponse(response);
      row.after?.(this.session);
    } catch (error) {
      this.#refuse(response, error, signal.aborted);
    } finally {
      this.session.pending.end(request.seq);
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

function whyNot(command: string): string {
  return unserved[command] ?? `unknown request ${command}`;
}

/** As the protocol has it. */
function linkOf(error: unknown): { url?: string; urlLabel?: string } {
  const link = error instanceof RequestError ? error.link : undefined;
  return link === undefined ? {} : { url: link.url, urlLabel: link.label };
}
