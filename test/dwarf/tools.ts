/** The tools that the DWARF tests compare with, and the programs they compare on. */

import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { demangle } from '../../debugger/elf/demangle';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { readElf } from '../../debugger/elf/elfImage';
import { DebugInfo } from '../../debugger/dwarf/debugInfo';

const ROOT = resolve(__dirname, '../..');
export const FIXTURES = resolve(__dirname, 'fixture');
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

/** rustc's optimization levels and DWARF versions that comparisons of data run on; those of code have programs.ts. */
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

/**
 * Builds `fixture/<name>.rs`, once for each state of source, compiler and flags.
 * @param units how many the compiler may make of it
 * @param debuginfo rustc's level: how much it says
 */
export function rustFixture(
  level: string,
  version: number,
  name = 'tokens',
  units = 1,
  debuginfo = '2',
): FixtureElf {
  const source = join(FIXTURES, `${name}.rs`);
  // prettier-ignore
  const flags = [
    '--crate-type', 'bin', '--edition', '2024', '--target', 'riscv32imac-unknown-none-elf',
    '-C', 'panic=abort', '-C', `codegen-units=${units}`, '-C', `debuginfo=${debuginfo}`, '-C', `opt-level=${level}`,
    '-Z', `dwarf-version=${version}`, '-C', 'linker-flavor=ld.lld', '-C', 'linker=ld.lld-22',
    '-C', 'link-arg=--image-base=0x80000000', '--remap-path-prefix', `${FIXTURES}=/fixture`,
    '--sysroot', privateSysroot(),
  ];
  const path = built(`${name}-O${level}-dwarf${version}`, [source], flags, to => {
    execFileSync(RUSTC, [...flags, source, '-o', to], {
      // An unstable flag chooses the DWARF version in the compilers that have no stable one.
      env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
      cwd: FIXTURES,
    });
  });
  const split = units > 1 ? `, up to ${units} units` : '';
  return openElf(path, `O${level}, DWARF ${version}${split}`);
}

export type CCompiler = 'gcc' | 'clang';

/** The commands by their Debian packages. */
export const compilers: Readonly<
  Record<CCompiler, { readonly command: string; readonly name: string }>
> = {
  gcc: { command: 'riscv64-unknown-elf-gcc', name: 'gcc-riscv64-unknown-elf' },
  clang: { command: 'clang-22', name: 'clang-22' },
};

/** What C++ must do without here: the library that C++ programs are linked with. */
const BARE = ['-std=c++20', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'];

/** Builds `fixture/<name>`, with gcc's support library for what RV32 has no instructions for. */
export function cFixture(
  compiler: CCompiler,
  level: string,
  version: number,
  name = 'data.c',
  more: readonly string[] = [],
): FixtureElf {
  const source = join(FIXTURES, name);
  const { command } = compilers[compiler];
  // prettier-ignore
  const flags = [
    ...(name.endsWith('.cc') ? BARE : []),
    ...(compiler === 'clang' ? ['--target=riscv32-unknown-elf', '-mno-relax'] : []),
    '-march=rv32imac', '-mabi=ilp32', '-ffreestanding', `-gdwarf-${version}`, `-O${level}`,
    `-ffile-prefix-map=${FIXTURES}=/fixture`, ...more,
  ];
  const path = built(`${name}-${compiler}-O${level}-dwarf${version}`, [source], flags, to => {
    run(command, ['-c', ...flags, source, '-o', `${to}.o`], compilers[compiler].name);
    const gcc = compilers.gcc.command;
    const library = run(gcc, ['-march=rv32imac', '-mabi=ilp32', '-print-libgcc-file-name']).trim();
    run('ld.lld-22', ['--image-base=0x80000000', `${to}.o`, library, '-o', to], 'lld-22');
  });
  const title = `${compiler} O${level}, DWARF ${version}`;
  return openElf(path, name === 'data.c' ? title : `${name}, ${title}`);
}

/**
 * Runs a program and gives its output. A missing one fails the test by the package to install.
 * @param name of that package
 * @param variables for its environment
 */
export function run(
  command: string,
  args: readonly string[],
  name = command,
  variables: Readonly<Record<string, string>> = {},
): string {
  const ran = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: FIXTURES,
    env: { ...process.env, ...variables },
    maxBuffer: 1 << 30,
  });
  assert.ok(ran.error === undefined, `${command} is missing: apt-get install -y ${name}`);
  assert.equal(ran.status, 0, `${command} ${args.join(' ')}\n${ran.stderr}`);
  return ran.stdout;
}

/** Where a program is built to, once for each state of its sources and flags. */
export function built(
  name: string,
  sources: readonly string[],
  flags: readonly string[],
  build: (to: string) => void,
): string {
  const hash = createHash('sha256').update(flags.join(' '));
  for (const it of sources) hash.update(readFileSync(it));
  const path = join(OUTPUT, `${name}-${hash.digest('hex').slice(0, 12)}.elf`);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}`;
    build(partial);
    renameSync(partial, path);
  }
  return path;
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
  const target = ['-triple=riscv32', '-mattr=+m,+a,+c,-relax'];
  const path = built(name, [source], target, to => {
    llvm('llvm-mc', [...target, '-filetype=obj', source, '-o', `${to}.o`]);
    run('ld.lld-22', ['-Ttext=0x11000', `${to}.o`, '-o', to], 'lld-22');
  });
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
