/**
 * Steps through whole scenarios, and checks each step against an account of calls and returns that is kept one
 * instruction at a time, without unwinding and without the stepper.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChainRun } from '../../../debugger/chain/run';
import type { Task } from '../../../debugger/chain/run';
import { DebugEngine } from '../../../debugger/engine/debugEngine';
import { load } from '../../../debugger/engine/loader';
import type { Module } from '../../../debugger/engine/module';
import type { EngineServices, LaunchOptions, Reporter } from '../../../debugger/engine/services';
import { Target } from '../../../debugger/engine/target';
import type { FrameView, Granularity, ResumeAction } from '../../../debugger/engine/views';
import { Random } from '../../../scripts/lib/random';

const root = join(__dirname, '../../..');
const SLICE_STEPS = 1_000_000;
/** More than any sample's scenario has statements. */
const MAX_STOPS = 20_000;

const silent: Reporter = {
  output: () => undefined,
  progress: () => undefined,
  buildStarted: () => undefined,
  buildMessage: () => undefined,
};

/** A stop after a step; at the end of the scenario without frames. */
export interface Arrival {
  readonly action: ResumeAction;
  readonly granularity: Granularity;
  readonly position: number;
  readonly transaction: number | undefined;
  readonly frames: readonly FrameView[];
  readonly milliseconds: number;
}

/** Chooses the step to take from a stop. */
export type Choose = (arrivals: readonly Arrival[]) => ResumeAction;

export const alwaysInto: Choose = () => 'stepIn';

/** Over and out from many places, out of whole transactions seldom: then there is less left to step in. */
export function mixed(seed: number): Choose {
  const random = new Random(seed);
  return arrivals => {
    const own = arrivals.at(-1)?.frames.filter(it => it.source?.deemphasize === false) ?? [];
    const dice = random.below(10);
    if (dice < 6) return 'stepIn';
    if (own.length < 3)
      return random.below(10) > 0 ? 'stepIn' : random.of(['next', 'stepOut'] as const);
    return dice < 9 ? 'next' : 'stepOut';
  };
}

/** From the first instruction of the first contract to the end. */
export async function walk(
  scenario: string,
  services: EngineServices,
  choose: Choose,
  granularity: Granularity = 'line',
): Promise<Arrival[]> {
  const options = { ...optionsOf(scenario), stopOnEntry: true };
  const engine = await DebugEngine.launch(options, services, silent);
  const arrivals = [await step(engine, 'continue', granularity)];
  while ((arrivals.at(-1)?.frames.length ?? 0) > 0 && arrivals.length < MAX_STOPS) {
    arrivals.push(await step(engine, choose(arrivals), granularity));
  }
  return arrivals;
}

async function step(
  engine: DebugEngine,
  action: ResumeAction,
  granularity: Granularity,
): Promise<Arrival> {
  const began = performance.now();
  engine.resume(action, granularity);
  let stop = await engine.runSlice(SLICE_STEPS);
  while (stop === undefined) stop = await engine.runSlice(SLICE_STEPS);
  const milliseconds = performance.now() - began;
  const frames = stop.reason === 'terminated' ? [] : engine.stack();
  const { position, transactionIndex: transaction } = engine;
  return { action, granularity, position, transaction, frames, milliseconds };
}

function optionsOf(scenario: string): LaunchOptions {
  const [crate = '', name = ''] = scenario.split('/');
  return {
    scenario: join(root, 'sample-contracts', crate, 'scenarios', `${name}.scenario.json`),
    kernel: readFileSync(join(root, 'dist/kernel.elf')),
    sourceMap: { '/avm/': `${root}/` },
  };
}

/** What is true at an instruction of a contract. */
export interface Truth {
  readonly pc: number;
  readonly task: Task;
  readonly module: Module;
  /** Calls under way, in this activation and in those that wait for it. */
  readonly depth: number;
  /** Where the innermost of them began: one that is made again is another, though it looks the same. */
  readonly call: number;
}

/** A call of an own function of which a statement ran, from its first instruction to its return. */
interface Visit {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface Account {
  readonly truths: ReadonlyMap<number, Truth>;
  readonly visits: readonly Visit[];
}

interface Call {
  readonly returnAddress: number;
  name: string | undefined;
  from: number;
  hasStatement: boolean;
  /** Where it goes on after what was outlined from it. */
  helpedUntil: number | undefined;
}

/** @param positions at which the truth is wanted */
export async function account(
  scenario: string,
  services: EngineServices,
  positions: ReadonlySet<number>,
): Promise<Account> {
  const loaded = await load(optionsOf(scenario), services, silent);
  const { resolved } = loaded;
  const run = new ChainRun({
    kernel: loaded.kernelImage,
    state: resolved.genesis.clone(),
    bundle: resolved.bundle,
    rules: resolved.scenario.rules,
    block: resolved.scenario.block,
  });
  const target = new Target({ run, ...loaded });
  const ledger = new Ledger(target);
  const truths = new Map<number, Truth>();
  for (;;) {
    const { position, pc } = run.machine;
    const { runningTask: task, runningModule: module } = target;
    const isWanted = positions.has(position);
    if (task !== undefined && module !== undefined) {
      ledger.arrive(task, module);
      if (isWanted)
        truths.set(position, { pc, task, module, depth: ledger.depth, call: ledger.call(task) });
    }
    const stop = run.run(1);
    if (stop === 'waiting') await run.ready();
    else if (stop !== 'budget') return { truths, visits: ledger.visits };
    if (task !== undefined && module !== undefined) ledger.leave(task, module.placeAt(pc), pc);
  }
}

/** Calls and returns of all activations, told by the instructions themselves. */
class Ledger {
  readonly visits: Visit[] = [];
  readonly #calls = new Map<Task, Call[]>();

  constructor(private readonly target: Target) {}

  get depth(): number {
    return this.target.run.tasks.reduce((sum, it) => sum + (this.#calls.get(it)?.length ?? 0), 0);
  }

  /** The position of the first instruction of what the task runs. */
  call(task: Task): number {
    return this.#calls.get(task)?.at(-1)?.from ?? 0;
  }

  /** Before an instruction runs. */
  arrive(task: Task, module: Module): void {
    const { pc, position } = this.target.machine;
    const calls = this.#callsOf(task);
    const top = calls.at(-1);
    const physical = module.framesAt(pc).at(-1);
    if (top === undefined || physical === undefined) return;
    // Code that LLVM has outlined is part of the function that it was taken from.
    if (top.helpedUntil === pc) top.helpedUntil = undefined;
    if (top.helpedUntil !== undefined) return;
    // The first instruction of a function: a call's, or that of a jump that ends the function before.
    if (physical.lowPc === pc) {
      this.#end(top);
      const isOwn = module.isOwnFile(physical.declFile ?? '');
      [top.name, top.from] = [isOwn ? physical.name : undefined, position];
      top.hasStatement = false;
    }
    const { isOwn, isStatement, ownDepth } = module.placeAt(pc);
    if (isOwn && isStatement && ownDepth > 0) top.hasStatement = true;
  }

  /** After an instruction has run. */
  leave(task: Task, place: ReturnType<Module['placeAt']>, pc: number): void {
    const { runningTask, machine } = this.target;
    if (runningTask !== task) return;
    const calls = this.#callsOf(task);
    if (place.kind === 'call') calls.push(callFrom(pc + place.length));
    const top = calls.at(-1);
    if (place.kind === 'helper' && top !== undefined) top.helpedUntil = pc + place.length;
    if (place.kind !== 'return' || top?.returnAddress !== machine.pc) return;
    calls.pop();
    this.#end(top);
  }

  #callsOf(task: Task): Call[] {
    const calls = this.#calls.get(task) ?? [callFrom(0)];
    this.#calls.set(task, calls);
    return calls;
  }

  #end({ name, from, hasStatement }: Call): void {
    if (name === undefined || !hasStatement) return;
    this.visits.push({ name, from, to: this.target.machine.position });
  }
}

function callFrom(returnAddress: number): Call {
  return { returnAddress, name: undefined, from: 0, hasStatement: false, helpedUntil: undefined };
}

/** Sentences on what is not as a step promises; empty where all is well. */
export function violations(arrivals: readonly Arrival[], { truths }: Account): string[] {
  return arrivals.flatMap((arrival, at) => {
    const before = arrivals[at - 1];
    if (before === undefined || arrival.frames.length === 0) return [];
    const [from, to] = [truths.get(before.position), truths.get(arrival.position)];
    const wrong =
      from === undefined || to === undefined
        ? ['is in no contract']
        : rulesBroken(before, arrival, from, to);
    return wrong.map(it => `${describe(before)}: ${arrival.action} to ${describe(arrival)} ${it}`);
  });
}

type Rule = readonly [isBroken: boolean, text: string];

function rulesBroken(before: Arrival, after: Arrival, from: Truth, to: Truth): string[] {
  const place = to.module.placeAt(to.pc);
  const start = from.module.placeAt(from.pc);
  const isLeft = to.depth < from.depth;
  const isSameCall = to.depth === from.depth && from.task === to.task && from.call === to.call;
  const isSameColumn = after.granularity === 'line' || place.column === start.column;
  const isSameLine = place.line === start.line && place.file === start.file && isSameColumn;
  const isDeeper =
    isSameCall && place.ownDepth > start.ownDepth && place.chain[0] === start.chain[0];
  const callers = before.frames.slice(1).filter(it => it.source?.deemphasize === false);
  const withinTransaction: readonly Rule[] = [
    [after.action === 'next' && to.depth > from.depth, 'is deeper'],
    [after.action === 'next' && isDeeper, 'is in a call that was inlined'],
    [after.action === 'stepOut' && to.depth > from.depth, 'is deeper'],
    [
      // What a call has left to do in its caller may have no statement: then it is the caller's caller.
      after.action === 'stepOut' && !callers.some(it => it.name === after.frames[0]?.name),
      'is in no caller',
    ],
  ];
  const rules: readonly Rule[] = [
    [after.position <= before.position, 'does not go forward'],
    [place.line === 0, 'is on no line'],
    [!place.isOwn && start.isOwn, 'is in code that is not the author’s'],
    [!place.isStatement && !isLeft, 'is amid a statement, and nothing has returned'],
    [isSameCall && isSameLine && `${place.chain}` === `${start.chain}`, 'has not left its line'],
    ...(after.transaction === before.transaction ? withinTransaction : []),
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, text]) => text);
}

/** Own functions that ran, and in which a walk by `stepIn` has not stopped, as far as it went. */
export function unvisited(arrivals: readonly Arrival[], { visits }: Account): string[] {
  const last = arrivals.at(-1);
  const end = last === undefined || last.frames.length === 0 ? Infinity : last.position;
  return visits
    .filter(it => it.from < end)
    .filter(
      ({ name, from, to }) =>
        !arrivals.some(
          it => it.position >= from && it.position <= to && it.frames.some(f => f.name === name),
        ),
    )
    .map(it => `${it.name} at ${it.from}`);
}

function describe({ position, frames }: Arrival): string {
  const [top] = frames;
  return `${position} ${top?.name ?? 'nowhere'} ${top?.source?.name ?? ''}:${top?.line ?? 0}`;
}
