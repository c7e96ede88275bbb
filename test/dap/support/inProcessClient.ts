/** A client in the adapter's own process: requests in, messages out in the order in which they are sent. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { Connection } from '../../../debugger/adapter/connection';
import type { KeptMachines } from '../../../debugger/adapter/keptMachines';
import type { AdapterServices } from '../../../debugger/adapter/services';
import { ConversationCheck } from './messageProblems';

export class InProcessClient {
  readonly connection: Connection;
  /** Every message, sent or received, against the protocol's schema. */
  readonly check = new ConversationCheck();
  /** What the debug console shows, an event each. */
  readonly outputs: string[] = [];
  onMessage: (message: Dap.Response | Dap.Event) => void = () => undefined;
  isClosed = false;
  readonly #events: Dap.Event[] = [];
  readonly #waiting = new Map<number, (response: Dap.Response) => void>();
  #seq = 1;
  #awaited: { readonly name: string; readonly resolve: () => void } | undefined;

  /** What is wrong with the messages so far. */
  get problems(): readonly string[] {
    return this.check.problems;
  }

  /** @param kept as an adapter on a port has; without it as one on standard streams */
  constructor(services: AdapterServices, kept?: KeptMachines) {
    const closed = (): void => {
      this.isClosed = true;
    };
    this.connection = new Connection(services, closed, kept);
    this.connection.onDidSendMessage(message => this.#receive(message as Dap.ProtocolMessage));
  }

  request(command: string, args?: unknown): Promise<Dap.Response> {
    const seq = this.#seq++;
    return new Promise(resolve => {
      this.#waiting.set(seq, resolve);
      const request = {
        seq,
        type: 'request',
        command,
        ...(args !== undefined && { arguments: args }),
      };
      this.check.sent(request as Dap.Request);
      this.connection.handleMessage(request as Dap.Request);
    });
  }

  /** What has come under that name, oldest first. */
  events(name: string): readonly Dap.Event[] {
    return this.#events.filter(it => it.event === name);
  }

  /** Resolves when the next event of that name is out. */
  nextEvent(name: string): Promise<void> {
    return new Promise(resolve => {
      this.#awaited = { name, resolve };
    });
  }

  /** Resolves when the machine stands and every event is out. */
  async settled(): Promise<void> {
    do await new Promise(resolve => setImmediate(resolve));
    while (this.connection.session.isRunning);
    await new Promise(resolve => setImmediate(resolve));
  }

  #receive(sent: Dap.ProtocolMessage): void {
    // What crosses a wire is text: nothing may depend on more.
    const message = JSON.parse(JSON.stringify(sent)) as Dap.Response | Dap.Event;
    this.check.received(message);
    this.onMessage(message);
    const { event, body } = message as Dap.Event;
    if (event === 'output') this.outputs.push((body as Dap.OutputEvent['body']).output);
    if (message.type === 'event') this.#events.push(message as Dap.Event);
    if ((message as Dap.Event).event === this.#awaited?.name) this.#awaited?.resolve();
    if (message.type !== 'response') return;
    const response = message as Dap.Response;
    this.#waiting.get(response.request_seq)?.(response);
    this.#waiting.delete(response.request_seq);
  }
}
