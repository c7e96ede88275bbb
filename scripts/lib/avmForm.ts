/** Contracts in aVM's words, built in our form and in aVM's: a crate of nothing but binaries, and flat images of them. */

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf } from '../../debugger/elf/elfImage';
import { runProcess } from '../../debugger/host/process';
import type { Toolchain } from '../../debugger/host/toolchain';
import { findToolchain, TARGET } from '../../debugger/host/toolchain';

const root = join(__dirname, '../..');

/** A contract's root module. */
export interface ContractSource {
  readonly name: string;
  readonly path: string;
}

/** `clibc`: as our samples are linked. `avm`: at aVM's addresses, ending in aVM's way. */
export type Form = 'clibc' | 'avm';

const FORMS = {
  clibc: { library: { path: 'guest/clibc', package: 'clibc' }, script: 'contract.ld' },
  avm: { library: { path: 'guest/avm-linked', package: 'avm-linked' }, script: 'avm.ld' },
};

export type FormOutcome =
  | { readonly kind: 'built'; readonly elves: ReadonlyMap<string, string> }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Builds as aVM does: for release, in one piece.
 * @param folder for the crate; it must not lie in a workspace
 * @param dependencies lines of its Cargo.toml
 */
export async function buildForm(
  form: Form,
  sources: readonly ContractSource[],
  folder: string,
  dependencies: readonly string[],
): Promise<FormOutcome> {
  const rust = await findToolchain(root);
  if ('missing' in rust) return { kind: 'failed', reason: rust.missing };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Cargo.toml'), manifest(form, sources, dependencies));
  copyFileSync(join(root, 'Cargo.lock'), join(folder, 'Cargo.lock'));
  const said: string[] = [];
  const ended = await runProcess(
    rust.cargo,
    ['build', '--quiet', '--release', '--target', TARGET, '--color=never'],
    { cwd: folder, env: environment(form, rust), onLine: line => said.push(line) },
  );
  if (ended.code !== 0) return { kind: 'failed', reason: said.join('\n') };
  const built = join(root, 'target', TARGET, 'release');
  return {
    kind: 'built',
    elves: new Map(sources.map(it => [it.name, join(built, binary(form, it))])),
  };
}

/** What aVM deploys: bytes whose offset is their address, from 0 to the end of what the file has. */
export function flatImage(elf: Uint8Array, source: string): Uint8Array {
  const { segments } = readElf(elf, source);
  const end = Math.max(...segments.map(it => it.vaddr + it.fileBytes.length));
  const image = new Uint8Array(end);
  for (const it of segments) image.set(it.fileBytes, it.vaddr);
  return image;
}

function binary(form: Form, { name }: ContractSource): string {
  return `${name}_of_${form}`;
}

function manifest(
  form: Form,
  sources: readonly ContractSource[],
  dependencies: readonly string[],
): string {
  const { path, package: name } = FORMS[form].library;
  const binaries = sources.map(
    it => `[[bin]]
name = "${binary(form, it)}"
path = ${JSON.stringify(it.path)}
test = false
`,
  );
  return `[package]
name = "contracts_of_${form}"
version = "0.1.0"
edition = "2024"
autobins = false

${binaries.join('\n')}
[dependencies]
clibc = { package = "${name}", path = ${JSON.stringify(join(root, path))}, features = ["guest"] }
${dependencies.join('\n')}

[profile.release]
panic = "abort"
lto = true

[workspace]
`;
}

function environment(form: Form, rust: Toolchain): NodeJS.ProcessEnv {
  const flags = [...rust.rustflags, '-C', `link-arg=-T${FORMS[form].script}`];
  // aVM's linker puts parts next to each other that have different rights.
  if (form === 'avm') flags.push('-C', 'link-arg=--nmagic');
  return {
    ...process.env,
    ...rust.env,
    RUSTFLAGS: flags.join(' '),
    CARGO_TARGET_DIR: join(root, 'target'),
  };
}
