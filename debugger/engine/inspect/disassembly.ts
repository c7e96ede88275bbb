/** Machine code around an address, as many rows as are asked for. [DAP disassemble] */

import type { Task } from '../../chain/run';
import type { Disassembled } from '../../vm/isa/disassemble';
import { disassembleWord } from '../../vm/isa/disassemble';
import { isShort } from '../../vm/isa/instruction';
import { RAM_BASE } from '../../vm/machine';
import { PAGE_SIZE } from '../../vm/mmu/sv32';
import { EvaluationError } from '../evaluationError';
import type { Module } from '../module';
import type { Target } from '../target';
import type { InstructionView } from '../views';
import { farTarget, isFarJump } from './farJump';
import { boundariesBefore } from './instructionBoundary';

/** Instructions begin at even addresses, and so do the rows for what is none. [Unpriv §1.5] */
const STEP = 2;
const LONGEST = 4;
const ADDRESS_SPACE = 2 ** 32;

/** Nobody scrolls so far, and every instruction on the way has to be looked at. */
const MAX_OFFSET = 1_000_000;

/** An address in the space of a call, or in that which the system stands in. */
export interface CodeAddress {
  readonly address: number;
  readonly task: Task | undefined;
}

/**
 * Exactly `count` rows, of which the one at the address is number
 * `-instructionOffset` where that is not negative.
 * @throws EvaluationError where the offset is absurd
 */
export function* disassembleAround(
  target: Target,
  { address, task }: CodeAddress,
  instructionOffset: number,
  count: number,
): Generator<InstructionView, void> {
  if (Math.abs(instructionOffset) > MAX_OFFSET) {
    throw new EvaluationError(`${instructionOffset} instructions from an address is too far`);
  }
  const code = new Code(target, address, task ?? target.currentTask);
  const start = address - (address % STEP);
  let left = count;
  if (instructionOffset < 0) {
    const before = boundariesBefore(code, start, -instructionOffset);
    for (const [at, from] of before.entries()) {
      if (left-- === 0) return;
      yield code.row(from, (before[at + 1] ?? start) - from);
    }
  }
  let at = start;
  for (let skipped = 0; skipped < instructionOffset; skipped++) at += code.lengthAt(at);
  for (; left > 0; left--) {
    const row = code.row(at, LONGEST);
    yield row;
    at += row.bytes.length / 2 || STEP;
  }
}

/** An instruction that reads the same wherever it stands. */
type Text = Pick<Disassembled, 'mnemonic' | 'operands'>;

/** The code of the program that an address is in, as it is when it is first looked at. */
class Code {
  readonly module: Module | undefined;
  readonly #satp: number;
  /** What has been looked at, by the address of its first byte; and the last of them. */
  readonly #pages = new Map<number, Uint8Array>();
  #pageStart = NaN;
  #page: Uint8Array = new Uint8Array();
  readonly #texts = new Map<number, Text>();

  constructor(
    private readonly target: Target,
    address: number,
    task: Task | undefined,
  ) {
    const isContract = address < RAM_BASE && task !== undefined;
    this.module = isContract ? target.moduleOf(task) : target.moduleAt(address);
    this.#satp = isContract ? task.satp : target.machine.satp;
  }

  /** Bytes of memory; shorter where the mapping ends. */
  read(address: number, length: number): Uint8Array {
    const isInside = address >= 0 && address < ADDRESS_SPACE;
    return isInside
      ? this.target.machine.readVirtual(address, length, this.#satp)
      : new Uint8Array();
  }

  /** Of the instruction that begins at an address; a step where there is none. */
  lengthAt(address: number): 2 | 4 {
    const low = this.#half(address);
    if (low === undefined || isShort(low)) return STEP;
    return this.#half(address + STEP) === undefined ? STEP : LONGEST;
  }

  /** @param room bytes up to the next row */
  row(address: number, room: number): InstructionView {
    const at = address >>> 0;
    const low = this.#half(address);
    if (low === undefined) return { address: at, bytes: '', text: 'unmapped', isInvalid: true };
    const length = room < LONGEST ? STEP : this.lengthAt(address);
    const high = length === LONGEST ? (this.#half(address + STEP) ?? 0) : 0;
    const word = (low | (high << 16)) >>> 0;
    const { mnemonic, operands } = this.#textOf(word, length, at);
    const symbol = this.module?.symbols.at(at);
    return {
      address: at,
      bytes: hexOf(word, length),
      text: [mnemonic, operands, this.#farTarget(at, word)].filter(it => it !== '').join(' '),
      ...(symbol?.offset === 0 && { symbol: symbol.name }),
      ...this.#placeOf(at),
      isInvalid: mnemonic === '.insn' || word === 0,
    };
  }

  #textOf(word: number, length: 2 | 4, pc: number): Text {
    // Half of a long one is no word of its own.
    const isWhole = isShort(word) === (length === STEP);
    const known = isWhole ? this.#texts.get(word) : undefined;
    if (known !== undefined) return known;
    const text = disassembleWord(word, length, pc, it => this.#symbolOf(it));
    if (isWhole && text.target === undefined) this.#texts.set(word, text);
    return text;
  }

  /** What is at an even address; undefined where nothing is mapped. */
  #half(address: number): number | undefined {
    const start = address - (((address % PAGE_SIZE) + PAGE_SIZE) % PAGE_SIZE);
    if (start !== this.#pageStart) {
      this.#page = this.#pages.get(start) ?? this.read(start, PAGE_SIZE);
      this.#pages.set(start, this.#page);
      this.#pageStart = start;
    }
    const low = this.#page[address - start];
    const high = this.#page[address - start + 1];
    return low === undefined || high === undefined ? undefined : low | (high << 8);
  }

  /** `<name>` for a jump whose target is not in its own word alone. */
  #farTarget(address: number, word: number): string {
    if (!isFarJump(word)) return '';
    const [low, high] = [this.#half(address - 4), this.#half(address - 2)];
    if (low === undefined || high === undefined) return '';
    const target = farTarget(low | (high << 16), word, address);
    const name = target === undefined ? undefined : this.#symbolOf(target);
    return name === undefined ? '' : `<${name}>`;
  }

  #symbolOf(address: number): string | undefined {
    const symbol = this.module?.symbols.at(address);
    if (symbol === undefined) return undefined;
    return symbol.offset === 0 ? symbol.name : `${symbol.name}+0x${symbol.offset.toString(16)}`;
  }

  #placeOf(address: number): Pick<InstructionView, 'source' | 'line'> {
    const line = this.module?.info.lineAt(address);
    if (this.module === undefined || line === undefined || line.file === '') return {};
    return { source: this.target.sources.view(this.module, line.file), line: line.line };
  }
}

/** In the order of memory. */
function hexOf(word: number, length: 2 | 4): string {
  const swapped = ((word & 0xff) << 8) | ((word >>> 8) & 0xff);
  const first = swapped.toString(16).padStart(4, '0');
  return length === STEP ? first : first + hexOf(word >>> 16, STEP);
}
