/** What is there before anything runs: views that say what they are for, and coloured assembly. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { until } from './support/until';

const ASSEMBLY = `# Adds the numbers below a limit.
        .text
        .globl  total
total:  li      a1, 0
1:      add     a1, a1, a0
        addi    a0, a0, -1
        bnez    a0, 1b
        mv      a0, a1
        ret
`;

describe('a window in which nothing has run', () => {
  const session = serveSession();
  const workbench = openWindow(session, ({ samples }) => {
    const folder = samples.contract('erc20');
    // Before the window opens: its list of files is not always of this moment.
    writeFileSync(join(folder, 'total.s'), ASSEMBLY);
    return folder;
  });

  it('says what State and Receipts are for', async () => {
    await workbench().showChain();
    await workbench().view('State').getByText('Accounts, their coin and the storage').waitFor();
    await workbench().view('State').getByRole('button', { name: 'Debug Contract' }).waitFor();
    await workbench()
      .view('Receipts')
      .getByText('Each transaction leaves a receipt here')
      .waitFor();
    await workbench().screenshot('views-1-empty');
  });

  it('walks a newcomer from a contract to its tests', async () => {
    const { page } = workbench();
    await workbench().runCommand('Help: Welcome');
    await page.locator('.getting-started').getByText('Debug a Smart Contract').first().click();
    await page.getByRole('button', { name: 'New Contract' }).first().waitFor();
    for (const [step, text] of [
      ['Stop on a line', 'has what the function knows'],
      ['See what it did', 'opens the line that it came from'],
      ['Test it', 'is expected to do stands beside it'],
    ] as const) {
      await page.locator('.step-title', { hasText: step }).click();
      const shown = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
      await shown.getByText(text).waitFor();
      await workbench().screenshot(`views-0-${step}`);
    }
  });

  it('offers to debug a contract that is open, and nothing else', async () => {
    const debug = workbench()
      .page.locator('.editor-actions')
      .getByRole('button', {
        name: /^(Debug Contract|Run or Debug)/,
      });
    await workbench().openFile('src/main.rs');
    await debug.first().waitFor();
    await workbench().screenshot('views-2-contract');
    await workbench().openFile('README.md');
    await debug.first().waitFor({ state: 'hidden' });
  });

  it('colours assembly', async () => {
    await workbench().openFile('total.s');
    await workbench().page.locator('.statusbar').getByText('RISC-V Assembly').waitFor();
    const colours = await until('colours', async () => {
      const found = await workbench().colours();
      return found.has('ret') && found.get('ret') !== found.get('# Adds the numbers below a limit.')
        ? found
        : undefined;
    });
    await workbench().screenshot('views-3-assembly');
    const kinds = ['# Adds the numbers below a limit.', '.globl', 'addi', 'a0', 'total', '0'];
    for (const kind of kinds) assert.ok(colours.has(kind), `${kind}: not a token of its own`);
    assert.equal(colours.get('addi'), colours.get('mv'));
    assert.ok(new Set(kinds.map(it => colours.get(it))).size >= 4);
  });
});
