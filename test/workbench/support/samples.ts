/** A copy of the contracts and what they are built from, so that a test may write beside them. */

import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(__dirname, '../../..');

/** The extension under test: this repository, or the folder of an unpacked package. */
export const extension = process.env['AVM_EXTENSION'] ?? root;

const PARTS = ['.cargo', 'Cargo.toml', 'Cargo.lock', 'guest', 'sample-contracts'];

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
  return {
    folder,
    contract: name => join(folder, 'sample-contracts', name),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
