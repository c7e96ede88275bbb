/** F5 as its user sees it: a Rust file, a click beside a line, one key, and no launch.json. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD, until } from './support/until';

describe('F5 on a contract', () => {
  const session = serveSession();
  const folderOf = (it: { folder: string }) => join(it.folder, 'sample-contracts');
  const workbench = openWindow(session, ({ samples }) => folderOf(samples));
  const source = () => join(session().samples.contract('erc20'), 'src/main.rs');
  const line = (text: string) => lineOf(source(), text);

  it('takes a breakpoint by a click in the margin', async () => {
    const first = line('logf!("erc20: transfer');
    await workbench().openFile('erc20/src/main.rs');
    await workbench().goToLine(first);
    await workbench().clickMargin(first);
    await until('a red dot', async () => (await workbench().breakpoints()).includes(first));
    await workbench().screenshot('f5-01-breakpoint');
  });

  it('asks which scenario, builds, and stops on that line', async () => {
    assert.equal(existsSync(join(folderOf(session().samples), '.vscode')), false);
    await workbench().showDebug();
    await workbench().widenSideBar(620);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('erc20: transfer');
    await workbench().stopsAt(line('logf!("erc20: transfer'), BUILD);
    await workbench()
      .row('Call Stack', /transfer/)
      .waitFor();
    await workbench().screenshot('f5-02-stopped');
  });

  it('shows the arguments of the function', async () => {
    await workbench().setExpanded('Watch', false);
    await workbench()
      .row('Variables', /^amount, value 50000000/)
      .waitFor();
  });

  it('shows registers', async () => {
    await workbench().expand(workbench().row('Variables', 'Scope Registers'));
    await workbench()
      .row('Variables', /^zero, value 0x00000000/)
      .waitFor();
    await workbench()
      .row('Variables', /^sp, value 0x[0-9a-f]{8}/)
      .waitFor();
    await workbench().screenshot('f5-03-registers');
    await workbench().collapse(workbench().row('Variables', 'Scope Registers'));
  });

  it("shows the contract's storage, as the transaction before left it", async () => {
    await workbench().expand(workbench().row('Variables', 'Scope Storage'));
    await workbench().expandTo('Variables', /alice.*, value .*100000000/);
    await workbench().screenshot('f5-04-storage');
    await workbench().collapse(workbench().row('Variables', 'Scope Storage'));
  });

  it('shows the page tables down to a page of the contract', async () => {
    await workbench().expand(workbench().row('Variables', 'Scope Page tables'));
    await workbench().expand(
      workbench().row('Variables', /^VPN\[1\] 0x000, value 0x00000000 → PPN/),
    );
    await workbench()
      .row('Variables', /^VPN\[0\] .* V[R-][W-]XU.* page/)
      .waitFor();
    await workbench().screenshot('f5-05-page-tables');
    await workbench().collapse(workbench().row('Variables', 'Scope Page tables'));
  });

  it('shows the value of a variable under the mouse', async () => {
    await workbench()
      .page.locator('.view-line span', { hasText: /^amount$|, amount\);$/ })
      .last()
      .hover();
    await workbench().page.locator('.debug-hover-widget', { hasText: '50000000' }).waitFor();
    await workbench().screenshot('f5-06-hover');
  });

  it('evaluates in the debug console', async () => {
    const console = workbench().page.locator('.repl');
    await console.locator('.repl-input-wrapper .view-line').first().click();
    await workbench().page.keyboard.type('amount * 2');
    await workbench().page.keyboard.press('Enter');
    await console.locator('.evaluation-result', { hasText: '100000000' }).first().waitFor();
    await workbench().screenshot('f5-07-console');
  });

  it('shows the machine code', async () => {
    await workbench().focusEditor();
    await workbench().runCommand('Open Disassembly View');
    const code = workbench().page.locator('.disassembly-view');
    for (const text of ['logf!("erc20: transfer amount', 'addi sp, sp, -', '<clibc::log::write>']) {
      await code.locator('.monaco-list-row', { hasText: text }).first().waitFor();
    }
    await code.locator('.codicon-debug-stackframe').first().waitFor();
    await workbench().screenshot('f5-08-machine-code');
    await workbench().openFile('erc20/src/main.rs');
  });

  it('steps to the next line by F10', async () => {
    await workbench().page.keyboard.press('F10');
    await workbench().stopsAt(line('let left = withdraw(program, caller'));
    await workbench().page.keyboard.press('F10');
    await workbench().stopsAt(line('let received = deposit(program, to'));
    await workbench()
      .row('Variables', /^left, value 50000000/)
      .waitFor();
    await workbench().screenshot('f5-09-stepped');
  });

  it('steps into a function by F11 and out of it by Shift+F11', async () => {
    await workbench().page.keyboard.press('F11');
    await until(
      'a line of deposit',
      async () => (await workbench().stoppedLine())! >= line('fn deposit('),
    );
    for (const name of [/deposit/, /transfer, line/]) {
      await workbench().row('Call Stack', name).waitFor();
    }
    await workbench()
      .row('Variables', /^owner, value/)
      .waitFor();
    await workbench().screenshot('f5-10-stepped-in');
    await workbench().page.keyboard.press('Shift+F11');
    await workbench()
      .row('Call Stack', /deposit/)
      .waitFor({ state: 'hidden' });
    const here = line('let received = deposit(program, to');
    await until('a line of transfer', async () =>
      [here, here + 1].includes((await workbench().stoppedLine()) ?? 0),
    );
  });

  it('runs to the end by F5', async () => {
    await workbench().page.keyboard.press('F5');
    await workbench().sessionEnds();
    assert.equal(await workbench().stoppedLine(), undefined);
  });

  it('leaves receipts with decoded events', async () => {
    await workbench().showChain();
    const transfer = workbench().row('Receipts', /^transaction 2, alice → token\.transfer/);
    await workbench().expand(transfer);
    await workbench()
      .row('Receipts', 'event Transfer by token, from: alice, to: bob, value: 50000000')
      .waitFor();
    const outcomes = (await workbench().rows('Receipts')).filter(it => /^transaction/.test(it));
    assert.equal(outcomes.length, 4);
    for (const outcome of outcomes) assert.match(outcome, /, success, [\d,]+ gas$/);
    await workbench().screenshot('f5-11-receipts');
  });

  it('goes from an event to the line that fired it', async () => {
    await workbench().goToLine(1);
    await workbench()
      .row('Receipts', /^event Transfer/)
      .click();
    const fired = line('fire_event!(Transfer::new(caller');
    await until(
      `the cursor to be in line ${fired}`,
      async () => (await workbench().cursorLine()) === fired,
    );
    assert.equal(await workbench().activeFile(), 'main.rs');
    await workbench().screenshot('f5-12-event-source');
  });

  it('leaves balances in the state', async () => {
    await workbench().expand(workbench().row('State', /^contract token/));
    for (const owner of ['alice', 'bob']) {
      await workbench().row('State', `Balances[${owner}]: 50000000`).waitFor();
    }
    await workbench()
      .row('State', /^Metadata: { total_supply: 100000000/)
      .waitFor();
    await workbench().screenshot('f5-13-state');
  });

  it('starts again with the breakpoint and stops there', async () => {
    await workbench().showDebug();
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('erc20: transfer');
    await workbench().stopsAt(line('logf!("erc20: transfer'), BUILD);
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
  });
});
