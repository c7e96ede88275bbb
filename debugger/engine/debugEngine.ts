/** A debug session below the protocol: what is loaded, how it runs, and where it is to stop. */

import { takeRefusal } from '../vm/jit/choice';
import { describeAccounts } from '../chain/describe/accounts';
import { ChainRun } from '../chain/run';
import type { FiredEvent, SourcePlace } from '../chain/run';
import type { Receipt } from '../chain/receipt';
import { authorPlace } from './authorPlace';
import type { Landed } from './backwards/backwards';
import { Backwards } from './backwards/backwards';
import { breakpointLocations, linesOfFrames } from './breakpointLocations';
import { errorOrigin } from './errorOrigin';
import type { Frame } from './frame';
import { deafTo } from './history';
import type { Loaded } from './loader';
import { load } from './loader';
import { loadedSources, moduleView, ownSources } from './modules';
import { Placement } from './placement';
import { mismatchesOf, receiptView } from './receiptView';
import type { Returned } from './returned';
import { Runner } from './runner';
import type { EngineServices, LaunchOptions, Reporter } from './services';
import { suspendedStanding } from './standing';
import type { StepTarget } from './stepTargets';
import type { WantedFunction, WantedInstruction, WantedLine } from './stops/breakpoints';
import type { DataRequest } from './stops/data/dataInfo';
import { dataInfo } from './stops/data/dataInfo';
import type { WantedData } from './stops/data/dataBreakpoints';
import type { WantedFilter } from './stops/exceptions';
import type { SlotWish } from './stops/stopSettings';
import { StopSettings } from './stops/stopSettings';
import { Target } from './target';
import type {
  AccountView,
  BackTarget,
  BreakpointView,
  DataInfoView,
  ExceptionView,
  FilterView,
  Granularity,
  ModuleView,
  PastStopView,
  ProgramSources,
  ReceiptView,
  ResumeAction,
  SourceView,
  StopView,
} from './views';
import { StoppedSystem } from './stoppedSystem';

/** All instructions are executed by one hart, which the protocol calls a thread. */
const THREAD = 1;

export class DebugEngine extends StoppedSystem {
  /** A transaction has ended; it is no news where the run was taken back, and comes to its end again. */
  onReceipt: (receipt: ReceiptView, isNews: boolean) => void = () => undefined;
  /** A contract has logged a line, or the kernel printed one; the place is that of the contract's source. */
  onConsole: (text: string, place: SourcePlace | undefined) => void = () => undefined;
  /** A breakpoint has moved by itself. */
  onBreakpointChanged: (breakpoint: BreakpointView) => void = () => undefined;
  /** The run stands at an earlier position: what it did after that is not so any more. */
  onRewound: () => void = () => undefined;
  /** A log point was passed, or something is to be known of a breakpoint. */
  onLogPoint: (text: string, place: SourcePlace | undefined) => void = () => undefined;
  #target: Target;
  #runner: Runner;
  readonly #stops: StopSettings;
  #receipts: ReceiptView[] = [];
  #placement: Placement | undefined;
  /** While the run is taken back. */
  #backwards: Backwards | undefined;
  #justMyContract: boolean;
  #logPlace: SourcePlace | undefined;

  private constructor(
    loaded: Loaded,
    private options: LaunchOptions,
    private readonly services: EngineServices,
    private readonly report: Reporter,
  ) {
    super();
    this.#justMyContract = options.justMyContract ?? true;
    this.#target = this.#start(loaded);
    this.#stops = new StopSettings(this.#target, {
      logged: (text, place) => this.onLogPoint(text, place),
      changed: it => this.onBreakpointChanged(it),
    });
    this.#runner = this.#createRunner();
  }

  /**
   * Builds and reads everything; nothing has run when it resolves.
   * @throws ScenarioError, MalformedInput, or what the host says of a file that it cannot read
   */
  static async launch(
    options: LaunchOptions,
    services: EngineServices,
    report: Reporter,
  ): Promise<DebugEngine> {
    const engine = new DebugEngine(
      await load(options, services, report),
      options,
      services,
      report,
    );
    const refusal = takeRefusal();
    if (refusal !== undefined) report.output(`${refusal}\n`, 'console');
    return engine;
  }

  /** Loads everything again and stands before the first instruction. Breakpoints and filters stay. */
  async restart(
    options = this.options,
    services = this.services,
    report = this.report,
  ): Promise<void> {
    // What was switched in the session stays, unless what it was launched with has changed.
    const isKept = options.justMyContract === this.options.justMyContract;
    const justMyContract = isKept ? this.#justMyContract : (options.justMyContract ?? true);
    this.#justMyContract = justMyContract;
    const loaded = await load({ ...options, justMyContract }, services, report);
    this.options = options;
    this.#receipts = [];
    this.#backwards = undefined;
    this.#target = this.#start(loaded);
    const changed = this.#stops.retarget(this.#target);
    this.#runner = this.#createRunner();
    this.forget();
    changed.forEach(it => this.onBreakpointChanged(it));
  }

  dispose(): void {
    this.forget();
  }

  setSourceBreakpoints(path: string, wanted: readonly WantedLine[]): BreakpointView[] {
    this.#runner.rearm();
    return this.#stops.breakpoints.setLines(path, wanted);
  }

  /** What is set, by file. */
  sourceBreakpoints(): ReadonlyMap<string, readonly BreakpointView[]> {
    return this.#stops.breakpoints.lines();
  }

  /** A name alone is a breakpoint without conditions. */
  setFunctionBreakpoints(wanted: readonly (string | WantedFunction)[]): BreakpointView[] {
    this.#runner.rearm();
    const full = wanted.map(it => (typeof it === 'string' ? { name: it } : it));
    return this.#stops.breakpoints.setFunctions(full);
  }

  setInstructionBreakpoints(wanted: readonly (number | WantedInstruction)[]): BreakpointView[] {
    this.#runner.rearm();
    const full = wanted.map(it => (typeof it === 'number' ? { address: it } : it));
    return this.#stops.breakpoints.setInstructions(full);
  }

  /** What a data breakpoint on something would be, or why there can be none. */
  dataInfo(request: DataRequest): DataInfoView {
    const stack = () => this.frames().all();
    return dataInfo(this.#target, this.#stops.data.places, stack, request);
  }

  setDataBreakpoints(wanted: readonly WantedData[]): BreakpointView[] {
    this.#runner.rearm();
    return this.#stops.setData(wanted);
  }

  /** Slots of storage, beside what is set as data breakpoints. Replaces all of them. */
  setSlotBreakpoints(wanted: readonly SlotWish[]): BreakpointView[] {
    this.#runner.rearm();
    return this.#stops.setSlots(wanted);
  }

  /** Where code begins between two lines, both included. */
  breakpointLocations(
    path: string,
    line: number,
    endLine: number,
  ): { line: number; column: number }[] {
    return breakpointLocations(this.#target, path, line, endLine);
  }

  /** Lines of a file that frames may stand on, in no order. */
  linesOfFrames(path: string): number[] {
    return linesOfFrames(this.#target, path);
  }

  /** @param wanted ids of the rows of `EXCEPTION_FILTERS`, with conditions or without */
  setExceptionFilters(wanted: readonly (string | WantedFilter)[]): FilterView[] {
    this.#runner.rearm();
    return this.#stops.exceptions.set(wanted.map(it => (typeof it === 'string' ? { id: it } : it)));
  }

  /** Whether steps go past kernel, standard library and clibc, from the next one on. */
  setJustMyContract(isOn: boolean): void {
    this.#justMyContract = isOn;
    this.#target.setJustMyContract(isOn);
    this.forget();
  }

  /**
   * Says what the coming slices are for.
   * @param into the one call that `stepIn` goes into, of `placement.stepTargets`
   */
  resume(action: ResumeAction, granularity: Granularity = 'line', into?: StepTarget): void {
    this.forget();
    this.#runner.resume(action, granularity, into);
  }

  /** Says that the coming slices take the run back. What is found is where a run forwards has been or would have stopped. */
  goBack(action: BackTarget, granularity: Granularity = 'line'): void {
    const parts = { target: this.#target, stops: this.#stops.stops, runner: this.#runner };
    this.#backwards = new Backwards(parts, action, granularity);
    this.forget();
  }

  /** As of `History`. */
  pastStops(): PastStopView[] {
    return this.#target.history.pastStops;
  }

  /** What can be stepped into, gone to and restarted at this stop. */
  get placement(): Placement {
    const { isAtTrap } = this.#runner;
    const frame = (id: number) => this.frame(id);
    const moved = () => {
      this.#runner.moved();
      this.forget();
    };
    this.#placement ??= new Placement({ target: this.#target, isAtTrap, frame, moved });
    return this.#placement;
  }

  /** Runs at most so many steps: a stop, or undefined where it runs on. */
  runSlice(maxSteps: number): StopView | undefined | Promise<StopView | undefined> {
    this.forget();
    if (this.#backwards !== undefined) return this.#backSlice(this.#backwards, maxSteps);
    return this.#runner.slice(maxSteps);
  }

  /** The next slice stops; a run that is taken back is where it was. */
  pause(): void {
    if (this.#backwards === undefined) this.#runner.pause();
    else this.#backwards.giveUp();
  }

  /** Steps since boot: where in the run the machine stands. */
  get position(): number {
    return this.#target.machine.position;
  }

  /** Index of the transaction that runs, or has run last; undefined before the first. */
  get transactionIndex(): number | undefined {
    return this.#target.run.transactionIndex;
  }

  /** How many transactions there are to run. */
  get transactionCount(): number {
    return this.#target.resolved.scenario.transactions.length;
  }

  threads(): { id: number; name: string }[] {
    const { transactionIndex: index } = this;
    const { transactionTitle: title } = this.#target;
    const name = title === undefined ? 'kernel' : `transaction ${String(index)}: ${title}`;
    return [{ id: THREAD, name }];
  }

  accounts(): AccountView[] {
    return describeAccounts(this.#target.words);
  }

  /** Of the transactions that have ended, in their order. */
  receipts(): ReceiptView[] {
    return [...this.#receipts];
  }

  /** Why the machine stands, where it is for an exception. */
  exceptionInfo(): ExceptionView | undefined {
    return this.#runner.exception;
  }

  modules(): ModuleView[] {
    return this.#target.modules.map(moduleView);
  }

  loadedSources(): SourceView[] {
    return loadedSources(this.#target);
  }

  /** What the author wrote, by program: to be compared with what was compiled. */
  ownSources(): ProgramSources[] {
    return ownSources(this.#target);
  }

  protected override get target(): Target {
    return this.#target;
  }

  protected override get isAtTrap(): boolean {
    return this.#runner.isAtTrap;
  }

  protected override get lastReturned(): readonly Returned[] {
    return this.#runner.returned;
  }

  protected override isWatched(address: number, byteSize: number, satp: number): boolean {
    return this.#stops.data.covers(address, byteSize, satp);
  }

  #start({ resolved, kernelImage, kernel, contracts, sources }: Loaded): Target {
    const run = new ChainRun({
      kernel: kernelImage,
      state: resolved.genesis.clone(),
      bundle: resolved.bundle,
      rules: resolved.scenario.rules,
      block: resolved.scenario.block,
      observer: deafTo(() => this.#target.history.isReplaying, {
        taskStarted: it => this.#listener?.taskStarted(it),
        taskEnded: it => this.#listener?.taskEnded(it),
        slotChanged: it => this.#listener?.slotChanged(it),
        eventFired: it => this.#fired(it),
        receipt: it => this.#receive(it),
        console: it => this.#print(it),
      }),
    });
    return new Target({ run, resolved, kernel, contracts, sources });
  }

  /** Who drives the machine. */
  get #listener(): Runner | undefined {
    return this.#backwards === undefined ? this.#runner : this.#backwards.runner;
  }

  #backSlice(backwards: Backwards, maxSteps: number): StopView | undefined | Promise<undefined> {
    const landed = backwards.slice(maxSteps);
    if (landed === undefined || landed instanceof Promise) return landed;
    this.#backwards = undefined;
    this.#land(landed);
    return landed.view;
  }

  #land(landed: Landed): void {
    if (landed.isWhereItWas) return this.#runner.rearm();
    this.#runner.moved(landed);
    this.#receipts.length = Math.min(this.#receipts.length, this.#target.run.receipts.length);
    this.onRewound();
  }

  #createRunner(): Runner {
    return new Runner(this.#target, this.#stops.stops, {
      stopOnEntry: this.options.stopOnEntry ?? false,
      noDebug: this.options.noDebug ?? false,
    });
  }

  #receive(receipt: Receipt): void {
    this.#listener?.receiptMade(receipt);
    if (this.#backwards !== undefined) return;
    const view = receiptView(this.#target, receipt, mismatchesOf(this.#target, receipt));
    this.#receipts.push(view);
    this.onReceipt(view, !this.#target.history.isRepeating);
  }

  #fired(event: FiredEvent): SourcePlace | undefined {
    this.#target.emissions.fired(event);
    const place = this.#placeOf(event);
    if (event.kind === 'log') this.#logPlace = place;
    return place;
  }

  /** The kernel announces a log, then prints it. */
  #print(text: string): void {
    this.#target.emissions.printed(text);
    const place = this.#logPlace;
    this.#logPlace = undefined;
    const isNews = this.#backwards === undefined && !this.#target.history.isRepeating;
    if (isNews) this.onConsole(text, place);
  }

  /** The line of the author's that made the contract fire, below which is clibc. */
  #placeOf({ task }: FiredEvent): SourcePlace | undefined {
    if (task === undefined) return undefined;
    return authorPlace(this.#target, suspendedStanding(this.#target, task));
  }

  /** Of those that have returned an error, as it was when that was made. */
  protected override goneFrames(): readonly Frame[] {
    return this.exceptionInfo()?.isByItself === true ? errorOrigin(this.#target) : [];
  }

  protected override forget(): void {
    super.forget();
    this.#placement = undefined;
  }
}
