/** Every instruction of the machine. An extension is added by adding its table here. */

import type { BaseInstruction, CompressedInstruction, Instruction } from './instruction';
import { privileged } from './privileged';
import { rv32a } from './rv32a';
import { rv32c } from './rv32c';
import { rv32i } from './rv32i';
import { rv32m } from './rv32m';
import { zicsr } from './zicsr';
import { zifencei } from './zifencei';

/** Their order numbers the operations of the interpreter. */
export const BASE_INSTRUCTIONS: readonly BaseInstruction[] = [
  rv32i,
  rv32m,
  rv32a,
  zicsr,
  zifencei,
  privileged,
].flatMap((it): readonly BaseInstruction[] => it.instructions);

export const COMPRESSED_INSTRUCTIONS: readonly CompressedInstruction[] = rv32c.instructions;

export const INSTRUCTIONS: readonly Instruction[] = [
  ...BASE_INSTRUCTIONS,
  ...COMPRESSED_INSTRUCTIONS,
];
