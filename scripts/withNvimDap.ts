/**
 * Whole sessions with nvim-dap, in a checkout of it: `npm run try:nvim -- --plugin ~/src/nvim-dap [--nvim nvim]`.
 * Prints a line for each thing tried, and ends with 1 where one has failed. It is run by hand, for no package has the plugin.
 */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const root = join(__dirname, '..');
const driver = join(__dirname, 'nvim');

/** All of it takes half a minute. */
const PATIENCE_MS = 5 * 60_000;

/** How long a process that was told to end may take, in milliseconds. */
const GRACE_MS = 2000;

void main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { plugin: { type: 'string' }, nvim: { type: 'string', default: 'nvim' } },
  });
  const plugin = values.plugin === undefined ? undefined : resolve(values.plugin);
  if (plugin === undefined || !existsSync(join(plugin, 'lua/dap.lua'))) {
    console.error('say where nvim-dap is: --plugin FOLDER, which has lua/dap.lua');
    process.exitCode = 2;
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'avm-nvim-'));
  try {
    const { code, adapters } = await session(values.nvim, plugin, home);
    const left = await running(adapters);
    for (const pid of left) {
      console.log(`failed to leave nothing: process ${pid} is there still`);
      process.kill(pid, 'SIGKILL');
    }
    if (code !== 0 || left.length > 0) process.exitCode = 1;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns the editor's exit code and the processes that it has started */
async function session(
  nvim: string,
  plugin: string,
  home: string,
): Promise<{ code: number | null; adapters: readonly number[] }> {
  const adapters: number[] = [];
  const args = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '--cmd'];
  const child = spawn(
    nvim,
    [...args, `set rtp^=${plugin}`, '-c', `luafile ${join(driver, 'session.lua')}`],
    { env: environment(home), stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const end = endOf(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  process.once('SIGINT', () => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, pid] = /^process (\d+)$/.exec(line) ?? [];
    if (pid === undefined) console.log(line);
    else adapters.push(Number(pid));
  }
  const code = await end;
  clearTimeout(timer);
  return { code, adapters };
}

/** null where a signal has ended it. */
async function endOf(child: ChildProcess): Promise<number | null> {
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  } catch (error) {
    console.error(`nvim does not start: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

/** What the user's editor remembers has no part in it. */
function environment(home: string): NodeJS.ProcessEnv {
  const folders = ['CACHE', 'CONFIG', 'DATA', 'STATE'].map(it => [
    `XDG_${it}_HOME`,
    join(home, it),
  ]);
  return {
    ...process.env,
    ...Object.fromEntries(folders),
    AVM_ROOT: root,
    AVM_DRIVER: driver,
    AVM_HOME: home,
    AVM_NODE: process.execPath,
  };
}

/** Those that are there after a moment. */
async function running(pids: readonly number[]): Promise<number[]> {
  const ends = Date.now() + GRACE_MS;
  for (;;) {
    const left = [...new Set(pids)].filter(isRunning);
    if (left.length === 0 || Date.now() > ends) return left;
    await new Promise(done => setTimeout(done, 100));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
