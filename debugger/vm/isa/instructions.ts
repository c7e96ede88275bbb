/** Every instruction of the machine. An extension is added by adding its table here. */

import type { BaseInstruction, CompressedInstruction, Extension, Instruction } from './instruction';
import { privileged } from './privileged';
import { rv32a } from './rv32a';
import { rv32c } from './rv32c';
import { rv32i } from './rv32i';
import { rv32m } from './rv32m';
import { zicsr } from './zicsr';
import { zifencei } from './zifencei';

/** Of 32-bit instructions. Their order numbers the operations of the interpreter. */
export const BASE_EXTENSIONS: readonly Extension<BaseInstruction>[] = [
  rv32i,
  rv32m,
  rv32a,
  zicsr,
  zifencei,
  privileged,
];

export const COMPRESSED_EXTENSIONS: readonly Extension<CompressedInstruction>[] = [rv32c];

export const BASE_INSTRUCTIONS: readonly BaseInstruction[] = BASE_EXTENSIONS.flatMap(
  it => it.instructions,
);

export const COMPRESSED_INSTRUCTIONS: readonly CompressedInstruction[] =
  COMPRESSED_EXTENSIONS.flatMap(it => it.instructions);

export const INSTRUCTIONS: readonly Instruction[] = [
  ...BASE_INSTRUCTIONS,
  ...COMPRESSED_INSTRUCTIONS,
];
