/** Which line began last, of those that are seen to run part by part, the latest part first. */

import type { Checkpoint } from '../checkpoints';
import type { CodePlace } from '../codePlace';

/** A position, and from where it is come to. */
export interface PastPosition {
  readonly checkpoint: Checkpoint;
  readonly position: number;
}

/** A line that has run: it lasts until another one begins. */
interface LineRun {
  readonly checkpoint: Checkpoint;
  readonly position: number;
  readonly place: CodePlace;
  /** Tells the call whose line it is from others. */
  readonly call: string;
}

export class LineSearch {
  /** Of the parts behind: the line that ran at their beginning, which may have begun before. */
  #later: LineRun | undefined;
  #checkpoint: Checkpoint | undefined;
  #first: LineRun | undefined;
  #last: LineRun | undefined;

  constructor(private readonly granularity: 'line' | 'statement') {}

  /** A part, or nothing of it that was so far. */
  begin(checkpoint: Checkpoint): void {
    if (checkpoint !== this.#checkpoint) this.#later = this.#open;
    this.#checkpoint = checkpoint;
    this.#first = undefined;
    this.#last = undefined;
  }

  pass(position: number, place: CodePlace, call = ''): void {
    const checkpoint = this.#checkpoint;
    if (checkpoint === undefined) return;
    const next = { checkpoint, position, place, call };
    if (this.#last !== undefined && this.#goesOn(this.#last, next)) return;
    this.#last = next;
    this.#first ??= next;
  }

  /** Whether no earlier part can tell otherwise. */
  get isOver(): boolean {
    return this.#last !== undefined && this.#open !== this.#first;
  }

  get found(): PastPosition | undefined {
    return this.#open;
  }

  /** The line that is found as far as is known. */
  get #open(): LineRun | undefined {
    const [later, last] = [this.#later, this.#last];
    if (later === undefined || last === undefined) return last ?? later;
    return this.#goesOn(last, later) ? last : later;
  }

  /** Whether what runs next is still the line that ran. */
  #goesOn({ place, call }: LineRun, next: LineRun): boolean {
    return next.call === call && (this.#isLine(next.place, place) || isCallerOf(next.place, place));
  }

  #isLine(one: CodePlace, other: CodePlace): boolean {
    const isLine = one.line === other.line && one.file === other.file;
    const isColumn = this.granularity === 'line' || one.column === other.column;
    return isLine && isColumn && `${one.chain}` === `${other.chain}`;
  }
}

/** Whether a line is the one whose inlined call has run: the optimizer mixes both, and the line has begun before. */
function isCallerOf({ chain, line }: CodePlace, inner: CodePlace): boolean {
  const call = inner.chain[chain.length];
  return call?.includes(` at ${line}:`) === true && chain.every((it, at) => it === inner.chain[at]);
}
