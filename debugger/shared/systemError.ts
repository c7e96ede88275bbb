/** What the operating system refuses, in words for whoever named the path. */

/** What may become of a path that a person wrote; what is not here has Node's own words. */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'a folder, not a file',
  ENOTDIR: 'part of its path is a file, not a folder',
  ENAMETOOLONG: 'no file has a name that long',
  ELOOP: 'its links lead in a circle',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  // On Windows, where who opens a file may keep others from it.
  EBUSY: 'another program has it open',
};

const READING: Readonly<Record<string, string>> = {
  ...REASONS,
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
};

const WRITING: Readonly<Record<string, string>> = {
  ...REASONS,
  ENOENT: 'there is no such folder',
  // Of a folder that had to be made.
  EEXIST: 'part of its path is a file, not a folder',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
};

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: unknown;
}

/** Whether it is an error in Node's form for the operating system's. */
export function isSystemError(error: unknown): error is SystemError {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && typeof syscall === 'string';
}

/** Why a file could not be read. */
export function readingReason(error: SystemError): string {
  return READING[error.code] ?? error.message;
}

/** What reading a file has thrown, as a sentence. */
export function readingSentence(path: string, error: unknown): string {
  if (isSystemError(error)) {
    return error.code === 'ENOENT'
      ? `there is no file ${path}`
      : `${path} cannot be read: ${readingReason(error)}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Why a file could not be written. */
export function writingReason(error: unknown): string {
  if (isSystemError(error)) return WRITING[error.code] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
