/** The adapter as an editor starts it, with the processor time that it has used. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { NODE_ARGUMENTS } from '../../../src/debug/nodeArguments';

const ADAPTER = join(__dirname, '../..', 'dist/adapter.js');

export class AdapterProcess extends DebugClient {
  readonly #process = spawn(process.execPath, [...NODE_ARGUMENTS, ADAPTER], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });

  constructor() {
    super(process.execPath, ADAPTER, 'avm');
  }

  override start(): Promise<void> {
    this.connect(this.#process.stdout, this.#process.stdin);
    return Promise.resolve();
  }

  override async stop(): Promise<void> {
    await super.stop();
    this.#process.kill();
  }

  /**
   * Milliseconds that the main thread has computed so far, which is what a person waits for on a machine that has nothing
   * else to do; NaN where the system does not say. [proc_pid_schedstat(5), the first field in nanoseconds]
   */
  cpuTime(): number {
    try {
      const text = readFileSync(`/proc/${this.#process.pid}/schedstat`, 'utf8');
      return Number(text.split(' ')[0]) / 1e6;
    } catch {
      return NaN;
    }
  }
}
