/**
 * Which lines of inlined calls have been stepped into already from the lines at hand. An optimizer mixes the instructions of a
 * call with those around it; without this memory a step into would go back and forth between the two.
 */

import type { CodePlace } from './codePlace';
import type { Here } from './paths';

/** The line at which one of the nested logical frames stands, and the lines of its calls that were stepped into from there. */
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
      const { file = '', line = 0 } = frames[at] ?? {};
      this.#levels.push({ name, file, line, visited: new Set() });
    }
    if (place === undefined) return;
    for (const it of this.#levels.slice(0, -1)) it.visited.add(lineOf(place));
  }

  /** @param depth of the frame, in the place's chain, that has made the call */
  hasVisited(place: CodePlace, depth: number): boolean {
    return this.#levels[depth - 1]?.visited.has(lineOf(place)) ?? false;
  }
}

function lineOf({ chain, file, line }: CodePlace): string {
  return [...chain, file, line].join('\n');
}

function isSame(
  level: Level | undefined,
  name: string | undefined,
  frame: { file: string; line: number } | undefined,
): boolean {
  return level?.name === name && level?.file === frame?.file && level?.line === frame?.line;
}
