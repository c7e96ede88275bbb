/** Writes debugger/chain/scenario/schema.generated.ts: what the scenario's schema demands, as code; `--check` compares instead. */

import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { format, resolveConfig } from 'prettier';
import schema from '../debugger/chain/scenario/schema.json';
import { InvariantError } from '../debugger/shared/errors';
import { writeGenerated } from './lib/writeGenerated';

const path = join(__dirname, '../debugger/chain/scenario/schema.generated.ts');

void main();

async function main(): Promise<void> {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, code: { source: true } });
  const [code, module] = standaloneCode(ajv, ajv.compile(schema)).split('module.exports = ');
  const name = /^\w+/.exec(module ?? '')?.[0];
  const rest = module?.replace(/^.*?module\.exports\.default = \w+;/, '');
  if (code === undefined || name === undefined || rest === undefined || rest.includes('require(')) {
    throw new InvariantError('the code of the schema is not as expected: has Ajv another form?');
  }
  const text = `/* eslint-disable */
// @ts-nocheck
/* Written by scripts/generateScenarioValidator.ts from schema.json: change that. */

import type { ValidateFunction } from 'ajv';

${rest}

export const isScenario: ValidateFunction = ${name};
`;
  writeGenerated(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
