/**
 * `npm run workbench`: VS Code with this extension and the erc20 sample open. On a desktop with `code` it is that one;
 * elsewhere it is one of our own, to be opened in a browser.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from './lib/setup.mjs';
import { run, runSteps, step } from './lib/steps.mjs';
import { bold } from './lib/terminal';
import type { WorkbenchPrograms } from './lib/workbenchInstall';
import { installWorkbench } from './lib/workbenchInstall';
import { createProfile } from './lib/workbenchProfile';
import { serveWorkbench } from './lib/workbenchServer';

const root = join(__dirname, '..');
const sample = join(root, 'sample-contracts/erc20');
const hint = 'Open src/main.rs, click left of a line number for a breakpoint, and press F5.';

/** What F5 needs of the build. */
const BUILT = ['dist/extension.js', 'dist/adapter.js', 'dist/kernel.elf'];

void runSteps(async () => {
  if (!BUILT.every(it => existsSync(join(root, it)))) await setup('start');
  if (hasDesktopCode()) {
    await run('code', ['--new-window', '--extensionDevelopmentPath', root, sample]);
    console.log(hint);
    return;
  }
  let programs: WorkbenchPrograms | undefined;
  await step('VS Code for a browser', async () => {
    programs = await installWorkbench();
    return programs.version;
  });
  if (programs !== undefined) await serve(programs);
});

async function serve(programs: WorkbenchPrograms): Promise<void> {
  const profile = createProfile();
  const server = await serveWorkbench(programs, profile);
  console.log(`\nOpen in a browser of this machine:\n`);
  console.log(`    ${bold(server.address({ folder: sample, extension: root }))}\n`);
  console.log(`${hint}\nCtrl-C ends it.`);
  await interrupted();
  await server.stop();
  profile.remove();
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

function hasDesktopCode(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasScreen = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
  return hasScreen && spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0;
}
