/** Everything the debugger asks of a machine with files and cargo, in one value. */

import { join } from 'node:path';
import type { BuildListener } from '../engine/services';
import { buildCrate } from './cargo';
import { fileExists, listFiles, modifiedAt, readFile, resolvePath } from './files';

/** @param bundle the folder of the running bundle; its kernel.elf is the kernel unless a launch names another */
export function hostServices(bundle: string) {
  return {
    readFile,
    fileExists,
    listFiles,
    modifiedAt,
    resolvePath,
    readKernel: (path?: string) => readFile(path ?? join(bundle, 'kernel.elf')),
    build: (crate: string, listener: BuildListener, signal?: AbortSignal) =>
      buildCrate({
        crate,
        onLine: it => listener.line(it),
        onMessage: it => listener.diagnostic(it),
        signal,
      }),
  };
}
