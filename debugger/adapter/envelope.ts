/** What every message has, whatever it says. [DAP ProtocolMessage, Request] */

/** @returns undefined where it is not JSON */
export function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}

/** Why nothing can be done with a message, not even answer it; undefined: something can. */
export function envelopeProblem(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return 'it is no object';
  }
  const { type, seq, command } = message as Readonly<Record<string, unknown>>;
  if (type !== 'request') return type === undefined ? 'it has no "type"' : undefined;
  if (!Number.isSafeInteger(seq)) return 'its "seq" is no integer';
  return typeof command === 'string' ? undefined : 'its "command" is no text';
}
