/** An extension is its rows: in a copy of the machine, Zba is added as docs/instructions.md says, and used. */

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
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

/** Prints what the new rows do, and how they read. */
const PROGRAM = `
import { writeFileSync } from 'node:fs';
import { executeSource } from './debugger/vm/hart/executeSource';
import { assemble } from './debugger/vm/isa/assemble';
import { disassemble } from './debugger/vm/isa/disassemble';

async function main() {
  writeFileSync('debugger/vm/hart/execute.generated.ts', executeSource());
  const { Machine, RAM_BASE } = await import('./debugger/vm/machine');
  const { bytes } = assemble('sh1add a2, a0, a1; sh2add a3, a0, a1; sh3add a4, a0, a1', RAM_BASE);
  const machine = new Machine({ ramBytes: 4096 });
  machine.writePhysical(RAM_BASE, bytes);
  machine.registers[10] = 0x4000_0001;
  machine.registers[11] = 100;
  machine.run(3);
  const texts = [0, 4, 8].map(at => {
    const { mnemonic, operands } = disassemble(bytes.subarray(at), RAM_BASE);
    return mnemonic + ' ' + operands;
  });
  console.log(JSON.stringify([...machine.registers.subarray(12, 15), ...texts]));
}

void main();
`;

describe('a new extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avm-extension-'));
  after(() => rmSync(folder, { recursive: true }));

  it('is a file of rows and a line', () => {
    mkdirSync(join(folder, 'debugger'));
    for (const it of ['debugger/vm', 'debugger/shared', 'tsconfig.json']) {
      cpSync(join(root, it), join(folder, it), { recursive: true });
    }
    writeFileSync(join(folder, 'debugger/vm/isa/zba.ts'), ROWS);
    const list = join(folder, 'debugger/vm/isa/instructions.ts');
    const extended = readFileSync(list, 'utf8')
      .replace('import { zicsr }', "import { zba } from './zba';\nimport { zicsr }")
      .replace('  privileged,\n', '  privileged,\n  zba,\n');
    writeFileSync(list, extended);
    writeFileSync(join(folder, 'main.ts'), PROGRAM);
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    const printed = execFileSync(process.execPath, [tsx, 'main.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(printed), [
      (0x8000_0002 + 100) | 0,
      4 + 100,
      8 + 100,
      'sh1add a2, a0, a1',
      'sh2add a3, a0, a1',
      'sh3add a4, a0, a1',
    ]);
  });
});
