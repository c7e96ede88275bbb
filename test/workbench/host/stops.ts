/** Follows debug sessions by what their adapter sends, as a tracker hears it. */

import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';

const SOON = 120_000;

export class Stops implements vscode.Disposable {
  readonly #tracker: vscode.Disposable;
  readonly #ends: vscode.Disposable;
  readonly #seen: Dap.StoppedEvent['body'][] = [];
  #taken = 0;
  #hasEnded = false;
  #wake: () => void = () => undefined;

  constructor() {
    this.#tracker = vscode.debug.registerDebugAdapterTrackerFactory('avm', {
      createDebugAdapterTracker: () => ({
        onDidSendMessage: (message: Dap.Event) => {
          if (message.event === 'stopped')
            this.#seen.push(message.body as Dap.StoppedEvent['body']);
          this.#wake();
        },
      }),
    });
    this.#ends = vscode.debug.onDidTerminateDebugSession(() => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  dispose(): void {
    this.#tracker.dispose();
    this.#ends.dispose();
  }

  /** The next stop that was not asked for yet. */
  async next(): Promise<Dap.StoppedEvent['body']> {
    await this.#until('a stop', () => this.#seen.length > this.#taken);
    return this.#seen[this.#taken++]!;
  }

  /** Waits until the editor has ended the session. */
  async end(): Promise<void> {
    await this.#until('the end of the session', () => this.#hasEnded);
    this.#hasEnded = false;
  }

  async #until(what: string, isTrue: () => boolean): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#wake();
    }, SOON);
    while (!isTrue()) {
      if (isLate) assert.fail(`waited ${SOON / 1000} s for ${what}`);
      await new Promise<void>(resolve => (this.#wake = resolve));
    }
    clearTimeout(timer);
  }
}
