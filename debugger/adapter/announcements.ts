/** Programs and sources that the client was told of, so that after a restart it hears what has changed. [DAP module, loadedSource] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { toSource } from './dapSource';
import { toModule } from './handlers/modules';
import type { Session } from './session';

export class Announcements {
  #modules: ReadonlyMap<unknown, Dap.Module> = new Map();
  #sources: ReadonlyMap<unknown, Dap.Source> | undefined;

  /**
   * Before what is loaded is replaced. What a first launch loads, `loadedSources` tells: hundreds of files, of which few
   * are looked at.
   */
  remember(session: Session): void {
    this.#sources = sourcesOf(session);
  }

  /** Says what is new, what is not as it was, and what is gone. */
  update(session: Session): void {
    const modules = session.engine.modules().map(it => toModule(session, it));
    const now = new Map(modules.map(it => [it.id, it]));
    for (const [reason, module] of differences(this.#modules, now)) {
      session.send('module', { reason, module });
    }
    this.#modules = now;
    if (this.#sources === undefined) return;
    for (const [reason, source] of differences(this.#sources, sourcesOf(session))) {
      session.send('loadedSource', { reason, source });
    }
    this.#sources = undefined;
  }
}

function sourcesOf(session: Session): Map<unknown, Dap.Source> {
  const sources = session.engine.loadedSources().map(it => toSource(session, it));
  return new Map(sources.map(it => [it.path, it]));
}

type Reason = 'new' | 'changed' | 'removed';

function differences<T>(
  before: ReadonlyMap<unknown, T>,
  now: ReadonlyMap<unknown, T>,
): [Reason, T][] {
  const gone = [...before].filter(([key]) => !now.has(key));
  const others = [...now].filter(([key, it]) => !isSame(before.get(key), it));
  return [
    ...gone.map(([, it]): [Reason, T] => ['removed', it]),
    ...others.map(([key, it]): [Reason, T] => [before.has(key) ? 'changed' : 'new', it]),
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
