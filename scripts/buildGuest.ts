/** `npm run guest`: the kernel into dist/kernel.elf, and every sample contract with debug information. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, parse } from 'node:path';
import { buildEnvironment } from '../debugger/host/cargo';
import { embedAbi } from '../debugger/host/embedAbi';
import type { Toolchain } from '../debugger/host/toolchain';
import { findToolchain, TARGET } from '../debugger/host/toolchain';

const root = join(__dirname, '..');
const kernel = join(root, 'dist/kernel.elf');

void main();

async function main(): Promise<void> {
  const rust = await findToolchain(root);
  if ('missing' in rust) {
    console.error(rust.missing);
    process.exitCode = 1;
    return;
  }
  if (buildKernel(rust) && (await buildContracts(rust))) return;
  process.exitCode = 1;
}

function buildKernel(rust: Toolchain): boolean {
  // Paths in debug information start with /avm: a build is the same everywhere, and whoever debugs it says where
  // the sources are.
  const flags = [
    ...rust.rustflags,
    `-Clink-arg=-T${join(root, 'guest/kernel/kernel.ld')}`,
    `--remap-path-prefix=${root}=/avm`,
    `--remap-path-prefix=${process.env['CARGO_HOME'] ?? join(homedir(), '.cargo')}=/cargo`,
  ];
  const env = { ...rust.env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') };
  // Its own target folder: other flags than the contracts', and neither build should throw the other's away.
  const folder = join(root, 'target/kernel');
  const args = ['--release', '-p', 'kernel', '--bin', 'avm-kernel', '--target-dir', folder];
  if (!cargo(rust, env, args)) return false;
  mkdirSync(join(root, 'dist'), { recursive: true });
  copyFileSync(join(folder, TARGET, 'release/avm-kernel'), kernel);
  console.log(`    dist/kernel.elf, ${kilobytes(kernel)}`);
  return true;
}

async function buildContracts(rust: Toolchain): Promise<boolean> {
  const folder = join(root, 'sample-contracts');
  const names = readdirSync(folder).filter(it => existsSync(join(folder, it, 'Cargo.toml')));
  const packages = names.flatMap(it => ['-p', it]);
  if (!cargo(rust, buildEnvironment(rust), packages)) return false;
  for (const name of names) {
    for (const binary of binariesOf(join(folder, name))) {
      const executable = join(root, 'target', TARGET, 'debug', binary);
      await embedAbi(join(folder, name), executable);
      console.log(`    ${binary}, ${kilobytes(executable)}`);
    }
  }
  return true;
}

/** The one of src/main.rs has the crate's name, those of src/bin their own. */
function binariesOf(crate: string): string[] {
  const others = join(crate, 'src/bin');
  return [
    ...(existsSync(join(crate, 'src/main.rs')) ? [basename(crate)] : []),
    ...(existsSync(others) ? readdirSync(others).map(it => parse(it).name) : []),
  ];
}

function cargo(rust: Toolchain, env: NodeJS.ProcessEnv, args: readonly string[]): boolean {
  const ran = spawnSync(rust.cargo, ['build', '--quiet', '--target', TARGET, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return ran.status === 0;
}

function kilobytes(path: string): string {
  return `${(statSync(path).size / 1024).toFixed(0)} KiB with debug information`;
}
