/** Disassembly of whole programs against llvm-objdump: addresses, words, instructions, functions and jump targets. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readElf } from '../../debugger/elf/elfImage';
import { sampleElf } from '../../debugger/elf/sampleElf.fixture';
import { Disassembly } from '../../debugger/engine/disassembly';
import { cFixture, llvm } from '../dwarf/tools';
import { withProgram } from '../riscv/program';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const built = join(root, 'target/riscv32imac-unknown-none-elf/debug');
const PROGRAMS = [
  ...['simple', 'storage', 'erc20', 'call_program', 'dex', 'signatures', 'trouble'].map(it =>
    join(built, it),
  ),
  join(root, 'dist/kernel.elf'),
];
const erc20 = join(built, 'erc20');

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, 'disasm', ...args], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('disassembly', function () {
  this.timeout(120_000);

  for (const path of PROGRAMS) {
    it(`equals llvm-objdump: ${path.slice(path.lastIndexOf('/') + 1)}`, () => {
      const expected = objdump(path);
      const found = new Map<number, string>();
      const names = new Set<number>();
      for (const { address, instructions } of disassembly(path).functions()) {
        names.add(address);
        for (const it of instructions) {
          const word = it.word.toString(16).padStart(it.length * 2, '0');
          found.set(it.address, `${word} ${it.mnemonic} ${it.operands}`.trim());
        }
      }
      assert.ok(expected.instructions.size > 300);
      const wrong = [...expected.instructions].filter(([at, text]) => found.get(at) !== text);
      assert.deepEqual(
        wrong.slice(0, 3).map(([at, text]) => [at, text, found.get(at)]),
        [],
      );
      const missing = [...expected.functions].filter(it => !names.has(it));
      assert.deepEqual(missing, []);
    });
  }

  it('has data between instructions as llvm-objdump has it', () => {
    const { path } = cFixture('clang', '0', 5, 'dataInCode.s');
    const expected = llvm('llvm-objdump', ['-d', path])
      .split('\n')
      .map(it => /^ *([0-9a-f]+): [0-9a-f ]+\t(\S+)(?:\t([^<]*))?/.exec(it))
      .filter(it => it !== null)
      .map(([, at = '', mnemonic, operands = '']) => {
        return `${Number.parseInt(at, 16)} ${mnemonic} ${operands}`.trim();
      });
    const found = [...disassembly(path).functions()]
      .flatMap(it => [...it.instructions])
      .map(it => `${it.address} ${it.mnemonic} ${it.operands}`.trim());
    assert.deepEqual(found, expected);
    assert.equal(found.filter(it => / \.(?:word|byte) /.test(it)).length, 3);
  });

  it('says of an object file that it is not linked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-object-'));
    try {
      const elf = sampleElf();
      const view = new DataView(elf.buffer);
      view.setUint16(16, 1, true); // ET_REL
      view.setUint16(44, 0, true);
      writeFileSync(join(folder, 'sample.o'), elf);
      const { code, out, err } = avm(join(folder, 'sample.o'));
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /sample\.o is an object file, whose code has no addresses yet: link it/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('begins at the program, not at the header that is loaded before it', () => {
    withProgram('li a0, 1\nj .', path => {
      const { code, out, err } = avm(path);
      assert.deepEqual([code, err], [0, '']);
      assert.match(out.trimStart(), /^80000000 <_start>:\n80000000: 4505 /);

      const damaged = readFileSync(path);
      damaged.writeUInt32LE(0x7fffffff, damaged.readUInt32LE(32) + 40 + 16); // sh_offset of .text
      writeFileSync(path, damaged);
      const left = avm(path);
      assert.deepEqual([left.code, left.out.includes('80000000: 4505 ')], [0, true]);
      assert.match(left.err, /: section \.text lies outside the file, and is left out\n$/);
    });
  });

  it('names what is called', () => {
    const targets = [...disassembly(erc20).functions()]
      .flatMap(it => [...it.instructions])
      .map(it => it.target);
    assert.ok(targets.includes('clibc::entrypoint::arguments'));
    assert.ok(targets.every(it => it === undefined || !it.startsWith('_ZN')));
  });

  it('prints one function with its source', () => {
    const { code, out } = avm(erc20, 'erc20::transfer_from', '--source');
    assert.equal(code, 0);
    const source = readFileSync(join(root, 'sample-contracts/erc20/src/main.rs'), 'utf8');
    const line = source.split('\n').findIndex(it => it.startsWith('fn transfer_from(')) + 1;
    assert.match(out, /^[0-9a-f]{8} <erc20::transfer_from>:$/m);
    assert.ok(out.includes(`/erc20/src/main.rs:${line}  fn transfer_from(`), out.slice(0, 400));
    assert.equal(out.match(/^[0-9a-f]{8} </gm)?.length, 1);
  });

  it('prints what is at an address', () => {
    const all = [...objdump(erc20).instructions].sort(([a], [b]) => a - b);
    // From the middle of a function, so that where its name stands is not where the rows begin.
    const wanted = all.slice(3, 6);
    const [from = 0, to = 0] = [all[3]?.[0], all[6]?.[0]];
    const { code, out } = avm(erc20, '--address', `0x${from.toString(16)}-0x${to.toString(16)}`);
    assert.equal(code, 0);
    const [title, ...rows] = out.trim().split('\n');
    assert.match(title ?? '', /^[0-9a-f]{8} <entrypoint>:$/);
    assert.deepEqual(
      rows.map(it => it.split(/\s+/).slice(0, 3).join(' ')),
      wanted.map(([at, text]) => {
        const [word = '', mnemonic = ''] = text.split(' ');
        return `${at.toString(16).padStart(8, '0')}: ${word} ${mnemonic}`;
      }),
    );
  });

  it('says what it cannot do', () => {
    assert.deepEqual(avm(erc20, 'no_such_function'), {
      code: 1,
      out: '',
      err: `${erc20} has no function with no_such_function in its name\n`,
    });
    assert.match(avm('docs').err, /^docs is neither an ELF nor a folder with a Cargo\.toml/);
    assert.equal(avm('package.json').code, 2);
    assert.equal(avm(erc20, '--address', '4096').code, 2);
  });
});

function disassembly(path: string): Disassembly {
  return new Disassembly(readElf(readFileSync(path), path), path);
}

/** Instructions as `word mnemonic operands`, by address, and where functions begin. */
function objdump(path: string): { instructions: Map<number, string>; functions: Set<number> } {
  const attributes = '--mattr=+m,+a,+c,+zicsr,+zifencei,+zicntr,+zihpm,+sstc';
  const instructions = new Map<number, string>();
  const functions = new Set<number>();
  for (const line of llvm('llvm-objdump', ['-d', attributes, path]).split('\n')) {
    const start = /^([0-9a-f]{8}) <(?!\$|\.L)/.exec(line);
    if (start !== null) functions.add(Number.parseInt(start[1] ?? '', 16));
    const row = /^ *([0-9a-f]+): ([0-9a-f]+) +\t([^\t]+)(?:\t(.*))?$/.exec(line);
    if (row === null) continue;
    const [, address = '', word = '', mnemonic = '', operands = ''] = row;
    const plain = operands.replace(/ <.*>$/, '');
    instructions.set(Number.parseInt(address, 16), `${word} ${mnemonic} ${plain}`.trim());
  }
  return { instructions, functions };
}
