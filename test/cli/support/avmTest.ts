/** `avm test` in this process, on scenarios in a folder of their own. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Command } from 'commander';
import type { TestServices } from '../../../debugger/cli/services';
import { Terminal } from '../../../debugger/cli/terminal';
import { addTest } from '../../../debugger/cli/test';
import * as files from '../../../debugger/host/files';
import { watchFiles } from '../../../debugger/host/watch';
import { InvariantError } from '../../../debugger/shared/errors';

export const root = join(__dirname, '../../..');
export const erc20 = join(root, 'sample-contracts/erc20');
export const transfer = readFileSync(
  join(erc20, 'scenarios/transfer.scenario.json'),
  'utf8',
).replace('".."', JSON.stringify(erc20));

/** The same, which moves more than there is and expects another answer. */
export const wrong = transfer
  .replace('"amount": 50000000 }', '"amount": 500000000 }')
  .replace('"returns": 50000000', '"returns": 1');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly build?: TestServices['build'];
  readonly isInterrupted?: () => boolean;
  readonly onNote?: (text: string) => void;
}

/** The command in this process, with the machine's own files. Crates are never built. */
export async function avmTest(
  args: readonly string[],
  { build = notBuilt, isInterrupted = () => false, onNote }: Surroundings = {},
): Promise<Ended> {
  const said = { out: '', err: '' };
  const terminal = new Terminal(
    { write: (it: string) => ((said.out += it), true) },
    { write: (it: string) => ((said.err += it), onNote?.(it), true) },
  );
  const services: TestServices = {
    ...files,
    openChain: () => Promise.reject(new InvariantError('no test needs a chain that stays')),
    build,
    libraryNote: () => Promise.resolve(undefined),
    kernelPaths: [join(root, 'dist/kernel.elf')],
    isInterrupted,
    watchFiles: () => watchFiles(isInterrupted),
    seconds: () => performance.now() / 1000,
    breathe: () => setImmediate(),
  };
  const command = new Command('avm');
  addTest(command, services, terminal);
  const before = process.exitCode;
  try {
    await command.parseAsync(['node', 'avm', 'test', ...args]);
    return { code: Number(process.exitCode), ...said };
  } finally {
    process.exitCode = before;
  }
}

const notBuilt: TestServices['build'] = crate =>
  Promise.resolve({ kind: 'failed', reason: `${crate} does not compile` });

/** Scenarios in a folder of their own, by path below it. */
export async function inFolder(
  scenarios: Record<string, string>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'avm-test-'));
  try {
    for (const [name, text] of Object.entries(scenarios)) {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
