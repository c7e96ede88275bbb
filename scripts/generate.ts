/** Runs every generator; `--check` writes nothing and fails where a checked-in file is not what its table says. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const generators = [
  'generateAbi.ts',
  'generateKernelDocs.ts',
  'generateSchemaDocs.ts',
  'generateScenarioValidator.ts',
  'generateCliDocs.ts',
  'generateJsonDocs.ts',
  'generateInterpreter.ts',
  'generateCsrs.ts',
  'generateInstructions.ts',
  'generateDapArguments.ts',
  'generateDapDocs.ts',
];

for (const generator of generators) {
  const ran = spawnSync('npx', ['tsx', join(__dirname, generator), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (ran.status !== 0) process.exitCode = 1;
}
