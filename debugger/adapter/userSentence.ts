/** Which errors are an answer for the user and which are a bug of ours. */

import { isSystemError, readingReason } from '../shared/systemError';

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

/** The operating system's refusal. */
function systemSentence(error: Error): string | undefined {
  if (!isSystemError(error)) return undefined;
  const { path } = error;
  return `${typeof path === 'string' ? shown(path) : 'the path'}: ${readingReason(error)}`;
}

const SHOWN = 200;

function shown(path: string): string {
  return path.length > SHOWN ? `${path.slice(0, SHOWN)}…` : path;
}
