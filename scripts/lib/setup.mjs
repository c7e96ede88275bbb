/**
 * Brings a fresh Debian or Ubuntu machine with Node 20 to where everything builds, and does nothing twice.
 * Needs no npm package: it runs before there are any.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, step, StepError } from './steps.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const target = 'riscv32imac-unknown-none-elf';

/** Programs by the Debian packages that bring them. Tests compare us with the ones under `oracles`. */
const packages = {
  rust: ['rustc-web', 'cargo-web', 'rust-web-src', 'lld-22', 'gcc', 'libc6-dev'],
  rustChecks: ['rustfmt-web', 'rust-web-clippy'],
  oracles: [
    'llvm-22',
    'gcc-riscv64-unknown-elf',
    'qemu-system-misc',
    'clang-22',
    'gdb-multiarch',
    'zstd',
  ],
  browser: ['chromium'],
  editor: ['emacs-nox', 'elpa-dap-mode'],
};

/** @param {'start' | 'test'} purpose what the machine is wanted for */
export async function setup(purpose) {
  await step('Node packages', installNodePackages);
  await step('Rust for the RISC-V target', () => installRust(purpose));
  if (purpose === 'test') {
    await step('Tools that the tests compare with', async () => {
      const missing = [
        ...(existsSync('/usr/lib/llvm-22/bin/llvm-dwarfdump') ? [] : [packages.oracles[0]]),
        ...(has('riscv64-unknown-elf-gcc') ? [] : [packages.oracles[1]]),
        ...(has('qemu-system-riscv32') ? [] : [packages.oracles[2]]),
        ...(has('clang-22') ? [] : [packages.oracles[3]]),
        ...(has('gdb-multiarch') ? [] : [packages.oracles[4]]),
        ...(has('zstd') ? [] : [packages.oracles[5]]),
        ...(has('chromium') ? [] : packages.browser),
        ...packages.editor.filter(it => !isInstalled(it)),
      ];
      return missing.length === 0 ? 'present' : installPackages(missing);
    });
  }
  await step('Guest: kernel and contracts', () =>
    run('npx', ['tsx', 'scripts/buildGuest.ts'], inRoot),
  );
  await step('Host: extension, adapter, command line', () =>
    run('npx', ['webpack', '--mode', 'production'], { ...inRoot, quiet: true }).then(() => 'built'),
  );
}

const inRoot = { cwd: root };

async function installNodePackages() {
  const stamp = join(root, 'node_modules/.package-lock.json');
  if (
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  ) {
    return 'up to date';
  }
  await run('npm', ['ci', '--no-progress'], { ...inRoot, quiet: true });
  return 'installed';
}

/**
 * rustup with the target where there is one; otherwise Debian's packages and a sysroot built from their source. Tests want
 * Debian's in any case: debug information is compared at every level of optimization, from a compiler of known version.
 */
async function installRust(purpose) {
  const rustup = findRustupTarget();
  if (rustup !== undefined && purpose !== 'test') return rustup;
  const wanted = purpose === 'test' ? [...packages.rust, ...packages.rustChecks] : packages.rust;
  const missing = wanted.filter(it => !isInstalled(it));
  if (missing.length > 0) await installPackages(missing);
  await run('bash', ['scripts/sysroot.sh', '--always'], inRoot);
  const debian = 'Debian packages, with a sysroot of our own';
  return rustup === undefined ? debian : `${rustup}; for the tests also ${debian}`;
}

function findRustupTarget() {
  if (hasRustupTarget()) return 'rustup has the target';
  if (!has('rustup')) return undefined;
  const added = spawnSync('rustup', ['target', 'add', target], { timeout: 120_000 });
  return added.status === 0 ? 'added to rustup' : undefined;
}

function hasRustupTarget() {
  const listed = spawnSync('rustup', ['target', 'list', '--installed'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.split('\n').includes(target);
}

async function installPackages(names) {
  const isRoot = process.getuid?.() === 0;
  const command = `${isRoot ? '' : 'sudo '}apt-get install -y ${names.join(' ')}`;
  const advice = `Install them by hand and run this again:\n\n    ${command}`;
  if (!has('apt-get'))
    throw new StepError(`apt-get is not here, and these are missing: ${names.join(', ')}`, advice);
  if (!isRoot && !has('sudo')) throw new StepError('installing packages needs root', advice);
  const apt = args =>
    run(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', 'apt-get', ...args], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    if (!hasPackageLists()) await apt(['update', '-qq']);
    await apt(['install', '-y', '--no-install-recommends', ...names]).catch(async () => {
      await apt(['update', '-qq']); // The lists may be older than the archive.
      await apt(['install', '-y', '--no-install-recommends', ...names]);
    });
  } catch (error) {
    throw new StepError(error.message, advice);
  }
  return `installed ${names.join(', ')}`;
}

function hasPackageLists() {
  const lists = '/var/lib/apt/lists';
  return (
    existsSync(lists) &&
    readdirSync(lists).some(it => it.endsWith('_Packages') || it.endsWith('_Packages.lz4'))
  );
}

function isInstalled(name) {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.includes('install ok installed');
}

function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}
