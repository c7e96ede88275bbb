/** How each operation of a slot is translated. An extension's lowerings are added by adding its table here. */

import { BASE_INSTRUCTIONS } from '../../isa/instructions';
import { traits, type BaseInstruction } from '../../isa/instruction';
import { operationOf } from '../../isa/predecode';
import { WASM_MEMORY, type WasmMemoryOperator } from '../opcodes';
import type { Lowering, Lowerings } from './lowering';
import { rv32a } from './rv32a';
import { rv32i } from './rv32i';
import { rv32m } from './rv32m';
import { zicsr } from './zicsr';

export const LOWERINGS: Lowerings = { ...rv32i, ...rv32m, ...rv32a, ...zicsr };

export interface Operation {
  readonly row: BaseInstruction;
  readonly lowering: Lowering | undefined;
  readonly endsBlock: boolean;
  /** Whether rd gets something. */
  readonly setsRd: boolean;
  /** What a load or a store does to memory. */
  readonly access: OperationAccess | undefined;
}

export interface OperationAccess {
  readonly kind: 'loads' | 'stores';
  readonly operator: WasmMemoryOperator;
  /** Bytes. */
  readonly size: number;
}

/** By the number that a slot has for it. */
export const OPERATIONS: readonly (Operation | undefined)[] = Array.from(
  { length: 256 },
  (_, at) => {
    const row = BASE_INSTRUCTIONS.find(it => operationOf(it) === at);
    if (row === undefined) return undefined;
    const lowering = LOWERINGS[row.name];
    const setsRd = !('branchesIf' in row.effect || 'stores' in row.effect);
    const access = accessOf(row, lowering);
    return { row, lowering, endsBlock: traits(row).endsBlock, setsRd, access };
  },
);

function accessOf(
  { effect }: BaseInstruction,
  lowering: Lowering | undefined,
): OperationAccess | undefined {
  if (lowering === undefined || !('memory' in lowering)) return undefined;
  const operator = lowering.memory;
  const kind = 'stores' in effect ? 'stores' : 'loads';
  return { kind, operator, size: 1 << WASM_MEMORY[operator][1] };
}
