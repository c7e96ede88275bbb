/** An engine that only does what a test tells it to: for framing, dispatch and paging, never for debugging. */

import type { DebugEngine } from '../../../debugger/engine/debugEngine';
import type {
  BreakpointView,
  FrameView,
  StopView,
  VariableView,
} from '../../../debugger/engine/views';

export class FakeEngine {
  /** What each coming slice answers; when it is empty, the machine runs on. */
  readonly slices: (StopView | undefined | Error)[] = [];
  readonly calls: string[] = [];
  /** How many slices have run. */
  sliceCount = 0;
  frames: FrameView[] = [];
  localRows: VariableView[] = [];
  readonly lines = new Map<string, readonly BreakpointView[]>();
  #isPausing = false;

  /** As the adapter sees it. What a test does not expect to be called is not there, and so fails. */
  asEngine(): DebugEngine {
    return this as unknown as DebugEngine;
  }

  resume(action: string, granularity?: string): void {
    this.calls.push([action, granularity].filter(it => it !== undefined).join(' '));
  }

  runSlice(): StopView | undefined {
    this.sliceCount += 1;
    if (this.#isPausing) {
      this.#isPausing = false;
      return { reason: 'pause', description: 'Paused' };
    }
    const slice = this.slices.shift();
    if (slice instanceof Error) throw slice;
    return slice;
  }

  pause(): void {
    this.#isPausing = true;
  }

  stack(): FrameView[] {
    return this.frames;
  }

  /** There is nothing to read ahead. */
  foresee(): Iterator<unknown> {
    return [][Symbol.iterator]();
  }

  stackPage(start: number, count: number): FrameView[] {
    return this.frames.slice(start, start + count);
  }

  stackDepth(limit: number): number {
    return Math.min(limit, this.frames.length);
  }

  receipts(): never[] {
    return [];
  }

  sourceBreakpoints(): ReadonlyMap<string, readonly BreakpointView[]> {
    return this.lines;
  }

  threads(): { id: number; name: string }[] {
    return [{ id: 1, name: 'transaction' }];
  }

  modules(): never[] {
    return [];
  }

  ownSources(): never[] {
    return [];
  }

  loadedSources(): never[] {
    return [];
  }

  locals(): VariableView[] {
    return this.localRows;
  }

  returned(): VariableView[] {
    return [];
  }

  dispose(): void {
    this.calls.push('dispose');
  }
}

/** A frame of a contract, one per number. */
export function fakeFrame(id: number): FrameView {
  return {
    id,
    name: `function${id}`,
    kind: 'contract',
    source: { path: '/a/main.rs', name: 'main.rs', exists: true, deemphasize: false },
    line: 10 + id,
    column: 5,
    pc: 0x1000 + id * 4,
    inlined: false,
    satp: 0,
  };
}
