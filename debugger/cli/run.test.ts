import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import type { RunServices } from './run';
import { runScenario } from './run';
import { Refusal } from './services';
import { Terminal } from './terminal';

/** Runs over files that exist only here. */
async function run(files: Record<string, string>): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) > 0 };
  const services: RunServices = {
    readFile: path =>
      files[path] === undefined
        ? Promise.reject(new Refusal('no-file', `there is no file ${path}`))
        : Promise.resolve(new TextEncoder().encode(files[path])),
    writeFile: () => Promise.resolve(),
    openChain: path => Promise.reject(new Refusal('no-chain', `no chain in ${path}`)),
    fileExists: path => Promise.resolve(Object.hasOwn(files, path)),
    resolvePath: (_base, relative) => resolve('/', relative),
    build: () => Promise.resolve({ kind: 'failed', reason: 'src/main.rs:3:1: expected item' }),
    libraryNote: () => Promise.resolve(undefined),
    kernelPaths: ['/kernel.elf'],
    breathe: () => Promise.resolve(),
    openForWriting: () =>
      Promise.resolve({ write: () => undefined, close: () => Promise.resolve() }),
    seconds: () => 0,
  };
  const code = await runScenario(
    '/a.json',
    { build: true, receiptsFormat: 'json' },
    services,
    new Terminal(stream, stream),
  );
  return { code, said: said.join('') };
}

const empty = '{ "version": 1, "transactions": [] }';
const contract = `{ "version": 1, "transactions": [],
  "contracts": { "c": { "crate": "c", "address": "${'00'.repeat(20)}" } } }`;

describe('avm run refuses with exit code 2', () => {
  const cases: readonly [name: string, files: Record<string, string>, said: string][] = [
    ['a file that is not there', {}, 'there is no file /a.json\n'],
    [
      'a file that is no scenario',
      { '/a.json': '{' },
      '/a.json:1:2: not JSON: close brace expected\n',
    ],
    [
      'a contract that does not compile',
      { '/a.json': contract },
      'building /c\n/a.json:2:34: src/main.rs:3:1: expected item\n',
    ],
    [
      'to run without a kernel',
      { '/a.json': empty },
      'there is no kernel at /kernel.elf: npm run guest builds it\n',
    ],
    [
      'a kernel that is no ELF',
      { '/a.json': empty, '/kernel.elf': 'MZ' },
      '/kernel.elf+0x00000000: not-elf\n',
    ],
  ];
  for (const [name, files, said] of cases) {
    it(name, async () => assert.deepEqual(await run(files), { code: 2, said }));
  }
});
