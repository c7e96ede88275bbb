/** `npm run package`: builds for production and packs avm-debug-<version>.vsix, with everything a debug session needs. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { version } from '../package.json';
import { bold, dim, red } from './lib/terminal';
import type { ZipEntry } from './lib/zipEntries';
import { zipEntries } from './lib/zipEntries';

const root = join(__dirname, '..');
const vsix = join(root, `avm-debug-${version}.vsix`);

/** 5 MB: what a person on a slow line still installs without thinking about it. */
const MAX_BYTES = 5_000_000;

/** Without any one of these, something that the manifest promises does not work. */
const REQUIRED = [
  'package.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'dist/extension.js',
  'dist/web/extension.js',
  'dist/adapter.js',
  'dist/avm.js',
  'dist/classic-level/prebuilds/linux-x64/classic-level.node',
  'dist/classic-level/prebuilds/win32-x64/classic-level.node',
  'dist/classic-level/prebuilds/darwin-x64+arm64/classic-level.node',
  'dist/kernel.elf',
  'debugger/chain/scenario/schema.json',
  'Cargo.lock',
  'guest/abi/Cargo.toml',
  'guest/abi/src/lib.rs',
  'guest/clibc/Cargo.toml',
  'guest/clibc/build.rs',
  'guest/clibc/contract.ld',
  'guest/clibc/src/lib.rs',
  'guest/clibc-macros/Cargo.toml',
  'guest/clibc-macros/src/lib.rs',
  'guest/kernel/src/main.rs',
  'media/avm.svg',
  'media/icon.png',
  'media/walkthrough/make.md',
  'scripts/sysroot.sh',
  'syntaxes/riscv.tmLanguage.json',
  'templates/project/Cargo.toml',
  'templates/project/dot-gitignore',
  'templates/project/dot-cargo/config.toml',
  'templates/project/dot-vscode/launch.json',
  'templates/router/src/main.rs',
  'templates/typed/src/main.rs',
];

/** What must not slip in, whatever `files` in package.json says one day. */
const FOREIGN = /(^|\/)(node_modules|test|target)\/|\.(map|test\.ts)$/;

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist/kernel.elf')))
    return fail('dist/kernel.elf is missing; npm run guest builds it');
  const built = spawnSync('npx', ['webpack', '--mode', 'production'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) return fail('the bundles could not be built');
  rmSync(vsix, { force: true });
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  check(readFileSync(vsix));
}

function check(bytes: Buffer): void {
  const entries = zipEntries(bytes);
  if (entries === undefined) return fail(`${vsix} is not a zip file`);
  const own = entries
    .filter(it => it.name.startsWith('extension/'))
    .map(it => ({ ...it, name: it.name.slice('extension/'.length) }));
  list(own, bytes.length);
  const missing = REQUIRED.filter(it => !own.some(entry => entry.name === it));
  if (missing.length > 0) return fail(`missing: ${missing.join(', ')}`);
  const foreign = own.filter(it => FOREIGN.test(it.name));
  if (foreign.length > 0) return fail(`not wanted: ${foreign.map(it => it.name).join(', ')}`);
  if (bytes.length > MAX_BYTES) return fail(`${bytes.length} bytes are more than ${MAX_BYTES}`);
}

function list(entries: readonly ZipEntry[], bytes: number): void {
  for (const { name, size, packed } of entries) {
    console.log(`${kilobytes(size)} ${dim(kilobytes(packed))}  ${name}`);
  }
  console.log(bold(`${vsix}: ${entries.length} files, ${kilobytes(bytes).trim()}`));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}

function fail(sentence: string): void {
  console.error(red(sentence));
  process.exitCode = 1;
}

void main();
