/** Stops that are set on data: a slot of storage in the State view, a condition on a line. */

import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD } from './support/until';

describe('what is watched', () => {
  const session = serveSession();
  const workbench = openWindow(session, ({ samples }) => join(samples.folder, 'sample-contracts'));
  const source = () => join(session().samples.contract('erc20'), 'src/main.rs');
  const line = (text: string) => lineOf(source(), text);

  it('stops where a condition holds, and not before', async () => {
    const first = line('logf!("erc20: transfer');
    await workbench().openFile('erc20/src/main.rs');
    await workbench().goToLine(first);
    await workbench().runCommand('Debug: Add Conditional Breakpoint');
    await workbench().page.locator('.breakpoint-widget .monaco-editor.focused').waitFor();
    await workbench().page.keyboard.type('amount == 50000000');
    await workbench().page.keyboard.press('Enter');
    await workbench().page.locator('.codicon-debug-breakpoint-conditional').first().waitFor();
    await workbench().showDebug();
    await workbench().widenSideBar(620);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('erc20: transfer');
    await workbench().stopsAt(first, BUILD);
    await workbench()
      .row('Variables', /^amount, value 50000000/)
      .waitFor();
    await workbench().screenshot('watching-1-condition');
  });

  it('stops where a contract writes a slot that the State view has marked', async () => {
    await workbench().showChain();
    await workbench().setExpanded('Receipts', false);
    await workbench().expand(workbench().row('State', /^contract token/));
    const slot = workbench().row('State', /^Balances\[alice\]: (?!.*stops)/);
    await workbench().pressInRow(slot, 'Break When It Changes');
    await workbench()
      .row('State', /^Balances\[alice\]: .*, stops when it changes$/)
      .waitFor();
    await workbench().screenshot('watching-2-marked');
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    // The icon of the view has a badge over it while a session runs.
    await workbench().runCommand('View: Show Run and Debug');
    await workbench().view('Call Stack').getByText('Balances[alice] changed').first().waitFor();
    await workbench().screenshot('watching-3-changed');
  });

  it('steps past clibc, and into it once that is asked for', async () => {
    const button = (name: string | RegExp) => workbench().debugToolbar.getByLabel(name).first();
    await button('Step into Kernel, core, alloc and clibc Too').click();
    await button('Step in My Contract Only').waitFor();
    await workbench().screenshot('watching-4-everywhere');
    await button('Step in My Contract Only').click();
    await button('Step into Kernel, core, alloc and clibc Too').waitFor();
  });

  it('does not stop there any more when the mark is gone', async () => {
    await workbench().showChain();
    const slot = workbench().row('State', /^Balances\[alice\]: .*, stops when it changes$/);
    await workbench().pressInRow(slot, 'Stop Breaking There');
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().sessionEnds();
  });

  it('has a mark where there is nothing yet, in a row that has stayed open', async () => {
    const slot = workbench().row('State', /^Balances\[alice\]: (?!.*stops)/);
    await workbench().pressInRow(slot, 'Break When It Changes');
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('erc20: transfer');
    const nothing = workbench().row('State', /^storage Balances.*: nothing there, stops when/);
    await nothing.waitFor({ timeout: BUILD });
    await workbench().screenshot('watching-5-nothing');
    await workbench().pressInRow(nothing, 'Stop Breaking There');
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
  });
});
