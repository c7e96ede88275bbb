/** Writes debugger/vm/hart/execute.generated.ts from the instruction tables; `--check` only compares. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { executeSource } from '../debugger/vm/hart/executeSource';

const path = join(__dirname, '../debugger/vm/hart/execute.generated.ts');

async function main(): Promise<void> {
  const options = await resolveConfig(path);
  const text = await format(executeSource(), { ...options, filepath: path });
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error('execute.generated.ts is not what the tables say: run `npm run generate`');
    process.exitCode = 1;
  }
}

void main();
