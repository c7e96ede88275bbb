/** The list below the title bar, of commands, files and choices: opened by its key, typed into, and chosen from. */

import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/** Until what was lost is tried again, in milliseconds. */
const PATIENCE = 3000;

export class QuickInput {
  constructor(private readonly page: Page) {}

  get input(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]');
  }

  /** By its name for screen readers: a row is used again, and hides texts of those it was before. */
  row(part: string): Locator {
    return this.page.locator(
      `.quick-input-widget .monaco-list-row[aria-label*=${JSON.stringify(part)}]`,
    );
  }

  /** A key pressed while the window moves the focus about is lost: presses it again. */
  async open(key: string): Promise<void> {
    await until(`${key} to open its list`, async () => {
      await this.page.keyboard.press(key);
      return comesTrue(this.input.waitFor({ timeout: PATIENCE }));
    });
  }

  /**
   * Opens a list by its key, types, and takes the entry with this text once it is the first.
   * A list shows what it knew when it was opened last until it knows better, and then does not look again; it closes
   * by itself when the window moves the focus away; and a busy one loses a key. Then it is opened again.
   */
  async choose(key: string, typed: string, entry: string): Promise<void> {
    const first = this.row(entry).and(this.page.locator('.focused'));
    await until(`the list of ${key} to have ${entry}`, async () => {
      await this.open(key);
      const isThere = await comesTrue(
        this.input
          .fill(typed, { timeout: PATIENCE })
          .then(() => first.waitFor({ timeout: PATIENCE })),
      );
      // To the list itself: a view that has the keyboard would take it.
      if (isThere) await this.input.press('Enter', { timeout: PATIENCE }).catch(() => undefined);
      else await this.#close();
      return isThere && (await this.#isClosed());
    });
  }

  async #close(): Promise<void> {
    await until('the list to be closed', async () => {
      await this.page.keyboard.press('Escape');
      return this.#isClosed();
    });
  }

  #isClosed(): Promise<boolean> {
    return comesTrue(this.input.waitFor({ state: 'hidden', timeout: PATIENCE }));
  }
}

function comesTrue(awaited: Promise<unknown>): Promise<boolean> {
  return awaited.then(
    () => true,
    () => false,
  );
}
