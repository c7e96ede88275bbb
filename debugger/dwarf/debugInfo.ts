/** The debug information of one program: lines, functions, frames, unwinding and variables. */

import type { Absence } from './absence';
import { absenceAt } from './absence';
import { bigToBytes } from './bits';
import type { BreakpointPlace, FunctionPlace, NamePattern } from './breakpoints';
import { placeOnLine, placesOfFunctions, prologueEndOf } from './breakpoints';
import type { Compilation } from './compilations';
import { compilationsOf } from './compilations';
import type { CodeOfLine, CompiledFunction } from './lineCode';
import { codeOfFile, compiledFunctions } from './lineCode';
import { entrancesTo } from './entrances';
import { EntryValues } from './entryValues';
import type { FunctionFrame } from './frames';
import { frameScopesAt, framesAt, hasStatement } from './frames';
import { Functions } from './functions';
import { InlinedCalls } from './inlinedCalls';
import type { LineRow } from './lineTable';
import { Lines } from './lines';
import type { ListedFrameSection } from './listing/frames';
import { listFrameSections } from './listing/frames';
import type { ListedFunction } from './listing/functions';
import { listFunctions } from './listing/functions';
import type { InRegisters } from './locationRegisters';
import { registersOf } from './locationRegisters';
import type { ListedLineTable } from './listing/lines';
import { listLineTables } from './listing/lines';
import type { ListedVariables } from './listing/variables';
import { listVariables } from './listing/variables';
import type { Demangle } from './paths';
import type { DwarfProblem } from './problems';
import { ProblemList } from './problems';
import type { SectionReader } from './sections';
import { Sections } from './sections';
import { splitFilesOf } from './splitFiles';
import { describeVariables } from './variableUnits';
import { TypeIndex } from './typeIndex';
import type { Type } from './types';
import { Units } from './units';
import type { ReturnContext } from './returnValue';
import { readReturnValue } from './returnValue';
import type { FrameRules, UnwindResult } from './unwind';
import { Unwinder } from './unwind';
import type { ProgramKnowledge } from './frameInProgram';
import { FrameInProgram } from './frameInProgram';
import type { FrameContext } from './values';
import { readVariable, variablePlace } from './values';
import type { Place } from './values/presentation';
import type { DwarfValue } from './values/value';
import type { VariableInfo } from './variables';
import { variableReader } from './variableReader';
import { staticsOf, variablesOf } from './variables';
import { Vtables } from './vtables';

export interface DebugInfoOptions {
  /** For functions of impl blocks, whose trait only the linkage name has. Names stay mangled without it. */
  readonly demangle?: Demangle;
  /** Where a section is loaded: .eh_frame counts some addresses from its own. */
  readonly sectionAddress?: (name: string) => number | undefined;
}

/** Whatever the sections hold, no method throws: what cannot be read is left out and listed in `problems`. */
export class DebugInfo {
  readonly #problems: ProblemList;
  readonly #units: Units;
  readonly #lines: Lines;
  readonly #functions: Functions;
  readonly #calls: InlinedCalls;
  readonly #unwinder: Unwinder;
  readonly #vtables: Vtables;
  readonly #entryValues: EntryValues;
  readonly #types: TypeIndex;
  readonly #knowledge: ProgramKnowledge = {
    functionName: address => this.#functionNameAt(address),
    vtableType: address => this.#vtables.typeAt(address),
    lineAt: (address, file) => {
      const row = this.lineAt(address);
      return row?.file === file ? row?.line : undefined;
    },
    entryValue: (expression, frame) => this.#entryValues.read(expression, frame),
  };

  private constructor(
    readonly source: string,
    problems: ProblemList,
    units: Units,
    options: DebugInfoOptions,
  ) {
    this.#problems = problems;
    this.#units = units;
    this.#lines = new Lines(units);
    this.#functions = new Functions(units, options.demangle ?? (it => it));
    this.#calls = new InlinedCalls(this.#functions);
    this.#vtables = new Vtables(units);
    this.#types = new TypeIndex(units);
    const ehFrameAddress = options.sectionAddress?.('.eh_frame') ?? 0;
    this.#unwinder = new Unwinder(units.sections, problems, ehFrameAddress);
    this.#entryValues = new EntryValues(this.#functions, this.#unwinder);
  }

  /** Reads the units' headers only; everything else follows when it is asked for. */
  static read(section: SectionReader, source: string, options: DebugInfoOptions = {}): DebugInfo {
    const problems = new ProblemList();
    const units = new Units(new Sections(section), problems);
    return new DebugInfo(source, problems, units, options);
  }

  /** What could not be read so far; grows as more is read. */
  get problems(): readonly DwarfProblem[] {
    return this.#problems.all;
  }

  /** Full paths as recorded, the compilation directory joined, each once. */
  files(): readonly string[] {
    return this.#lines.files();
  }

  /** Hex of the MD5 sum that a file had when it was compiled; undefined where that was not recorded. [DWARF5 §6.2.4.1] */
  md5Of(file: string): string | undefined {
    return this.#lines.md5Of(file);
  }

  /** Files beside the program that hold the rest of its debug information, by their names; they are not read. */
  splitFiles(): readonly string[] {
    return splitFilesOf(this.#units);
  }

  /** Whether units of such a source file may describe variables; undefined where there is no such unit. Reads no entry but roots. */
  describesVariables(isMeant: (file: string) => boolean): boolean | undefined {
    return describeVariables(this.#units, isMeant);
  }

  /** By which compilers, and in which edition of the format, the units were written. Reads root entries alone. */
  compilations(): readonly Compilation[] {
    return compilationsOf(this.#units);
  }

  /** The line of the instruction at an address; undefined too where it belongs to no line. */
  lineAt(pc: number): LineRow | undefined {
    const row = this.#lines.rowAt(pc);
    return row?.line === 0 ? undefined : row;
  }

  /**
   * Where a breakpoint on a line goes: that line, or the next one with code, at all addresses that it was
   * compiled to. undefined where the file has no code from that line on.
   */
  breakpointAt(file: string, line: number, column?: number): BreakpointPlace | undefined {
    return placeOnLine(this.#lines, this.#functions, this.#calls, file, line, column);
  }

  /** Places within lines `from` to `to`, both included, where code starts; by line and column, each once. */
  linesWithCode(file: string, from: number, to: number): { line: number; column: number }[] {
    const places = new Map<string, { line: number; column: number }>();
    const rows = this.#lines.statementsWithin(file, from, to);
    for (const { line, column } of [...rows, ...this.#calls.within(file, from, to)]) {
      places.set(`${line}:${column}`, { line, column });
    }
    return [...places.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Lines of a file that have code of their own. Reads line tables alone. */
  statementLines(file: string): number[] {
    return this.#lines.statementsWithin(file, 1, Infinity).map(it => it.line);
  }

  /** Every place of a file where code begins, by line; and every call from the file that was inlined. */
  codeOf(file: string): CodeOfLine[] {
    return codeOfFile(this.#lines, this.#functions, file);
  }

  /** Every function with all that it was compiled to. Reads the trees of all units. */
  functions(): readonly CompiledFunction[] {
    return compiledFunctions(this.#functions);
  }

  /** The logical frames at an address, innermost first: a function with n inlined calls gives n + 1. */
  framesAt(pc: number): FunctionFrame[] {
    return framesAt(this.#lines, this.#functions, pc);
  }

  /** Whether the line that a frame stands in has a statement among the frame's own code, apart from what was inlined. */
  hasStatement(frame: FunctionFrame): boolean {
    return hasStatement(this.#lines, this.#functions, frame);
  }

  /**
   * Parameters and variables of the logical frame `depth` at an address, 0 being the innermost as in `framesAt`:
   * innermost block first, hidden ones included.
   */
  variablesAt(pc: number, depth: number): VariableInfo[] {
    const frame = frameScopesAt(this.#functions, pc)[depth];
    return frame ? variablesOf(frame) : [];
  }

  /** The value of a variable in a stopped frame. */
  readVariable(variable: VariableInfo, frame: FrameContext): DwarfValue {
    return readVariable(variable, this.valueContext(frame));
  }

  /** What the function at an address has returned; undefined where it returns nothing or nobody can tell what. */
  readReturnValue(pc: number, context: ReturnContext): Place | undefined {
    const [subprogram] = this.#functions.scopesAt(pc);
    return subprogram && readReturnValue(subprogram, context);
  }

  /** Where else in the code a variable has a value that it has not at an address; undefined where it has one. */
  absenceOf(variable: VariableInfo, pc: number): Absence | undefined {
    return absenceAt(variable.entry, pc);
  }

  /** Registers that a variable is in, or is computed from, somewhere in its scope. */
  registersOf({ entry }: VariableInfo): InRegisters {
    return registersOf(entry);
  }

  /** What and where a variable is, for who looks into it part by part. */
  variablePlace(variable: VariableInfo, frame: FrameContext): Place {
    return variablePlace(variable, this.valueContext(frame));
  }

  /** The same for a variable that is read at one place again and again. */
  variableReader(variable: VariableInfo, pc: number): (frame: FrameContext) => Place {
    const read = variableReader(variable, pc);
    return frame => read(this.valueContext(frame));
  }

  /** A frame with what the program knows of pointers to functions and of vtables. */
  valueContext(frame: FrameContext): FrameContext {
    return new FrameInProgram(frame, this.#knowledge);
  }

  /** Variables with a fixed address of the unit that has code at `pc`, or of all units. */
  statics(pc?: number): VariableInfo[] {
    const units = pc === undefined ? this.#units.all : this.#units.at(pc);
    return units.flatMap(staticsOf);
  }

  /** A type of the program by its name, as values show it, or by the end of its path. */
  typeNamed(name: string): Type | undefined {
    return this.#types.named(name);
  }

  /** Paths of all types that `typeNamed` finds, each once. Reads the trees of all units. */
  typePaths(): readonly string[] {
    return this.#types.paths();
  }

  /** Paths of all functions that have code of their own or inlined. Reads the trees of all units that have code. */
  functionNames(): readonly string[] {
    return this.#functions.named().map(it => it.name);
  }

  /** By path, by the end of a path, or by pattern; inlined calls included. */
  functionNamed(pattern: string | NamePattern): FunctionPlace[] {
    return placesOfFunctions(this.#lines, this.#functions, pattern);
  }

  /** First instructions at which the code of some files is entered from the code of others, function by function. */
  entrancesTo(isOfFile: (file: string) => boolean): Generator<readonly number[]> {
    return entrancesTo(this.#functions, isOfFile);
  }

  /** Behind the prologue of the function that begins at an address; undefined where none does. */
  prologueEnd(pc: number): number | undefined {
    return prologueEndOf(this.#lines, this.#functions, pc);
  }

  /**
   * The caller of the frame at an address, by the rules of .debug_frame or .eh_frame; undefined where there are
   * none. For a caller itself pass its return address less one: the call, not what follows it, is where it stands.
   * A result without a return address is the outermost frame's.
   */
  unwind(
    pc: number,
    registers: (number: number) => number | undefined,
    readWord: (address: number) => number | undefined,
  ): UnwindResult | undefined {
    return this.#unwinder.unwind(pc, { registers, readMemory: wordReader(readWord) });
  }

  /** All line tables as they are written, one at a time. */
  listLineTables(): Iterable<ListedLineTable> {
    return listLineTables(this.#units);
  }

  /** All functions with code and what was inlined into them, one at a time. */
  listFunctions(): Iterable<ListedFunction> {
    return listFunctions(this.#units, this.#functions.demangle);
  }

  /** All unwind tables as they are written. */
  listFrameSections(): readonly ListedFrameSection[] {
    const { sections, problems, ehFrameAddress } = this.#unwinder;
    return listFrameSections(sections, problems, ehFrameAddress);
  }

  /** All variables with every location that they have, a function's and those of what is inlined into it at a time. */
  listVariables(): Iterable<ListedVariables> {
    return listVariables(this.#units, this.#functions.demangle);
  }

  /** What .debug_frame or .eh_frame says of an address; undefined where it says nothing. */
  unwindRulesAt(pc: number): FrameRules | undefined {
    return this.#unwinder.rulesAt(pc);
  }

  /** The bounds of the code that one description of .debug_frame or .eh_frame covers. */
  unwindRangeAt(pc: number): { low: number; high: number } | undefined {
    return this.#unwinder.frameAt(pc);
  }

  #functionNameAt(address: number): string | undefined {
    const [subprogram] = this.#functions.scopesAt(address);
    const isStart = subprogram?.ranges.some(it => it.low === address);
    return subprogram && isStart ? this.#functions.nameOf(subprogram.entry) : undefined;
  }
}

/** Unwinding reads words only. */
function wordReader(
  readWord: (address: number) => number | undefined,
): (address: number, length: number) => Uint8Array | undefined {
  return (address, length) => {
    const word = length <= 4 ? readWord(address) : undefined;
    return word === undefined ? undefined : bigToBytes(BigInt(word >>> 0), length);
  };
}
