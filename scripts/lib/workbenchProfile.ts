/** A throw-away profile: nothing of the user's editor leaks in, and nothing stays. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WorkbenchProfile {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
  /** Over the environment of the server and so of the extension, the adapter and cargo. */
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

/** Nothing asks, greets, updates or reports: what is on the screen is what a test or a person put there. */
const SETTINGS = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'debug.toolBarLocation': 'floating',
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'window.menuBarVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export function createProfile(): WorkbenchProfile {
  const folder = mkdtempSync(join(tmpdir(), 'avm-workbench-'));
  const userData = join(folder, 'user');
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(SETTINGS, undefined, 2));
  const extensions = join(folder, 'extensions');
  mkdirSync(extensions);
  return {
    folder,
    userData,
    extensions,
    env: environment(folder),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A home of its own, with the Rust of the real one: its toolchains, its downloads and our sysroot. */
function environment(folder: string): NodeJS.ProcessEnv {
  const home = homedir();
  return {
    CARGO_HOME: join(home, '.cargo'),
    RUSTUP_HOME: join(home, '.rustup'),
    XDG_CACHE_HOME: join(home, '.cache'),
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    // No gallery: neither is there one to ask, nor should a test depend on what it says.
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }),
  };
}
