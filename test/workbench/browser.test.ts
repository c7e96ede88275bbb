/** The extension without processes, as in a browser's own extension host: scenarios work, debugging says why not. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyForBrowser } from './support/browserExtension';
import { openWindow, serveSession } from './support/hooks';

describe('in a browser', () => {
  const session = serveSession();
  const contract = () => session().samples.contract('erc20');
  const workbench = openWindow(session, contract, ({ samples }) =>
    copyForBrowser(join(samples.folder, 'extension')),
  );

  it('says in the State view why nothing can be debugged', async () => {
    await workbench().showChain();
    await workbench().view('State').getByText('a process for the debugger').waitFor();
    await workbench()
      .view('State')
      .getByRole('button', { name: 'Debug Contract' })
      .waitFor({ state: 'hidden' });
    await workbench().screenshot('browser-1-empty');
  });

  it('says so again when F5 is pressed', async () => {
    await workbench().openFile('src/main.rs');
    await workbench().page.keyboard.press('F5');
    await workbench().hears('which a browser does not have');
    await workbench().screenshot('browser-2-refusal');
  });

  it('checks a scenario', async () => {
    const path = join(contract(), 'scenarios/broken.scenario.json');
    writeFileSync(path, '{ "version": 1, "name": "broken", "rules": "lenient" }\n');
    await workbench().openFile('broken.scenario.json');
    await workbench().page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench().screenshot('browser-3-scenario');
  });
});
