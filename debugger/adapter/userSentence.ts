/** Which errors are an answer for the user and which are a bug of ours. */

/**
 * By name, for some come from layers that this one does not see. Each of these says in its message what is wrong in a
 * sentence made for people.
 */
const ANSWERS: ReadonlySet<string> = new Set([
  'RequestError',
  'EvaluationError',
  'FileRefused',
  'LaunchError',
  'MalformedInput',
  'ScenarioError',
]);

/** undefined: not meant for the user, so a bug. */
export function userSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (ANSWERS.has(error.name)) return error.message;
  return systemSentence(error);
}

/** What may become of a path that a person wrote; what is not here has Node's own words. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'a folder, not a file',
  ENOTDIR: 'part of its path is a file, not a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ENAMETOOLONG: 'no file has a name that long',
  ELOOP: 'its links lead in a circle',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
};

/** The operating system's refusal, in Node's form of error. */
function systemSentence(error: Error & { code?: unknown; path?: unknown; syscall?: unknown }) {
  const { code, path, syscall } = error;
  if (typeof code !== 'string' || typeof syscall !== 'string') return undefined;
  const what = Object.hasOwn(SYSTEM_ERRORS, code) ? SYSTEM_ERRORS[code] : error.message;
  return `${typeof path === 'string' ? shown(path) : 'the path'}: ${what}`;
}

const SHOWN = 200;

function shown(path: string): string {
  return path.length > SHOWN ? `${path.slice(0, SHOWN)}…` : path;
}
