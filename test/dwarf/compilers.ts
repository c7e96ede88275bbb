/** The Rust compilers of this machine that have the guest's target: each lays the library's types out in its own way. */

import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { FixtureElf } from './tools';
import { openElf } from './tools';

const FIXTURES = resolve(__dirname, 'fixture');
const OUTPUT = resolve(__dirname, '../../target/dwarf-fixtures');
const TARGET = 'riscv32imac-unknown-none-elf';
const DEBIAN = '/usr/bin/rustc';

export interface RustCompiler {
  /** As `1.96.0`. */
  readonly version: string;
  readonly command: string;
  /** Where core and alloc for the target are. */
  readonly sysroot: string;
}

/** Debian's with the sysroot that scripts/sysroot.sh builds, and rustup's where it has the target. */
export function rustCompilers(): RustCompiler[] {
  const found = [debianCompiler(), rustupCompiler()].filter(it => it !== undefined);
  assert.ok(found.length > 0, `no Rust for ${TARGET}: run scripts/setup.mjs`);
  const versions = new Map(found.map(it => [it.version, it]));
  return [...versions.values()];
}

function debianCompiler(): RustCompiler | undefined {
  const version = versionOf(DEBIAN);
  if (version === undefined) return undefined;
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const sysroot = process.env['AVM_SYSROOT'] ?? join(cache, `avm-debug/sysroot-${version}`);
  return existsSync(join(sysroot, 'complete')) ? { version, command: DEBIAN, sysroot } : undefined;
}

function rustupCompiler(): RustCompiler | undefined {
  const asked = spawnSync('rustup', ['which', 'rustc'], { encoding: 'utf8' });
  if (asked.status !== 0) return undefined;
  const command = asked.stdout.trim();
  const version = versionOf(command);
  const sysroot = spawnSync(command, ['--print', 'sysroot'], { encoding: 'utf8' }).stdout.trim();
  const hasTarget = existsSync(join(sysroot, 'lib/rustlib', TARGET));
  return hasTarget && version !== undefined ? { version, command, sysroot } : undefined;
}

function versionOf(command: string): string | undefined {
  const asked = spawnSync(command, ['-vV'], { encoding: 'utf8' });
  return asked.status === 0 ? /^release: (\S+)$/m.exec(asked.stdout)?.[1] : undefined;
}

/** All that any of the programs includes. */
const INCLUDED = join(FIXTURES, 'said.rs');

/** Builds `fixture/<name>`, once for each state of source, compiler and flags. */
export function compiled(
  compiler: RustCompiler,
  name: string,
  level: string,
  dwarfVersion: number,
): FixtureElf {
  const source = join(FIXTURES, name);
  const flags = [
    ...['--crate-type', 'bin', '--edition', '2024', '--target', TARGET],
    ...['-C', 'debuginfo=2', '-C', `opt-level=${level}`, '-C', 'panic=abort'],
    ...flagsOf(compiler, dwarfVersion),
  ];
  const key = createHash('sha256')
    .update(readFileSync(source))
    .update(readFileSync(INCLUDED))
    .update([compiler.version, ...flags].join(' '))
    .digest('hex');
  const title = `rustc ${compiler.version}, O${level}, DWARF ${dwarfVersion}`;
  const file = `${basename(name, '.rs')}-${compiler.version}-O${level}-${key.slice(0, 12)}.elf`;
  const path = join(OUTPUT, file);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}`;
    execFileSync(compiler.command, [...flags, source, '-o', partial], {
      // An unstable flag chooses the DWARF version in the compilers that have no stable one.
      env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
      cwd: FIXTURES,
      stdio: 'pipe',
    });
    renameSync(partial, path);
  }
  return openElf(path, title);
}

/** Builds `fixture/crates`, whose lock file says what of. Cargo keeps what is built, and does it again where that is old. */
export function compiledCrate(
  compiler: RustCompiler,
  level: string,
  dwarfVersion: number,
): FixtureElf {
  const folder = join(FIXTURES, 'crates');
  const target = join(OUTPUT, `crates-${compiler.version}-O${level}-${dwarfVersion}`);
  const args = ['build', '--locked', '--target', TARGET, '--target-dir', target];
  const built = spawnSync('cargo', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      RUSTC: compiler.command,
      RUSTC_BOOTSTRAP: '1',
      CARGO_PROFILE_DEV_OPT_LEVEL: level,
      CARGO_ENCODED_RUSTFLAGS: flagsOf(compiler, dwarfVersion).join('\x1f'),
    },
  });
  assert.equal(built.status, 0, built.stderr);
  const title = `rustc ${compiler.version}, O${level}, DWARF ${dwarfVersion}, crates`;
  return openElf(join(target, TARGET, 'debug/debugged'), title);
}

function flagsOf({ sysroot }: RustCompiler, dwarfVersion: number): string[] {
  return [
    ...['--sysroot', sysroot, '-Z', `dwarf-version=${dwarfVersion}`, '-C', 'codegen-units=1'],
    ...['-C', 'linker-flavor=ld.lld', '-C', 'linker=ld.lld-22'],
    ...['-C', 'link-arg=--image-base=0x80000000', '--remap-path-prefix', `${FIXTURES}=/fixture`],
  ];
}
