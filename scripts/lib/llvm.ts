/** LLVM's disassembler, as the one to agree with: what it says, and words to ask about. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCsr } from '../../debugger/vm/csr/registers';
import { assemble } from '../../debugger/vm/isa/assemble';
import { disassemble, type Spelling } from '../../debugger/vm/isa/disassemble';
import { isShort } from '../../debugger/vm/isa/instruction';
import {
  BASE_EXTENSIONS,
  COMPRESSED_EXTENSIONS,
  INSTRUCTIONS,
} from '../../debugger/vm/isa/instructions';

const LLVM = '/usr/lib/llvm-22/bin';
/** What every 32-bit target of LLVM has. */
const ALWAYS = ['I', 'privileged'];
/** Our hart's extensions, and no more: those that are CSRs alone have no table. */
const ATTRIBUTES = [...BASE_EXTENSIONS, ...COMPRESSED_EXTENSIONS]
  .filter(it => !ALWAYS.includes(it.name))
  .map(it => `+${it.name.toLowerCase()}`)
  .concat('+zicntr', '+zihpm', '+sstc')
  .join();

const LONG_ROWS = INSTRUCTIONS.filter(it => !isShort(it.match));
/** Of debug mode, which the hart has not. LLVM knows it without any extension. */
const DRET = 0x7b20_0073;

/** What llvm-objdump says of each unit, its operands separated by one space; `<unknown>` where it is illegal. */
function objdump(words: readonly number[], unit: 2 | 4, spelling: Spelling): string[] {
  assert.ok(existsSync(`${LLVM}/llvm-objdump`), 'llvm-objdump is missing: apt-get install llvm-22');
  const directory = mkdtempSync(join(tmpdir(), 'objdump-'));
  try {
    const bytes = Buffer.alloc(words.length * unit);
    words.forEach((word, at) => bytes.writeUIntLE(word, at * unit, unit));
    writeFileSync(join(directory, 'words.bin'), bytes);
    const object = join(directory, 'words.o');
    run('llvm-objcopy', [
      '-I',
      'binary',
      '-O',
      'elf32-littleriscv',
      join(directory, 'words.bin'),
      object,
    ]);
    const text = run('llvm-objdump', [
      ...['-D', '-j', '.data', '--no-show-raw-insn', `--mattr=${ATTRIBUTES}`, object],
      ...(spelling === 'raw' ? ['-M', 'no-aliases'] : []),
    ]);
    const lines = text.split('\n').filter(it => /^\s+[0-9a-f]+:/.test(it));
    return lines.map(it =>
      it
        .replace(/^\s+[0-9a-f]+:\s+/, '')
        .replace(/\s*<_binary_.*>$/, '')
        .replace('\t', ' ')
        .trim(),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function run(tool: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(LLVM, tool), args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, `${tool}: ${stderr}`);
  return stdout;
}

function ours(word: number, unit: 2 | 4, pc: number, spelling: Spelling): string {
  const bytes = Buffer.alloc(unit);
  bytes.writeUIntLE(word, 0, unit);
  const { mnemonic, operands } = disassemble(bytes, pc, undefined, spelling);
  if (mnemonic === '.insn') return '<unknown>';
  // LLVM's raw name for a halfword of zeros; ours has one name for what is illegal by design.
  if (mnemonic === 'unimp' && spelling === 'raw') return 'c.unimp';
  return `${mnemonic} ${operands}`.trim();
}

/** A line for each word that LLVM reads in another way than we do: as illegal, of another length, or as other text. */
export function differences(words: readonly number[], unit: 2 | 4, spelling: Spelling): string[] {
  const expected = objdump(words, unit, spelling);
  assert.equal(expected.length, words.length);
  return words.flatMap((word, at) => {
    const mine = ours(word, unit, at * unit, spelling);
    const theirs = expected[at] ?? '';
    if (mine === theirs || isIntended(word, mine, theirs)) return [];
    return [`${word.toString(16)}: ours ${mine}, LLVM ${theirs}`];
  });
}

/** Where we differ on purpose: docs/instructions.md has the reasons. */
function isIntended(word: number, mine: string, theirs: string): boolean {
  if (word === DRET) return mine === '<unknown>' && theirs === 'dret';
  if (isReservedFence(word)) {
    return mine.startsWith('fence') && (theirs === '<unknown>' || theirs === 'fence.tso');
  }
  if (!namesForeignCsr(word)) return false;
  return isSameButFor(`0x${(word >>> 20).toString(16)}`, mine, theirs);
}

/** Whether the texts are the same but for a register that ours shows by its number. */
function isSameButFor(number: string, mine: string, theirs: string): boolean {
  const [words, others] = [mine.split(/[ ,]+/), theirs.split(/[ ,]+/)];
  return (
    words.length === others.length && words.every((it, at) => it === others[at] || it === number)
  );
}

/** Words that do not come back: text that our assembler reads as another word, or not at all. */
export function unreadable(words: readonly number[], unit: 2 | 4, spelling: Spelling): string[] {
  return words.flatMap(word => {
    const text = ours(word, unit, 0, spelling);
    if (text === '<unknown>' || word === 0 || isReservedFence(word)) return [];
    if (text.startsWith('li ')) return []; // The assembler's takes any value, and two instructions.
    const { bytes } = assemble(text, 0);
    const read = Buffer.from(bytes).readUIntLE(0, unit);
    return bytes.length === unit && read === word ? [] : [`${word.toString(16)}: ${text}`];
  });
}

/** What stands next to each 32-bit row: its fixed bits with up to two of them changed, all others clear. */
export function neighbours(): number[] {
  const bits = Array.from({ length: 30 }, (_, at) => 1 << (at + 2));
  const words = LONG_ROWS.flatMap(({ match }) =>
    bits.flatMap(a => bits.map(b => (match ^ (a | b)) >>> 0).concat(match)),
  );
  return [...new Set(words)].filter(it => !isLonger(it));
}

/** Words near every row, and words anywhere: the same for the same seed, which is not zero. */
export function sampleWords(count: number, seed: number): number[] {
  let state = seed;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return Array.from({ length: count }, (_, at) => {
    const row = LONG_ROWS[at % LONG_ROWS.length];
    const free = random();
    if (row === undefined || at % 4 === 3) return (free | 3) >>> 0;
    return (row.match | (free & ~row.mask)) >>> 0;
  }).filter(it => !isLonger(it));
}

/** Encodings of 48 bits and more begin like this. [Unpriv §1.5] */
export function isLonger(word: number): boolean {
  return (word & 0x1f) === 0x1f;
}

/** The hart executes fences with reserved bits set, as it must; LLVM does not name them. [Unpriv §2.7, §3] */
function isReservedFence(word: number): boolean {
  const reserved = (word & 0x7000) === 0 ? 0xf00f_8f80 : 0xffff_8f80;
  return (word & 0x7f) === 0x0f && (word & reserved) !== 0;
}

/** LLVM names registers that our hart does not have; ours shows their numbers. */
function namesForeignCsr(word: number): boolean {
  const isCsr = (word & 0x7f) === 0x73 && (word & 0x3000) !== 0;
  return isCsr && findCsr(word >>> 20) === undefined;
}
