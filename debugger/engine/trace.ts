/** A line per instruction of a run without a debugger, with symbols and source lines. The form is docs/traces.md's. */

import type { Program } from '../chain/abi/program';
import type { ChainRun, ChainStop, Task } from '../chain/run';
import type { ElfImage } from '../elf/elfImage';
import { nameOfPath, normalizedPath } from '../shared/pathText';
import { disassemble } from '../vm/isa/disassemble';
import { firstInstruction, type GuestInstruction } from '../vm/isa/guestInstruction';
import { traits } from '../vm/isa/instruction';
import { REGISTER_NAMES } from '../vm/isa/registers';
import { trapName } from '../vm/isa/traps';
import type { Machine } from '../vm/machine';
import { PRIVILEGE } from '../vm/machine';
import type { ProgramSymbols } from './symbols';
import { readSymbols } from './symbols';
import { TRACE_HEAD, digits, formatCode, formatEffects, formatHead, oneWord } from './traceLine';

/** Whose instructions are written down; everything else runs at full speed. */
export type TraceScope = 'all' | 'contract' | 'kernel';

export interface TraceOptions {
  readonly kernel: ElfImage;
  /** By code hash. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly scope: TraceScope;
  /** Takes each line, without its end, as it comes: a trace is never in memory as a whole. */
  readonly write: (line: string) => void;
}

/** What is the same whenever an instruction of a program is reached. */
interface Known {
  readonly instruction: GuestInstruction | undefined;
  readonly text: string;
  /** `src/main.rs:41`; undefined where no line is known. */
  readonly place: string | undefined;
  readonly touchesMemory: boolean;
  /** Atomics have no offset. */
  readonly offset: number;
}

interface TracedProgram {
  readonly name: string;
  readonly symbols: ProgramSymbols;
  readonly known: Map<number, Known>;
}

/** Some tenths of a second. */
const SLICE_LINES = 50_000;

export class Tracer {
  readonly #kernel: TracedProgram;
  readonly #unknown: TracedProgram = traced('-', readSymbols(undefined, '-'));
  readonly #byHash = new Map<string, TracedProgram>();
  #current: { task: Task; program: TracedProgram } | undefined;
  #transaction: number | undefined;
  #task: Task | undefined;
  #place: string | undefined;

  constructor(private readonly options: TraceOptions) {
    const { kernel, programs, write } = options;
    this.#kernel = traced('kernel', readSymbols(kernel, kernel.source));
    write(TRACE_HEAD);
    for (const { name, path, codeHash, elf } of programs.values()) {
      this.#byHash.set(codeHash, traced(oneWord(name), readSymbols(elf, path)));
      write(`# program ${oneWord(name)} ${oneWord(nameOfPath(path))} ${codeHash}`);
    }
  }

  /** Runs at most so many steps, and writes at most so many lines as are soon written; for `slice` of `runHeadless`. */
  slice(run: ChainRun, maxSteps: number): ChainStop {
    const { machine } = run;
    const end = machine.position + maxSteps;
    for (let lines = 0; ; lines++) {
      const left = end - machine.position;
      if (left <= 0 || lines === SLICE_LINES) return 'budget';
      const isUser = machine.privilege === PRIVILEGE.USER;
      const isWanted = this.options.scope !== (isUser ? 'kernel' : 'contract');
      const stop = isWanted ? this.#step(run) : passBy(run, left, isUser);
      if (stop !== 'budget' && stop !== 'trap' && stop !== 'userEntry') return stop;
    }
  }

  #step(run: ChainRun): ChainStop {
    const { machine } = run;
    const { position, pc, privilege: mode } = machine;
    const program = this.#programOf(run);
    const known = this.#at(program, machine, pc);
    const { instruction } = known;
    const base = machine.registers[instruction?.rs1 ?? 0] ?? 0;
    this.#announce(run, known.place);
    machine.stopOnTrap = true;
    const stop = run.run(1);
    machine.stopOnTrap = false;
    if (machine.position === position) return stop;
    const head = formatHead({ position, mode, program: program.name, pc });
    const trap = stop === 'trap' ? trapText(machine) : undefined;
    if (stop === 'trap' && machine.lastTrap.interrupt) {
      this.options.write(`${head} ${formatCode(undefined, '', '')}${formatEffects([trap])}`);
      return stop;
    }
    const rd = trap === undefined ? (instruction?.rd ?? 0) : 0;
    const effects = formatEffects([
      rd === 0 ? undefined : `${REGISTER_NAMES[rd] ?? ''}=${digits(machine.registers[rd] ?? 0, 8)}`,
      known.touchesMemory ? `[${digits(base + known.offset, 8)}]` : undefined,
      trap,
    ]);
    this.options.write(`${head} ${known.text}${effects}`);
    return stop;
  }

  /** What has changed since the last line. */
  #announce(run: ChainRun, place: string | undefined): void {
    const { write } = this.options;
    if (run.transactionIndex !== this.#transaction && run.transactionIndex !== undefined) {
      this.#transaction = run.transactionIndex;
      write(`# transaction ${run.transactionIndex}`);
    }
    const task = run.machine.privilege === PRIVILEGE.USER ? run.tasks.at(-1) : this.#task;
    if (task !== undefined && task !== this.#task) {
      write(`# task ${task.id} ${this.#programOf(run).name}`);
      this.#task = task;
    }
    if (place === undefined || place === this.#place) return;
    this.#place = place;
    write(`@ ${place}`);
  }

  #programOf(run: ChainRun): TracedProgram {
    if (run.machine.privilege !== PRIVILEGE.USER) return this.#kernel;
    const task = run.tasks.at(-1);
    if (task === undefined) return this.#unknown;
    if (this.#current?.task !== task) {
      const { firmware, state } = run;
      // A contract may have been made by the very transaction that calls it.
      const hash = firmware.pendingCode.get(task.to) ?? state.codeHash(task.to);
      this.#current = { task, program: this.#byHash.get(hash) ?? this.#unknown };
    }
    return this.#current.program;
  }

  #at(program: TracedProgram, machine: Machine, pc: number): Known {
    const known = program.known.get(pc);
    if (known !== undefined) return known;
    const found = look(program, machine, pc);
    // Code that nobody knows may be another's the next time.
    if (program !== this.#unknown) program.known.set(pc, found);
    return found;
  }
}

function traced(name: string, symbols: ProgramSymbols): TracedProgram {
  return { name, symbols, known: new Map() };
}

function look({ symbols: { symbols, info } }: TracedProgram, machine: Machine, pc: number): Known {
  const bytes = machine.readVirtual(pc, 4);
  const instruction = firstInstruction(bytes);
  const row = instruction?.row;
  const memory = row === undefined ? 'none' : traits(row).memory;
  const symbol = (at: number): string | undefined => {
    const place = symbols.at(at);
    return place && `${place.name}+0x${place.offset.toString(16)}`;
  };
  const line = info.lineAt(pc);
  const { mnemonic, operands } = disassemble(bytes, pc);
  const name = symbol(pc);
  return {
    instruction,
    text: formatCode(
      instruction,
      `${mnemonic.padEnd(8)} ${operands}`,
      name === undefined ? '' : `<${name}>`,
    ),
    place: line && `${normalizedPath(line.file)}:${line.line}`,
    touchesMemory: memory !== 'none',
    offset: memory === 'atomic' ? 0 : (instruction?.imm ?? 0),
  };
}

/** To where the other side's instructions begin, at most. */
function passBy(run: ChainRun, left: number, isUser: boolean): ChainStop {
  const { machine } = run;
  machine.stopOnUserEntry = !isUser;
  machine.stopOnTrap = isUser;
  const stop = run.run(left);
  machine.stopOnTrap = false;
  machine.stopOnUserEntry = false;
  return stop;
}

function trapText(machine: Machine): string {
  const { cause, interrupt, tval } = machine.lastTrap;
  return `** ${trapName(cause, interrupt)}, tval ${digits(tval, 8)}`;
}
