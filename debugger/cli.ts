/** The `avm` command: this file hands it the machine's files, cargo and terminal. */

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CommanderError } from 'commander';
import { createCommand } from './cli/command';
import { libraryNote } from './cli/new/shipped';
import { refusingFiles } from './cli/refusedFiles';
import { EXIT, Refusal } from './cli/services';
import { Terminal } from './cli/terminal';
import { buildCrate } from './host/cargo';
import {
  ChainFolderError,
  damagesOfChain,
  deleteChainFolder,
  openChainFolder,
  refuseOther,
  sizeOfFolder,
} from './host/chainFolder';
import {
  deleteFile,
  fileExists,
  listFolder,
  openForBytes,
  openForWriting,
  pathExists,
  readFile,
  readLines,
  resolvePath,
  writeFile,
} from './host/files';
import { readInput } from './host/bareInput';
import { settleCompiler } from './host/hostCompiler';
import { Interrupt } from './host/interrupt';
import { replace } from './host/replace';
import { readTree, writeTree } from './host/trees';
import { watchFiles } from './host/watch';
import { serveAdapter } from './serveAdapter';
import { writingReason } from './shared/systemError';

/** What came with the command: the folder above the bundle's, or above this file's when it runs as it is. */
const SHIPPED = join(__dirname, '..');
const BUNDLE = __filename.endsWith('.ts') ? join(SHIPPED, 'dist') : __dirname;

settleCompiler();
const interrupt = new Interrupt();
const { signal } = interrupt;
const isInterrupted = (): boolean => interrupt.isInterrupted();

const files = refusingFiles({
  readFile,
  writeFile,
  deleteFile,
  openForBytes,
  openForWriting,
  readLines,
});

const terminal = new Terminal(process.stdout, process.stderr);
const command = createCommand(
  {
    ...files,
    pathExists,
    rename: replace,
    async openChain(path, mode) {
      const folder = await openChainFolder(path, mode).catch(refuse);
      for (const it of folder.notes) terminal.note(it);
      return folder;
    },
    refuseOther: path => refuseOther(path).catch(refuse),
    damagesOfChain: path => damagesOfChain(path).catch(refuse),
    deleteChain: path => deleteChainFolder(path).catch(refuse),
    sizeOfFolder,
    fileExists,
    resolvePath,
    build: (crate, onLine) => buildCrate({ crate, onLine, signal }),
    libraryNote: crate =>
      libraryNote(crate, { ...files, resolvePath, fileExists, shipped: SHIPPED, readTree }),
    compile: it => buildCrate({ ...it, signal }),
    kernelPaths: [join(BUNDLE, 'kernel.elf')],
    serveAdapter: port => {
      interrupt.isInterrupted(); // From now on the adapter answers an interrupt itself.
      return serveAdapter(BUNDLE, port);
    },
    shipped: SHIPPED,
    readTree,
    writeTree,
    readInput,
    isInterrupted,
    listFolder,
    watchFiles: () => watchFiles(isInterrupted),
    seconds: () => performance.now() / 1000,
    breathe: () => setImmediate(),
  },
  terminal,
);

for (const it of [process.stdout, process.stderr]) {
  it.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads what is printed may have seen enough; a disk that is full has not.
    if (error.code === 'EPIPE') interrupt.end();
    process.exitCode = EXIT.REFUSED;
    if (it === process.stdout) {
      process.stderr.write(`the output cannot be written: ${writingReason(error)}\n`, () =>
        interrupt.end(EXIT.REFUSED),
      );
    } else interrupt.end(EXIT.REFUSED);
  });
}

void command.parseAsync().catch((error: unknown) => {
  // commander has already said what is wrong with the command line, or printed the help.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.MET : EXIT.REFUSED;
    return;
  }
  process.stderr.write(`${isDamage(error) ? DAMAGED : stackOf(error)}\n`);
  process.exitCode = EXIT.REFUSED;
});

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Part of a chain is not looked at before it is read. */
const DAMAGED =
  'the chain is damaged: avm chain check says where. Import an export of it into a new folder.';

function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'LEVEL_CORRUPTION';
}

/** What is wrong with a chain's folder is for the person who named it. */
function refuse(error: unknown): never {
  if (error instanceof ChainFolderError) throw new Refusal('no-chain', error.message);
  throw error;
}
