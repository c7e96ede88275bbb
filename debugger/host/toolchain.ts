/**
 * Finds a Rust that compiles for the guest: one that has the target (rustup's way), or Debian's packages with a sysroot
 * built from their sources.
 */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './process';

export const TARGET = 'riscv32imac-unknown-none-elf';

export interface Toolchain {
  readonly cargo: string;
  /** Goes over the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** What rustc needs besides the flags of the build itself. */
  readonly rustflags: readonly string[];
}

/** There is none, and this is what to run to have one. */
export interface MissingToolchain {
  readonly missing: string;
}

/** Where a machine keeps its programs; a test gives another. */
export interface ToolchainPlaces {
  readonly rustc: string;
  readonly debianRustc: string;
  readonly debianCargo: string;
  readonly linkers: string;
  /** Where it is, packages of Debian's names can be had. */
  readonly aptGet: string;
  readonly env: NodeJS.ProcessEnv;
}

const machine: ToolchainPlaces = {
  rustc: 'rustc',
  debianRustc: '/usr/bin/rustc',
  debianCargo: '/usr/bin/cargo',
  linkers: '/usr/bin',
  aptGet: '/usr/bin/apt-get',
  env: process.env,
};

/** The last two link what runs on this machine while a contract is compiled: its macros. */
const DEBIAN_PACKAGES = 'rustc-web cargo-web rust-web-src lld-22 gcc libc6-dev';

/** Comes with every bundle; when this file runs as it is, it lies a folder higher. */
const SYSROOT_SCRIPT =
  ['../scripts/sysroot.sh', '../../scripts/sysroot.sh']
    .map(it => join(__dirname, it))
    .find(existsSync) ?? 'scripts/sysroot.sh';

/** @param folder the crate's: rustup chooses a toolchain by folder */
export async function findToolchain(
  folder: string,
  places: ToolchainPlaces = machine,
): Promise<Toolchain | MissingToolchain> {
  const plain = await runProcess(places.rustc, ['--print', 'sysroot'], { cwd: folder });
  if (plain.code === 0 && hasTarget(plain.stdout.trim())) {
    return { cargo: 'cargo', env: {}, rustflags: [] };
  }
  if (existsSync(places.debianRustc)) return debianToolchain(folder, places);
  return { missing: advice(plain.code === 0, existsSync(places.aptGet)) };
}

async function debianToolchain(
  folder: string,
  places: ToolchainPlaces,
): Promise<Toolchain | MissingToolchain> {
  const asked = await runProcess(places.debianRustc, ['-vV'], { cwd: folder });
  const release = /^release: (\S+)$/m.exec(asked.stdout)?.[1];
  const llvm = /^LLVM version: (\d+)/m.exec(asked.stdout)?.[1];
  if (release === undefined || llvm === undefined) {
    return {
      missing: `${places.debianRustc} does not say its version; run: ${places.debianRustc} -vV`,
    };
  }
  if (!existsSync(places.debianCargo)) {
    return { missing: `cargo is missing; run: sudo apt-get install -y ${DEBIAN_PACKAGES}` };
  }
  const linker = join(places.linkers, `ld.lld-${llvm}`);
  if (!existsSync(linker)) {
    return {
      missing: `the linker ld.lld-${llvm} is missing; run: sudo apt-get install -y lld-${llvm}`,
    };
  }
  const sysroot = sysrootFolder(release, places.env);
  if (!hasTarget(sysroot)) {
    return {
      missing: `Rust ${release} has no library for ${TARGET} in ${sysroot}; run: bash ${SYSROOT_SCRIPT}`,
    };
  }
  return {
    cargo: places.debianCargo,
    env: { RUSTC: places.debianRustc },
    rustflags: ['--sysroot', sysroot, '-C', `linker=${linker}`, '-C', 'linker-flavor=ld.lld'],
  };
}

function advice(hasRust: boolean, hasPackages: boolean): string {
  const target = `rustup target add ${TARGET}`;
  if (hasRust) return `Rust is here without the target ${TARGET}; run: ${target}`;
  return hasPackages
    ? `there is no Rust for ${TARGET}; run: sudo apt-get install -y ${DEBIAN_PACKAGES} && bash ${SYSROOT_SCRIPT}`
    : `there is no Rust for ${TARGET}; install it as https://rustup.rs says, then run: ${target}`;
}

/** The same place that `scripts/sysroot.sh` fills. */
function sysrootFolder(release: string, env: NodeJS.ProcessEnv): string {
  const cache = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return env['AVM_SYSROOT'] || join(cache, 'avm-debug', `sysroot-${release}`);
}

function hasTarget(sysroot: string): boolean {
  return existsSync(join(sysroot, 'lib/rustlib', TARGET, 'lib'));
}
