/**
 * Which inlined calls of the lines at hand have been stepped into already. An optimizer mixes the instructions of a call
 * with those around it; without this memory a step into would go back and forth between the two.
 */

import type { Here } from './paths';

/** The line at which one of the nested logical frames stands, and the calls that were stepped into from there. */
interface Level {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly visited: Set<string>;
}

export class InlineNest {
  #task: number | undefined;
  #sp = 0;
  /** Outermost first, as the chain of a code place. */
  #levels: Level[] = [];

  /** A step begins here. What was known of frames and lines that have been left is forgotten. */
  begin({ module, task, sp, pc, place }: Here): void {
    if (this.#task !== task?.id || this.#sp !== sp) this.#levels = [];
    [this.#task, this.#sp] = [task?.id, sp];
    const frames = [...(module?.framesAt(pc) ?? [])].reverse();
    const chain = place?.chain ?? [];
    let same = 0;
    while (same < chain.length && isSame(this.#levels[same], chain[same], frames[same])) same++;
    this.#levels.length = same;
    for (const [at, name] of chain.entries()) {
      if (at < same) continue;
      this.#levels[at - 1]?.visited.add(name);
      const { file = '', line = 0 } = frames[at] ?? {};
      this.#levels.push({ name, file, line, visited: new Set() });
    }
  }

  /** @param depth of the frame, in the chain, that has made the call */
  hasVisited(chain: readonly string[], depth: number): boolean {
    return this.#levels[depth - 1]?.visited.has(chain[depth] ?? '') ?? false;
  }
}

function isSame(
  level: Level | undefined,
  name: string | undefined,
  frame: { file: string; line: number } | undefined,
): boolean {
  return level?.name === name && level?.file === frame?.file && level?.line === frame?.line;
}
