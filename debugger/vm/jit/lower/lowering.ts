/** What instructions become, as rows: WebAssembly in the order of its stack, with names for the operands. */

import type { WasmMemoryOperator, WasmOperator } from '../opcodes';

/**
 * One step of a lowering:
 * - `a`, `b`: the registers rs1 and rs2; `imm`, `pc`: the immediate, the instruction's own address; `uimm`: the number
 *   that stands in rs1's place; `old`: the word that an atomic found in memory, or a CSR's value
 * - a number: a 32-bit constant; `{ long }`: a 64-bit one
 * - an operator of WebAssembly, of those in `opcodes.ts`
 * - `{ then, else }`: what is done by the number on the stack; each side leaves one number
 */
export type Step =
  | Operand
  | number
  | { readonly long: number }
  | WasmOperator
  | { readonly then: readonly Step[]; readonly else: readonly Step[] };

export type Operand = 'a' | 'b' | 'imm' | 'uimm' | 'pc' | 'old';

/**
 * By the kind of the row's effect:
 * - `sets`: leaves the result; `branchesIf`: leaves whether; `exchanges`: leaves the new word
 * - `loads`, `stores`: the operator
 * - `calls` of a function that accesses a CSR: leaves what is written to it
 */
export type Lowering =
  | { readonly value: readonly Step[] }
  | { readonly memory: WasmMemoryOperator }
  | { readonly csr: readonly Step[]; readonly writesZero: boolean };

/** By the name of the row. A row that has none is left to the interpreter. */
export type Lowerings = Readonly<Record<string, Lowering>>;

export function value(...steps: readonly Step[]): Lowering {
  return { value: steps };
}

export function memory(operator: WasmMemoryOperator): Lowering {
  return { memory: operator };
}

/** @param writesZero whether it writes where rs1 is x0, or zero */
export function csr(writesZero: boolean, ...steps: readonly Step[]): Lowering {
  return { csr: steps, writesZero };
}

/** Whether some step, at whatever depth, is that operand. */
export function uses(steps: readonly Step[], name: Operand): boolean {
  return steps.some(it =>
    typeof it === 'object' && 'then' in it
      ? uses(it.then, name) || uses(it.else, name)
      : it === name,
  );
}
