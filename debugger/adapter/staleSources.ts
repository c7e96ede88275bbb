/**
 * Source files that are not what was compiled, so that lines and breakpoints may lie. A file is compared by its MD5 sum
 * where the compiler has recorded one, and else by time with the program that was made of it.
 */

import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ProgramSources, SourceView } from '../engine/views';
import type { AdapterServices } from './services';

type Files = Pick<AdapterServices, 'readFile' | 'modifiedAt'>;

/** A sentence for each program that has such files. */
export async function staleSources(
  programs: readonly ProgramSources[],
  files: Files,
): Promise<string[]> {
  const sentences: string[] = [];
  for (const program of programs) {
    const built = await files.modifiedAt?.(program.path);
    const stale: SourceView[] = [];
    for (const it of program.sources) if (await isStale(it, built, files)) stale.push(it);
    if (stale.length > 0) sentences.push(sentence(program.name, stale));
  }
  return sentences;
}

async function isStale(
  source: SourceView,
  built: number | undefined,
  files: Files,
): Promise<boolean> {
  if (source.md5 !== undefined) {
    // What cannot be read cannot be compared; that is said to whoever opens it.
    const text = await files.readFile(source.path).catch(() => undefined);
    return text !== undefined && bytesToHex(md5(text)) !== source.md5;
  }
  const changed = await files.modifiedAt?.(source.path);
  return built !== undefined && changed !== undefined && changed > built;
}

function sentence(program: string, stale: readonly SourceView[]): string {
  const [first, ...others] = stale.map(it => it.path);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return (
    `${first ?? ''}${more}: not what ${program} was compiled from, so lines may be wrong. ` +
    'Build it again, or launch with "build": true'
  );
}
