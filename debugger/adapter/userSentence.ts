/** Which errors are an answer for the user and which are a bug of ours. */

/**
 * By name, for some come from layers that this one does not see. Each of these says in its message what is wrong in a
 * sentence made for people.
 */
const ANSWERS: ReadonlySet<string> = new Set([
  'RequestError',
  'EvaluationError',
  'LaunchError',
  'MalformedInput',
  'ScenarioError',
]);

/** undefined: not meant for the user, so a bug. */
export function userSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (ANSWERS.has(error.name)) return error.message;
  return missingFile(error);
}

/** A file that is not there, in Node's form of error. */
function missingFile(error: Error & { code?: unknown; path?: unknown }): string | undefined {
  if (error.code === 'ENOENT') return `${String(error.path)}: there is no such file`;
  if (error.code === 'EISDIR') return `${String(error.path ?? 'the path')}: a folder, not a file`;
  if (error.code === 'EACCES') return `${String(error.path)}: it may not be read`;
  return undefined;
}
