/** A window with a slower processor, as on a busy build server: most tests that fail there now and then fail with it here. */

import type { Page } from 'playwright-core';

/** `AVM_WORKBENCH_SLOWDOWN=4 npm test -- workbench`: how many times slower the page is. */
export async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env.AVM_WORKBENCH_SLOWDOWN ?? 1);
  if (!(rate > 1)) return;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}
