/**
 * Compares a trace with the programs that it says it is of: the instructions are those of the files, each follows from
 * the one before, and what they do to registers is what such instructions do.
 */

import { hashCode } from '../chain/codeHash';
import type { ElfImage } from '../elf/elfImage';
import { readElf } from '../elf/elfImage';
import { loadableImage } from '../elf/loadable';
import { hex32 } from '../shared/hex';
import { nameOfPath } from '../shared/pathText';
import { disassemble } from '../vm/isa/disassemble';
import { readInstruction, type GuestInstruction } from '../vm/isa/guestInstruction';
import { traits } from '../vm/isa/instruction';
import { REGISTER_NAMES, registerNumber } from '../vm/isa/registers';
import type { TraceStep } from './traceLine';
import { digits, oneWord, parseTraceLine } from './traceLine';
import { Rehearsal } from './traceRehearsal';

/** A file to compare with; `name` is the program's in the trace, where one is given. */
export interface CheckedElf {
  readonly name: string | undefined;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The first thing that cannot be, with both sides. */
export interface TraceDifference {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly what: string;
  /** What the file, or the instruction before, says. */
  readonly expected: string;
  readonly found: string;
}

export interface TraceCheck {
  readonly difference: TraceDifference | undefined;
  /** Instructions that were compared, by program. */
  readonly compared: ReadonlyMap<string, number>;
  /** Instructions of programs of which there is no file: their words are taken as they are. */
  readonly others: ReadonlyMap<string, number>;
}

interface Context {
  readonly registers: (number | undefined)[];
  /** Where it goes on; undefined where that cannot be told. */
  next: number | undefined;
}

const A0 = 10;
const A1 = 11;
const ECALL = 'Environment call';

/** A difference in one line; the line itself is added by who reads them. */
type Found = Pick<TraceDifference, 'what' | 'expected' | 'found'>;

export class TraceChecker {
  readonly #files: readonly { elf: CheckedElf; image: ElfImage; codeHash: string }[];
  readonly #images = new Map<string, ElfImage | undefined>();
  readonly #hashes = new Map<string, { file: string; codeHash: string }>();
  readonly #rehearsal = new Rehearsal();
  readonly #compared = new Map<string, number>();
  readonly #others = new Map<string, number>();
  /** Of tasks that have left user mode: how they go on if the kernel lets them. */
  readonly #left = new Map<number, Context>();
  #context: Context = unknownContext();
  #task: number | undefined;
  #last: TraceStep | undefined;
  #line = 0;
  #difference: TraceDifference | undefined;

  /** @throws MalformedInput for a file that is no ELF for this machine */
  constructor(files: readonly CheckedElf[]) {
    this.#files = files.map(elf => ({
      elf,
      image: readElf(elf.bytes, elf.path),
      codeHash: hashCode(loadableImage(elf.bytes, elf.path)),
    }));
  }

  /** Takes the lines one after the other; false once there is a difference. */
  take(text: string): boolean {
    this.#line++;
    const found = this.#take(text);
    if (found !== undefined) this.#difference ??= { line: this.#line, text, ...found };
    return this.#difference === undefined;
  }

  result(): TraceCheck {
    return { difference: this.#difference, compared: this.#compared, others: this.#others };
  }

  #take(text: string): Found | undefined {
    const line = parseTraceLine(text);
    if (line === undefined) {
      return {
        what: 'not a line of a trace',
        expected: 'a step, # or @',
        found: text.slice(0, 60),
      };
    }
    if (line.kind === 'program') this.#hashes.set(line.name, line);
    if (line.kind === 'transaction') this.#left.clear();
    if (line.kind === 'task') this.#task = line.id;
    return line.kind === 'step' ? this.#step(line) : undefined;
  }

  #step(step: TraceStep): Found | undefined {
    const follows = this.#last !== undefined && step.position === this.#last.position + 1;
    if (this.#last !== undefined && step.position <= this.#last.position) {
      const expected = `more than ${this.#last.position}`;
      return { what: 'position', expected, found: String(step.position) };
    }
    if (!follows) this.#resume(step);
    const { next, registers } = this.#context;
    this.#last = step;
    if (next !== undefined && next !== step.pc) {
      return { what: 'pc', expected: digits(next, 8), found: digits(step.pc, 8) };
    }
    if (step.word === undefined) {
      this.#trap(step, step.pc, registers);
      return undefined;
    }
    const instruction = readInstruction(step.word);
    return (
      this.#compareWord(step, step.word) ??
      compareAddress(step, instruction, registers) ??
      this.#compareEffect(step, instruction)
    );
  }

  /** Something ran that is not in the trace. */
  #resume({ mode }: TraceStep): void {
    const known = mode === 'U' && this.#task !== undefined ? this.#left.get(this.#task) : undefined;
    this.#context = known ?? unknownContext();
  }

  #compareWord(step: TraceStep, word: number): Found | undefined {
    const image = this.#imageOf(step.program);
    const counts = image === undefined ? this.#others : this.#compared;
    counts.set(step.program, (counts.get(step.program) ?? 0) + 1);
    if (image === undefined) return undefined;
    const bytes = codeAt(image, step.pc, step.length);
    const expected = [...bytes].reduceRight((sum, it) => sum * 256 + it, 0);
    if (bytes.length === step.length && expected === word) return undefined;
    return {
      what: `instruction at ${hex32(step.pc)} of ${step.program}`,
      expected: bytes.length < 2 ? 'no code there' : spelled(bytes, step.pc),
      found: spelled(Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24), step.pc),
    };
  }

  #compareEffect(step: TraceStep, instruction: GuestInstruction): Found | undefined {
    const { registers } = this.#context;
    const { rd, row } = instruction;
    if (step.trap !== undefined) {
      const isCall = step.trap.startsWith(ECALL);
      const behind = [...registers];
      // The kernel gives back all registers as they were, but the answer.
      if (isCall) behind[A0] = undefined;
      this.#trap(step, step.pc + (isCall ? instruction.length : 0), behind);
      return undefined;
    }
    const { value, next } = this.#rehearsal.run(instruction, step.pc, registers);
    const written = step.written && registerNumber(step.written.register);
    if (written !== (rd === 0 ? undefined : rd)) {
      return {
        what: 'register that is written',
        expected: rd === 0 ? 'none' : (REGISTER_NAMES[rd] ?? ''),
        found: step.written?.register ?? 'none',
      };
    }
    if (value !== undefined && step.written !== undefined && step.written.value !== value) {
      const { register } = step.written;
      return {
        what: `value of ${register}`,
        expected: digits(value, 8),
        found: digits(step.written.value, 8),
      };
    }
    if (rd !== 0) registers[rd] = step.written?.value;
    if (row?.name === 'ecall') registers[A0] = registers[A1] = undefined;
    this.#context = { registers, next };
    return undefined;
  }

  /** To the handler now; a contract goes on there if the kernel lets it. */
  #trap({ mode }: TraceStep, next: number, registers: Context['registers']): void {
    if (mode === 'U' && this.#task !== undefined) {
      this.#left.set(this.#task, { registers: [...registers], next });
    }
    this.#context = { registers: this.#context.registers, next: undefined };
  }

  #imageOf(program: string): ElfImage | undefined {
    if (!this.#images.has(program)) {
      const known = this.#hashes.get(program);
      const found =
        this.#files.find(it => it.elf.name === program) ??
        this.#files.find(it => it.elf.name === undefined && it.codeHash === known?.codeHash) ??
        this.#files.find(
          it => it.elf.name === undefined && isNamed(it.elf.path, program, known?.file),
        );
      this.#images.set(program, found?.image);
    }
    return this.#images.get(program);
  }
}

function compareAddress(
  { address, trap }: TraceStep,
  { row, rs1, imm }: GuestInstruction,
  registers: Context['registers'],
): Found | undefined {
  const memory = row === undefined ? 'none' : traits(row).memory;
  if (trap !== undefined && address === undefined) return undefined;
  if ((address === undefined) !== (memory === 'none')) {
    const [expected, found] = memory === 'none' ? ['none', 'one'] : ['one', 'none'];
    return { what: 'memory address', expected, found };
  }
  const base = registers[rs1];
  if (address === undefined || base === undefined) return undefined;
  const expected = (base + (memory === 'atomic' ? 0 : imm)) >>> 0;
  if (expected === address) return undefined;
  return { what: 'memory address', expected: digits(expected, 8), found: digits(address, 8) };
}

/** x0 is always known. */
function unknownContext(): Context {
  const registers: (number | undefined)[] = new Array<undefined>(REGISTER_NAMES.length).fill(
    undefined,
  );
  registers[0] = 0;
  return { registers, next: undefined };
}

/** Bytes of a program at an address; shorter where they end. */
export function codeAt({ segments }: ElfImage, pc: number, length: number): Uint8Array {
  const segment = segments.find(it => pc >= it.vaddr && pc < it.vaddr + it.fileBytes.length);
  if (segment === undefined) return new Uint8Array();
  return segment.fileBytes.subarray(pc - segment.vaddr, pc - segment.vaddr + length);
}

/** An instruction as a person compares it: word and assembly. */
export function spelled(bytes: Uint8Array, pc: number): string {
  const { word, length, mnemonic, operands } = disassemble(bytes, pc);
  return `${digits(word, length * 2)} ${mnemonic} ${operands}`.trimEnd();
}

function isNamed(path: string, program: string, file: string | undefined): boolean {
  const name = oneWord(nameOfPath(path));
  return name === file || name === program || name === `${program}.elf`;
}
