/** How each operation of a slot is translated. An extension's lowerings are added by adding its table here. */

import { BASE_INSTRUCTIONS } from '../../isa/instructions';
import { traits, type BaseInstruction } from '../../isa/instruction';
import { operationOf } from '../../isa/predecode';
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
}

/** By the number that a slot has for it. */
export const OPERATIONS: readonly (Operation | undefined)[] = Array.from(
  { length: 256 },
  (_, at) => {
    const row = BASE_INSTRUCTIONS.find(it => operationOf(it) === at);
    if (row === undefined) return undefined;
    return { row, lowering: LOWERINGS[row.name], endsBlock: traits(row).endsBlock };
  },
);
