/** The state machine of line programs: opcodes to rows. [DWARF5 §6.2.2, §6.2.5] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { LineHeader } from './lineHeader';
import { readOldFile } from './lineHeader';
import { isDiscarded } from './ranges';

/** Bits of `LineRows.flags`. */
export const IS_STATEMENT = 1;
export const BASIC_BLOCK = 2;
export const END_SEQUENCE = 4;
export const PROLOGUE_END = 8;
export const EPILOGUE_BEGIN = 16;

/** A column for each register of the state machine; row n is element n of each. */
export interface LineRows {
  readonly addresses: number[];
  readonly files: number[];
  readonly lines: number[];
  readonly columns: number[];
  readonly flags: number[];
  readonly discriminators: number[];
}

/** Rows of rising addresses; the last one ends the sequence and describes no code. */
export interface LineSequence {
  readonly low: number;
  readonly high: number;
  readonly firstRow: number;
  /** Index of the row that ends it. */
  readonly lastRow: number;
}

export interface LineProgram {
  readonly rows: LineRows;
  /** In the program's order. */
  readonly sequences: readonly LineSequence[];
}

/** Which sequences are kept: those of code that is in the program, or also what the linker left out. */
export type KeptSequences = 'live' | 'all';

/** Runs the program at the reader's offset to the reader's end. Each row costs at least one byte, so rows are bounded. */
export function runLineProgram(
  r: ByteReader,
  header: LineHeader,
  onMalformed: (run: () => void) => void,
  kept: KeptSequences = 'live',
): LineProgram {
  const machine = new LineMachine(header, kept);
  onMalformed(() => {
    while (!r.atEnd) machine.step(r);
  });
  machine.dropOpenSequence();
  return machine;
}

class LineMachine implements LineProgram {
  readonly rows: LineRows = {
    addresses: [],
    files: [],
    lines: [],
    columns: [],
    flags: [],
    discriminators: [],
  };
  readonly sequences: LineSequence[] = [];
  #firstRow = 0;

  // The registers, named as in the standard. [DWARF5 §6.2.2]
  #address = 0;
  #file = 1;
  #line = 1;
  #column = 0;
  #flags = 0;
  #discriminator = 0;

  constructor(
    readonly header: LineHeader,
    readonly kept: KeptSequences,
  ) {
    this.#reset();
  }

  step(r: ByteReader): void {
    const opcode = r.u8();
    if (opcode >= this.header.opcodeBase) this.#special(opcode - this.header.opcodeBase);
    else if (opcode === dw.DW_LNS_extended_op) this.#extended(r);
    else this.#standard(r, opcode);
  }

  /** Removes the rows of a sequence that never ended: nothing says how far its last row reaches. */
  dropOpenSequence(): void {
    for (const column of Object.values(this.rows) as number[][]) column.length = this.#firstRow;
  }

  #special(adjusted: number): void {
    const { lineBase, lineRange } = this.header;
    this.#advance(Math.floor(adjusted / lineRange));
    this.#line += lineBase + (adjusted % lineRange);
    this.#append();
  }

  #standard(r: ByteReader, opcode: number): void {
    switch (opcode) {
      case dw.DW_LNS_copy:
        return this.#append();
      case dw.DW_LNS_advance_pc:
        return this.#advance(r.uleb());
      case dw.DW_LNS_advance_line:
        this.#line += r.sleb();
        return;
      case dw.DW_LNS_set_file:
        this.#file = r.uleb();
        return;
      case dw.DW_LNS_set_column:
        this.#column = r.uleb();
        return;
      case dw.DW_LNS_negate_stmt:
        this.#flags ^= IS_STATEMENT;
        return;
      case dw.DW_LNS_set_basic_block:
        this.#flags |= BASIC_BLOCK;
        return;
      case dw.DW_LNS_const_add_pc:
        return this.#advance(Math.floor((255 - this.header.opcodeBase) / this.header.lineRange));
      case dw.DW_LNS_fixed_advance_pc:
        this.#address += r.u16(); // The one advance that is not in instruction lengths.
        return;
      case dw.DW_LNS_set_prologue_end:
        this.#flags |= PROLOGUE_END;
        return;
      case dw.DW_LNS_set_epilogue_begin:
        this.#flags |= EPILOGUE_BEGIN;
        return;
      default:
        // DW_LNS_set_isa and opcodes of later standards: the header says how many operands they have.
        for (let left = this.header.standardOpcodeLengths[opcode - 1] ?? 0; left > 0; left--) {
          r.skipLeb();
        }
    }
  }

  #extended(r: ByteReader): void {
    const length = r.uleb();
    if (length === 0) return;
    const end = r.offset + length;
    if (length > r.remaining) r.fail('truncated', `${length} bytes wanted, ${r.remaining} left`);
    switch (r.u8()) {
      case dw.DW_LNE_end_sequence:
        this.#flags |= END_SEQUENCE;
        this.#append();
        this.#endSequence();
        break;
      case dw.DW_LNE_set_address:
        if (length !== 5) r.fail('wrong-address-size', String(length - 1));
        this.#address = r.u32();
        break;
      case dw.DW_LNE_define_file:
        this.header.files.push(readOldFile(r, r.cString(), this.header.directories));
        break;
      case dw.DW_LNE_set_discriminator:
        this.#discriminator = r.uleb();
        break;
    }
    r.offset = end;
  }

  #advance(operations: number): void {
    this.#address = (this.#address + operations * this.header.minimumInstructionLength) % 2 ** 32;
  }

  #append(): void {
    const { rows } = this;
    rows.addresses.push(this.#address);
    rows.files.push(this.#file);
    rows.lines.push(this.#line >>> 0);
    rows.columns.push(this.#column);
    rows.flags.push(this.#flags);
    rows.discriminators.push(this.#discriminator);
    this.#discriminator = 0;
    this.#flags &= ~(BASIC_BLOCK | PROLOGUE_END | EPILOGUE_BEGIN);
  }

  #endSequence(): void {
    const { addresses } = this.rows;
    const firstRow = this.#firstRow;
    const lastRow = addresses.length - 1;
    const low = addresses[firstRow] ?? 0;
    const high = addresses[lastRow] ?? 0;
    const isLive = !isDiscarded(low) && low < high;
    if (!isLive && this.kept === 'live') this.dropOpenSequence();
    else this.sequences.push({ low, high, firstRow, lastRow });
    this.#firstRow = addresses.length;
    this.#reset();
  }

  #reset(): void {
    this.#address = 0;
    this.#file = 1;
    this.#line = 1;
    this.#column = 0;
    this.#flags = this.header.defaultIsStatement ? IS_STATEMENT : 0;
    this.#discriminator = 0;
  }
}
