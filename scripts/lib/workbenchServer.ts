/** Serves a workbench on this machine alone, and ends every process of it. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { StepError } from './steps.mjs';
import type { WorkbenchPrograms } from './workbenchInstall';
import type { WorkbenchProfile } from './workbenchProfile';

export interface WorkbenchServer {
  /** The address of a window. */
  address(window: WorkbenchWindow): string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** All paths are absolute. */
export interface WorkbenchWindow {
  readonly folder: string;
  /** An extension to load from its source folder. */
  readonly extension?: string;
  /** Where that extension runs: on the server, as on a desktop, or in the browser. */
  readonly host?: 'server' | 'browser';
  /** A module with `run(): Promise<void>`, to be run inside the extension host instead of waiting for a person. */
  readonly tests?: string;
}

const STARTS_WITHIN = 30_000;
const STOPS_WITHIN = 5_000;

export async function serveWorkbench(
  programs: WorkbenchPrograms,
  profile: WorkbenchProfile,
  env: NodeJS.ProcessEnv = {},
): Promise<WorkbenchServer> {
  const token = randomBytes(16).toString('hex');
  const child = spawn(programs.node, [programs.server, ...flags(profile, token)], {
    env: { ...profile.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // A group of its own, for stop.
  });
  const { pid } = child;
  if (pid === undefined) throw new StepError(`${programs.node} could not be started`);
  // Not even an error that nobody catches leaves a server behind.
  const killAll = (): void => signalGroup(pid, 'SIGKILL');
  process.once('exit', killAll);
  child.once('exit', () => process.off('exit', killAll));
  try {
    const port = await startedPort(child, join(profile.folder, 'server.log'));
    return {
      pid,
      address: it => addressOf(it, port, token),
      stop: () => stopGroup(child, pid),
    };
  } catch (error) {
    await stopGroup(child, pid);
    throw error;
  }
}

function flags({ folder, userData, extensions }: WorkbenchProfile, token: string): string[] {
  return [
    ['--host', '127.0.0.1'],
    ['--port', '0'],
    // Another user of this machine must not get a shell through us.
    ['--connection-token', token],
    ['--server-data-dir', join(folder, 'server')],
    ['--user-data-dir', userData],
    ['--extensions-dir', extensions],
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--disable-workspace-trust',
    // A login shell would set PATH anew, and cargo would be another one or none.
    '--force-disable-user-env',
    // Without it a workbench takes no extension and no tests from its address.
    '--enable-smoke-test-driver',
  ].flat();
}

/** The port that the operating system chose, once the server listens on it. */
function startedPort(child: ChildProcess, logPath: string): Promise<number> {
  const log = createWriteStream(logPath);
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new StepError(`VS Code's server ${reason}:\n${output.slice(-2000)}`));
    };
    const timer = setTimeout(() => {
      fail(`did not start within ${STARTS_WITHIN / 1000} s`);
    }, STARTS_WITHIN);
    const read = (chunk: Buffer): void => {
      log.write(chunk);
      output = (output + chunk.toString()).slice(-100_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined || !output.includes('Extension host agent started')) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', error => {
      fail(error.message);
    });
    child.on('exit', code => {
      fail(`ended with exit code ${code ?? 'none'}`);
    });
  });
}

function addressOf(window: WorkbenchWindow, port: number, token: string): string {
  const host = `127.0.0.1:${port}`;
  const remote = (path: string): string => `vscode-remote://${host}${path}`;
  const payload = [
    ...(window.extension === undefined
      ? []
      : [['extensionDevelopmentPath', remote(window.extension)]]),
    ...(window.host === 'browser' ? [['extensionDevelopmentKind', 'web']] : []),
    ...(window.tests === undefined ? [] : [['extensionTestsPath', remote(window.tests)]]),
  ];
  const query = new URLSearchParams({
    tkn: token,
    folder: window.folder,
    payload: JSON.stringify(payload),
  });
  return `http://${host}/?${query.toString()}`;
}

/** The server's children, adapters and builds included, are of its process group. */
async function stopGroup(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOPS_WITHIN);
  await ended;
  clearTimeout(timer);
  signalGroup(pid, 'SIGKILL'); // Whoever outlived the server.
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty: all have ended.
  }
}
