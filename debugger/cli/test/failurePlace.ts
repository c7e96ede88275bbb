/** Where contracts failed: the scenario once more, in the debugger, which stops wherever something goes wrong. */

import { DebugEngine } from '../../engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import type { FrameView } from '../../engine/views';

/** One moment at which a contract went wrong. */
export interface FailureView {
  /** `token panicked`. */
  readonly title: string;
  /** The panic's message, the error's words, the trap's registers. */
  readonly detail: string | undefined;
  /** The author's line, first; undefined where no frame has one. */
  readonly place: FailurePlace | undefined;
  readonly stack: readonly FailureFrame[];
}

export interface FailurePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 where none is known. */
  readonly column: number;
  /** The line itself, where the file is on this machine. */
  readonly text: string | undefined;
}

export interface FailureFrame {
  readonly name: string;
  readonly path: string | undefined;
  readonly line: number;
  /** Whether it is not the author's code. */
  readonly isForeign: boolean;
}

const FILTERS = ['panic', 'trap', 'outOfGas', 'failed'];
const SLICE_STEPS = 2_000_000;
/** A scenario may fail at every transaction; the first are what a person reads. */
const MOST_STOPS = 50;
/** Of a deep recursion, the ends say all. */
const MOST_FRAMES = 24;

export interface FailureSearch {
  /** Indices of the transactions of interest. */
  readonly wanted: ReadonlySet<number>;
  /** Called between slices; what it throws ends the search. */
  readonly breathe: () => Promise<void>;
}

/**
 * @returns moments in order, by index of the transaction; none of a transaction in which nothing stopped
 */
export async function findFailures(
  launch: LaunchOptions,
  services: EngineServices,
  { wanted, breathe }: FailureSearch,
): Promise<Map<number, FailureView[]>> {
  const engine = await DebugEngine.launch(launch, services, SILENT);
  const found = new Map<number, FailureView[]>();
  try {
    engine.setExceptionFilters(FILTERS);
    const last = Math.max(...wanted);
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      engine.resume('continue', 'line');
      let stop = await engine.runSlice(SLICE_STEPS);
      while (stop === undefined) {
        await breathe();
        stop = await engine.runSlice(SLICE_STEPS);
      }
      const index = engine.transactionIndex;
      if (stop.reason !== 'exception' || index === undefined || index > last) break;
      if (!wanted.has(index)) continue;
      found.set(index, [...(found.get(index) ?? []), await view(engine, services)]);
    }
    return found;
  } finally {
    engine.dispose();
  }
}

const SILENT = {
  output: () => undefined,
  progress: () => undefined,
  buildStarted: () => undefined,
  buildMessage: () => undefined,
};

async function view(engine: DebugEngine, services: EngineServices): Promise<FailureView> {
  const exception = engine.exceptionInfo();
  const frames = engine.stack();
  const own = frames.find(it => it.kind === 'contract' && it.source?.deemphasize === false);
  return {
    title: exception?.description ?? 'the contract failed',
    detail: exception?.details,
    place: own && (await placeOf(own, services)),
    stack: frames.filter(isShown).slice(0, MOST_FRAMES).map(frameOf),
  };
}

/** The transaction itself is in the report's line above. */
function isShown({ kind }: FrameView): boolean {
  return kind !== 'transaction';
}

function frameOf({ name, source, line, kind }: FrameView): FailureFrame {
  const isForeign = kind !== 'contract' || source?.deemphasize !== false;
  return { name, path: source?.path, line, isForeign };
}

async function placeOf(
  { source, line, column }: FrameView,
  services: EngineServices,
): Promise<FailurePlace | undefined> {
  if (source === undefined) return undefined;
  const { path, exists } = source;
  const text = exists ? await lineOf(path, line, services) : undefined;
  return { path, line, column, text };
}

async function lineOf(
  path: string,
  line: number,
  services: EngineServices,
): Promise<string | undefined> {
  const text = new TextDecoder().decode(await services.readFile(path));
  return text.split('\n')[line - 1];
}
