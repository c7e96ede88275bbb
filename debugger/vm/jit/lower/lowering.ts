/** What instructions become, as rows: WebAssembly in the order of its stack, with names for the operands. */

import type { WasmMemoryOperator, WasmOperator } from '../opcodes';

/**
 * One step of a lowering:
 * - `a`, `b`: the registers rs1 and rs2; `imm`, `pc`: the immediate, the instruction's own address; `old`: the word
 *   that an atomic found in memory
 * - a number: a 32-bit constant; `{ long }`: a 64-bit one
 * - an operator of WebAssembly
 * - `{ then, else }`: what is done by the number on the stack; each side leaves one number
 */
export type Step =
  | 'a'
  | 'b'
  | 'imm'
  | 'pc'
  | 'old'
  | number
  | { readonly long: number }
  | WasmOperator
  | { readonly then: readonly Step[]; readonly else: readonly Step[] };

/**
 * By the kind of the row's effect:
 * - `sets`: leaves the result; `branchesIf`: leaves whether; `exchanges`: leaves the new word
 * - `loads`, `stores`: the operator
 */
export type Lowering =
  { readonly value: readonly Step[] } | { readonly memory: WasmMemoryOperator };

/** By the name of the row. A row that has none is left to the interpreter. */
export type Lowerings = Readonly<Record<string, Lowering>>;

export function value(...steps: readonly Step[]): Lowering {
  return { value: steps };
}

export function memory(operator: WasmMemoryOperator): Lowering {
  return { memory: operator };
}
