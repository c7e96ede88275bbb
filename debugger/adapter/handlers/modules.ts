/** Programs and their sources. [DAP modules, loadedSources, source] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ModuleView } from '../../engine/views';
import type { ModuleColumn } from '../capabilities';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import type { Session } from '../session';
import { absentSource } from '../absentSource';
import { toSource } from '../dapSource';

export const modules: Handler<Dap.ModulesArguments, Dap.ModulesResponse['body']> = (
  session,
  args,
) => {
  const all = session.engine.modules();
  const start = args.startModule ?? 0;
  const count = args.moduleCount ?? 0; // Zero means all.
  const page = all.slice(start, count === 0 ? undefined : start + count);
  return { modules: page.map(it => toModule(session, it)), totalModules: all.length };
};

export const loadedSources: Handler<unknown, Dap.LoadedSourcesResponse['body']> = session => ({
  sources: session.engine.loadedSources().map(it => toSource(session, it)),
});

/** Far above what people write, and what editors open. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads a file or a listing for the client, or says in its place why there is none and how to map it. */
export const source: Handler<Dap.SourceArguments, Promise<Dap.SourceResponse['body']>> = async (
  session,
  args,
) => {
  const reference = args.source?.sourceReference ?? args.sourceReference;
  const held = reference > 0 ? session.sources.held(reference) : undefined;
  if (held !== undefined && 'text' in held) {
    return { content: held.text(), mimeType: 'text/x-asm' };
  }
  const path = held?.path ?? args.source?.path;
  if (path === undefined) throw new RequestError('the source has neither a path nor a reference');
  const file = held !== undefined ? path : session.client.pathFromClient(path);
  const mimeType = 'text/x-rust';
  if (await session.services.fileExists(file)) {
    const bytes = await session.services.readFile(file);
    if (bytes.length > MOST_BYTES) {
      throw new RequestError(`${file}: no source of more than ${MOST_BYTES} bytes is shown`);
    }
    return { content: new TextDecoder().decode(bytes), mimeType };
  }
  // Clients keep what they got: it needs the lines of frames that are to come, too.
  const lines = new Set([...(held?.lines ?? []), ...session.engine.linesOfFrames(file)]);
  return { content: absentSource(file, lines), mimeType };
};

export function toModule(session: Session, it: ModuleView): Dap.Module {
  return {
    id: it.id,
    name: it.name,
    ...(it.path === undefined ? {} : { path: session.client.pathToClient(it.path) }),
    ...(it.symbolStatus === undefined ? {} : { symbolStatus: it.symbolStatus }),
    ...(it.addressRange === undefined ? {} : { addressRange: it.addressRange }),
    isUserCode: it.isUserCode,
    ...(it.isOptimized === undefined ? {} : { isOptimized: it.isOptimized }),
    ...columnsOf(it),
  };
}

/** What the columns beyond the protocol's own show, by their names in `moduleColumns`. */
function columnsOf(it: ModuleView): Record<ModuleColumn, unknown> {
  const { codeHash, size, producer, optimization, dwarfVersion } = it;
  return { codeHash, size, producer, optimization, dwarfVersion };
}
