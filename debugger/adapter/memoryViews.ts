/**
 * Memory that the client shows, as far as it has asked for it: where a person has changed some of it elsewhere, the client
 * is told by the reference that it shows it by, for references are nothing but names to it. [DAP memory]
 */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { DebugEngine } from '../engine/debugEngine';
import { EvaluationError } from '../engine/evaluationError';
import { parseMemoryReference } from '../shared/memoryReference';

/** All views together, in bytes; what is more was looked at longest ago. */
const MOST_BYTES = 4 * 1024 * 1024;

interface MemoryView {
  readonly memoryReference: string;
  /** Of its first byte from the reference. */
  readonly offset: number;
  /** What was asked for; fewer are there where memory ends. */
  readonly count: number;
  bytes: Uint8Array;
}

export class MemoryViews {
  /** The one that was read last comes last. */
  readonly #views = new Map<string, MemoryView>();
  #size = 0;

  /** The client has been given these bytes. */
  read(memoryReference: string, offset: number, count: number, bytes: Uint8Array): void {
    const key = `${memoryReference} ${offset} ${count}`;
    this.#drop(key);
    this.#views.set(key, { memoryReference, offset, count, bytes });
    this.#size += count;
    for (const oldest of this.#views.keys()) {
      if (this.#size <= MOST_BYTES) break;
      this.#drop(oldest);
    }
  }

  /** What is not as the client has it, by the references that it knows. */
  changes(engine: DebugEngine): Dap.MemoryEvent['body'][] {
    const events = new Map<string, Dap.MemoryEvent['body']>();
    for (const [key, view] of [...this.#views]) {
      const bytes = readAgain(engine, view);
      if (bytes === undefined) {
        this.#drop(key);
        continue;
      }
      const { memoryReference, offset } = view;
      const range = differingRange(view.bytes, bytes);
      view.bytes = bytes;
      if (range === undefined) continue;
      const event = { memoryReference, offset: offset + range.start, count: range.count };
      events.set(JSON.stringify(event), event);
    }
    return [...events.values()];
  }

  #drop(key: string): void {
    this.#size -= this.#views.get(key)?.count ?? 0;
    this.#views.delete(key);
  }
}

/** undefined where the call that it belonged to has ended. */
function readAgain(
  engine: DebugEngine,
  { memoryReference, offset, count }: MemoryView,
): Uint8Array | undefined {
  const place = parseMemoryReference(memoryReference);
  if (place === undefined) return undefined;
  try {
    return engine.readMemory((place.address + offset) >>> 0, count, place.space);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** From the first byte that differs to the last. */
function differingRange(
  before: Uint8Array,
  now: Uint8Array,
): { start: number; count: number } | undefined {
  const length = Math.max(before.length, now.length);
  let [start, end] = [0, length];
  while (start < length && before[start] === now[start]) start++;
  while (end > start && before[end - 1] === now[end - 1]) end--;
  return start === length ? undefined : { start, count: end - start };
}
