import { strict as assert } from 'node:assert';
import { posix } from 'node:path';
import { ScenarioError } from './problems';
import type { CrateOutcome, ProgramServices } from './programs';
import { loadPrograms } from './programs';
import { parseScenario } from './scenario';

const ADDRESS = '00'.repeat(20);

/** A folder of text files; an image of one byte is enough of a program here. */
function services(files: Record<string, string>, build?: CrateOutcome): ProgramServices {
  return {
    readFile: path => {
      const text = files[path];
      if (text !== undefined) return Promise.resolve(new TextEncoder().encode(text));
      const isFolder = Object.keys(files).some(it => it.startsWith(`${path}/`));
      const code = isFolder ? 'EISDIR' : 'ENOENT';
      return Promise.reject(Object.assign(new Error(code), { code, syscall: 'read' }));
    },
    fileExists: path => Promise.resolve(Object.hasOwn(files, path)),
    resolvePath: (base, relative) => posix.resolve(base, relative),
    ...(build && { build: () => Promise.resolve(build) }),
  };
}

function load(contract: string, from: ProgramServices): ReturnType<typeof loadPrograms> {
  const text = `{ "version": 1, "transactions": [],\n  "contracts": { "c": { "address": "${ADDRESS}", ${contract} } } }`;
  return loadPrograms(parseScenario(text, 's.json'), '/work/token/scenarios', from);
}

const manifest = '[package]\nname = "my-token"\n[dependencies]\nname = "other"\n';
const abi = '{ "functions": [ { "name": "f", "selector": 1 } ] }';

describe('the programs of a scenario', () => {
  it('are found where cargo put them, in the workspace above the crate', async () => {
    const built = '/work/target/riscv32imac-unknown-none-elf/debug/my-token';
    const files = { '/work/token/Cargo.toml': manifest, '/work/token/abi.json': abi, [built]: 'x' };
    const program = (await load('"crate": ".."', services(files))).get('c');
    assert.equal(program?.path, built);
    assert.equal(program.abi.functions[0]?.name, 'f');
  });

  it('are built where that can be done', async () => {
    const outcome = { kind: 'built', executable: '/out/app' } as const;
    const programs = await load('"crate": ".."', services({ '/out/app': 'x' }, outcome));
    assert.equal(programs.get('c')?.path, '/out/app');
  });

  it('may be one of several binaries of a crate', async () => {
    const outcome = { kind: 'built', executable: '/out/app' } as const;
    const built = services({ '/out/app': 'x', '/out/other': 'y' }, outcome);
    assert.equal((await load('"crate": "..", "bin": "other"', built)).get('c')?.path, '/out/other');
    const folder = '/work/target/riscv32imac-unknown-none-elf/debug';
    const before = services({ [`${folder}/other`]: 'y' });
    const program = (await load('"crate": "..", "bin": "other"', before)).get('c');
    assert.equal(program?.path, `${folder}/other`);
  });

  it('may be a file with an abi.json beside it', async () => {
    const files = { '/work/token/scenarios/c.bin': 'x', '/work/token/scenarios/abi.json': abi };
    const program = (await load('"image": "c.bin"', services(files))).get('c');
    assert.deepEqual([program?.elf, program?.abi.functions.length], [undefined, 1]);
  });

  const wrong: readonly [string, string, ProgramServices, string][] = [
    [
      'were never built',
      '"crate": ".."',
      services({ '/work/token/Cargo.toml': manifest }),
      's.json:2:89: /work/token has not been built: there is no target/riscv32imac-unknown-none-elf/debug/my-token in or above it',
    ],
    [
      'do not compile',
      '"crate": ".."',
      services({}, { kind: 'failed', reason: 'src/main.rs:1:1: expected `;`' }),
      's.json:2:89: src/main.rs:1:1: expected `;`',
    ],
    [
      'are no binary of their crate',
      '"crate": "..", "bin": "thief"',
      services({ '/out/app': 'x' }, { kind: 'built', executable: '/out/app' }),
      's.json:2:89: /work/token has no binary thief',
    ],
    [
      'are not there',
      '"elf": "c.elf"',
      services({}),
      's.json:2:87: there is no file /work/token/scenarios/c.elf',
    ],
    [
      'are a folder',
      '"elf": "out"',
      services({ '/work/token/scenarios/out/c.elf': 'x' }),
      's.json:2:87: /work/token/scenarios/out cannot be read: a folder, not a file',
    ],
    [
      'are no ELF',
      '"elf": "c.elf"',
      services({ '/work/token/scenarios/c.elf': 'a linker script' }),
      's.json:2:87: /work/token/scenarios/c.elf is no ELF; a flat image is named by "image"',
    ],
    [
      'have an abi.json that is none',
      '"image": "c.bin"',
      services({ '/work/token/scenarios/c.bin': 'x', '/work/token/scenarios/abi.json': '[]' }),
      's.json:2:89: /work/token/scenarios/abi.json+0x00000000: not-an-abi (the file is not an object)',
    ],
  ];
  for (const [name, contract, from, message] of wrong) {
    it(`that ${name} are named with the place that asks for them`, async () => {
      await assert.rejects(load(contract, from), error => {
        assert.ok(error instanceof ScenarioError, String(error));
        assert.equal(error.message, message);
        return true;
      });
    });
  }
});
