/** An extension is its rows and lowerings: in a copy of the machine, Zba is added as docs/instructions.md says, and used. */

import { strict as assert } from 'node:assert';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

const ROWS = `/** Zba: addresses of array elements. [Unpriv §28.4.1] */

import { defineExtension } from './instruction';

const R = { format: 'R', mask: 0xfe00707f, operands: 'rd, rs1, rs2' } as const;

export const zba = defineExtension('Zba', [
  { ...R, name: 'sh1add', match: 0x20002033, effect: { sets: '(a << 1) + b' } },
  { ...R, name: 'sh2add', match: 0x20004033, effect: { sets: '(a << 2) + b' } },
  { ...R, name: 'sh3add', match: 0x20006033, effect: { sets: '(a << 3) + b' } },
]);
`;

const LOWERINGS = `/** Zba in WebAssembly. [Unpriv §28.4.1] [Wasm §4.3.2] */

import { value, type Lowerings } from './lowering';

export const zba: Lowerings = {
  sh1add: value('a', 1, 'i32.shl', 'b', 'i32.add'),
  sh2add: value('a', 2, 'i32.shl', 'b', 'i32.add'),
  sh3add: value('a', 3, 'i32.shl', 'b', 'i32.add'),
};
`;

/** Prints what the new rows do, how they read, and how much of a loop of them each engine translates. */
const PROGRAM = `
import { writeFileSync } from 'node:fs';
import { executeSource } from './debugger/vm/hart/executeSource';
import { assemble } from './debugger/vm/isa/assemble';
import { disassemble } from './debugger/vm/isa/disassemble';
import { EAGER, INTERPRETER } from './debugger/vm/jit/choice';

async function main() {
  writeFileSync('debugger/vm/hart/execute.generated.ts', executeSource());
  const { Machine, RAM_BASE } = await import('./debugger/vm/machine');
  const text = 'sh1add a2, a0, a1; sh2add a3, a0, a1; sh3add a4, a0, a1';
  const { bytes } = assemble(\`again: \${text}; addi s0, s0, 1; j again\`, RAM_BASE);
  const runs = [INTERPRETER, EAGER].map(engine => {
    const machine = new Machine({ ramBytes: 4096, engine });
    machine.writePhysical(RAM_BASE, bytes);
    machine.registers[10] = 0x4000_0001;
    machine.registers[11] = 100;
    machine.run(10_000);
    const results = [...machine.registers.subarray(12, 15)];
    return { results, translated: machine.translation?.translated ?? 0 };
  });
  const texts = [0, 4, 8].map(at => {
    const { mnemonic, operands } = disassemble(bytes.subarray(at), RAM_BASE);
    return mnemonic + ' ' + operands;
  });
  console.log(JSON.stringify({ runs, texts }));
}

void main();
`;

const RESULTS = [(0x8000_0002 + 100) | 0, 4 + 100, 8 + 100];
const TSX = join(root, 'node_modules/tsx/dist/cli.mjs');

interface Printed {
  readonly runs: readonly { readonly results: readonly number[]; readonly translated: number }[];
  readonly texts: readonly string[];
}

describe('a new extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avm-extension-'));
  const inFolder = (path: string) => join(folder, path);
  const change = (path: string, ...changes: readonly (readonly [from: string, to: string])[]) => {
    let text = readFileSync(inFolder(path), 'utf8');
    for (const [from, to] of changes) {
      assert.ok(text.includes(from), `${path} has ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(inFolder(path), text);
  };
  const importing: readonly [string, string] = [
    'import { zicsr }',
    "import { zba } from './zba';\nimport { zicsr }",
  ];

  before(() => {
    mkdirSync(inFolder('debugger'));
    for (const it of ['debugger/vm', 'debugger/shared', 'tsconfig.json']) {
      cpSync(join(root, it), inFolder(it), { recursive: true });
    }
    writeFileSync(inFolder('main.ts'), PROGRAM);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is a file of rows and a line', () => {
    writeFileSync(inFolder('debugger/vm/isa/zba.ts'), ROWS);
    change('debugger/vm/isa/instructions.ts', importing, [
      '  privileged,\n',
      '  privileged,\n  zba,\n',
    ]);
    const { runs, texts } = run();
    for (const { results } of runs) assert.deepEqual(results, RESULTS);
    assert.deepEqual(texts, ['sh1add a2, a0, a1', 'sh2add a3, a0, a1', 'sh3add a4, a0, a1']);
    assert.ok((runs[1]?.translated ?? NaN) < 5_000, 'without lowerings the rows are interpreted');
  });

  it('is translated with a file of lowerings and a name', () => {
    writeFileSync(inFolder('debugger/vm/jit/lower/zba.ts'), LOWERINGS);
    change('debugger/vm/jit/lower/lowerings.ts', importing, ['...zicsr }', '...zicsr, ...zba }']);
    const { runs } = run();
    for (const { results } of runs) assert.deepEqual(results, RESULTS);
    assert.ok((runs[1]?.translated ?? NaN) > 9_000, `${runs[1]?.translated} instructions`);
  });

  it('is tested without a line more, and a wrong lowering is named', () => {
    assert.match(compareLowerings(), /3 passing/);
    change('debugger/vm/jit/lower/zba.ts', ["'a', 2, 'i32.shl', 'b'", "'b', 2, 'i32.shl', 'a'"]);
    assert.match(
      compareLowerings(),
      /2 passing[^]*1 failing[^]*of sh2add does what the interpreter/,
    );
  }).timeout(60_000);

  it('has an effect of known names, or the row is named', () => {
    change('debugger/vm/isa/zba.ts', ['(a << 1) + b', 'twice(a) + b']);
    assert.match(start('main.ts').stderr, /twice in the effect of sh1add is no operand/);
  });

  function start(...args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [TSX, ...args], { cwd: folder, encoding: 'utf8' });
  }

  function run(): Printed {
    const { status, stdout, stderr } = start('main.ts');
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Printed;
  }

  function compareLowerings(): string {
    const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
    const file = 'debugger/vm/jit/lower/lowerings.test.ts';
    return start(mocha, '--no-config', '--timeout', '30000', '--grep', 'of sh.add', file).stdout;
  }
});
