/** The tools that the DWARF tests compare with, and the programs they compare on. */

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { demangle } from '../../debugger/elf/demangle';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { readElf } from '../../debugger/elf/elfImage';
import { DebugInfo } from '../../debugger/dwarf/debugInfo';

const ROOT = join(__dirname, '../..');
const FIXTURES = join(__dirname, 'fixture');
const OUTPUT = join(ROOT, 'target/dwarf-fixtures');
const RUSTC = '/usr/bin/rustc';
const LLVM = '/usr/lib/llvm-22/bin';

export interface FixtureElf {
  /** As `O2, DWARF 5`. */
  readonly title: string;
  readonly path: string;
  readonly image: ElfImage;
  /** Fresh for each caller, so that no test sees what another has read. */
  info(): DebugInfo;
}

/** rustc's optimization levels and DWARF versions that every comparison runs on. */
export const VARIANTS: readonly (readonly [level: string, version: number])[] = [
  ['0', 4],
  ['0', 5],
  ['2', 4],
  ['2', 5],
  ['s', 5],
];

/** Runs one of LLVM's tools and gives its output. A missing tool fails the test by the package to install. */
export function llvm(tool: string, args: readonly string[], input?: string): string {
  const path = join(LLVM, tool);
  assert.ok(existsSync(path), `${path} is missing: apt-get install -y llvm-22`);
  return execFileSync(path, args, { encoding: 'utf8', input, maxBuffer: 1 << 30 });
}

/** Builds `fixture/tokens.rs`, once for each state of source, compiler and flags. */
export function rustFixture(level: string, version: number): FixtureElf {
  const source = join(FIXTURES, 'tokens.rs');
  // prettier-ignore
  const flags = [
    '--crate-type', 'bin', '--edition', '2024', '--target', 'riscv32imac-unknown-none-elf',
    '-C', 'panic=abort', '-C', 'codegen-units=1', '-C', 'debuginfo=2', '-C', `opt-level=${level}`,
    '-Z', `dwarf-version=${version}`, '-C', 'linker-flavor=ld.lld', '-C', 'linker=ld.lld-22',
    '-C', 'link-arg=--image-base=0x80000000', '--remap-path-prefix', `${FIXTURES}=/fixture`,
  ];
  const sysroot = privateSysroot();
  const key = createHash('sha256')
    .update(readFileSync(source))
    .update(flags.join(' ') + sysroot)
    .digest('hex');
  const path = join(OUTPUT, `tokens-O${level}-dwarf${version}-${key.slice(0, 12)}.elf`);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}`;
    execFileSync(RUSTC, [...flags, '--sysroot', sysroot, source, '-o', partial], {
      // An unstable flag chooses the DWARF version in the compilers that have no stable one.
      env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
      cwd: FIXTURES,
    });
    renameSync(partial, path);
  }
  return openElf(path, `O${level}, DWARF ${version}`);
}

/** The contracts that `npm run guest` builds. */
export const CONTRACTS = ['simple', 'storage', 'erc20', 'call_program', 'trouble'] as const;

export function guestElf(name: (typeof CONTRACTS)[number] | 'kernel'): FixtureElf {
  const contracts = 'target/riscv32imac-unknown-none-elf/debug';
  const path = join(ROOT, name === 'kernel' ? 'dist/kernel.elf' : join(contracts, name));
  assert.ok(existsSync(path), `${path} is missing: npm run guest`);
  return openElf(path, name);
}

/** Assembles and links `fixture/<name>`, once for each state of the source. */
export function assembled(name: string): FixtureElf {
  const source = join(FIXTURES, name);
  const key = createHash('sha256').update(readFileSync(source)).digest('hex');
  const path = join(OUTPUT, `${name}-${key.slice(0, 12)}.elf`);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}`;
    const object = `${partial}.o`;
    const target = ['-triple=riscv32', '-mattr=+m,+a,+c,-relax'];
    llvm('llvm-mc', [...target, '-filetype=obj', source, '-o', object]);
    execFileSync('ld.lld-22', ['-Ttext=0x11000', object, '-o', partial]);
    renameSync(partial, path);
  }
  return openElf(path, name);
}

export function openElf(path: string, title: string): FixtureElf {
  const image = readElf(readFileSync(path), path);
  return { title, path, image, info: () => debugInfoOf(image) };
}

export function debugInfoOf(image: ElfImage): DebugInfo {
  return DebugInfo.read(name => image.section(name), image.source, {
    demangle,
    sectionAddress: name => image.sectionAddress(name),
  });
}

/** Code of an image: addresses at which an instruction may stand, every `stride` bytes. */
export function codeAddresses(image: ElfImage, stride: number): number[] {
  return image.segments
    .filter(it => (it.flags & 1) !== 0)
    .flatMap(({ vaddr, fileBytes }) =>
      Array.from({ length: Math.ceil(fileBytes.length / stride) }, (_, at) => vaddr + at * stride),
    );
}

function privateSysroot(): string {
  assert.ok(
    existsSync(RUSTC),
    `${RUSTC} is missing: apt-get install -y rustc-web cargo-web rust-web-src lld-22`,
  );
  const version = /^release: (.*)$/m.exec(execFileSync(RUSTC, ['-vV'], { encoding: 'utf8' }))?.[1];
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const sysroot = process.env['AVM_SYSROOT'] ?? join(cache, `avm-debug/sysroot-${version}`);
  assert.ok(
    existsSync(join(sysroot, 'complete')),
    `${sysroot} is missing: run scripts/sysroot.sh --always`,
  );
  return sysroot;
}
