/** The one place where generators write, so that `--check` means the same for each of them. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const isCheck = process.argv.includes('--check');

export function writeGenerated(path: string, text: string): void {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (old === text) return;
  const name = relative(process.cwd(), path);
  if (isCheck) {
    console.error(`${name} is not what its table says: run \`npm run generate\``);
    process.exitCode = 1;
    return;
  }
  writeFileSync(path, text);
  console.log(`wrote ${name}`);
}
