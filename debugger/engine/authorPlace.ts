/** The author's line that a program stands at, below which is somebody else's code. */

import type { SourcePlace } from '../chain/run';
import { isForeign } from './ownCode';
import type { Standing } from './standing';
import type { Target } from './target';
import { unwind } from './unwinding';

export function authorPlace(target: Target, standing: Standing): SourcePlace | undefined {
  const { module } = standing;
  if (module === undefined) return undefined;
  for (const { lookupPc } of unwind(target.machine, standing)) {
    const own = module.framesAt(lookupPc).find(it => it.line > 0 && !isForeign(it.file));
    if (own === undefined) continue;
    const path = target.sources.localPath(own.file);
    return { path, line: own.line, column: Math.max(1, own.column) };
  }
  return undefined;
}
