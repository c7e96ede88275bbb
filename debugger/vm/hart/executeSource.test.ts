import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import * as arithmetic from './arithmetic';
import { executeSource } from './executeSource';

const path = join(__dirname, 'execute.generated.ts');

describe('execute.generated.ts', () => {
  const source = readFileSync(path, 'utf8');

  it('is what the tables say', async () => {
    const options = await resolveConfig(path);
    assert.equal(source, await format(executeSource(), { ...options, filepath: path }));
  });

  const [loop = '', step = ''] = source.split('export function step(');

  it('has a case for every row', () => {
    for (const { name } of BASE_INSTRUCTIONS)
      assert.match(step, new RegExp(`// ${name.replace('.', '\\.')}\n`));
  });

  it('has a case in the quick loop for all that call no function', () => {
    for (const { name, effect } of BASE_INSTRUCTIONS)
      assert.equal(loop.includes(`// ${name}\n`), !('calls' in effect), name);
  });

  // Any other call would make the compiler read the views' addresses and lengths again after it.
  it('calls nothing in the quick loop but what is inlined', () => {
    const body = loop.slice(loop.indexOf('export function execute('));
    const called = [...body.matchAll(/([\w.]+)\(/g)].map(it => it[1] ?? '');
    const words = ['execute', 'executeGuarded', 'while', 'switch', 'if'];
    const inlined = ['Math.imul', 'Math.clz32', ...Object.keys(arithmetic)];
    const others = called.filter(it => !words.includes(it) && !inlined.includes(it));
    assert.deepEqual([...new Set(others)], []);
  });
});
