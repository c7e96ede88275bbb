/** Breakpoints of the client that left a machine: they stay until this client sets its own in the same file. */

import { toBreakpoint } from './handlers/breakpoints';
import type { Session } from './session';

export class InheritedBreakpoints {
  /** Files in which this client has set breakpoints, if only none. */
  readonly #replaced = new Set<string>();

  replaced(path: string): void {
    this.#replaced.add(path);
  }

  /** Tells of those that the client does not know, so that they can be seen and removed. [DAP breakpoint] */
  announce(session: Session): void {
    for (const [path, breakpoints] of session.engine.sourceBreakpoints()) {
      if (this.#replaced.has(path)) continue;
      const source = { path: session.client.pathToClient(path) };
      for (const it of breakpoints) {
        const breakpoint = { ...toBreakpoint(session, it), source };
        session.send('breakpoint', { reason: 'new', breakpoint });
      }
    }
  }
}
