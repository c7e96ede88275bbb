/** `avm dwarf lines`: every row of every line table. */

import type { ListedLineTable } from '../../dwarf/listing/lines';
import {
  BASIC_BLOCK,
  END_SEQUENCE,
  EPILOGUE_BEGIN,
  IS_STATEMENT,
  PROLOGUE_END,
} from '../../dwarf/lineProgram';
import { hex32 } from '../../shared/hex';
import type { Subject } from './subject';

export const lines: Subject<ListedLineTable> = {
  name: 'lines',
  description: 'print every row of every line table',
  example: 'avm dwarf lines --json contract.elf',
  items: info => info.listLineTables(),

  toJson: table => ({
    offset: hex32(table.offset),
    version: table.header.version,
    files: table.header.files.flatMap((file, number) =>
      file === undefined ? [] : [{ number, path: file.path }],
    ),
    rows: [...rowsOf(table)].map(({ address, flags, ...row }) => ({
      address: hex32(address),
      ...row,
      ...Object.fromEntries(flags.map(it => [it, true])),
    })),
  }),

  *toText(table) {
    const { offset, header } = table;
    yield `.debug_line+${hex32(offset)}: version ${header.version}`;
    for (const { address, file, line, column, discriminator, flags } of rowsOf(table)) {
      const path = header.files[file]?.path ?? `file ${file}`;
      const further = discriminator === undefined ? [] : [`discriminator ${discriminator}`];
      const place = `${path}:${line}:${column}`;
      yield [`  ${hex32(address)}  ${place}`, ...flags, ...further].join('  ');
    }
  },
};

/** In the standard's words. [DWARF5 §6.2.2] */
const flagNames = [
  [IS_STATEMENT, 'is_stmt'],
  [BASIC_BLOCK, 'basic_block'],
  [PROLOGUE_END, 'prologue_end'],
  [EPILOGUE_BEGIN, 'epilogue_begin'],
  [END_SEQUENCE, 'end_sequence'],
] as const;

interface Row {
  readonly address: number;
  /** By its number in the table. */
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly discriminator?: number;
  readonly flags: readonly string[];
}

function* rowsOf({ program: { rows } }: ListedLineTable): Generator<Row> {
  for (const [at, address] of rows.addresses.entries()) {
    const flags = rows.flags[at] ?? 0;
    const discriminator = rows.discriminators[at] ?? 0;
    yield {
      address,
      file: rows.files[at] ?? 0,
      line: rows.lines[at] ?? 0,
      column: rows.columns[at] ?? 0,
      ...(discriminator === 0 ? {} : { discriminator }),
      flags: flagNames.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
    };
  }
}
