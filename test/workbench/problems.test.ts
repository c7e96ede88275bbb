/** A contract that does not compile: what rustc says is in the Problems view, and gone when it is mended. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, serveSession } from './support/hooks';
import { lineOf } from './support/sourceLines';
import { BUILD, until } from './support/until';

describe('a contract that does not compile, or a scenario that is wrong', () => {
  const session = serveSession();
  const workbench = openWindow(session, ({ samples }) => {
    const folder = samples.contract('storage');
    const text = readFileSync(join(folder, 'scenarios/set-up.scenario.json'), 'utf8');
    const unknown = text
      .replaceAll('"from": "alice"', '"from": "alcie"')
      // What never ends is not read while somebody types.
      .replace(
        '"contracts": {',
        `"contracts": { "endless": { "image": "/dev/zero", "address": "${'00'.repeat(20)}" },`,
      );
    writeFileSync(join(folder, 'scenarios/unknown.scenario.json'), unknown);
    return folder;
  });
  const source = () => join(session().samples.contract('storage'), 'src/main.rs');
  let mended = '';

  it('says so when it is started', async () => {
    mended = readFileSync(source(), 'utf8');
    writeFileSync(source(), `${mended}\nfn broken() -> u32 {\n    no_such_thing()\n}\n`);
    await workbench().openFile('src/main.rs');
    await workbench().page.keyboard.press('F5');
    await workbench().pick('set-up');
    const message = workbench().dialog(/no_such_thing/);
    await message.waitFor({ timeout: BUILD });
    await workbench().screenshot('problems-1-message');
    await message.getByRole('button', { name: 'Show Problems' }).click();
    await message.waitFor({ state: 'hidden' });
    await workbench().sessionEnds();
  });

  it('has the error in the Problems view, with its line', async () => {
    const row = workbench().problem('cannot find function `no_such_thing`');
    await row.waitFor();
    await workbench().screenshot('problems-2-list');
    await row.dblclick();
    const broken = lineOf(source(), 'no_such_thing()');
    await until(
      `the cursor to be in line ${broken}`,
      async () => (await workbench().cursorLine()) === broken,
    );
  });

  it('underlines it in the editor', async () => {
    await workbench().page.locator('.monaco-editor .squiggly-error').first().waitFor();
  });

  it('has no error any more when it is mended and started', async () => {
    writeFileSync(source(), mended);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    await workbench().pick('set-up');
    await workbench().debugToolbar.waitFor({ timeout: BUILD });
    await workbench()
      .problem('cannot find function `no_such_thing`')
      .waitFor({ state: 'hidden', timeout: BUILD });
    await workbench().screenshot('problems-3-mended');
  });

  it('ends without a word when its build is stopped', async () => {
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
    assert.equal(await workbench().page.locator('.monaco-dialog-box').count(), 0);
  });

  it('says what is wrong with a scenario while it is typed, and completes what it names', async () => {
    await workbench().openFile('unknown.scenario.json');
    await workbench().runCommand('Problems: Focus on Problems View');
    const unknown = workbench().problem('"alcie" is neither a label nor an address');
    await unknown.waitFor();
    await workbench().page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench().focusEditor();
    const { keyboard } = workbench().page;
    await workbench().goToLine(12);
    for (const _ of '    { "create": "storage", "from": "al') await keyboard.press('ArrowRight');
    for (const _ of 'cie') await keyboard.press('Delete');
    await keyboard.press('Control+Space');
    const list = workbench().page.locator('.suggest-widget .monaco-list-row');
    await list.filter({ hasText: 'alice' }).waitFor();
    await workbench().screenshot('problems-4-typed');
    await keyboard.press('Enter');
    const line = workbench().page.locator('.view-line', { hasText: '"create"' });
    await line.filter({ hasText: '"from": "alice"' }).waitFor();
    // Typed, and neither undone nor reverted: the window saves by itself, before or after.
    await keyboard.press('ArrowLeft');
    for (const _ of 'ice') await keyboard.press('Backspace');
    await keyboard.type('cie');
    await line.filter({ hasText: '"from": "alcie"' }).waitFor();
    await keyboard.press('Escape');
  });

  it('says what is wrong with a scenario that is started, once, and marks it there', async () => {
    await workbench().focusEditor();
    await workbench().page.keyboard.press('F5');
    const message = workbench().dialog(/unknown\.scenario\.json, line 12: "alcie" is neither/);
    await message.getByText(/\d more in Problems/).waitFor();
    await workbench().screenshot('problems-4-scenario');
    await message.getByRole('button', { name: 'Show Problems' }).click();
    await workbench().problem('"alcie" is neither a label nor an address').waitFor();
    const places = await workbench()
      .page.locator('.markers-panel .monaco-list-row', { hasText: '"alcie"' })
      .allInnerTexts();
    assert.equal(new Set(places).size, places.length, places.join('\n'));
    await workbench().page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench().screenshot('problems-5-scenario-list');
  });

  it('has nothing of it any more when it is closed and the next one starts', async () => {
    await workbench().focusEditor();
    await workbench().runCommand('View: Close All Editors');
    await workbench().openFile('set-up.scenario.json');
    await workbench().page.keyboard.press('F5');
    await workbench()
      .problem('"alcie" is neither a label nor an address')
      .waitFor({ state: 'hidden', timeout: BUILD });
    // It panics, as it is to, and stops there.
    await workbench().debugToolbar.waitFor({ timeout: BUILD });
    await workbench().page.keyboard.press('Shift+F5');
    await workbench().sessionEnds();
  });
});
