/** What the engine asks of whoever hosts it. It touches no file and no process by itself. */

import type { CrateOutcome } from '../chain/scenario/programs';
import type { RustcDiagnostic } from '../protocol';

/** What a build says while it goes on. */
export interface BuildListener {
  /** A line of cargo's. */
  line(text: string): void;
  diagnostic(message: RustcDiagnostic): void;
}

export interface EngineServices {
  readFile(path: string): Promise<Uint8Array>;
  fileExists(path: string): Promise<boolean>;
  /** `relative` below `base`, or itself where it is absolute. */
  resolvePath(base: string, relative: string): string;
  /** Builds a crate with debug information and names its executable. Absent where there is no cargo. */
  build?(crate: string, listener: BuildListener, signal?: AbortSignal): Promise<CrateOutcome>;
}

/** Hears what happens while a session is being loaded. */
export interface Reporter {
  output(text: string, category: 'console' | 'important' | 'stdout' | 'stderr'): void;
  progress(title: string, message?: string): void;
  /** @param crate the crate's folder */
  buildStarted(crate: string): void;
  buildMessage(crate: string, message: RustcDiagnostic): void;
}

export interface LaunchOptions {
  /** Path of a scenario file. */
  readonly scenario: string;
  /** The kernel's ELF. */
  readonly kernel: Uint8Array;
  /** Where it was read from, for messages; `kernel.elf` unless given. */
  readonly kernelPath?: string;
  readonly stopOnEntry?: boolean;
  /** Folders as recorded in debug information, to folders on this machine. */
  readonly sourceMap?: Readonly<Record<string, string>>;
  /** Steps go past kernel, standard library and clibc. On unless it is false. */
  readonly justMyContract?: boolean;
  /** Build the crates that the scenario names. On unless it is false. */
  readonly build?: boolean;
  /** Nothing stops the run. */
  readonly noDebug?: boolean;
}
