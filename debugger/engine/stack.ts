/** The stack across programs: the running one, the kernel's crossing to each caller, the transaction at the bottom. */

import { describeTransaction } from '../chain/describe/receipts';
import type { Task } from '../chain/run';
import { hex32 } from '../shared/hex';
import type { Frame } from './frame';
import type { Standing } from './standing';
import { suspendedStanding } from './standing';
import type { Target } from './target';
import { unwind } from './unwinding';
import type { FrameView } from './views';

/** Innermost first. */
export function readStack(target: Target, standing: Standing): Frame[] {
  const frames: Frame[] = [];
  const add = (rest: readonly Omit<Frame, 'id'>[]) =>
    rest.forEach(it => frames.push({ id: frames.length, ...it }));
  add(framesOf(target, standing));
  let task = standing.task;
  if (task === undefined) {
    task = target.currentTask;
    if (task !== undefined) add(framesOf(target, suspendedStanding(target, task)));
  }
  for (let caller = task && target.callerOf(task); task && caller;) {
    add([crossing(target, caller, task), ...framesOf(target, suspendedStanding(target, caller))]);
    task = caller;
    caller = target.callerOf(task);
  }
  add(transactionFrames(target));
  return frames;
}

/** The logical frames of one activation. */
function framesOf(target: Target, standing: Standing): Omit<Frame, 'id'>[] {
  const { module, task, satp } = standing;
  const kind = task === undefined ? 'kernel' : 'contract';
  const frames: Omit<Frame, 'id'>[] = [];
  for (const physical of unwind(target.machine, standing)) {
    const { pc, lookupPc, cfa } = physical;
    const registers = (number: number) => physical.registers(number);
    const common = { kind, task, module, satp, pc, lookupPc, cfa, registers } as const;
    const logical = module?.framesAt(lookupPc) ?? [];
    if (logical.length === 0) {
      const name = symbolName(standing, lookupPc);
      frames.push({ ...common, name, function: undefined, depth: 0 });
    }
    for (const [depth, it] of logical.entries()) {
      frames.push({ ...common, name: it.name, function: it, depth });
    }
  }
  return frames;
}

function symbolName({ module }: Standing, pc: number): string {
  const symbol = module?.symbols.at(pc);
  return symbol === undefined ? hex32(pc) : symbol.name;
}

function crossing(target: Target, caller: Task, callee: Task): Omit<Frame, 'id'> {
  const name = `kernel: ${target.labelOf(caller.to)} calls ${target.labelOf(callee.to)}`;
  return { ...nothing, kind: 'label', name, task: caller };
}

/** None before the first transaction and after the last. */
function transactionFrames(target: Target): Omit<Frame, 'id'>[] {
  const { transactionIndex: index, committed } = target.run.firmware;
  const { transaction } = target.run;
  if (index === undefined || committed || transaction === undefined) return [];
  const name = `transaction ${index}: ${describeTransaction(target.words, transaction)}`;
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
};

export function frameView(target: Target, frame: Frame): FrameView {
  const { id, name, kind, pc, satp, module } = frame;
  return {
    id,
    name,
    kind,
    ...placeOf(target, frame),
    pc,
    ...(module && { module: module.id }),
    inlined: frame.function?.inlined ?? false,
    satp,
  };
}

/** The transaction's own source is the scenario. */
function placeOf(target: Target, frame: Frame): Pick<FrameView, 'source' | 'line' | 'column'> {
  if (frame.kind === 'transaction') {
    const { transactions } = target.resolved.scenario;
    const place = transactions[target.run.transactionIndex ?? 0]?.place;
    if (place === undefined) return { line: 0, column: 0 };
    const { source: path, line, column } = place.document.problem(place.path, '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { source: { path, name, exists: true, deemphasize: false }, line, column };
  }
  const { module, function: logical } = frame;
  if (module === undefined || logical === undefined || logical.line === 0 || logical.file === '') {
    return { line: 0, column: 0 };
  }
  const source = target.sources.view(module, logical.file);
  return { source, line: logical.line, column: logical.column };
}
