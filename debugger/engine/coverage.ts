/** Which lines of the contracts' sources were executed, and how often, in runs without a debugger. */

import type { Program } from '../chain/abi/program';
import type { ChainRun, ChainStop } from '../chain/run';
import type { DebugInfo } from '../dwarf/debugInfo';
import type { CodeOfLine } from '../dwarf/lineCode';
import { normalizedPath } from '../shared/pathText';
import { CoverageCounter } from './coverageCounter';
import { ownFiles } from './sources';
import { readSymbols } from './symbols';

export interface CoveredFile {
  /** As the compiler recorded it, without `..`. */
  readonly path: string;
  /** How often each line that has code was executed, in order of lines. */
  readonly lines: ReadonlyMap<number, number>;
  readonly functions: readonly CoveredFunction[];
}

export interface CoveredFunction {
  /** Full path, without the types that a generic function was made for. */
  readonly name: string;
  /** Where it is declared. */
  readonly line: number;
  readonly count: number;
}

export interface CoverageOptions {
  /** Files of clibc, of crates from elsewhere and of the standard library too. */
  readonly all?: boolean;
}

/** Executions by address of the instruction. */
type Counts = ReadonlyMap<number, number>;

/** By code hash. */
type Programs = ReadonlyMap<string, Program>;

/** Collects over any number of runs. A program that was built anew counts as another one with the same files. */
export class LineCoverage {
  readonly #runs = new Map<string, { counter: CoverageCounter; programs: Programs }>();

  constructor(private readonly options: CoverageOptions = {}) {}

  /**
   * For `slice` of `runHeadless`: the run is counted.
   * @param name what runs; what was counted under the same name before is forgotten
   */
  counting(programs: Programs, name: string): (run: ChainRun, steps: number) => ChainStop {
    const counter = new CoverageCounter(programs);
    this.#runs.set(name, { counter, programs });
    return (run, steps) => counter.slice(run, steps);
  }

  /** By path. A file is here if any program that ran has code of it, executed or not. */
  files(): CoveredFile[] {
    const files = new Map<string, FileCounts>();
    for (const [program, counts] of this.#executed()) this.#add(program, counts, files);
    return [...files.values()]
      .map(it => it.file())
      .filter(it => it.lines.size > 0)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Executions of each program, by address. */
  executed(): { program: Program; counts: Counts }[] {
    return [...this.#executed()].map(([program, counts]) => ({ program, counts }));
  }

  #executed(): Map<Program, Map<number, number>> {
    const known = new Map<string, { program: Program; counts: Map<number, number> }>();
    for (const { counter, programs } of this.#runs.values()) {
      for (const [hash, some] of counter.counts()) {
        const program = programs.get(hash);
        if (program === undefined) continue;
        const sum = known.get(hash) ?? { program, counts: new Map<number, number>() };
        known.set(hash, sum);
        for (const [pc, count] of some) sum.counts.set(pc, (sum.counts.get(pc) ?? 0) + count);
      }
    }
    return new Map([...known.values()].map(it => [it.program, it.counts]));
  }

  #add({ elf, path }: Program, counts: Counts, files: Map<string, FileCounts>): void {
    const { info } = readSymbols(elf, path);
    const isOwn = ownFiles('contract', this.options.all !== true);
    const wanted = new Map<string, FileCounts>();
    for (const file of info.files()) {
      if (!isOwn(file)) continue;
      const name = normalizedPath(file);
      const found = files.get(name) ?? new FileCounts(name);
      files.set(name, found);
      wanted.set(file, found);
      found.addLines(info.codeOf(file), counts);
    }
    addExecuted(info, counts, wanted);
    for (const { name, declFile, declLine, copies } of info.functions()) {
      const file = declFile === undefined ? undefined : wanted.get(declFile);
      const entries = copies.map(it => counts.get(it[0]?.low ?? -1) ?? 0);
      if (declLine !== undefined) file?.addFunction(name, declLine, sum(entries));
    }
  }
}

/** What is known of one file, from all programs that have code of it. */
class FileCounts {
  readonly #lines = new Map<number, number>();
  readonly #functions = new Map<string, CoveredFunction>();

  constructor(private readonly path: string) {}

  /**
   * A line has as many places as the compiler has cut it into, and as many copies as its function has. Within one copy
   * the place that was reached most often counts; copies add up.
   */
  addLines(code: readonly CodeOfLine[], counts: Counts): void {
    const most = new Map<number, Map<object, number>>();
    for (const { line, address, instance, callee } of code) {
      const byInstance = most.get(line) ?? new Map<object, number>();
      most.set(line, byInstance);
      const own = counts.get(address) ?? 0;
      const count = own === 0 && callee?.some(it => anyWithin(counts, it)) === true ? 1 : own;
      byInstance.set(instance, Math.max(byInstance.get(instance) ?? 0, count));
    }
    for (const [line, byInstance] of most) {
      this.#lines.set(line, (this.#lines.get(line) ?? 0) + sum([...byInstance.values()]));
    }
  }

  /** An instruction of the line was executed, wherever the line was entered. */
  atLeastOnce(line: number): void {
    this.#lines.set(line, Math.max(1, this.#lines.get(line) ?? 0));
  }

  addFunction(path: string, line: number, count: number): void {
    const name = withoutTypes(path);
    const key = `${line}:${name}`;
    const before = this.#functions.get(key)?.count ?? 0;
    this.#functions.set(key, { name, line, count: before + count });
  }

  file(): CoveredFile {
    return {
      path: this.path,
      lines: new Map([...this.#lines].sort(([a], [b]) => a - b)),
      functions: [...this.#functions.values()].sort(
        (a, b) => a.line - b.line || (a.name < b.name ? -1 : 1),
      ),
    };
  }
}

function addExecuted(info: DebugInfo, counts: Counts, files: Map<string, FileCounts>): void {
  for (const pc of counts.keys()) {
    const row = info.lineAt(pc);
    if (row !== undefined) files.get(row.file)?.atLeastOnce(row.line);
  }
}

function anyWithin(counts: Counts, { low, high }: { low: number; high: number }): boolean {
  for (let pc = low; pc < high; pc += 2) if (counts.has(pc)) return true;
  return false;
}

/** `push<u8, alloc::alloc::Global>` is one function with every other `push`; `<Token as Persist>::load` has no others. */
function withoutTypes(path: string): string {
  const last = path.lastIndexOf('>');
  if (last !== path.length - 1) return path;
  let depth = 0;
  for (let at = last; at > 0; at--) {
    if (path[at] === '>' && path[at - 1] !== '-') depth++;
    if (path[at] === '<' && --depth === 0) return path.slice(0, at).replace(/::$/, '');
  }
  return path;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}
