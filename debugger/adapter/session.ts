/** One debug session: what is launched, whether it runs, and what the client holds references to. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { DebugEngine } from '../engine/debugEngine';
import type { FrameView, StopView } from '../engine/views';
import type { LaunchArguments } from '../protocol';
import { Announcements } from './announcements';
import { ClientOptions } from './clientOptions';
import type { SendEvent } from './events';
import type { Need } from './handler';
import { stopText } from './stopText';
import { PendingRequests } from './pendingRequests';
import type { Progress } from './progress';
import { RequestError } from './requestError';
import { RunLoop } from './runLoop';
import { RunProgress } from './runProgress';
import type { AdapterServices } from './services';
import { SourceStore } from './sourceStore';
import { VariableStore } from './variableStore';

/** A frame of the current stop. Index 0 is where the machine stands. */
export interface StoppedFrame {
  readonly engine: DebugEngine;
  /** The client's number for it. */
  readonly id: number;
  readonly index: number;
  readonly view: FrameView;
}

export interface SessionLinks {
  readonly services: AdapterServices;
  readonly send: SendEvent;
  /** The machine could not go on because of a bug of ours. */
  readonly failed: (error: unknown) => void;
  /** The session is over and its client need not be kept. */
  readonly closed: () => void;
}

/** new: before launch; ready: loaded, not started; ended: receipts and state can still be asked for. */
type Phase = 'new' | 'launching' | 'ready' | 'stopped' | 'running' | 'ended';

export class Session {
  readonly pending = new PendingRequests();
  /** What is shown now, by its id. */
  readonly progresses = new Map<string, Progress>();
  readonly variables = new VariableStore();
  readonly sources = new SourceStore();
  readonly services: AdapterServices;
  readonly send: SendEvent;
  readonly #links: SessionLinks;
  readonly #loop = new RunLoop();
  readonly #announcements = new Announcements();
  #client: ClientOptions | undefined;
  #launched: LaunchArguments | undefined;
  #phase: Phase = 'new';
  #engine: DebugEngine | undefined;
  /** The number of this stop's innermost frame, from which the others are counted; no number is used twice. */
  #firstFrameId = 1;
  /** How many frames of this stop the client has heard of. */
  #knownFrames = 0;
  #runs = 0;
  #hasThread = false;
  #moved: StopView | undefined;
  #isClosed = false;
  #isEndAnnounced = false;

  constructor(links: SessionLinks) {
    this.#links = links;
    this.services = links.services;
    this.send = links.send;
  }

  /** What the client has said of itself; until then, what the protocol assumes. */
  get client(): ClientOptions {
    return this.#client ?? new ClientOptions();
  }

  /** [DAP initialize] It may be said once only. */
  initialize(args: Dap.InitializeRequestArguments): void {
    if (this.#client !== undefined) throw new RequestError('initialize may be sent only once');
    this.#client = new ClientOptions(args);
  }

  get engine(): DebugEngine {
    if (this.#engine === undefined) throw new RequestError('nothing is launched yet');
    return this.#engine;
  }

  get isRunning(): boolean {
    return this.#phase === 'running';
  }

  /** Refuses with a sentence where the session is not what a request needs. */
  demand(need: Need): void {
    if (need === 'nothing') return;
    if (this.#engine === undefined) throw new RequestError('nothing is launched yet');
    if (this.#phase === 'launching') throw new RequestError('the session is being loaded');
    if (need === 'launched') return;
    if (this.#phase === 'running') throw new RequestError('the machine is running: pause it first');
    if (this.#phase === 'ended') throw new RequestError('the session has ended');
    if (this.#phase !== 'stopped') throw new RequestError('the machine has not started yet');
  }

  /** Takes the engine that `load` brings. One session launches once. */
  async launch(args: LaunchArguments, load: () => Promise<DebugEngine>): Promise<void> {
    if (this.#phase !== 'new') throw new RequestError('this session has been launched already');
    await this.#load(async () => {
      this.#launched = args;
      this.#engine = await load();
      if (this.#isClosed) this.#engine.dispose();
    });
  }

  /** What the machine runs; a restart may have new arguments. */
  get launched(): LaunchArguments {
    if (this.#launched === undefined) throw new RequestError('nothing is launched yet');
    return this.#launched;
  }

  /** The first run, when the client has set its breakpoints. */
  start(): void {
    if (this.#phase !== 'ready') return;
    this.send('process', {
      name: this.launched.scenario,
      startMethod: 'launch',
      isLocalProcess: true,
      pointerSize: 32,
    });
    this.#hasThread = true;
    this.send('thread', { reason: 'started', threadId: this.#threadId });
    this.#announcements.update(this);
    this.#run();
  }

  resume(arm: (engine: DebugEngine) => void): void {
    arm(this.engine);
    this.#run();
  }

  /** Puts the machine elsewhere without running it; to be announced behind the response. */
  move(put: (engine: DebugEngine) => StopView): StopView {
    const stop = put(this.engine);
    this.#moved = stop;
    this.#forgetStop();
    return stop;
  }

  announceMove(): void {
    const stop = this.#moved;
    this.#moved = undefined;
    if (stop !== undefined) this.#stopped(stop);
  }

  /** Leaves the session ready to start with what `load` has loaded again. */
  async restart(args: LaunchArguments, load: () => Promise<void>): Promise<void> {
    if (this.#phase === 'launching') throw new RequestError('the session is being loaded');
    this.#phase = 'launching';
    await this.#loop.halt();
    if (!this.#isIn('launching')) throw new RequestError('the session has ended');
    this.#forgetStop();
    this.#threadExited();
    this.#isEndAnnounced = false;
    this.#announcements.remember(this);
    try {
      await this.#load(load);
      this.#launched = args;
    } catch (error) {
      // What was loaded before is gone, and what should come after cannot be had.
      this.#phase = 'ended';
      this.announceEnd();
      throw error;
    }
  }

  /** Ends the machine; receipts and state stay readable. */
  async end(): Promise<void> {
    this.pending.cancelAll();
    await this.#loop.halt();
    this.#forgetStop();
    this.#phase = 'ended';
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.end();
    this.#engine?.dispose();
    this.#links.closed();
  }

  /** So many frames of this stop from one on, 0 the innermost; their numbers are valid until the machine runs again. */
  frames(start: number, count: number): StoppedFrame[] {
    const { engine } = this;
    const views = engine.stackPage(start, count);
    this.#knownFrames = Math.max(this.#knownFrames, start + views.length);
    return views.map((view, at) => {
      const index = start + at;
      return { engine, view, index, id: this.#firstFrameId + index };
    });
  }

  frame(id: number): StoppedFrame {
    const index = id - this.#firstFrameId;
    const [frame] = index >= 0 && index < this.#knownFrames ? this.frames(index, 1) : [];
    if (frame === undefined) {
      throw new RequestError(`frame ${id} is gone: the machine has run since`);
    }
    return frame;
  }

  /** A register or memory was written: the frames keep their numbers and are looked at again. */
  stateChanged(): void {
    if (this.client.hearsInvalidated) this.send('invalidated', { areas: ['stacks', 'variables'] });
  }

  /** Says that it is over, once. */
  announceEnd(): void {
    if (this.#isEndAnnounced) return;
    this.#isEndAnnounced = true;
    for (const it of [...this.progresses.values()]) it.end();
    this.#threadExited();
    this.send('terminated', undefined);
  }

  /** Reports what no request is to blame for, and ends. */
  abandon(report: string): void {
    this.send('output', { category: 'important', output: report });
    void this.end().then(() => this.announceEnd());
  }

  /** Something long that makes the session ready, unless it ends meanwhile. */
  async #load(load: () => Promise<void>): Promise<void> {
    this.#phase = 'launching';
    try {
      await load();
    } catch (error) {
      if (this.#isIn('launching')) this.#phase = 'new';
      throw error;
    }
    if (this.#isIn('launching')) this.#phase = 'ready';
    else throw new RequestError('the session has ended');
  }

  /** The phase may have changed behind an await, which the compiler does not see. */
  #isIn(phase: Phase): boolean {
    return this.#phase === phase;
  }

  #run(): void {
    this.#forgetStop();
    this.#phase = 'running';
    const progress = new RunProgress(this, `run-${++this.#runs}`, performance.now());
    this.#loop.start(
      this.engine,
      stop => {
        progress.end();
        if (stop !== undefined) this.#stopped(stop);
      },
      error => {
        progress.end();
        this.#links.failed(error);
      },
      now => progress.tick(now),
    );
  }

  get #threadId(): number {
    return this.engine.threads()[0]?.id ?? 1;
  }

  #threadExited(): void {
    if (this.#hasThread) this.send('thread', { reason: 'exited', threadId: this.#threadId });
    this.#hasThread = false;
  }

  #stopped(stop: StopView): void {
    if (stop.reason === 'terminated') {
      this.#phase = 'ended';
      this.#threadExited();
      this.send('exited', { exitCode: stop.exitCode ?? 0 });
      this.announceEnd();
      return;
    }
    this.#phase = 'stopped';
    const text = stopText(stop);
    this.send('stopped', {
      reason: stop.reason,
      description: stop.description,
      ...(text === undefined ? {} : { text }),
      ...(stop.hitBreakpointIds === undefined ? {} : { hitBreakpointIds: stop.hitBreakpointIds }),
      threadId: this.#threadId,
      allThreadsStopped: true,
    });
  }

  #forgetStop(): void {
    this.variables.clear();
    this.#firstFrameId += this.#knownFrames;
    this.#knownFrames = 0;
  }
}
