/** Contracts that go wrong: each failure is shown, none ends the session, and an endless loop can be paused. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD, until } from './support/until';

describe('a contract that goes wrong', () => {
  const session = serveSession();
  const contract = () => session().samples.contract('trouble');
  const workbench = openWindow(session, ({ samples }) => samples.contract('trouble'));
  const line = (text: string) => lineOf(join(contract(), 'src/main.rs'), text);

  it('stops on the line that faults, with what the machine says', async () => {
    await workbench().openFile('src/main.rs');
    await workbench().showDebug();
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().stopsAt(line('kernel.write_volatile'), BUILD);
    const explained = workbench().page.locator('.exception-widget');
    await explained.filter({ hasText: 'Store/AMO page fault' }).waitFor();
    await workbench().screenshot('trouble-1-fault');
  });

  it('goes on past every failure once stops on exceptions are switched off', async () => {
    for (const filter of ['Panic', 'Trap']) {
      await workbench()
        .view('Breakpoints')
        .locator('.monaco-list-row', { hasText: new RegExp(`^${filter}`) })
        .getByRole('checkbox')
        .click();
    }
    await workbench().page.keyboard.press('F5');
    await workbench().sessionEnds();
  });

  it('leaves a failed receipt for each, and a good one after it', async () => {
    await workbench().showChain();
    await workbench()
      .row('Receipts', /^transaction 17/)
      .waitFor();
    const outcomes = (await workbench().rows('Receipts')).map(outcome);
    await workbench().screenshot('trouble-2-receipts');
    assert.deepEqual(outcomes, [
      ['alice creates trouble', 'success'],
      ...[
        ['good', 'success'],
        ['fault', 'trapped'],
        ['good', 'success'],
        ['null', 'trapped'],
        ['good', 'success'],
        ['nowhere', 'trapped'],
        ['good', 'success'],
        ['panic', 'panicked'],
        ['good', 'success'],
        ['fail', 'failed'],
        ['good', 'success'],
        ['forever', 'out of gas'],
        ['good', 'success'],
        ['deep', 'trapped'],
        ['good', 'success'],
        ['illegal', 'trapped'],
        ['good', 'success'],
      ].map(([name, status]) => [`alice → trouble.${name}`, status]),
    ]);
  });

  it('runs an endless loop until F6 pauses it', async () => {
    const scenarios = join(contract(), 'scenarios');
    const scenario = JSON.parse(
      readFileSync(join(scenarios, 'trouble.scenario.json'), 'utf8'),
    ) as Record<string, unknown>;
    const endless = {
      ...scenario,
      name: 'an endless loop',
      transactions: [
        { create: 'trouble', from: 'alice' },
        { call: 'trouble', from: 'alice', function: 'forever', gasLimit: 1_000_000_000_000 },
      ],
    };
    writeFileSync(join(scenarios, 'endless.scenario.json'), JSON.stringify(endless, undefined, 2));

    await workbench().openFile('endless.scenario.json');
    await workbench().showDebug();
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    const pause = workbench().debugToolbar.getByRole('button', { name: /^Pause/ });
    await pause.waitFor({ timeout: BUILD });
    await workbench().view('Call Stack').getByText('Running', { exact: true }).waitFor();
    // A pause takes milliseconds: the contract has to get to its loop first.
    await workbench().page.waitForTimeout(1000);
    await workbench().page.keyboard.press('F6');
    await until('a line of the loop', async () => isInLoop(await workbench().stoppedLine()));
    assert.equal(await workbench().activeFile(), 'main.rs');
    await workbench().screenshot('trouble-3-paused');
  });

  it('steps in the loop, goes on, and stops when it is told to', async () => {
    await workbench().page.keyboard.press('F10');
    await until('a line of the loop', async () => isInLoop(await workbench().stoppedLine()));
    await workbench().page.keyboard.press('F5');
    await workbench()
      .debugToolbar.getByRole('button', { name: /^Pause/ })
      .waitFor();
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
  });

  function isInLoop(at: number | undefined): boolean {
    return at !== undefined && at >= line('fn forever()') && at < line('/// Calls itself until');
  }
});

/** What was done and how it ended, of a receipt's name for screen readers. */
function outcome(name: string): string[] {
  const [, done, status] =
    /^transaction \d+, (.*?)(?:\(.*\))?, ([a-z ]+), [\d,]+ gas/.exec(name) ?? [];
  return [done ?? name, status ?? ''];
}
