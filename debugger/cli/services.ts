/** What the command asks of the machine it runs on. */

import type { CrateOutcome } from '../chain/scenario/programs';
import type { ChainState } from '../chain/state';
import type { TreeFile } from './new/project';

export interface CliServices {
  readFile(path: string): Promise<Uint8Array>;
  fileExists(path: string): Promise<boolean>;
  /** All of it or, if that cannot be, nothing: what was there stays. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  resolvePath(base: string, relative: string): string;
  build(crateFolder: string, onLine: (line: string) => void): Promise<CrateBuild>;
  /** What there is to say of the contract library that a crate has a copy of. */
  libraryNote(crateFolder: string): Promise<string | undefined>;
  /** Where the kernel may lie, best first. */
  readonly kernelPaths: readonly string[];
  /** A chain that persists; `create` where there may be none yet. A Refusal where the folder is none. */
  openChain(path: string, mode: 'open' | 'create'): Promise<ChainFolder>;
  /** Lets the process handle signals between two slices of a run. */
  breathe(): Promise<void>;
}

export type CrateBuild = CrateOutcome & { readonly messages?: readonly CompilerMessage[] };

/** What the compiler says of the source. */
export interface CompilerMessage {
  readonly level: string;
  readonly message: string;
  /** As it shows it on a terminal. */
  readonly rendered?: string;
}

/** A chain in a folder, open until it is closed. */
export interface ChainFolder {
  readonly state: ChainState;
  /** Whether there is no chain yet: `begin` makes it one. */
  readonly isNew: boolean;
  /** Writes what the chain begins with, all of it or nothing: a view of `state`, which goes on as the chain's. */
  begin(genesis: ChainState): Promise<void>;
  close(): Promise<void>;
}

/** What `avm chain` asks beside that. */
export interface ChainServices extends CliServices {
  deleteChain(path: string): Promise<void>;
  /** Refuses what is no chain, and a chain that somebody has open; not one that is damaged. */
  refuseOther(path: string): Promise<void>;
  /** What of its files is not as their checksums say. */
  damagesOfChain(path: string): Promise<readonly string[]>;
  /** Bytes on disk. */
  sizeOfFolder(path: string): Promise<number>;
  /** Whether there is anything at that path. */
  pathExists(path: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  /** A file that is there when it is finished, and not before. */
  openForBytes(path: string): Promise<ByteSink>;
}

/** A file that is written from the front to the end; what was there stays until it is finished. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** And what `avm exec` asks beside that. */
export interface ExecServices extends Pick<
  CliServices,
  'readFile' | 'fileExists' | 'resolvePath' | 'breathe'
> {
  /** A file to write text into, piece by piece. */
  openForWriting(path: string): Promise<TextSink>;
  /** Gives bytes that were piped into the command as they come, until the answer is called; a person's typing too. */
  readInput(onBytes: (bytes: Uint8Array) => void): Promise<() => void>;
  /** Whether the user asked to stop, since the first time this is asked. */
  isInterrupted(): boolean;
  /** Seconds from some moment on. */
  seconds(): number;
}

/** A file that is written from the front to the end; what was there stays until it is closed. */
export interface TextSink {
  write(text: string): void;
  close(): Promise<void>;
}

/** What `avm trace` asks. */
export interface TraceServices extends Pick<
  CliServices,
  'readFile' | 'fileExists' | 'resolvePath' | 'breathe'
> {
  /** A text file line by line, without their ends: it need not fit into memory. */
  readLines(path: string): AsyncIterable<string>;
}

/** What `avm test` asks beside all that. */
export interface TestServices extends CliServices {
  /** What is in a folder; undefined where the path is no folder. */
  listFolder(path: string): Promise<readonly { name: string; isFolder: boolean }[] | undefined>;
  /** Whether the user asked to stop, since the first time this is asked. */
  isInterrupted(): boolean;
  /** Seconds from some moment on. */
  seconds(): number;
  /** From now on, changes of files are noticed. */
  watchFiles(): FileWatch;
}

/** Files and folders, with all that is in them, whose changes are noticed until it is closed. */
export interface FileWatch {
  add(paths: readonly string[]): void;
  /** Settles when something has changed since it last did, and the changes have come to rest; or when the user stops. */
  changed(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What `avm build` asks. */
export interface BuildServices extends Pick<
  CliServices,
  'readFile' | 'fileExists' | 'resolvePath' | 'libraryNote'
> {
  compile(build: Compilation): Promise<CrateOutcome>;
}

export interface Compilation {
  /** Absolute: the folder of its Cargo.toml. */
  readonly crate: string;
  readonly release: boolean;
  /** What cargo says it does. */
  onLine(line: string): void;
  onMessage(message: CompilerMessage): void;
}

/** What `avm dap` asks. */
export interface DapServices {
  /** Serves the adapter on standard input and output, or on a port, which it returns. */
  serveAdapter(port: number | undefined): Promise<number | undefined>;
}

/** What `avm new` asks. */
export interface NewServices extends Pick<CliServices, 'readFile' | 'resolvePath'> {
  /** Absolute: the folder of what came with the command, templates and library. */
  readonly shipped: string;
  /** Every file below a folder; none where there is no such folder. */
  readTree(folder: string): Promise<readonly TreeFile[]>;
  /** Makes a folder with these files: all of it or, if that cannot be, nothing. */
  writeTree(folder: string, files: readonly TreeFile[]): Promise<void>;
  /** Whether there is anything at that path. */
  pathExists(path: string): Promise<boolean>;
}

/** What `avm update` asks. */
export interface UpdateServices
  extends
    Pick<NewServices, 'readFile' | 'resolvePath' | 'shipped' | 'readTree'>,
    Pick<CliServices, 'fileExists' | 'writeFile'> {
  deleteFile(path: string): Promise<void>;
}

export { EXIT } from './exitCodes';

/** What the command was given cannot be run: a code for programs, a sentence for the person who gave it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code:
      | 'no-scenario'
      | 'no-file'
      | 'no-kernel'
      | 'no-chain'
      | 'chain-exists'
      | 'no-program'
      | 'no-signature'
      | 'not-writable'
      | 'no-name'
      | 'folder-exists'
      | 'not-built'
      | 'not-linked'
      | 'no-account'
      | 'no-receipts',
    message: string,
  ) {
    super(message);
  }
}
