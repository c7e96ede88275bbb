/** Compares aVM's verbose log with the programs that ran: the instructions, and that each can follow the one before. */

import type { ElfImage } from '../elf/elfImage';
import { readElf } from '../elf/elfImage';
import { hex32 } from '../shared/hex';
import { nameOfPath } from '../shared/pathText';
import { disassemble } from '../vm/isa/disassemble';
import { readInstruction } from '../vm/isa/guestInstruction';
import { traits } from '../vm/isa/instruction';
import type { CheckedElf, TraceCheck, TraceDifference } from './traceCheck';
import { codeAt, spelled } from './traceCheck';
import { digits } from './traceLine';

/** `PC = 0x00000400, Bytes = [13 01 01 ff], Instr = …`, wherever in a line of the log it is. [aVM 1.5] */
const STEP = /PC = 0x([0-9a-f]{8}), Bytes = \[([0-9a-f]{2}(?: [0-9a-f]{2}){1,3})\]/i;

/** Such a log names no program: what no file has code for is another program's. */
const OTHERS = 'other programs';

export function isAvmLogLine(text: string): boolean {
  return STEP.test(text);
}

export class AvmLogChecker {
  readonly #files: readonly { name: string; image: ElfImage }[];
  readonly #compared = new Map<string, number>();
  readonly #others = new Map<string, number>();
  /** Where the next instruction can be; undefined where it can be anywhere. */
  #next: readonly number[] | undefined;
  #line = 0;
  #difference: TraceDifference | undefined;

  /** @throws MalformedInput for a file that is no ELF for this machine */
  constructor(files: readonly CheckedElf[]) {
    this.#files = files.map(({ name, path, bytes }) => ({
      name: name ?? nameOfPath(path),
      image: readElf(bytes, path),
    }));
  }

  /** Takes the lines one after the other; false once there is a difference. What is no instruction is passed over. */
  take(text: string): boolean {
    this.#line++;
    const step = STEP.exec(text);
    if (step === null) return true;
    const pc = Number.parseInt(step[1] ?? '', 16);
    const bytes = Uint8Array.from((step[2] ?? '').split(' '), it => Number.parseInt(it, 16));
    const found = this.#compare(pc, bytes);
    if (found !== undefined) this.#difference = { line: this.#line, text, ...found };
    return found === undefined;
  }

  result(): TraceCheck {
    return { difference: this.#difference, compared: this.#compared, others: this.#others };
  }

  #compare(
    pc: number,
    bytes: Uint8Array,
  ): Pick<TraceDifference, 'what' | 'expected' | 'found'> | undefined {
    const before = this.#next;
    this.#next = successors(pc, bytes);
    if (before !== undefined && !before.includes(pc)) {
      const expected = before.map(it => digits(it, 8)).join(' or ');
      return { what: 'pc', expected, found: digits(pc, 8) };
    }
    const candidates = this.#files.filter(it => codeAt(it.image, pc, 2).length === 2);
    const isSame = (it: { image: ElfImage }): boolean => {
      const code = codeAt(it.image, pc, bytes.length);
      return code.length === bytes.length && code.every((byte, at) => byte === bytes[at]);
    };
    const same = candidates.find(isSame);
    const [first] = candidates;
    if (same === undefined && first !== undefined) {
      return {
        what: `instruction at ${hex32(pc)} of ${candidates.map(it => it.name).join(', ')}`,
        expected: spelled(codeAt(first.image, pc, 4), pc),
        found: spelled(bytes, pc),
      };
    }
    const counts = same === undefined ? this.#others : this.#compared;
    const name = same?.name ?? OTHERS;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return undefined;
  }
}

/** aVM goes on behind a jump to itself. [aVM 1.5] */
function successors(pc: number, bytes: Uint8Array): number[] | undefined {
  const { word, length, target } = disassemble(bytes, pc);
  const { row } = readInstruction(word);
  const after = pc + length;
  if (row === undefined) return undefined;
  if (!traits(row).endsBlock) return [after];
  if (target === undefined) return undefined;
  const isBranch = 'branchesIf' in row.effect;
  return isBranch || target === pc ? [after, target] : [target];
}
