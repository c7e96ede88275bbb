/** Machine code around an address, as many rows as are asked for. [DAP disassemble] */

import type { Task } from '../../chain/run';
import { bytesToHex } from '../../shared/hex';
import { disassemble } from '../../vm/isa/disassemble';
import { RAM_BASE } from '../../vm/machine';
import { EvaluationError } from '../evaluationError';
import type { Module } from '../module';
import type { Target } from '../target';
import type { InstructionView } from '../views';
import { farTarget } from './farJump';
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
export function disassembleAround(
  target: Target,
  { address, task }: CodeAddress,
  instructionOffset: number,
  count: number,
): InstructionView[] {
  if (Math.abs(instructionOffset) > MAX_OFFSET) {
    throw new EvaluationError(`${instructionOffset} instructions from an address is too far`);
  }
  const code = new Code(target, address, task ?? target.currentTask);
  const start = address - (address % STEP);
  const rows: InstructionView[] = [];
  const skipped = Math.max(0, instructionOffset);
  if (instructionOffset < 0) {
    const before = boundariesBefore(code, start, -instructionOffset);
    for (const [at, from] of before.entries()) {
      if (rows.length === count) return rows;
      rows.push(code.row(from, (before[at + 1] ?? start) - from));
    }
  }
  for (let at = start, number = 0; rows.length < count; number++) {
    if (number >= skipped) rows.push(code.row(at, LONGEST));
    at += code.lengthAt(at);
  }
  return rows;
}

/** The code of the program that an address is in. */
class Code {
  readonly module: Module | undefined;
  readonly #satp: number;

  constructor(
    private readonly target: Target,
    address: number,
    task: Task | undefined,
  ) {
    const isContract = address < RAM_BASE && task !== undefined;
    this.module = isContract ? target.moduleOf(task) : target.moduleAt(address);
    this.#satp = isContract ? task.satp : target.machine.satp;
  }

  /** Bytes of memory as it is now; shorter where the mapping ends. */
  read(address: number, length: number): Uint8Array {
    const isInside = address >= 0 && address < ADDRESS_SPACE;
    return isInside
      ? this.target.machine.readVirtual(address, length, this.#satp)
      : new Uint8Array();
  }

  /** Of the instruction that begins at an address; a step where there is none. */
  lengthAt(address: number): number {
    const bytes = this.read(address, LONGEST);
    return bytes.length < STEP ? STEP : disassemble(bytes, address).length;
  }

  /** @param room bytes up to the next row */
  row(address: number, room: number): InstructionView {
    const bytes = this.read(address, Math.min(room, LONGEST));
    const at = address >>> 0;
    if (bytes.length < STEP) return { address: at, bytes: '', text: 'unmapped', isInvalid: true };
    const { length, word, mnemonic, operands } = disassemble(bytes, at, it => this.#symbolOf(it));
    const symbol = this.module?.symbols.at(at);
    return {
      address: at,
      bytes: bytesToHex(bytes.subarray(0, length)),
      text: [mnemonic, operands, this.#farTarget(at, word)].filter(it => it !== '').join(' '),
      ...(symbol?.offset === 0 && { symbol: symbol.name }),
      ...this.#placeOf(at),
      isInvalid: mnemonic === '.insn' || word === 0,
    };
  }

  /** `<name>` for a jump whose target is not in its own word alone. */
  #farTarget(address: number, word: number): string {
    const before = this.read(address - 4, 4);
    if (before.length < 4) return '';
    const view = new DataView(before.buffer, before.byteOffset, 4);
    const target = farTarget(view.getInt32(0, true), word, address);
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
