/** Files of which a refusal is told: what cannot be read or written is a sentence for whoever named it. */

import { isSystemError, readingSentence, writingReason } from '../shared/systemError';
import type {
  ByteSink,
  ChainServices,
  ExecServices,
  TextSink,
  TraceServices,
  UpdateServices,
} from './services';
import { Refusal } from './services';
import { shownPath } from './shownPath';

type Files = Pick<ChainServices, 'readFile' | 'writeFile' | 'openForBytes'> &
  Pick<ExecServices, 'openForWriting'> &
  Pick<TraceServices, 'readLines'> &
  Pick<UpdateServices, 'deleteFile'>;

/** The same files, whose every failure is a Refusal. */
export function refusingFiles(files: Files): Files {
  return {
    readFile: path => files.readFile(path).catch((error: unknown) => refuseReading(path, error)),
    writeFile: (path, bytes) =>
      files.writeFile(path, bytes).catch((error: unknown) => refuseWriting(path, error)),
    deleteFile: path =>
      files.deleteFile(path).catch((error: unknown) => refuseDeleting(path, error)),
    openForBytes: async path => {
      const refuse = (error: unknown): never => refuseWriting(path, error);
      const sink: ByteSink = await files.openForBytes(path).catch(refuse);
      return {
        write: bytes => sink.write(bytes).catch(refuse),
        finish: () => sink.finish().catch(refuse),
        abandon: () => sink.abandon(),
      };
    },
    openForWriting: async path => {
      const refuse = (error: unknown): never => refuseWriting(path, error);
      const sink: TextSink = await files.openForWriting(path).catch(refuse);
      return {
        write: text => {
          try {
            sink.write(text);
          } catch (error) {
            refuse(error);
          }
        },
        close: () => sink.close().catch(refuse),
      };
    },
    async *readLines(path) {
      try {
        yield* files.readLines(path);
      } catch (error) {
        refuseReading(path, error);
      }
    },
  };
}

function refuseReading(path: string, error: unknown): never {
  // By name, for it comes from a layer that this one does not see.
  const isRefused = error instanceof Error && error.name === 'FileRefused';
  if (!isRefused && !isSystemError(error)) throw error;
  throw new Refusal('no-file', readingSentence(shownPath(path), error));
}

function refuseWriting(path: string, error: unknown): never {
  throw new Refusal(
    'not-writable',
    `${shownPath(path)} cannot be written: ${writingReason(error)}`,
  );
}

function refuseDeleting(path: string, error: unknown): never {
  throw new Refusal(
    'not-writable',
    `${shownPath(path)} cannot be deleted: ${writingReason(error)}`,
  );
}
