/** Child processes read line by line, ended together with their own children. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Aborting ends the process and what it started. */
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface ProcessOutcome {
  /** undefined: a signal ended it, or it could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Set where the program could not be started: `ENOENT` and the like. */
  readonly error?: string;
}

export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessOutcome> {
  if (options.signal?.aborted === true) return { code: undefined, stdout: '', error: 'ABORT_ERR' };
  // A process group of its own, so that cancelling a build also ends the compilers it started. Windows has none: there
  // cargo, and rustup before it, put what they start into a job that ends with them, as Node does with cargo.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const end = () => endGroup(child.pid);
  options.signal?.addEventListener('abort', end);
  const stdout: string[] = [];
  const read = (stream: Readable, name: 'stdout' | 'stderr') =>
    createInterface({ input: stream }).on('line', line => {
      if (name === 'stdout') stdout.push(line);
      options.onLine?.(line, name);
    });
  read(child.stdout, 'stdout');
  read(child.stderr, 'stderr');
  try {
    return await new Promise(resolve => {
      child.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ code: undefined, stdout: '', error: error.code ?? error.message }),
      );
      child.on('close', code => resolve({ code: code ?? undefined, stdout: stdout.join('\n') }));
    });
  } finally {
    options.signal?.removeEventListener('abort', end);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch {
    // It has ended by itself meanwhile.
  }
}
