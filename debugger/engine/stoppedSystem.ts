/** A system that stands: every question about its frames, their values and its memory, and what a person changes there. */

import { assign, assignValue } from './evaluate/assign';
import type { Completion } from './evaluate/complete';
import { complete } from './evaluate/complete';
import type { Answer, ConsoleScope } from './evaluate/console/commands';
import { answer } from './evaluate/console/commands';
import { evaluate, parse } from './evaluate/evaluate';
import { fullText } from './evaluate/fullText';
import { EvaluationError } from './evaluationError';
import { Foresight } from './foresight';
import type { Frame } from './frame';
import { callInfo } from './inspect/callInfo';
import type { CodeListing } from './inspect/codeListing';
import { codeListing } from './inspect/codeListing';
import { readCsrs } from './inspect/csrs';
import { disassembleAround } from './inspect/disassembly';
import { labelled } from './inspect/labelled';
import { inSpaceOf, satpOf, spaceNameOf, taskOf } from './inspect/memorySpace';
import { localsOf, parametersOf } from './inspect/locals';
import { pageTable } from './inspect/pageTable';
import { pastRow, RETURNED } from './inspect/pastRow';
import { memoryRegions } from './inspect/regions';
import { readRegisters, writeRegister } from './inspect/registers';
import type { RowOwner } from './inspect/rowContext';
import { staticsOf } from './inspect/statics';
import { storageOf } from './inspect/storage';
import type { Returned } from './returned';
import { LAST_RETURNED, returnedRows } from './returned';
import { frameView, Stack } from './stack';
import { hartStanding } from './standing';
import type { Target } from './target';
import type {
  CsrView,
  FrameView,
  InstructionView,
  PageEntryView,
  RegionView,
  RegisterView,
  VariableView,
} from './views';

export abstract class StoppedSystem {
  #frames: Stack | undefined;
  #gone: readonly Frame[] | undefined;
  #foresight: Foresight | undefined;

  protected abstract get target(): Target;

  /** The stop is at a trap that the machine has taken, of which the kernel has seen nothing yet. */
  protected abstract get isAtTrap(): boolean;

  /** What was returned while the last step was under way, in its order. */
  protected abstract get lastReturned(): readonly Returned[];

  /** Whether a data breakpoint is on some of these bytes. */
  protected abstract isWatched(address: number, byteSize: number, satp: number): boolean;

  stack(): FrameView[] {
    return this.stackPage(0, Infinity);
  }

  /** So many frames from one on, 0 being the innermost; no more are looked for. */
  stackPage(start: number, count: number): FrameView[] {
    return this.frames()
      .slice(start, start + count)
      .map(it => frameView(this.target, it));
  }

  /** How many frames there are, or `most` where there are as many and perhaps more. */
  stackDepth(most: number): number {
    return Math.min(most, this.frames().countUpTo(most));
  }

  /** Reads piece by piece what later stops will ask for; worth nothing once the machine runs. */
  foresee(): Iterator<unknown> {
    if (this.#foresight?.target !== this.target) this.#foresight = new Foresight(this.target);
    return this.#foresight.from(this.frames());
  }

  registers(frame: number): RegisterView[] {
    return this.#seeing(this.frame(frame), readRegisters);
  }

  /** @throws EvaluationError where there is no such register, or the frame has it in no place */
  setRegister(frame: number, name: string, value: number): void {
    writeRegister(this.target, demandStanding(this.frame(frame)), name, value);
    this.changed();
  }

  csrs(): CsrView[] {
    return readCsrs(this.target);
  }

  callInfo(frame: number): VariableView[] {
    return this.#rows(this.frame(frame), where =>
      callInfo(this.target, where).map(it => inSpaceOf(this.target, where, it)),
    );
  }

  storage(frame: number): VariableView[] {
    return this.#rows(this.frame(frame), where => storageOf(this.target, where));
  }

  memoryRegions(frame: number): RegionView[] {
    return this.#seeing(this.frame(frame), where => memoryRegions(this.target, where));
  }

  pageTable(frame: number): PageEntryView[] {
    return pageTable(this.target, this.frame(frame));
  }

  locals(frame: number): VariableView[] {
    return this.#rows(this.frame(frame), where =>
      this.#labelled(where, localsOf(this.target, where, this.#rowOwner)),
    );
  }

  /** `returned from f`, where the last step has left `f` or passed a call of it: rows for the locals of the running frame. */
  returned(frame: number): VariableView[] {
    const rows = frame === 0 ? returnedRows(this.lastReturned) : [];
    return this.#labelled(this.frame(frame), rows);
  }

  /** Statics of the frame's program. */
  statics(frame: number): VariableView[] {
    return this.#rows(this.frame(frame), where =>
      this.#labelled(where, staticsOf(this.target, where, this.#rowOwner)),
    );
  }

  /** The call in whose space an address without one is looked up while code is shown; undefined where none is alive. */
  get currentSpace(): string | undefined {
    const { currentTask } = this.target;
    return currentTask && spaceNameOf(this.target, currentTask);
  }

  /** What the frame's function was called with. */
  parameters(frame: number): VariableView[] {
    return this.#rows(this.frame(frame), where =>
      this.#labelled(where, parametersOf(this.target, where)),
    );
  }

  /**
   * Virtual memory; shorter where it is not mapped.
   * @param space the call of a contract whose address space is meant; the space that the system stands in without it
   * @throws EvaluationError where that call has ended
   */
  readMemory(address: number, count: number, space?: string): Uint8Array {
    return this.target.machine.readVirtual(address, count, satpOf(this.target, space));
  }

  /** The number of bytes that could be written. @throws EvaluationError as `readMemory` */
  writeMemory(address: number, bytes: Uint8Array, space?: string): number {
    const { machine } = this.target;
    const written = machine.writeVirtual(address, bytes, satpOf(this.target, space));
    this.changed();
    return written;
  }

  /** Exactly `count` rows, beginning `instructionOffset` instructions from the address. @throws as `readMemory` */
  disassemble(
    address: number,
    instructionOffset: number,
    count: number,
    space?: string,
  ): InstructionView[] {
    return [...this.disassembly(address, instructionOffset, count, space)];
  }

  /** As `disassemble`, row by row; all of them belong to this stop. */
  disassembly(
    address: number,
    instructionOffset: number,
    count: number,
    space?: string,
  ): Iterable<InstructionView> {
    const task = taskOf(this.target, space);
    return disassembleAround(this.target, { address, task }, instructionOffset, count);
  }

  /** The function that a frame runs, as text; undefined where it runs none. */
  codeListing(frame: number): CodeListing | undefined {
    const { module, pc } = this.frame(frame);
    return module && codeListing(module, pc);
  }

  /** @throws EvaluationError with a sentence */
  evaluate(expression: string, frame?: number): VariableView {
    const { frame: where } = this.#scope(frame);
    const row = this.#inScope(frame, scope =>
      inSpaceOf(this.target, scope.frame, evaluate(scope, expression).view()),
    );
    return this.#asOf(where, row);
  }

  /** The whole of a value, without the limits of a row. @throws EvaluationError */
  fullText(expression: string, frame?: number): string {
    return this.#inScope(frame, it => fullText(evaluate(it, expression)));
  }

  /** A line of the console: a command, an assignment or an expression. @throws EvaluationError */
  console(line: string, frame?: number): Answer {
    const { frame: where } = this.#scope(frame);
    const said = this.#inScope(frame, scope => {
      const it = answer(scope, line);
      return 'view' in it ? { ...it, view: inSpaceOf(this.target, scope.frame, it.view) } : it;
    });
    if (said.hasChanged) {
      demandStanding(where);
      this.changed();
    }
    return 'view' in said ? { ...said, view: this.#asOf(where, said.view) } : said;
  }

  /** Gives a place a new value, and says what it is then. @throws EvaluationError */
  assign(expression: string, value: string, frame?: number): VariableView {
    const place = parse(expression);
    const asked = this.#scope(frame);
    demandStanding(asked.frame);
    assign(asked, place, value);
    this.changed();
    const scope = this.#scope(frame);
    return inSpaceOf(this.target, scope.frame, place.evaluate(scope).view());
  }

  complete(text: string, offset: number, frame?: number): Completion[] {
    return this.#inScope(frame, it => complete(it, text, offset));
  }

  protected frames(): Stack {
    const standing = () => hartStanding(this.target, this.isAtTrap);
    const gone = () => (this.#gone ??= this.goneFrames());
    this.#frames ??= new Stack(this.target, standing(), gone);
    return this.#frames;
  }

  #scope(frame: number | undefined): ConsoleScope {
    const where = frame === undefined ? this.frames().at(0) : this.frame(frame);
    const last = where?.id === 0 ? this.lastReturned.at(-1) : undefined;
    return {
      target: this.target,
      frame: where,
      stack: () => this.stack(),
      ...(last && {
        bindings: new Map([[LAST_RETURNED, { kind: 'variable', place: last.place }]]),
      }),
    };
  }

  readonly #rowOwner: RowOwner = {
    write: (frame, value, text) => {
      assignValue({ target: this.target, frame }, value, text);
      this.changed();
    },
    isWatched: (address, byteSize, satp) => this.isWatched(address, byteSize, satp),
  };

  /** Everything is as it was when the frame stood as it is shown. */
  #seeing<T>(frame: Frame, see: (where: Frame) => T): T {
    const { moment } = frame;
    if (moment === undefined) return see(frame);
    return this.target.history.lookAt(moment.snapshot, () =>
      see(new Stack(this.target, hartStanding(this.target, false)).at(moment.index) ?? frame),
    );
  }

  #inScope<T>(frame: number | undefined, see: (scope: ConsoleScope) => T): T {
    const scope = this.#scope(frame);
    if (scope.frame?.moment === undefined) return see(scope);
    const stack = this.stack();
    return this.#seeing(scope.frame, it => see({ ...scope, frame: it, stack: () => stack }));
  }

  #rows(frame: Frame, read: (where: Frame) => readonly VariableView[]): VariableView[] {
    return this.#seeing(frame, read).map(it => this.#asOf(frame, it));
  }

  #asOf(frame: Frame | undefined, row: VariableView): VariableView {
    const moment = frame?.moment?.snapshot;
    return moment === undefined ? row : pastRow(this.target.history, moment, row);
  }

  /** With the scenario's names, and memory references that stay in the frame's address space. */
  #labelled(where: Frame, rows: readonly VariableView[]): VariableView[] {
    const { labels } = this.target.resolved;
    return rows.map(it => inSpaceOf(this.target, where, labelled(it, labels)));
  }

  /** Frames of functions that have returned, and that have to do with the stop; they stand where they returned to. */
  protected goneFrames(): readonly Frame[] {
    return [];
  }

  protected frame(id: number): Frame {
    const frame = this.frames().at(id);
    if (frame === undefined) throw new EvaluationError(`there is no frame ${id}`);
    return frame;
  }

  /** By hand: what comes is not what would have come. */
  protected changed(): void {
    this.target.history.fork();
    const gone = this.#gone;
    this.forget();
    // What has been stays as it was, and frames where they are in the stack.
    this.#gone = gone;
  }

  /** Frames describe one stop. */
  protected forget(): void {
    this.#frames = undefined;
    this.#gone = undefined;
  }
}

/** @throws EvaluationError where the frame is not there any more, to be changed */
function demandStanding<T extends Frame | undefined>(frame: T): T {
  if (frame?.moment !== undefined) throw new EvaluationError(RETURNED);
  return frame;
}
