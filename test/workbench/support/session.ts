/** One served workbench with its browser and its copy of the samples, for the tests of a file. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { StepError } from '../../../scripts/lib/steps.mjs';
import { installWorkbench } from '../../../scripts/lib/workbenchInstall';
import { createProfile } from '../../../scripts/lib/workbenchProfile';
import type { WorkbenchServer } from '../../../scripts/lib/workbenchServer';
import { serveWorkbench } from '../../../scripts/lib/workbenchServer';
import { launchBrowser } from './chromium';
import type { Samples } from './samples';
import { copySamples } from './samples';

export interface Session {
  readonly server: WorkbenchServer;
  readonly browser: Browser;
  readonly samples: Samples;
  /** Ends every process and removes every file of it. */
  end(): Promise<void>;
}

/** @param env over the environment of the extension host */
export async function startSession(env: NodeJS.ProcessEnv = {}): Promise<Session> {
  const programs = await installWorkbench().catch(withAdvice);
  const profile = createProfile();
  const samples = copySamples();
  const removeFiles = (): void => {
    samples.remove();
    profile.remove();
  };
  try {
    const server = await serveWorkbench(programs, profile, env);
    try {
      const browser = await launchBrowser();
      const end = async (): Promise<void> => {
        await browser.close();
        await server.stop();
        removeFiles();
      };
      return { server, browser, samples, end };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    removeFiles();
    throw error;
  }
}

/** A test runner prints only the message. */
function withAdvice(error: unknown): never {
  if (error instanceof StepError) assert.fail([error.message, error.advice].join('\n\n'));
  throw error;
}
