/** Scenarios in Test Explorer: listed by crate, run, told why they fail, counted line by line, debugged. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD } from './support/until';

describe('Test Explorer', () => {
  const session = serveSession();
  const contract = () => session().samples.contract('erc20');
  const scenario = (name: string) => join(contract(), `scenarios/${name}.scenario.json`);
  const workbench = openWindow(session, ({ samples }) => {
    const folder = samples.contract('erc20');
    const text = readFileSync(join(folder, 'scenarios/transfer.scenario.json'), 'utf8');
    const wrong = text.replace('"status": "success"', '"status": "panicked"');
    writeFileSync(join(folder, 'scenarios/wrong.scenario.json'), wrong);
    writeFileSync(join(folder, 'scenarios/half.scenario.json'), text.slice(0, text.length / 2));
    return folder;
  });
  const test = (name: string | RegExp): Locator =>
    workbench().page.locator('.test-explorer').getByRole('treeitem', { name }).first();

  it('lists scenarios below their crate, half-written ones too', async () => {
    await workbench().runCommand('Testing: Focus on Test Explorer View');
    await workbench().widenSideBar(500);
    await workbench().expand(test(/^erc20/));
    for (const name of ['allowance', 'avm', 'half', 'refusals', 'transfer', 'wrong']) {
      await test(new RegExp(`^${name}.*Not yet run`)).waitFor();
    }
    await workbench().screenshot('testing-1-list');
  });

  it('runs them all, and counts lines', async () => {
    await workbench().runCommand('Test: Run All Tests with Coverage');
    await test(/^transfer.*Passed/).waitFor({ timeout: BUILD });
    for (const name of ['allowance', 'avm', 'refusals']) {
      await test(new RegExp(`^${name}.*Passed`)).waitFor();
    }
    await test(/^wrong.*Failed/).waitFor();
    await test(/^half.*(Errored|Failed)/).waitFor();
    const counted = workbench().page.locator('.monaco-list-row', { hasText: /main\.rs.*\d%/ });
    await counted.first().waitFor();
    await workbench().screenshot('testing-2-ran');
  });

  it('shows what differs at the line that expects it', async () => {
    // VS Code draws what is known already in an editor that has shown something before, not in its first file.
    await workbench().openFile('transfer.scenario.json');
    await workbench().openFile('wrong.scenario.json');
    await workbench().goToLine(lineOf(scenario('wrong'), '"status": "panicked"'));
    await workbench()
      .page.locator('.editor-group-container.active')
      .getByText(/success != panicked/)
      .first()
      .waitFor();
    await workbench().screenshot('testing-3-differs');
  });

  it('finds a scenario that is made, and loses one that is deleted', async () => {
    writeFileSync(scenario('later'), readFileSync(scenario('transfer'), 'utf8'));
    rmSync(scenario('half'));
    await workbench().runCommand('Test: Refresh Tests');
    await test(/^later/).waitFor();
    await test(/^half/).waitFor({ state: 'hidden' });
  });

  it('debugs one', async () => {
    const line = lineOf(join(contract(), 'src/main.rs'), 'logf!("erc20: transfer');
    await workbench().openFile('src/main.rs');
    await workbench().goToLine(line);
    await workbench().page.keyboard.press('F9');
    await test(/^later/).hover();
    await test(/^later/)
      .getByRole('button', { name: 'Debug Test' })
      .click();
    await workbench().stopsAt(line, BUILD);
    await workbench().screenshot('testing-4-debugged');
    await workbench().page.keyboard.press('F5');
    await workbench().sessionEnds();
    await workbench().runCommand('Testing: Focus on Test Explorer View');
    await test(/^later.*Passed/).waitFor();
    await workbench().screenshot('testing-5-passed');
  });
});
