/** The types of steps.mjs, which is plain JavaScript because it runs before any package is installed. */

export class StepError extends Error {
  constructor(message: string, advice?: string);
  readonly advice: string | undefined;
}

export function step(
  name: string,
  body: () => Promise<string | undefined> | Promise<void> | string | undefined,
): Promise<void>;

/** @returns what it printed, where it is quiet */
export function run(
  command: string,
  args: readonly string[],
  options?: { quiet?: boolean; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<string>;

export function runSteps(main: () => Promise<void>): Promise<void>;
