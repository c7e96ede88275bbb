/** `avm dwarf` as a command: its streams, its JSON and how it ends. What it says is tested in test/dwarf. */

import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const erc20 = join(root, 'target/riscv32imac-unknown-none-elf/debug/erc20');
const SUBJECTS = ['lines', 'functions', 'variables', 'frames'];

function dwarf(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, 'dwarf', ...args], {
    encoding: 'utf8',
    cwd: root,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('avm dwarf', function () {
  this.timeout(60_000);

  for (const subject of SUBJECTS) {
    it(`${subject} prints one JSON document, an item a line`, () => {
      const { code, out, err } = dwarf(subject, '--json', erc20);
      assert.deepEqual([code, err], [0, '']);
      const document = JSON.parse(out) as Record<string, unknown[]>;
      assert.deepEqual(Object.keys(document), ['program', subject, 'problems']);
      assert.equal(document['program'], erc20);
      assert.deepEqual(document['problems'], []);
      const items = document[subject]!;
      assert.ok(items.length > 0);
      assert.equal(out.trimEnd().split('\n').length, items.length + 2);
    });
  }

  it('prints text for people', () => {
    assert.match(
      dwarf('lines', erc20).out,
      /^ {2}0x[0-9a-f]{8} {2}\S+main\.rs:\d+:\d+ {2}is_stmt/m,
    );
    assert.match(dwarf('functions', erc20).out, /^\S.* 0x\w+-0x\w+ {2}declared at \S+:\d+$/m);
    assert.match(
      dwarf('variables', erc20).out,
      /^ {2}\w+: u32 {2}parameter {2}\S+main\.rs:\d+ {2}DW_OP_fbreg [+-]\d+$/m,
    );
    assert.match(dwarf('frames', erc20).out, /^ {4}0x[0-9a-f]{8} {2}cfa=x2\+\d+ {2}x1=\[cfa-4\]/m);
  });

  it('says of split debug information that it is in other files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-split-'));
    try {
      writeFileSync(join(folder, 'split.c'), 'int twice(int it) { return it + it; }\n');
      for (const edition of [4, 5]) {
        const object = join(folder, `split${edition}.o`);
        const flags = ['-march=rv32imac', '-mabi=ilp32', '-gsplit-dwarf', `-gdwarf-${edition}`];
        const args = [...flags, '-c', 'split.c', '-o', object];
        execFileSync('riscv64-unknown-elf-gcc', args, { cwd: folder });
        const { code, err } = dwarf('functions', object);
        assert.equal(code, 1);
        assert.match(
          err,
          /described in \S*split\d\.dwo, which is not read: build without -gsplit-dwarf/,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses what is no program', () => {
    const { code, out, err } = dwarf('lines', join(root, 'README.md'));
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /README\.md\+0x00000000: not-elf/);
    assert.match(dwarf('frames', '--json', 'nothing.elf').err, /^there is no file nothing\.elf$/m);
  });
});
