import assert from 'node:assert/strict';
import type { ModuleView, SourceView } from '../engine/views';
import { Announcements } from './announcements';
import { ClientOptions } from './clientOptions';
import type { Session } from './session';
import { SourceStore } from './sourceStore';

const program = (id: string, size = 1): ModuleView => ({ id, name: id, isUserCode: true, size });
const source = (path: string): SourceView => ({
  path,
  name: path,
  exists: true,
  deemphasize: false,
});

/** What is announced where programs and sources are replaced by others. */
function announced(
  before: { programs: ModuleView[]; sources: SourceView[] },
  after: { programs: ModuleView[]; sources: SourceView[] },
): string[] {
  let loaded = before;
  const sent: string[] = [];
  const session = {
    client: new ClientOptions(),
    sources: new SourceStore(),
    engine: { modules: () => loaded.programs, loadedSources: () => loaded.sources },
    send: (
      event: string,
      body: { reason: string; module?: { id: string }; source?: { path: string } },
    ) => void sent.push(`${event} ${body.reason} ${body.module?.id ?? body.source?.path ?? ''}`),
  } as unknown as Session;
  const announcements = new Announcements();
  announcements.update(session);
  assert.deepEqual(
    sent.splice(0),
    before.programs.map(it => `module new ${it.id}`),
  );
  announcements.remember(session);
  loaded = after;
  announcements.update(session);
  return sent;
}

describe('announcements', () => {
  it('name what a restart has added, changed and removed', () => {
    const found = announced(
      {
        programs: [program('a'), program('b'), program('c')],
        sources: [source('/x'), source('/y')],
      },
      {
        programs: [program('b'), program('c', 2), program('d')],
        sources: [source('/y'), source('/z')],
      },
    );
    assert.deepEqual(found, [
      'module removed a',
      'module changed c',
      'module new d',
      'loadedSource removed /x',
      'loadedSource new /z',
    ]);
  });

  it('are none where a restart has loaded the same', () => {
    const same = { programs: [program('a')], sources: [source('/x')] };
    assert.deepEqual(announced(same, same), []);
  });
});
