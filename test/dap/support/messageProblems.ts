/**
 * What is wrong with a message: the protocol's against its JSON schema, ours against protocol.ts.
 * A request may be wrong on purpose; then it must be refused.
 */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { isOurs, schemaProblems } from './protocolSchema';
import { memberProblems } from './protocolShape';

export function messageProblems(message: Dap.ProtocolMessage): string[] {
  // Where every argument is optional, clients leave all of them out, whatever the schema says.
  if (message.type === 'request' && !isOurs(message)) {
    return schemaProblems({ arguments: {}, ...message } as Dap.Request);
  }
  if (!isOurs(message)) return schemaProblems(message);
  if (message.type === 'event') {
    const { event, body } = message as Dap.Event;
    return memberProblems(body, 'CustomEvents', event);
  }
  if (message.type === 'request') {
    const { command, arguments: args } = message as Dap.Request;
    return memberProblems(args ?? {}, 'CustomRequests', command, 'arguments');
  }
  const { success, command, body } = message as Dap.Response;
  if (!success) return schemaProblems(message);
  return memberProblems(body, 'CustomRequests', command, 'body');
}

/** Follows one conversation in both directions. */
export class ConversationCheck {
  readonly problems: string[] = [];
  readonly #open = new Map<number, readonly string[]>();
  #clientSeq = 0;
  #adapterSeq = 0;

  sent(request: Dap.Request): void {
    if (request.seq <= this.#clientSeq) this.#note(`${request.command}: seq ${request.seq} again`);
    this.#clientSeq = request.seq;
    this.#open.set(request.seq, messageProblems(request));
  }

  received(message: Dap.ProtocolMessage): void {
    this.problems.push(...messageProblems(message));
    if (message.seq !== ++this.#adapterSeq)
      this.#note(`seq ${message.seq} came where ${this.#adapterSeq} was due`);
    if (message.type === 'response') this.#answered(message as Dap.Response);
  }

  /** Requests that have no response yet. */
  get unanswered(): number {
    return this.#open.size;
  }

  #answered({ request_seq: seq, command, success }: Dap.Response): void {
    const wrong = this.#open.get(seq);
    if (wrong === undefined) this.#note(`${command}: a response that nobody waits for`);
    else if (success && wrong.length > 0)
      this.#note(`served although it is wrong: ${wrong.join('; ')}`);
    this.#open.delete(seq);
  }

  #note(problem: string): void {
    this.problems.push(problem);
  }
}
