/** The shape of a request handler: arguments in, body out, `RequestError` to refuse. */

import type { Session } from './session';

/** The request being served. */
export interface Call {
  readonly seq: number;
  /** Aborts when the client cancels the request or goes away. */
  readonly signal: AbortSignal;
}

/** Returns the body of the response. It builds no response, sends none and catches nothing: the connection does that. */
export type Handler<Args, Body> = (
  session: Session,
  args: Args,
  call: Call,
) => Body | Promise<Body>;

/** What a request needs before it can be served; server: an adapter that outlives its clients. */
export type Need = 'nothing' | 'server' | 'launched' | 'stopped';

/** A row of the dispatch table. */
export interface Served {
  readonly need: Need;
  readonly handle: Handler<never, unknown>;
  /** What follows a successful response: events and running must not overtake it. */
  readonly after?: (session: Session) => void;
}
