/** A debug session below the protocol: what is loaded, where it stands, and every question that can be asked of it. */

import { describeAccounts } from '../chain/describe/accounts';
import { describeReceipt, describeTransaction } from '../chain/describe/receipts';
import { ChainRun } from '../chain/run';
import type { FiredEvent, SourcePlace } from '../chain/run';
import type { Receipt } from '../chain/receipt';
import { checkTransaction } from '../chain/scenario/expectations';
import { authorPlace } from './authorPlace';
import { breakpointLocations } from './breakpointLocations';
import { assign, assignValue } from './evaluate/assign';
import type { Completion } from './evaluate/complete';
import { complete } from './evaluate/complete';
import type { Answer, ConsoleScope } from './evaluate/console/commands';
import { answer } from './evaluate/console/commands';
import { evaluate, parse } from './evaluate/evaluate';
import { fullText } from './evaluate/fullText';
import { EvaluationError } from './evaluationError';
import { deafTo } from './history';
import type { Frame } from './frame';
import { callInfo } from './inspect/callInfo';
import { readCsrs } from './inspect/csrs';
import { disassembleAround } from './inspect/disassembly';
import { labelled } from './inspect/labelled';
import { inSpaceOf, satpOf, spaceNameOf, taskOf } from './inspect/memorySpace';
import { localsOf, parametersOf } from './inspect/locals';
import { pageTable } from './inspect/pageTable';
import { memoryRegions } from './inspect/regions';
import { readRegisters, writeRegister } from './inspect/registers';
import type { RowOwner } from './inspect/rowContext';
import { staticsOf } from './inspect/statics';
import { storageOf } from './inspect/storage';
import { returnedRows } from './returned';
import type { Loaded } from './loader';
import { load } from './loader';
import { loadedSources, moduleView, ownSources } from './modules';
import { Placement } from './placement';
import { Runner } from './runner';
import type { EngineServices, LaunchOptions, Reporter } from './services';
import { frameView, Stack } from './stack';
import { hartStanding, suspendedStanding } from './standing';
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
  BreakpointView,
  CsrView,
  DataInfoView,
  ExceptionView,
  FilterView,
  FrameView,
  Granularity,
  InstructionView,
  ModuleView,
  PageEntryView,
  ProgramSources,
  ReceiptView,
  RegionView,
  RegisterView,
  ResumeAction,
  SourceView,
  StopView,
  VariableView,
} from './views';

/** All instructions are executed by one hart, which the protocol calls a thread. */
const THREAD = 1;

export class DebugEngine {
  /** A transaction has ended. */
  onReceipt: (receipt: ReceiptView) => void = () => undefined;
  /** A contract has logged a line, or the kernel printed one; the place is that of the contract's source. */
  onConsole: (text: string, place: SourcePlace | undefined) => void = () => undefined;
  /** A breakpoint has moved by itself. */
  onBreakpointChanged: (breakpoint: BreakpointView) => void = () => undefined;
  /** A log point was passed, or something is to be known of a breakpoint. */
  onLogPoint: (text: string, place: SourcePlace | undefined) => void = () => undefined;
  #target: Target;
  #runner: Runner;
  readonly #stops: StopSettings;
  #receipts: ReceiptView[] = [];
  #frames: Stack | undefined;
  #placement: Placement | undefined;
  #justMyContract: boolean;
  #logPlace: SourcePlace | undefined;

  private constructor(
    loaded: Loaded,
    private options: LaunchOptions,
    private readonly services: EngineServices,
    private readonly report: Reporter,
  ) {
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
    return new DebugEngine(await load(options, services, report), options, services, report);
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
    this.#target = this.#start(loaded);
    const changed = this.#stops.retarget(this.#target);
    this.#runner = this.#createRunner();
    this.#forget();
    changed.forEach(it => this.onBreakpointChanged(it));
  }

  dispose(): void {
    this.#forget();
  }

  setSourceBreakpoints(path: string, wanted: readonly WantedLine[]): BreakpointView[] {
    this.#runner.rearm();
    return this.#stops.breakpoints.setLines(path, wanted);
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
    const stack = () => this.#stack().all();
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

  /** @param wanted ids of the rows of `EXCEPTION_FILTERS`, with conditions or without */
  setExceptionFilters(wanted: readonly (string | WantedFilter)[]): FilterView[] {
    this.#runner.rearm();
    return this.#stops.exceptions.set(wanted.map(it => (typeof it === 'string' ? { id: it } : it)));
  }

  /** Whether steps go past kernel, standard library and clibc, from the next one on. */
  setJustMyContract(isOn: boolean): void {
    this.#justMyContract = isOn;
    this.#target.setJustMyContract(isOn);
    this.#forget();
  }

  /**
   * Says what the coming slices are for.
   * @param into the one call that `stepIn` goes into, of `placement.stepTargets`
   */
  resume(action: ResumeAction, granularity: Granularity = 'line', into?: StepTarget): void {
    this.#forget();
    this.#runner.resume(action, granularity, into);
  }

  /** What can be stepped into, gone to and restarted at this stop. */
  get placement(): Placement {
    const { isAtTrap } = this.#runner;
    const frame = (id: number) => this.#frame(id);
    const moved = () => {
      this.#runner.moved();
      this.#forget();
    };
    this.#placement ??= new Placement({ target: this.#target, isAtTrap, frame, moved });
    return this.#placement;
  }

  /** Runs at most so many steps: a stop, or undefined where it runs on. */
  runSlice(maxSteps: number): StopView | undefined | Promise<StopView | undefined> {
    this.#forget();
    return this.#runner.slice(maxSteps);
  }

  /** The next slice stops. */
  pause(): void {
    this.#runner.pause();
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
    const { firmware } = this.#target.run;
    const { transactionIndex: index } = firmware;
    const { transaction } = this.#target.run;
    const name =
      transaction === undefined
        ? 'kernel'
        : `transaction ${String(index)}: ${describeTransaction(this.#target.words, transaction)}`;
    return [{ id: THREAD, name }];
  }

  stack(): FrameView[] {
    return this.stackPage(0, Infinity);
  }

  /** So many frames from one on, 0 being the innermost; no more are looked for. */
  stackPage(start: number, count: number): FrameView[] {
    return this.#stack()
      .slice(start, start + count)
      .map(it => frameView(this.#target, it));
  }

  /** How many frames there are, or `most` where there are as many and perhaps more. */
  stackDepth(most: number): number {
    return Math.min(most, this.#stack().countUpTo(most));
  }

  registers(frame: number): RegisterView[] {
    return readRegisters(this.#frame(frame));
  }

  /** @throws EvaluationError where there is no such register, or the frame is not the running one */
  setRegister(frame: number, name: string, value: number): void {
    writeRegister(this.#target, this.#frame(frame), name, value);
    this.#changed();
  }

  csrs(): CsrView[] {
    return readCsrs(this.#target);
  }

  callInfo(frame: number): VariableView[] {
    const where = this.#frame(frame);
    return callInfo(this.#target, where).map(it => inSpaceOf(this.#target, where, it));
  }

  storage(frame: number): VariableView[] {
    return storageOf(this.#target, this.#frame(frame));
  }

  memoryRegions(frame: number): RegionView[] {
    return memoryRegions(this.#target, this.#frame(frame));
  }

  pageTable(frame: number): PageEntryView[] {
    return pageTable(this.#target, this.#frame(frame));
  }

  locals(frame: number): VariableView[] {
    const where = this.#frame(frame);
    return this.#labelled(where, localsOf(this.#target, where, this.#rowOwner));
  }

  /** `returned from f`, where the last step has left `f`: a row for the locals of the running frame, or none. */
  returned(frame: number): VariableView[] {
    const rows = frame === 0 ? returnedRows(this.#runner.returned) : [];
    return this.#labelled(this.#frame(frame), rows);
  }

  /** Statics of the frame's program. */
  statics(frame: number): VariableView[] {
    const where = this.#frame(frame);
    return this.#labelled(where, staticsOf(this.#target, where, this.#rowOwner));
  }

  /** The call in whose space an address without one is looked up while code is shown; undefined where none is alive. */
  get currentSpace(): string | undefined {
    const { currentTask } = this.#target;
    return currentTask && spaceNameOf(this.#target, currentTask);
  }

  /** What the frame's function was called with. */
  parameters(frame: number): VariableView[] {
    const where = this.#frame(frame);
    return this.#labelled(where, parametersOf(this.#target, where));
  }

  /**
   * Virtual memory; shorter where it is not mapped.
   * @param space the call of a contract whose address space is meant; the space that the system stands in without it
   * @throws EvaluationError where that call has ended
   */
  readMemory(address: number, count: number, space?: string): Uint8Array {
    return this.#target.machine.readVirtual(address, count, satpOf(this.#target, space));
  }

  /** The number of bytes that could be written. @throws EvaluationError as `readMemory` */
  writeMemory(address: number, bytes: Uint8Array, space?: string): number {
    const { machine } = this.#target;
    const written = machine.writeVirtual(address, bytes, satpOf(this.#target, space));
    this.#changed();
    return written;
  }

  /** Exactly `count` rows, beginning `instructionOffset` instructions from the address. @throws as `readMemory` */
  disassemble(
    address: number,
    instructionOffset: number,
    count: number,
    space?: string,
  ): InstructionView[] {
    const task = taskOf(this.#target, space);
    return disassembleAround(this.#target, { address, task }, instructionOffset, count);
  }

  /** @throws EvaluationError with a sentence */
  evaluate(expression: string, frame?: number): VariableView {
    const scope = this.#scope(frame);
    return inSpaceOf(this.#target, scope.frame, evaluate(scope, expression).view());
  }

  /** The whole of a value, without the limits of a row. @throws EvaluationError */
  fullText(expression: string, frame?: number): string {
    return fullText(evaluate(this.#scope(frame), expression));
  }

  /** A line of the console: a command, an assignment or an expression. @throws EvaluationError */
  console(line: string, frame?: number): Answer {
    const scope = this.#scope(frame);
    const said = answer(scope, line);
    if (said.hasChanged) this.#changed();
    return 'view' in said
      ? { ...said, view: inSpaceOf(this.#target, scope.frame, said.view) }
      : said;
  }

  /** Gives a place a new value, and says what it is then. @throws EvaluationError */
  assign(expression: string, value: string, frame?: number): VariableView {
    const place = parse(expression);
    assign(this.#scope(frame), place, value);
    this.#changed();
    const scope = this.#scope(frame);
    return inSpaceOf(this.#target, scope.frame, place.evaluate(scope).view());
  }

  complete(text: string, offset: number, frame?: number): Completion[] {
    return complete(this.#scope(frame), text, offset);
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

  #start({ resolved, kernelImage, kernel, contracts, sources }: Loaded): Target {
    const run = new ChainRun({
      kernel: kernelImage,
      state: resolved.genesis.clone(),
      bundle: resolved.bundle,
      rules: resolved.scenario.rules,
      block: resolved.scenario.block,
      observer: deafTo(() => this.#target.history.isReplaying, {
        taskStarted: it => this.#runner.taskStarted(it),
        taskEnded: it => this.#runner.taskEnded(it),
        slotChanged: it => this.#runner.slotChanged(it),
        eventFired: it => this.#fired(it),
        receipt: it => this.#receive(it),
        console: it => this.#print(it),
      }),
    });
    return new Target({ run, resolved, kernel, contracts, sources });
  }

  #createRunner(): Runner {
    return new Runner(this.#target, this.#stops.stops, {
      stopOnEntry: this.options.stopOnEntry ?? false,
      noDebug: this.options.noDebug ?? false,
    });
  }

  #receive(receipt: Receipt): void {
    const { resolved, run, words } = this.#target;
    const isChecked = resolved.scenario.transactions[receipt.index]?.expect !== undefined;
    const mismatches = isChecked
      ? checkTransaction(resolved, receipt, { receipts: run.receipts, stateAfter: run.state })
      : undefined;
    const view = describeReceipt(words, receipt, mismatches);
    this.#receipts.push(view);
    this.onReceipt(view);
  }

  #fired(event: FiredEvent): SourcePlace | undefined {
    const place = this.#placeOf(event);
    if (event.kind === 'log') this.#logPlace = place;
    return place;
  }

  /** The kernel announces a log, then prints it. */
  #print(text: string): void {
    const place = this.#logPlace;
    this.#logPlace = undefined;
    if (!this.#target.history.isRepeating) this.onConsole(text, place);
  }

  /** The line of the author's that made the contract fire, below which is clibc. */
  #placeOf({ task }: FiredEvent): SourcePlace | undefined {
    if (task === undefined) return undefined;
    return authorPlace(this.#target, suspendedStanding(this.#target, task));
  }

  #stack(): Stack {
    const standing = () => hartStanding(this.#target, this.#runner.isAtTrap);
    this.#frames ??= new Stack(this.#target, standing());
    return this.#frames;
  }

  #scope(frame: number | undefined): ConsoleScope {
    const where = frame === undefined ? this.#stack().at(0) : this.#frame(frame);
    return { target: this.#target, frame: where, stack: () => this.stack() };
  }

  readonly #rowOwner: RowOwner = {
    write: (frame, value, text) => {
      assignValue({ target: this.#target, frame }, value, text);
      this.#changed();
    },
    isWatched: (address, byteSize, satp) => this.#stops.data.covers(address, byteSize, satp),
  };

  /** With the scenario's names, and memory references that stay in the frame's address space. */
  #labelled(where: Frame, rows: readonly VariableView[]): VariableView[] {
    const { labels } = this.#target.resolved;
    return rows.map(it => inSpaceOf(this.#target, where, labelled(it, labels)));
  }

  #frame(id: number): Frame {
    const frame = this.#stack().at(id);
    if (frame === undefined) throw new EvaluationError(`there is no frame ${id}`);
    return frame;
  }

  /** By hand: what comes is not what would have come. */
  #changed(): void {
    this.#target.history.fork();
    this.#forget();
  }

  /** Frames describe one stop. */
  #forget(): void {
    this.#frames = undefined;
    this.#placement = undefined;
  }
}
