import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { executeSource } from './executeSource';

const path = join(__dirname, 'execute.generated.ts');

describe('execute.generated.ts', () => {
  const source = readFileSync(path, 'utf8');

  it('is what the tables say', async () => {
    const options = await resolveConfig(path);
    assert.equal(source, await format(executeSource(), { ...options, filepath: path }));
  });

  it('has a case for every row', () => {
    for (const { name } of BASE_INSTRUCTIONS)
      assert.match(source, new RegExp(`// ${name.replace('.', '\\.')}\n`));
  });
});
