/** Going back, by the buttons that the editor has for it and by commands; and what the views show of it. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD, until } from './support/until';

describe('a run that goes back', () => {
  const session = serveSession();
  const workbench = openWindow(session, ({ samples }) => join(samples.folder, 'sample-contracts'));
  const source = () => join(session().samples.contract('erc20'), 'src/main.rs');
  const scenario = () =>
    join(session().samples.contract('erc20'), 'scenarios/transfer.scenario.json');
  const line = (text: string) => lineOf(source(), text);
  const press = (button: string) => workbench().debugToolbar.getByLabel(button).first().click();
  const receipt = (index: number) =>
    workbench().row('Receipts', new RegExp(`^transaction ${index}, `));

  it('goes to the line before by a button', async () => {
    const last = line('logf!("erc20: left');
    await workbench().openFile('erc20/src/main.rs');
    await workbench().goToLine(last);
    await workbench().clickMargin(last);
    await until('a red dot', async () => (await workbench().breakpoints()).includes(last));
    await workbench().showDebug();
    await workbench().widenSideBar(620);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('erc20: transfer');
    await workbench().stopsAt(last, BUILD);
    await press('Step Back');
    await workbench().stopsAt(line('let received = deposit'));
    await workbench().screenshot('backwards-1-line');
  });

  it('goes into a call and out of it by commands', async () => {
    await workbench().runCommand('aVM: Step Back Into');
    // The brace that ends withdraw.
    await workbench().stopsAt(line('Balances::set(program, owner, balance - amount)') + 2);
    await workbench().screenshot('backwards-2-into');
    await workbench().runCommand('aVM: Step Back Out');
    await workbench().stopsAt(line('let left = withdraw'));
  });

  it('goes to the beginning by a button, and the views go with it', async () => {
    await workbench().showChain();
    await receipt(1).waitFor();
    await workbench().view('State').getByText('erc20: transfer · after transaction 1').waitFor();
    await press('Reverse');
    await receipt(1).waitFor({ state: 'hidden' });
    await receipt(0).waitFor();
    await workbench().view('State').getByText('erc20: transfer · after transaction 0').waitFor();
    await workbench().screenshot('backwards-3-beginning');
    // No code of the author's runs there, so the editor shows the transaction: a command typed before would go into its text.
    await workbench().stopsAt(lineOf(scenario(), '"create"') + 1);
    await workbench().runCommand('View: Show Run and Debug');
    await workbench().view('Call Stack').getByText('The beginning').first().waitFor();
  });

  it('goes on from there, and says nothing twice', async () => {
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().stopsAt(line('logf!("erc20: left'));
    const lines = await workbench().page.locator('.debug-console, .repl').allInnerTexts();
    assert.equal(lines.join('\n').split('minting').length, 2);
    await workbench().screenshot('backwards-4-again');
  });

  it('goes to the line that fired an event, from its receipt', async () => {
    await workbench().showChain();
    await workbench().expand(receipt(1));
    const event = workbench().row('Receipts', /^event Minted/);
    await workbench().pressInRow(event, 'Go Back to This');
    await workbench().stopsAt(line('fire_event!(Minted'));
    await workbench().screenshot('backwards-5-event');
  });

  it('goes to the last change of a variable, from its menu', async () => {
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().stopsAt(line('logf!("erc20: left'));
    const variable = workbench().row('Variables', /^left, value 50000000/);
    await until('the menu to go back', async () => {
      await variable.click({ button: 'right', timeout: 3000 }).catch(() => undefined);
      const { page } = workbench();
      const entry = page.getByRole('menuitem', { name: 'Go Back to Last Change' });
      // A menu does not heed a button that is let go in its first tenth of a second.
      await entry.click({ delay: 200, timeout: 3000 }).catch(() => page.keyboard.press('Escape'));
      const isBack = async () =>
        (await workbench().stoppedLine()) === line('let received = deposit(');
      return until('the line behind the change', isBack, 3000).then(
        () => true,
        () => false,
      );
    });
    await workbench().screenshot('backwards-6-variable');
  });

  it('goes to an earlier stop, chosen from all of them', async () => {
    const button = workbench().debugToolbar.getByLabel('Go Back to an Earlier Stop').first();
    const list = workbench().quickInput;
    await until('the list of stops', async () => {
      await button.click({ timeout: 3000 }).catch(() => undefined);
      return list.row('fire_event!(Minted').isVisible();
    });
    await workbench().screenshot('backwards-7-stops');
    await workbench().pick('fire_event!(Minted');
    await workbench().stopsAt(line('fire_event!(Minted'));
    await workbench().runCommand('aVM: Go Back to an Earlier Stop');
    // Before any contract, of which nothing is kept.
    await list.input.fill('5');
    await workbench().screenshot('backwards-8-position');
    await workbench().pick('Position 5');
    await workbench().stopsAt(lineOf(scenario(), '"create"') + 1);
    await workbench().runCommand('View: Show Run and Debug');
    await workbench().view('Call Stack').getByText('The beginning').first().waitFor();
  });

  it('goes to the last change of a slot, from its row, and says that there is none before', async () => {
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().stopsAt(line('logf!("erc20: left'));
    await workbench().showChain();
    await workbench().setExpanded('Receipts', false);
    await workbench().expand(workbench().row('State', /^contract token/));
    const goBack = (name: RegExp, to: string) =>
      workbench().pressInRow(
        workbench().row('State', name),
        'Go Back to Last Change',
        async () => (await workbench().stoppedLine()) === line(to),
      );
    await goBack(/^Balances\[alice\]: /, 'Balances::set(program, owner, balance - amount)');
    await workbench().screenshot('backwards-9-change');
    const unmarked = workbench().row('State', /^storage Balances, 1 slot$/);
    await workbench().pressInRow(unmarked, 'Break When It Changes');
    await goBack(/^storage Balances, 1 slot/, 'Balances::set(program, caller, total_supply)');
    // Before it there is nothing in storage, and the row is one of what is marked.
    const nothing = workbench().row('State', /^storage Balances: nothing there/);
    await workbench().pressInRow(nothing, 'Go Back to Last Change', () => workbench().hasUnread());
    // The editor goes there again: a command typed before would go into its text.
    await workbench().stopsAt(line('Balances::set(program, caller, total_supply)'));
    await workbench().hears('token.Balances has not changed before this.');
    await workbench().screenshot('backwards-10-none');
    await workbench().pressInRow(nothing, 'Stop Breaking There');
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
  });
});
