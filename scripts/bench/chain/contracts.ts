/** Sample contracts as they were built. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../../../debugger/chain/abi/program';
import { createProgram } from '../../../debugger/chain/abi/program';

const TARGET = 'riscv32imac-unknown-none-elf';
const known = new Map<string, Program>();

export function contract(name: string, root: string): Program {
  const found = known.get(name);
  if (found !== undefined) return found;
  const path = join(root, 'target', TARGET, 'debug', name);
  const abiPath = join(root, 'sample-contracts', name, 'abi.json');
  const abiFile = existsSync(abiPath)
    ? { path: abiPath, text: readFileSync(abiPath, 'utf8') }
    : undefined;
  const program = createProgram({ name, path, bytes: readFileSync(path), abiFile });
  known.set(name, program);
  return program;
}
