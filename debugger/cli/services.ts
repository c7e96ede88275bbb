/** What the command asks of the machine it runs on. */

import type { CrateOutcome } from '../chain/scenario/programs';

export interface CliServices {
  readFile(path: string): Promise<Uint8Array>;
  fileExists(path: string): Promise<boolean>;
  resolvePath(base: string, relative: string): string;
  build(crateFolder: string, onLine: (line: string) => void): Promise<CrateOutcome>;
  /** Where the kernel may lie, best first. */
  readonly kernelPaths: readonly string[];
  /** Lets the process handle signals between two slices of a run. */
  breathe(): Promise<void>;
}

/** Exit codes, as `avm --help` tells them. */
export const EXIT = { MET: 0, UNMET: 1, REFUSED: 2 } as const;

/** What the command was given cannot be run: a code for programs, a sentence for the person who gave it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: 'no-scenario' | 'no-kernel',
    message: string,
  ) {
    super(message);
  }
}
