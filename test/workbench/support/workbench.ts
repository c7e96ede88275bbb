/** A window of the workbench, driven as its user drives it: by keys and clicks, and read from what is on the screen. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { WorkbenchWindow } from '../../../scripts/lib/workbenchServer';
import { QuickInput } from './quickInput';
import { extension, root } from './samples';
import type { Session } from './session';
import { slowDown } from './slowDown';
import { SOON, until } from './until';

const screenshots = join(root, 'test-results/screenshots');

export class Workbench {
  readonly quickInput: QuickInput;

  private constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
  }

  /**
   * @param folder the one that is open in the window
   * @param browserExtension an extension that runs in the browser, instead of ours on the server
   */
  static async open(
    { browser, server }: Session,
    folder: string,
    browserExtension?: string,
  ): Promise<Workbench> {
    // Tall: a list has only the rows in the page that are on the screen.
    const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
    page.setDefaultTimeout(SOON);
    await slowDown(page);
    const loaded: Pick<WorkbenchWindow, 'extension' | 'host'> =
      browserExtension === undefined
        ? { extension }
        : { extension: browserExtension, host: 'browser' };
    await page.goto(server.address({ folder, ...loaded }));
    const workbench = new Workbench(page);
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    // The icon is from the manifest: the extension has been found.
    await workbench.activity('aVM').waitFor();
    return workbench;
  }

  /** @param tests a script that the extension host runs; `exitCode` is 0 when it is content */
  static async openForTests(
    { browser, server }: Session,
    folder: string,
    tests: string,
  ): Promise<{ workbench: Workbench; exitCode: Promise<number> }> {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
    await slowDown(page);
    // The workbench calls these when the script has something to say and when it has ended.
    const exitCode = new Promise<number>(resolve => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(server.address({ folder, extension, tests }));
    return { workbench: new Workbench(page), exitCode };
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** @returns the picture's path, from the repository's folder */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const path = join(screenshots, `${name}.png`);
    await this.page.screenshot({ path });
    return relative(root, path);
  }

  // Editor

  /** Opens by "Go to File". @param path the end of its path, as far as it takes to tell it from others */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    const tab = this.page.locator('.tab.active', { hasText: name });
    // The list closes, and nothing is chosen, where something else takes the keyboard just then, as the end of a session.
    await until(`the tab of ${name}`, async () => {
      await this.quickInput.choose('Control+P', path, name);
      return tab.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    await this.focusEditor();
  }

  /** The editor has the keyboard, and the colours of its text. */
  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
    await this.runCommand('View: Focus Active Editor Group');
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  async goToLine(line: number): Promise<void> {
    await this.quickInput.open('Control+G');
    await this.quickInput.input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await until(`the cursor to be in line ${line}`, async () => (await this.cursorLine()) === line);
  }

  /** From 1, as the status bar says it. */
  async cursorLine(): Promise<number | undefined> {
    const position = this.page.locator('#status\\.editor\\.selection');
    if ((await position.count()) === 0) return undefined;
    const line = /Ln (\d+)/.exec((await position.textContent()) ?? '')?.[1];
    return line === undefined ? undefined : Number(line);
  }

  /** The file of the active tab. */
  async activeFile(): Promise<string> {
    const tab = this.page.locator('.editor-group-container.active .tab.active');
    return (await tab.getAttribute('data-resource-name')) ?? '';
  }

  /** Clicks in the margin, left of the number of a line that is on the screen. */
  async clickMargin(line: number): Promise<void> {
    const number = this.page
      .locator('.editor-group-container.active .margin .line-numbers')
      .filter({ hasText: new RegExp(`^${line}$`) });
    const box = await number.first().boundingBox();
    const margin = await this.page
      .locator('.editor-group-container.active .glyph-margin')
      .first()
      .boundingBox();
    if (box === null || margin === null) throw new Error(`line ${line} is not on the screen`);
    await this.page.mouse.click(margin.x + margin.width / 2, box.y + box.height / 2);
  }

  /** Whole lines whose breakpoint is a full red dot. */
  breakpoints(): Promise<number[]> {
    return this.#linesOf(
      '.codicon-debug-breakpoint:not(.codicon-debug-breakpoint-unverified), .codicon-debug-stackframe-dot',
    );
  }

  /** The line that is marked as the next to run; undefined where none is. */
  async stoppedLine(): Promise<number | undefined> {
    return (await this.#linesOf('.debug-top-stack-frame-line'))[0];
  }

  /** Waits for the mark of the next line to run; a message that has to be answered first ends it. */
  async stopsAt(line: number, limit = SOON): Promise<void> {
    let last: number | undefined;
    const isThere = async (): Promise<boolean> => {
      const dialog = this.dialog(/./);
      if (await dialog.isVisible()) assert.fail(`the editor says: ${await dialog.innerText()}`);
      return (last = await this.stoppedLine()) === line;
    };
    await until(`the editor to mark line ${line}`, isThere, limit, () => `it marks ${last}`);
  }

  /** Colours of the tokens on the screen, as the editor numbers them, by their text. */
  async colours(): Promise<Map<string, string>> {
    const group = this.page.locator('.editor-group-container.active');
    const tokens = await group.locator('.view-line > span > span').evaluateAll(coloursOf);
    return new Map(
      tokens.map(({ text, colour }) => [text.replaceAll('\u00a0', ' ').trim(), colour]),
    );
  }

  // Commands and messages

  /** @param name with its category, as the palette lists it */
  async runCommand(name: string): Promise<void> {
    await this.quickInput.choose('F1', `>${name}`, name);
  }

  /** Starts what launch.json has by that name. */
  async startDebugging(name: string): Promise<void> {
    await this.quickInput.choose('Control+P', `debug ${name}`, name);
  }

  /** Takes the entry of the list that is open whose label has this text. */
  async pick(label: string): Promise<void> {
    await this.quickInput.row(label).first().click();
  }

  /** Waits for a message in the list of those not read: a workbench under test lets none pop up by itself. */
  async hears(message: string): Promise<void> {
    await this.page.locator('.statusbar .codicon-bell-dot').waitFor();
    await this.runCommand('Notifications: Show Notifications');
    await this.page.locator('.notifications-center', { hasText: message }).waitFor();
  }

  /** Whether there is a message that nobody has read. */
  hasUnread(): Promise<boolean> {
    return this.page.locator('.statusbar .codicon-bell-dot').isVisible();
  }

  /** A message that has to be answered before anything else. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  // Views

  async showDebug(): Promise<void> {
    await this.#show('Run and Debug');
  }

  /** State and receipts. */
  async showChain(): Promise<void> {
    await this.#show('aVM');
  }

  /** Drags the side bar's edge, for rows that would be cut off. @param width with the icons left of it, in pixels */
  async widenSideBar(width: number): Promise<void> {
    const edge = await this.page.locator('.primary-sidebar-sash').boundingBox();
    if (edge === null) throw new Error('there is no side bar');
    const y = edge.y + edge.height / 4; // In its middle is a button.
    await this.page.mouse.move(edge.x + edge.width / 2, y);
    await this.page.locator('.primary-sidebar-sash.hover').waitFor();
    await this.page.mouse.down();
    await this.page.mouse.move(width, y, { steps: 4 });
    await this.page.mouse.up();
  }

  activity(name: string): Locator {
    return this.page.locator(`.activitybar .action-label[aria-label^="${name}"]`).first();
  }

  /** A view in the side bar or the panel by its title. */
  view(title: string): Locator {
    return this.page
      .locator('.pane')
      .filter({ has: this.page.locator('.pane-header', { hasText: title }) });
  }

  /** Opens or closes a view below its header. */
  async setExpanded(title: string, expanded: boolean): Promise<void> {
    const header = this.view(title).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === String(expanded)) return;
    await header.click();
    await until(
      `${title} to be ${expanded ? 'open' : 'closed'}`,
      async () => (await header.getAttribute('aria-expanded')) === String(expanded),
    );
  }

  /** The first row with this name for screen readers, or one that matches. */
  row(title: string, name: string | RegExp): Locator {
    const view = this.view(title);
    return view
      .locator('.monaco-list-row')
      .and(view.getByLabel(name, { exact: true }))
      .first();
  }

  /**
   * Presses a button in a row. A click is lost where the view is made anew just then.
   * @param isDone whether what it is for has come about; unless told, the row has another name
   */
  async pressInRow(row: Locator, button: string, isDone = () => row.isHidden()): Promise<void> {
    await row.waitFor();
    await until(`${button} to do what it is for`, async () => {
      await row
        .hover({ timeout: 3000 })
        .then(() => row.getByRole('button', { name: button }).click({ timeout: 3000 }))
        .catch(() => undefined);
      return until(`${button} to be heeded`, isDone, 3000).then(
        () => true,
        () => false,
      );
    });
  }

  /** Opens a row that has rows below it; does nothing where it is open. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    await until('a row to open', async () => {
      if ((await row.getAttribute('aria-expanded')) !== 'false') return true;
      await row.locator('.monaco-tl-twistie').click();
      return false;
    });
  }

  async collapse(row: Locator): Promise<void> {
    await until('a row to close', async () => {
      if ((await row.getAttribute('aria-expanded')) !== 'true') return true;
      await row.locator('.monaco-tl-twistie').click();
      return false;
    });
  }

  /** Waits for a row that is below closed rows, and opens those until it is there. */
  async expandTo(title: string, name: RegExp): Promise<void> {
    const closed = this.view(title).locator(
      '.monaco-list-row[aria-level="2"][aria-expanded="false"]',
    );
    await until(`a row ${name}`, async () => {
      if (await this.row(title, name).isVisible()) return true;
      const next = closed.first();
      if (await next.isVisible()) await next.locator('.monaco-tl-twistie').click();
      return false;
    });
  }

  /** A row of the Problems view. */
  problem(text: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  }

  /** The rows' names for screen readers, of those that are on the screen. */
  async rows(title: string): Promise<string[]> {
    const all = await this.view(title).locator('.monaco-list-row').all();
    const names = await Promise.all(all.map(it => it.getAttribute('aria-label')));
    return names.filter(it => it !== null);
  }

  /** The bar with the buttons that continue, step and stop. */
  get debugToolbar(): Locator {
    return this.page.locator('.debug-toolbar');
  }

  async sessionEnds(limit = SOON): Promise<void> {
    await this.debugToolbar.waitFor({ state: 'hidden', timeout: limit });
  }

  async #show(activity: string): Promise<void> {
    const icon = this.activity(activity);
    const isShown = async () =>
      (await icon.locator('xpath=ancestor::li').getAttribute('class'))?.includes('checked') ===
      true;
    if (await isShown()) return;
    await icon.click();
    await until(`${activity} to be shown`, isShown);
    await this.page.mouse.move(0, 0); // Else its name would hover over what is shown.
  }

  /** Numbers of the lines beside which, or over which, something is drawn. */
  async #linesOf(selector: string): Promise<number[]> {
    const group = this.page.locator('.editor-group-container.active');
    const marks = await group.locator(selector).evaluateAll(placesOf);
    const numbers = await group.locator('.margin .line-numbers').evaluateAll(placesOf);
    const lines = marks.flatMap(mark =>
      numbers.filter(it => Math.abs(it.middle - mark.middle) < 5).map(it => Number(it.text)),
    );
    return [...new Set(lines)].sort((a, b) => a - b);
  }
}

/** As much of an element in the page as is read here. */
interface Drawn {
  readonly textContent: string;
  readonly className: string;
  getBoundingClientRect(): { readonly top: number; readonly height: number };
}

/** Run in the page: they may use nothing around them. */
function coloursOf(elements: readonly Drawn[]): { text: string; colour: string }[] {
  return elements.map(it => ({ text: it.textContent, colour: it.className }));
}

function placesOf(elements: readonly Drawn[]): { text: string; middle: number }[] {
  return elements.map(it => {
    const { top, height } = it.getBoundingClientRect();
    return { text: it.textContent, middle: top + height / 2 };
  });
}
