/** A copy of the contracts and what they are built from, so that a test may write beside them. */

import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(__dirname, '../../..');

/** The extension under test: this repository, or the folder of an unpacked package. */
export const extension = process.env['AVM_EXTENSION'] ?? root;

const PARTS = ['.cargo', 'Cargo.toml', 'Cargo.lock', 'guest', 'sample-contracts'];

/** Where cargo builds: crates that others wrote need not be built again for each copy. */
const BUILT = ['target/debug', 'target/riscv32imac-unknown-none-elf/debug'];

export interface Samples {
  /** The cargo workspace. */
  readonly folder: string;
  /** A contract's folder. */
  contract(name: string): string;
  remove(): void;
}

export function copySamples(): Samples {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'avm-samples-')));
  for (const part of PARTS) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: path => !path.endsWith('/target'),
    });
  }
  for (const part of BUILT.filter(it => existsSync(join(root, it)))) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: isWorthCopying,
    });
  }
  return {
    folder,
    contract: name => join(folder, 'sample-contracts', name),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Crates from a registry: those of the workspace have this folder's paths in their debug information. */
const OTHERS = new Set(
  [
    ...readFileSync(join(root, 'Cargo.lock'), 'utf8').matchAll(
      /^name = "(.+)"\nversion.+\nsource/gm,
    ),
  ].map(it => it[1]),
);

/** Cargo builds what it has no fingerprint of. */
function isWorthCopying(path: string): boolean {
  const [, crate] = /\/\.fingerprint\/([^/]+)-[0-9a-f]{16}$/.exec(path) ?? [];
  return !path.endsWith('/incremental') && (crate === undefined || OTHERS.has(crate));
}
