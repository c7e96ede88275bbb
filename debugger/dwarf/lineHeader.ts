/** Headers of line programs, with their file tables. [DWARF5 §6.2.4; DWARF4 §6.2.4] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import { nameOf } from './names';
import type { ProblemList } from './problems';
import type { Sections } from './sections';
import type { OffsetSize } from './initialLength';
import { readInitialLength, readOffset } from './initialLength';

export interface LineFile {
  /** Compilation directory, directory and name joined: as recorded, not normalized. */
  readonly path: string;
  /** Hex of the MD5 sum of what was compiled, where the table has it: only since DWARF 5. */
  readonly md5?: string;
}

export interface LineHeader {
  readonly version: number;
  readonly minimumInstructionLength: number;
  readonly defaultIsStatement: boolean;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** Operands of each standard opcode, so that unknown ones can be passed over. */
  readonly standardOpcodeLengths: Uint8Array;
  /** By the number that programs and entries use: from 1 before DWARF 5, from 0 since. */
  readonly files: (LineFile | undefined)[];
  /** Directories, for files that a program defines itself. */
  readonly directories: readonly string[];
  readonly programStart: number;
  readonly programEnd: number;
}

/**
 * Throws MalformedInput where the program cannot be found; of tables of files that are cut short, the start is kept.
 * @param compDir the unit's DW_AT_comp_dir, which tables before DWARF 5 leave to the unit
 */
export function readLineHeader(
  sections: Sections,
  problems: ProblemList,
  offset: number,
  compDir: string,
): LineHeader {
  const start = sections.at('.debug_line', offset);
  const { end: programEnd, offsetSize } = readInitialLength(start);
  const r = sections.at('.debug_line', start.offset, programEnd);
  const version = r.u16();
  if (version < 2 || version > 5) r.fail('unknown-version', String(version));
  if (version >= 5) {
    const addressSize = r.u8();
    if (addressSize !== 4) r.fail('wrong-address-size', String(addressSize));
    r.skip(1); // Segment selectors: none on this target.
  }
  const headerLength = readOffset(r, offsetSize);
  const programStart = headerLength + r.offset;
  const minimumInstructionLength = r.u8();
  if (version >= 4) r.skip(1); // Operations per instruction: RISC-V is no VLIW machine.
  const defaultIsStatement = r.u8() !== 0;
  const lineBase = r.i8();
  const lineRange = r.u8();
  if (lineRange === 0) r.fail('line-range-of-zero');
  const opcodeBase = r.u8();
  const standardOpcodeLengths = r.slice(Math.max(0, opcodeBase - 1));
  const tables: Tables = { directories: [], files: [] };
  const input = { r, sections, problems, offsetSize };
  problems.guard(undefined, () => {
    if (version >= 5) readTables(input, compDir, tables);
    else readOldTables(r, compDir, tables);
  });
  return {
    version,
    minimumInstructionLength,
    defaultIsStatement,
    lineBase,
    lineRange,
    opcodeBase,
    standardOpcodeLengths,
    ...tables,
    programStart,
    programEnd,
  };
}

interface Tables {
  readonly directories: string[];
  readonly files: (LineFile | undefined)[];
}

function readOldTables(r: ByteReader, compDir: string, { directories, files }: Tables): void {
  directories.push(compDir);
  files.push(undefined);
  for (let name = r.cString(); name !== ''; name = r.cString()) {
    directories.push(joinPath(compDir, name));
  }
  for (let name = r.cString(); name !== ''; name = r.cString()) {
    files.push(readOldFile(r, name, directories));
  }
}

/** What follows a file's name: directory, time and length. Also the form of DW_LNE_define_file. */
export function readOldFile(r: ByteReader, name: string, directories: readonly string[]): LineFile {
  const directory = directories[r.uleb()] ?? '';
  r.skipLeb();
  r.skipLeb();
  return { path: joinPath(directory, name) };
}

/** What the rows of tables are read from. */
interface TableInput {
  readonly r: ByteReader;
  readonly sections: Sections;
  readonly problems: ProblemList;
  readonly offsetSize: OffsetSize;
}

function readTables(input: TableInput, compDir: string, { directories, files }: Tables): void {
  let root = compDir;
  readRows(input, ({ path }) => {
    if (directories.length === 0) root = joinPath(compDir, path);
    directories.push(directories.length === 0 ? root : joinPath(root, path));
  });
  readRows(input, ({ path, directory, md5 }) => {
    files.push({
      path: joinPath(directories[directory] ?? root, path),
      ...(md5 === undefined ? {} : { md5 }),
    });
  });
}

interface Row {
  path: string;
  directory: number;
  md5?: string;
}

/** A list of entry formats, then rows of that format. Given one by one: a count is only believed when its bytes are there. */
function readRows(input: TableInput, onRow: (row: Row) => void): void {
  const { r } = input;
  const formats = Array.from({ length: r.u8() }, () => ({ content: r.uleb(), form: r.uleb() }));
  const count = r.uleb();
  if (formats.length === 0) return;
  for (let read = 0; read < count; read++) {
    const before = r.offset;
    const row: Row = { path: '', directory: 0 };
    for (const { content, form } of formats) {
      const value = readContent(input, form);
      if (content === dw.DW_LNCT_path && typeof value === 'string') row.path = value;
      if (content === dw.DW_LNCT_directory_index && typeof value === 'number')
        row.directory = value;
      if (content === dw.DW_LNCT_MD5 && typeof value === 'string') row.md5 = value;
    }
    if (r.offset === before) r.fail('empty-file-entry');
    onRow(row);
  }
}

/** The forms that the standard allows in these tables. [DWARF5 §6.2.4.1] */
function readContent(
  { r, sections, problems, offsetSize }: TableInput,
  form: number,
): string | number | undefined {
  // A name that cannot be read is no reason to lose the other files.
  const stringAt = (section: '.debug_str' | '.debug_line_str', offset: number): string =>
    problems.guard('', () => sections.string(section, offset));
  switch (form) {
    case dw.DW_FORM_string:
      return r.cString();
    case dw.DW_FORM_line_strp:
      return stringAt('.debug_line_str', readOffset(r, offsetSize));
    case dw.DW_FORM_strp:
      return stringAt('.debug_str', readOffset(r, offsetSize));
    case dw.DW_FORM_udata:
      return r.uleb();
    case dw.DW_FORM_data1:
      return r.u8();
    case dw.DW_FORM_data2:
      return r.u16();
    case dw.DW_FORM_data4:
      return r.u32();
    case dw.DW_FORM_data8:
      r.skip(8);
      return undefined;
    case dw.DW_FORM_data16: // An MD5 sum.
      return [...r.slice(16)].map(it => it.toString(16).padStart(2, '0')).join('');
    case dw.DW_FORM_block:
      r.skip(r.uleb());
      return undefined;
    default:
      return r.fail('unknown-form', nameOf('FORM', form));
  }
}

export function joinPath(directory: string, name: string): string {
  if (name === '' || directory === '' || /^(\/|\\\\|[A-Za-z]:[\\/])/.test(name)) {
    return name === '' ? directory : name;
  }
  return /[\\/]$/.test(directory) ? directory + name : `${directory}/${name}`;
}
