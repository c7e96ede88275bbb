/** The programs on which what we read of code is compared with other readers, row by row. */

import { join, parse } from 'node:path';
import type { CCompiler, FixtureElf } from './tools';
import { FIXTURES, built, cFixture, compilers, llvm, openElf, run, rustFixture } from './tools';

export interface CodeProgram {
  readonly title: string;
  /** Built on first use. */
  elf(): FixtureElf;
}

/** Every optimization level of rustc with the versions of DWARF that it is used with, and the others once. */
const RUST: readonly (readonly [level: string, version: number, units?: number])[] = [
  ...['0', '1', '2', '3', 's', 'z'].flatMap(level => [[level, 4] as const, [level, 5] as const]),
  ['2', 2],
  ['2', 3],
  ['0', 4, 8],
  ['3', 5, 8],
];

/** What else a compiler of C can do about debug information. */
const C_EXTRAS: readonly (readonly [CCompiler, string, version: number, flags: string[]])[] = [
  ['gcc', '64-bit DWARF', 3, ['-gdwarf64']],
  ['gcc', '64-bit DWARF', 4, ['-gdwarf64']],
  ['gcc', '64-bit DWARF', 5, ['-gdwarf64']],
  ['gcc', 'units of types', 4, ['-fdebug-types-section']],
  ['gcc', 'units of types', 5, ['-fdebug-types-section']],
  ['clang', 'units of types', 4, ['-fdebug-types-section']],
  ['clang', 'units of types', 5, ['-fdebug-types-section']],
  ['clang', 'sources inside', 5, ['-gembed-source']],
  ['gcc', 'unwind tables for running', 5, ['-fasynchronous-unwind-tables']],
  ['clang', 'unwind tables for running', 5, ['-fasynchronous-unwind-tables']],
];

export const RUST_PROGRAMS: readonly CodeProgram[] = RUST.map(([level, version, units]) => ({
  title: `rustc O${level}, DWARF ${version}${units === undefined ? '' : `, up to ${units} units`}`,
  elf: () => rustFixture(level, version, 'tokens', units),
}));

export const C_PROGRAMS: readonly CodeProgram[] = [
  ...(['gcc', 'clang'] as const).flatMap(compiler =>
    [2, 3, 4, 5].flatMap(version =>
      ['0', '2', 's'].map(level => cProgram(compiler, level, version)),
    ),
  ),
  ...C_EXTRAS.map(([compiler, what, version, flags]) =>
    cProgram(compiler, '2', version, flags, `, ${what}`),
  ),
];

/** What has not been linked: a linker's relocations, those of an assembler that may relax included, are still to be done. */
export const OBJECT_FILES: readonly CodeProgram[] = (
  [
    ['gcc', []],
    ['gcc', ['-gz=zlib']],
    ['clang', []],
    ['clang', ['-gz=zlib']],
    ['clang', ['-gz=zstd']],
  ] as const
).map(([compiler, more]) => {
  const title = ['an object file of', compiler, ...more].join(' ');
  return { title, elf: () => openElf(compileC(compiler, more), title) };
});

/** Programs whose sections were compressed after they had been linked. */
export const COMPRESSED: readonly CodeProgram[] = [
  compressed('rustc O2, DWARF 5', () => rustFixture('2', 5)),
  compressed('clang O2, DWARF 5', () => cFixture('clang', '2', 5)),
];

function compressed(title: string, plain: () => FixtureElf): CodeProgram {
  const how = '--compress-debug-sections=zstd';
  const elf = (): FixtureElf => {
    const { path } = plain();
    const packed = built(`${parse(path).name}-zstd`, [path], [how], to => {
      llvm('llvm-objcopy', [how, path, to]);
    });
    return openElf(packed, title);
  };
  return { title: `${title}, compressed by Zstandard`, elf };
}

export const CODE_PROGRAMS: readonly CodeProgram[] = [
  ...RUST_PROGRAMS,
  ...C_PROGRAMS,
  ...OBJECT_FILES,
  ...COMPRESSED,
];

function compileC(compiler: CCompiler, more: readonly string[]): string {
  const source = join(FIXTURES, 'code.c');
  const { command, name } = compilers[compiler];
  // prettier-ignore
  const flags = [
    ...(compiler === 'clang' ? ['--target=riscv32-unknown-elf'] : []),
    '-march=rv32imac', '-mabi=ilp32', '-ffreestanding', '-ffunction-sections', '-gdwarf-5', '-O2',
    `-ffile-prefix-map=${FIXTURES}=/fixture`, ...more,
  ];
  const inputs = [source, join(FIXTURES, 'code.h')];
  return built(`object-${compiler}`, inputs, flags, to => {
    run(command, ['-c', ...flags, source, '-o', to], name);
  });
}

/** `code.c` and `codeOther.c`, linked by the linker that goes with the compiler, without what nobody calls. */
function cProgram(
  compiler: CCompiler,
  level: string,
  version: number,
  more: readonly string[] = [],
  what = '',
): CodeProgram {
  const title = `${compiler} O${level}, DWARF ${version}${what}`;
  return { title, elf: () => openElf(buildC(compiler, level, version, more), title) };
}

function buildC(
  compiler: CCompiler,
  level: string,
  version: number,
  more: readonly string[],
): string {
  const sources = ['code.c', 'codeOther.c'].map(it => join(FIXTURES, it));
  const { command, name } = compilers[compiler];
  // prettier-ignore
  const flags = [
    ...(compiler === 'clang' ? ['--target=riscv32-unknown-elf', '-mno-relax'] : []),
    '-march=rv32imac', '-mabi=ilp32', '-ffreestanding', '-ffunction-sections',
    `-gdwarf-${version}`, `-O${level}`, `-ffile-prefix-map=${FIXTURES}=/fixture`, ...more,
  ];
  const inputs = [...sources, join(FIXTURES, 'code.h')];
  return built(`code-${compiler}-O${level}-dwarf${version}`, inputs, flags, to => {
    const objects = sources.map((source, at) => {
      run(command, ['-c', ...flags, source, '-o', `${to}.${at}.o`], name);
      return `${to}.${at}.o`;
    });
    const layout = ['-Ttext=0x80000000', '--gc-sections', '--entry=_start'];
    const linker = compiler === 'clang' ? 'ld.lld-22' : 'riscv64-unknown-elf-ld';
    const emulation = compiler === 'clang' ? [] : ['-melf32lriscv'];
    run(linker, [...emulation, ...layout, ...objects, '-o', to], linker);
  });
}
