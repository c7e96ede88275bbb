/** Keeps a real VS Code workbench under `.tools/`: code-server's VS Code with the Node version it is made for. */

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run, StepError } from './steps.mjs';

export interface WorkbenchPrograms {
  /** Runs `server`; the repository's own Node may be older. */
  readonly node: string;
  /** VS Code's server, a script. */
  readonly server: string;
  /** Of VS Code, as in `engines.vscode`. */
  readonly version: string;
}

const NODE = 'node@24.21.0';
const CODE_SERVER = 'code-server@4.139.1';
/** code-server 4.n.m has VS Code 1.n.m. */
const VSCODE = CODE_SERVER.replace('code-server@4', '1');

const tools = join(__dirname, '../../.tools/workbench');
const node = join(tools, 'node_modules/node/bin/node');
const vscode = join(tools, 'node_modules/code-server/lib/vscode');
/** Written last, so that a folder without it is one whose installation was cut off. */
const stamp = join(tools, `${NODE}+${CODE_SERVER}`);

/** Downloads once, about 800 MB on disk, and is done at once afterwards. */
export async function installWorkbench(): Promise<WorkbenchPrograms> {
  if (!existsSync(stamp)) await install();
  return { node, server: join(vscode, 'out/server-main.js'), version: VSCODE };
}

async function install(): Promise<void> {
  console.log(`    Getting VS Code ${VSCODE} for tests into .tools/workbench, once`);
  rmSync(tools, { recursive: true, force: true });
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
  // Its preinstall script fetches the program itself.
  await npm(NODE, tools, [NODE]);
  // No scripts: what they would compile is for logs, telemetry and passwords, and needs a C++ compiler and Kerberos.
  await npm(CODE_SERVER, tools, ['--ignore-scripts', CODE_SERVER]);
  await npm(`${CODE_SERVER}'s parts`, vscode, ['--ignore-scripts', '--omit=dev']);
  writeFileSync(stamp, '');
}

async function npm(what: string, cwd: string, args: readonly string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  try {
    await run('npm', ['install', '--no-package-lock', ...quiet, ...args], {
      cwd,
      quiet: true,
      env: { PATH: [dirname(node), process.env['PATH']].join(delimiter) },
    });
  } catch (error) {
    throw new StepError(
      `npm could not install ${what}: ${error instanceof Error ? error.message : String(error)}`,
      `The workbench comes from npm's registry. See whether it answers, then run this again:\n\n    npm view ${CODE_SERVER} version`,
    );
  }
}
