/** Builds a contract's crate with debug information, finds the executable, wherever cargo puts it, and embeds its ABI. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MalformedInput } from '../shared/errors';
import type { BuildMessage, CargoMessage } from './cargoMessage';
import { readCargoMessage } from './cargoMessage';
import { embedAbi } from './embedAbi';
import { runProcess } from './process';
import type { MissingToolchain, Toolchain } from './toolchain';
import { findToolchain, TARGET } from './toolchain';

/**
 * Flags of every contract: our layout, found through clibc's build script, all of the debug information, and frame
 * pointers: without them LLVM saves no return address in a function that only calls what never returns, and a
 * panic's callers are lost.
 */
const CONTRACT_FLAGS = [
  ...['-C', 'link-arg=-Tcontract.ld'],
  ...['-C', 'debuginfo=2'],
  ...['-C', 'force-frame-pointers=yes'],
];

export interface CargoBuild {
  /** A folder with a Cargo.toml; it need not be in this repository. */
  readonly crate: string;
  /** For the chain, not for the debugger: small, with the profile's optimization. */
  readonly release?: boolean;
  readonly onLine?: (line: string) => void;
  readonly onMessage?: (message: BuildMessage) => void;
  readonly signal?: AbortSignal | undefined;
}

export type CargoOutcome =
  | {
      readonly kind: 'built';
      readonly executable: string;
      readonly messages: readonly BuildMessage[];
    }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly messages: readonly BuildMessage[];
    };

export async function buildCrate(
  build: CargoBuild,
  toolchain?: Toolchain | MissingToolchain,
): Promise<CargoOutcome> {
  const manifest = join(build.crate, 'Cargo.toml');
  if (!existsSync(manifest)) return failed(`${build.crate}: there is no Cargo.toml`);
  const found = toolchain ?? (await findToolchain(build.crate));
  if ('missing' in found) return failed(found.missing);
  const workspace = await workspaceFolder(build.crate, found);

  const messages: BuildMessage[] = [];
  const executables: Extract<CargoMessage, { kind: 'executable' }>[] = [];
  const complaints: string[] = [];
  const read = (line: string) => {
    const message = readCargoMessage(line, workspace);
    if (message?.kind === 'executable') executables.push(message);
    if (message?.kind !== 'diagnostic') return;
    messages.push(message.message);
    build.onMessage?.(message.message);
  };
  const ended = await runProcess(
    found.cargo,
    [
      ...['build', '--target', TARGET, '--message-format=json', '--color=never'],
      ...(build.release === true ? ['--release'] : []),
    ],
    {
      cwd: build.crate,
      env: buildEnvironment(found),
      signal: build.signal,
      onLine: (line, stream) => {
        if (stream === 'stdout') return read(line);
        if (line.startsWith('error')) complaints.push(line);
        build.onLine?.(line);
      },
    },
  );
  if (build.signal?.aborted === true)
    return failed(`${build.crate}: the build was cancelled`, messages);
  if (ended.error !== undefined) return failed(`${found.cargo}: ${ended.error}`, messages);
  if (ended.code !== 0) return failed(firstError(build.crate, messages, complaints), messages);
  const ofCrate = executables.filter(it => it.manifest === manifest);
  const binaries = ofCrate.length > 0 ? ofCrate : executables;
  const own = binaries.find(it => it.isMain) ?? binaries[0];
  if (own === undefined) return failed(`${build.crate}: the crate has no binary target`, messages);
  try {
    for (const { path } of binaries) await embedAbi(build.crate, path);
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    return failed(error.message, messages);
  }
  return { kind: 'built', executable: own.path, messages };
}

/** The environment of a contract's build: RUSTFLAGS replaces what .cargo/config.toml says, so it says all of it. */
export function buildEnvironment(toolchain: Toolchain): NodeJS.ProcessEnv {
  const own = process.env['RUSTFLAGS'];
  const flags = [...(own === undefined ? [] : [own]), ...toolchain.rustflags, ...CONTRACT_FLAGS];
  return { ...process.env, ...toolchain.env, RUSTFLAGS: flags.join(' ') };
}

/** rustc's paths are relative to the workspace's folder, which may be above the crate's. */
async function workspaceFolder(crate: string, toolchain: Toolchain): Promise<string> {
  const asked = await runProcess(
    toolchain.cargo,
    ['locate-project', '--workspace', '--message-format=plain'],
    { cwd: crate },
  );
  return asked.code === 0 ? dirname(asked.stdout.trim()) : crate;
}

/** rustc's first error with its place; where rustc has not come to speak, cargo's own. */
function firstError(
  crate: string,
  messages: readonly BuildMessage[],
  complaints: readonly string[],
): string {
  const error = messages.find(it => it.level === 'error');
  if (error === undefined) return `${crate}: ${complaints[0] ?? 'cargo build failed'}`;
  const span = error.spans.find(it => it.is_primary);
  const place =
    span === undefined ? crate : `${span.file_name}:${span.line_start}:${span.column_start}`;
  return `${place}: ${error.message}`;
}

function failed(reason: string, messages: readonly BuildMessage[] = []): CargoOutcome {
  return { kind: 'failed', reason, messages };
}
