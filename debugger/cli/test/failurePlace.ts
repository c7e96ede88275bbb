/** Where contracts failed: the scenario once more, in the debugger, which stops wherever something goes wrong. */

import { DebugEngine } from '../../engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import type { FrameView, StopView } from '../../engine/views';
import type { TrailStep } from './returnTrail';
import { isEndOfBlock, originOf } from './returnTrail';
import { SourceLines } from './sourceLines';

/** One moment at which a contract went wrong. */
export interface FailureView {
  /** `token panicked`. */
  readonly title: string;
  /** The panic's message, the error's words, the trap's registers. */
  readonly detail: string | undefined;
  /** The author's line; undefined where none is known. */
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

export interface FailureSearch {
  /** Indices of the transactions of interest. */
  readonly wanted: ReadonlySet<number>;
  /** Names of the functions that they call. */
  readonly functions: readonly string[];
  /** Called between slices; what it throws ends the search. */
  readonly breathe: () => Promise<void>;
}

const FILTERS = ['panic', 'trap', 'outOfGas', 'failed'];
const SLICE_STEPS = 2_000_000;
/** A scenario may fail at every transaction; the first are what a person reads. */
const MOST_STOPS = 50;
/** Of a deep recursion, the ends say all. */
const MOST_FRAMES = 24;
/** Lines of the author's in one call of a contract; in a longer one nobody looks for the origin of an error. */
const MOST_STEPS = 3000;
/** What a macro has written stands where the macro is called. */
const MACRO_CALL = /^\s*(#!?\[|entrypoint!)/;

/**
 * @returns moments in order, by index of the transaction; none of a transaction in which nothing stopped
 */
export async function findFailures(
  launch: LaunchOptions,
  services: EngineServices,
  search: FailureSearch,
): Promise<Map<number, FailureView[]>> {
  const lines = new SourceLines(path => services.readFile(path));
  const replay = async (options: ReplayOptions): Promise<Map<number, FailureView[]>> => {
    const engine = await DebugEngine.launch(launch, services, SILENT);
    try {
      return await new FailureReplay(engine, lines, options).run();
    } finally {
      engine.dispose();
    }
  };
  const found = await replay({ ...search, isWalking: false });
  const placeless = [...found].filter(([, views]) => views.some(it => it.place === undefined));
  if (placeless.length === 0) return found;
  const wanted = new Set(placeless.map(([index]) => index));
  const walked = await replay({ ...search, wanted, isWalking: true });
  return new Map([...found, ...walked]);
}

const SILENT = {
  output: () => undefined,
  progress: () => undefined,
  buildStarted: () => undefined,
  buildMessage: () => undefined,
};

interface ReplayOptions extends FailureSearch {
  /** Whether the wanted transactions are walked through line by line. */
  readonly isWalking: boolean;
}

class FailureReplay {
  readonly #found = new Map<number, FailureView[]>();
  /** Of the transaction that is walked through. */
  #steps: TrailStep[] = [];

  constructor(
    private readonly engine: DebugEngine,
    private readonly lines: SourceLines,
    private readonly options: ReplayOptions,
  ) {}

  async run(): Promise<Map<number, FailureView[]>> {
    const { engine, options } = this;
    engine.setExceptionFilters(FILTERS);
    if (options.isWalking) engine.setFunctionBreakpoints(options.functions);
    const last = Math.max(...options.wanted);
    for (let stops = 0; stops < MOST_STOPS;) {
      const stop = await this.#resume('continue');
      const index = engine.transactionIndex;
      if (stop.reason === 'terminated' || index === undefined || index > last) break;
      if (!options.wanted.has(index)) continue;
      stops++;
      if (stop.reason === 'exception' || (await this.#walk(index))) await this.#add(index);
    }
    return this.#found;
  }

  async #resume(action: 'continue' | 'stepIn'): Promise<StopView> {
    this.engine.resume(action, 'line');
    for (;;) {
      const stop = await this.engine.runSlice(SLICE_STEPS);
      if (stop !== undefined) return stop;
      await this.options.breathe();
    }
  }

  /** From where a function begins that is called, until something goes wrong: then true. */
  async #walk(index: number): Promise<boolean> {
    this.#steps = [];
    await this.#note();
    while (this.#steps.length < MOST_STEPS) {
      const { reason } = await this.#resume('stepIn');
      if (reason === 'exception') return true;
      if (reason === 'terminated' || this.engine.transactionIndex !== index) return false;
      await this.#note();
    }
    return false;
  }

  async #note(): Promise<void> {
    const stack = this.engine.stack();
    const own = await this.#ownFrames(stack);
    const [top] = own;
    if (top === undefined || top !== stack[0] || top.source === undefined) return;
    const text = (await this.lines.at(top.source.path, top.line)) ?? '';
    this.#steps.push({ stack, depth: own.length, isEnd: isEndOfBlock(text) });
  }

  async #add(index: number): Promise<void> {
    const exception = this.engine.exceptionInfo();
    const standing = this.engine.stack();
    const here = await this.#ownFrames(standing);
    const origin = here.length > 0 ? undefined : originOf(this.#steps);
    this.#steps = [];
    const stack = origin?.stack ?? standing;
    const [own] = origin === undefined ? here : origin.stack;
    const view: FailureView = {
      title: exception?.description ?? 'the contract failed',
      detail: exception?.details,
      place: own && (await this.#placeOf(own)),
      stack: stack.filter(isShown).slice(0, MOST_FRAMES).map(frameOf),
    };
    this.#found.set(index, [...(this.#found.get(index) ?? []), view]);
  }

  /** The author's, without what macros have written. */
  async #ownFrames(stack: readonly FrameView[]): Promise<FrameView[]> {
    const own: FrameView[] = [];
    for (const it of stack) {
      if (it.kind !== 'contract' || it.source?.deemphasize !== false) continue;
      const text = await this.lines.at(it.source.path, it.line);
      if (text === undefined || !MACRO_CALL.test(text)) own.push(it);
    }
    return own;
  }

  async #placeOf({ source, line, column }: FrameView): Promise<FailurePlace | undefined> {
    if (source === undefined) return undefined;
    const { path } = source;
    return { path, line, column, text: await this.lines.at(path, line) };
  }
}

/** The transaction itself is in the report's line above. */
function isShown({ kind }: FrameView): boolean {
  return kind !== 'transaction';
}

function frameOf({ name, source, line, kind }: FrameView): FailureFrame {
  const isForeign = kind !== 'contract' || source?.deemphasize !== false;
  return { name, path: source?.path, line, isForeign };
}
