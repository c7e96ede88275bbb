/** The stack across programs: the running one, the kernel's crossing to each caller, the transaction at the bottom. */

import { syscallName } from '../chain/receipts/gasSplit';
import type { Task } from '../chain/run';
import { hex32 } from '../shared/hex';
import { nameOfPath } from '../shared/pathText';
import type { Frame } from './frame';
import { spaceNameOf } from './inspect/memorySpace';
import type { Standing } from './standing';
import { suspendedStanding } from './standing';
import type { Target } from './target';
import { unwind } from './unwinding';
import type { FrameView } from './views';

/** Holds the number of a system call. [docs/syscalls.md] */
const A7 = 17;

/**
 * The frames of a stop, innermost first, found when they are asked for: a recursion may be a hundred thousand deep, and
 * a client shows twenty.
 */
export class Stack {
  readonly #found: Frame[] = [];
  readonly #rest: Iterator<FrameParts>;
  #isComplete = false;

  /**
   * @param gone finds frames of the running contract that have returned, and belong into the stack all the same; asked for
   *   when more is looked for than the innermost frame
   */
  constructor(target: Target, standing: Standing, gone?: () => readonly Frame[]) {
    const frames = framesFrom(target, standing);
    this.#rest = gone === undefined ? frames : withGone(frames, gone);
  }

  /** undefined where there are not so many. */
  at(index: number): Frame | undefined {
    this.#find(index + 1);
    return this.#found[index];
  }

  slice(start: number, end: number): readonly Frame[] {
    this.#find(end);
    return this.#found.slice(start, end);
  }

  all(): readonly Frame[] {
    return this.slice(0, Infinity);
  }

  /** How many there are; where more than so many are not found yet, how many are. */
  countUpTo(most: number): number {
    this.#find(most);
    return this.#found.length;
  }

  #find(count: number): void {
    while (!this.#isComplete && this.#found.length < count) {
      const next = this.#rest.next();
      if (next.done === true) this.#isComplete = true;
      else this.#found.push({ id: this.#found.length, ...next.value });
    }
  }
}

/** All of them, innermost first. */
export function readStack(target: Target, standing: Standing): readonly Frame[] {
  return new Stack(target, standing).all();
}

type FrameParts = Omit<Frame, 'id'>;

/** Those that have returned stand above the frame that they returned to, which is not the innermost. */
function* withGone(
  frames: Iterable<FrameParts>,
  findGone: () => readonly Frame[],
): Generator<FrameParts> {
  let gone: readonly Frame[] | undefined;
  let isInnermost = true;
  for (const frame of frames) {
    if (!isInnermost) gone ??= findGone();
    isInnermost = false;
    if (gone !== undefined && gone.length > 0) {
      const common = gone.findIndex(it => isSameFrame(it, frame));
      if (common >= 0 || frame.kind !== 'contract') {
        yield* returnedFrames(common < 0 ? gone : gone.slice(0, common), frame.task);
        gone = [];
      }
    }
    yield frame;
  }
}

function* returnedFrames(frames: readonly Frame[], task: Task | undefined): Generator<FrameParts> {
  if (frames.length > 0) yield { ...nothing, kind: 'label', name: GONE_LABEL, task };
  for (const { id: _index, ...it } of frames) yield it;
}

const GONE_LABEL = 'returned: the error came from here';

/** One activation at two moments. */
function isSameFrame(one: Frame, other: FrameParts): boolean {
  const isOne = one.cfa === other.cfa && one.module === other.module;
  return isOne && one.kind === other.kind && one.name === other.name;
}

function* framesFrom(target: Target, standing: Standing): Generator<FrameParts> {
  yield* framesOf(target, standing);
  let task = standing.task;
  if (task === undefined) {
    task = target.currentTask;
    if (task !== undefined) {
      const suspended = suspendedStanding(target, task);
      yield entrance(target, task, suspended);
      yield* framesOf(target, suspended);
    }
  }
  for (let caller = task && target.callerOf(task); task && caller;) {
    yield crossing(target, caller, task);
    yield* framesOf(target, suspendedStanding(target, caller));
    task = caller;
    caller = target.callerOf(task);
  }
  yield* transactionFrames(target);
}

/** The logical frames of one activation; behind them, where they end too early, why. */
function* framesOf(target: Target, standing: Standing): Generator<FrameParts> {
  const { module, task, satp } = standing;
  const kind = task === undefined ? 'kernel' : 'contract';
  const frames = unwind(target.machine, standing);
  // Of callers the address is that of a call which has begun.
  for (let { ahead } = standing; ; ahead = 0) {
    const next = frames.next();
    if (next.done === true) {
      if (next.value !== undefined) yield { ...nothing, kind: 'label', name: next.value, task };
      return;
    }
    const physical = next.value;
    const { pc, lookupPc, cfa } = physical;
    const registers = (number: number) => physical.registers(number);
    const registerPlaces = (number: number) => physical.registerPlaces(number);
    const place = { pc, lookupPc, cfa, registers, registerPlaces };
    const common = { kind, task, module, satp, ...place } as const;
    const logical = module?.framesAt(lookupPc) ?? [];
    if (logical.length === 0) {
      const name = symbolName(standing, lookupPc);
      yield { ...common, name, function: undefined, depth: 0 };
    }
    for (const [depth, it] of logical.entries()) {
      if (depth < ahead) continue;
      yield { ...common, name: it.name, function: it, depth };
    }
  }
}

function symbolName({ module }: Standing, pc: number): string {
  const symbol = module?.symbols.at(pc);
  return symbol === undefined ? hex32(pc) : symbol.name;
}

/** Between the kernel and the contract that waits for it. */
function entrance(target: Target, task: Task, { module, pc, registers }: Standing): FrameParts {
  const label = target.labelOf(task.to);
  const number = registers(A7);
  const isCall = module?.placeAt(pc).kind === 'ecall' && number !== undefined;
  const name = isCall
    ? `kernel: serves ${syscallName(number)} for ${label}`
    : `kernel: between two instructions of ${label}`;
  return { ...nothing, kind: 'label', name, task };
}

/** Between two contracts. Rules that leave coin where it is say nothing of it. */
function crossing(target: Target, caller: Task, callee: Task): FrameParts {
  const { value, to } = callee;
  const isMoved = value !== 0n && target.resolved.scenario.rules !== 'compat';
  const coin = isMoved ? ` with ${value} coin` : '';
  const name = `kernel: ${target.labelOf(caller.to)} calls ${target.labelOf(to)}${coin}`;
  return { ...nothing, kind: 'label', name, task: caller };
}

/** None before the first transaction and after the last. */
function transactionFrames(target: Target): FrameParts[] {
  const { transactionIndex: index, committed } = target.run.firmware;
  const { transactionTitle: title } = target;
  if (index === undefined || committed || title === undefined) return [];
  const name = `transaction ${index}: ${title}`;
  return [{ ...nothing, kind: 'transaction', name }];
}

/** What has no code has none of this. */
const nothing = {
  task: undefined,
  module: undefined,
  satp: 0,
  pc: 0,
  lookupPc: 0,
  cfa: undefined,
  function: undefined,
  depth: 0,
  registers: () => undefined,
  registerPlaces: () => ({ reason: 'this frame runs no code' }),
};

export function frameView(target: Target, frame: Frame): FrameView {
  const { id, name, kind, pc, satp, module, task } = frame;
  return {
    id,
    name,
    kind,
    ...placeOf(target, frame),
    pc,
    ...(module && { module: module.id }),
    inlined: frame.function?.inlined ?? false,
    canRestart: kind === 'contract' && frame.function?.inlined === false,
    ...(frame.moment && { hasReturned: true }),
    satp,
    ...(kind === 'contract' && task && { space: spaceNameOf(target, task) }),
  };
}

/** The transaction's own source is the scenario. */
function placeOf(target: Target, frame: Frame): Pick<FrameView, 'source' | 'line' | 'column'> {
  if (frame.kind === 'transaction') {
    const { transactions } = target.resolved.scenario;
    const place = transactions[target.run.transactionIndex ?? 0]?.place;
    if (place === undefined) return { line: 0, column: 0 };
    const { source: path, line, column } = place.document.problem(place.path, '');
    return {
      source: { path, name: nameOfPath(path), exists: true, deemphasize: false },
      line,
      column,
    };
  }
  const { module, function: logical } = frame;
  if (module === undefined || logical === undefined || logical.line === 0 || logical.file === '') {
    return { line: 0, column: 0 };
  }
  const source = target.sources.view(module, logical.file);
  return { source, line: logical.line, column: logical.column };
}
