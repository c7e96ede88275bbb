/** What can stand behind `::`: the next name of a path to a static, a function or a type of the frame's program. */

import type { DebugInfo } from '../../dwarf/debugInfo';
import type { Candidate } from './complete';

type Kind = 'static' | 'function' | 'type';

interface Definition {
  /** `erc20::ledger::transfer`. */
  readonly path: string;
  readonly kind: Kind;
  readonly detail: string | undefined;
}

/** @param path what stands before, ending in `::`: a whole path, or the end of one */
export function namesBehind(info: DebugInfo, path: string): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { path: whole, kind, detail } of definitionsOf(info)) {
    const at = `::${whole}`.indexOf(`::${path}`);
    if (at < 0) continue;
    const segments = segmentsOf(whole.slice(at + path.length));
    if (!segments.every(it => NAME.test(it))) continue;
    const [segment = '', ...deeper] = segments;
    const label = deeper.length > 0 ? `${segment}::` : segment;
    // Of a longer path only what comes next.
    const next =
      deeper.length > 0 ? ({ kind: 'module', detail: undefined } as const) : { kind, detail };
    if (!found.has(label)) found.set(label, { label, ...next });
  }
  return [...found.values()];
}

/** Closures, implementations and the like have names that nobody can type. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:<.*>)?$/u;

function* definitionsOf(info: DebugInfo): Generator<Definition> {
  for (const { name, type } of info.statics()) yield { path: name, kind: 'static', detail: type };
  for (const path of info.functionNames()) yield { path, kind: 'function', detail: undefined };
  for (const path of info.typePaths()) yield { path, kind: 'type', detail: undefined };
}

/** Parts of a path; `::` between angle brackets is of another one. */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < path.length; at++) {
    const sign = path[at];
    if (sign === '<' || sign === '{') depth++;
    if (sign === '>' || sign === '}') depth--;
    if (depth === 0 && path.startsWith('::', at)) {
      segments.push(path.slice(start, at));
      start = at + 2;
      at++;
    }
  }
  return [...segments, path.slice(start)];
}
