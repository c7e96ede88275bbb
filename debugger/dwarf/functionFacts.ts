/** What is the same of a function or of an inlined call at each of its addresses. [DWARF5 §3.3] */

import * as dw from './constants';
import type { Entry } from './entry';
import { linkageNameOf, shortNameOf } from './paths';

export interface FunctionFacts {
  /** Full path, as `erc20::ledger::transfer`. */
  readonly name: string;
  readonly shortName: string;
  /** Mangled; undefined for C and assembly. */
  readonly linkageName: string | undefined;
  readonly declFile: string | undefined;
  readonly declLine: number | undefined;
  readonly inlined: boolean;
  /** Where it is called, if it is inlined. */
  readonly call: CodeLine;
}

export interface CodeLine {
  readonly file: string;
  /** From 1; 0 where the compiler says that the code belongs to no line. */
  readonly line: number;
  /** From 1; 0 where none is recorded. */
  readonly column: number;
}

export function functionFacts(entry: Entry, name: string): FunctionFacts {
  return {
    name,
    shortName: shortNameOf(entry),
    linkageName: linkageNameOf(entry),
    declFile: entry.file(dw.DW_AT_decl_file),
    declLine: entry.number(dw.DW_AT_decl_line),
    inlined: entry.tag === dw.DW_TAG_inlined_subroutine,
    call: {
      file: entry.file(dw.DW_AT_call_file) ?? '',
      line: entry.number(dw.DW_AT_call_line) ?? 0,
      column: entry.number(dw.DW_AT_call_column) ?? 0,
    },
  };
}
