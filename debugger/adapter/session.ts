/** One debug session: what is launched, whether it runs, and what the client holds references to. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { DebugEngine } from '../engine/debugEngine';
import type { StopView } from '../engine/views';
import type { LaunchArguments } from '../protocol';
import { Announcements } from './announcements';
import { ClientOptions } from './clientOptions';
import { disconnectEngine } from './engineEvents';
import type { SendEvent } from './events';
import type { StoppedFrame } from './frameNumbers';
import { FrameNumbers } from './frameNumbers';
import type { Need } from './handler';
import { IdleWork } from './idleWork';
import { InheritedBreakpoints } from './inheritedBreakpoints';
import type { Fate, LeftMachine } from './keptMachines';
import { MemoryViews } from './memoryViews';
import { PendingRequests } from './pendingRequests';
import type { Demand, Phase } from './phases';
import { ENDED, refusal } from './phases';
import type { Progress } from './progress';
import { RequestError } from './requestError';
import { RunLoop } from './runLoop';
import { RunProgress } from './runProgress';
import type { AdapterServices } from './services';
import type { SessionLinks } from './sessionLinks';
import { SourceStore } from './sourceStore';
import { stopBody } from './stopText';
import { VariableStore } from './variableStore';

const NOTHING_OUTLIVES =
  'nothing can be attached to here, for this adapter ends with its client: start "avm dap --port 4711", and connect to that port to launch and to attach';

/** How long requests that were given up may take to say so, in milliseconds. */
const GRACE_MS = 1000;

export class Session {
  readonly pending = new PendingRequests();
  /** What is shown now, by its id. */
  readonly progresses = new Map<string, Progress>();
  readonly variables = new VariableStore();
  readonly sources = new SourceStore();
  readonly memory = new MemoryViews();
  readonly services: AdapterServices;
  readonly send: SendEvent;
  readonly #links: SessionLinks;
  readonly #loop: RunLoop;
  readonly #announcements = new Announcements();
  readonly #frames = new FrameNumbers();
  readonly #idle: IdleWork;
  #client: ClientOptions | undefined;
  #launched: LaunchArguments | undefined;
  #phase: Phase = 'new';
  #engine: DebugEngine | undefined;
  #runs = 0;
  #hasThread = false;
  #moved: StopView | undefined;
  /** Why the machine stands, or has stood last. */
  #stop: StopView | undefined;
  /** What this session has attached to. */
  #attached: LeftMachine | undefined;
  #inherited: InheritedBreakpoints | undefined;
  #stopNumber = 0;
  #isClosed = false;
  #isEndAnnounced = false;

  constructor(links: SessionLinks) {
    this.#links = links;
    this.services = links.services;
    this.#loop = new RunLoop(links.room);
    this.#idle = new IdleWork(links.failed, links.services.makeRoom);
    // Once the client has gone there is nobody to tell.
    this.send = (name, body) => {
      if (!this.#isClosed) links.send(name, body);
    };
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

  /** Changes when the machine goes on or is put elsewhere. */
  get stopNumber(): number {
    return this.#stopNumber;
  }

  /** Refuses with a sentence where the session is not what a request needs. */
  demand(need: Need): void {
    if (need === 'nothing') return;
    if (need !== 'server') return this.#demand(need);
    if (!this.canOutliveClient) throw new RequestError(NOTHING_OUTLIVES);
  }

  #demand(demand: Demand): void {
    const sentence = refusal(this.#phase, demand, this.isAttached);
    if (sentence !== undefined) throw new RequestError(sentence);
  }

  /** Takes the engine that `load` brings. One session launches once. */
  async launch(args: LaunchArguments, load: () => Promise<DebugEngine>): Promise<void> {
    this.#demand('fresh');
    await this.#load(async () => {
      this.#launched = args;
      this.#engine = await load();
      if (this.#isClosed) this.#engine.dispose();
    });
  }

  /** Whether the machine can go on when the client has left. */
  get canOutliveClient(): boolean {
    return this.#links.kept !== undefined;
  }

  get isAttached(): boolean {
    return this.#attached !== undefined;
  }

  /** Goes on with a machine that another client has left. @param name undefined: the only one that is kept */
  async attach(name: string | undefined): Promise<void> {
    this.#demand('fresh');
    const { kept } = this.#links;
    if (kept === undefined) throw new RequestError(NOTHING_OUTLIVES);
    await this.#load(async () => {
      const left = await kept.take(name);
      if (this.#isClosed) {
        kept.keep(left, 'suspended');
        return;
      }
      this.#attached = left;
      this.#inherited = new InheritedBreakpoints();
      this.#launched = left.launched;
      this.#engine = left.engine;
      this.#stop = left.stop;
    });
  }

  /** The client has set its own breakpoints in a file. */
  ownsBreakpointsOf(path: string): void {
    this.#inherited?.replaced(path);
  }

  /**
   * Leaves the machine to whoever attaches to it.
   * @returns its name; undefined where nothing is there that could go on
   */
  async leave(fate: Fate): Promise<string | undefined> {
    const { kept } = this.#links;
    this.pending.cancelAll();
    if (this.#phase === 'running') {
      // A step is finished or given up, so that what is left stands at a stop like any other.
      this.engine.pause();
      await this.#loop.finished;
    }
    const isAlive = this.#phase === 'ready' || this.#phase === 'stopped';
    if (kept === undefined || this.#engine === undefined || !isAlive) return undefined;
    const left = {
      name: this.#attached?.name,
      engine: this.#engine,
      launched: this.launched,
      stop: this.#stop,
    };
    this.#engine = undefined;
    this.#phase = 'left';
    this.#forgetStop();
    disconnectEngine(left.engine);
    return kept.keep(left, fate);
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
      startMethod: this.#inherited === undefined ? 'launch' : 'attach',
      isLocalProcess: true,
      pointerSize: 32,
    });
    this.#hasThread = true;
    this.send('thread', { reason: 'started', threadId: this.#threadId });
    this.#announcements.update(this);
    this.#inherited?.announce(this);
    this.#inherited = undefined;
    // What was left at a stop stands there still.
    if (this.#stop === undefined) this.#run();
    else this.#stopped(this.#stop);
  }

  /** @param title what is shown of it where it takes its time */
  resume(arm: (engine: DebugEngine) => void, title = 'Running'): void {
    arm(this.engine);
    this.#run(title);
  }

  /** Clients keep a stop until they are told, where the protocol does not say that a request leaves it. [DAP continued] */
  announceContinued(): void {
    this.send('continued', { threadId: this.#threadId, allThreadsContinued: true });
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
    this.#demand('launched');
    const stood = this.#isIn('stopped');
    this.#phase = 'launching';
    await this.#loop.halt();
    if (!this.#isIn('launching')) throw new RequestError(ENDED);
    this.#forgetStop();
    if (stood) this.announceContinued();
    this.#stop = undefined;
    this.#inherited = undefined;
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
    if (this.#phase !== 'left') this.#phase = this.#engine === undefined ? 'unloaded' : 'ended';
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.end();
    await this.pending.idle(GRACE_MS);
    this.#dispose();
  }

  /** The client was cut off: what it was at is worth keeping, for it may come back. */
  async lost(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const name = this.canOutliveClient ? await this.leave('suspended') : undefined;
    if (name === undefined) await this.end();
    this.#dispose();
  }

  #dispose(): void {
    this.#engine?.dispose();
    this.#links.closed();
  }

  /** The client has sent a message. */
  heard(): void {
    this.#idle.heard();
  }

  /** So many frames of this stop from one on, 0 the innermost; their numbers are valid until the machine runs again. */
  frames(start: number, count: number): StoppedFrame[] {
    return this.#frames.frames(this.engine, start, count);
  }

  frame(id: number): StoppedFrame {
    return this.#frames.frame(this.engine, id);
  }

  /** A register or memory was written: frames keep their numbers and are looked at again, and so is memory that is shown. */
  stateChanged(): void {
    if (this.client.hearsInvalidated) this.send('invalidated', { areas: ['stacks', 'variables'] });
    if (!this.client.hearsMemory) return;
    for (const it of this.memory.changes(this.engine)) this.send('memory', it);
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
    else throw new RequestError(ENDED);
  }

  /** The phase may have changed behind an await, which the compiler does not see. */
  #isIn(phase: Phase): boolean {
    return this.#phase === phase;
  }

  #run(title = 'Running'): void {
    this.#forgetStop();
    this.#phase = 'running';
    this.#stop = undefined;
    const progress = new RunProgress(this, { id: `run-${++this.#runs}`, title }, performance.now());
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
    this.#stop = stop;
    this.#idle.begin(this.engine.foresee());
    if (stop.isInVain === true) {
      this.send('output', { category: 'important', output: `${stop.text}\n` });
    }
    this.send('stopped', stopBody(stop, this.#threadId));
  }

  #forgetStop(): void {
    this.#stopNumber++;
    this.#idle.giveUp();
    this.variables.clear();
    this.#frames.clear();
  }
}
