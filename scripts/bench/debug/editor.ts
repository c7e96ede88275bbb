/** The adapter as an editor has it: a process of its own, and after each stop the questions that VS Code asks. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { AdapterProcess } from './adapterProcess';
import type { Cost } from './statistics';
import { timed } from './statistics';

const PATIENCE = 600_000;

export interface Breakpoints {
  readonly path?: string;
  readonly lines?: readonly Dap.SourceBreakpoint[];
}

/** What an editor shows after a stop. */
export interface Seen {
  readonly frame: Dap.StackFrame;
  readonly locals: readonly Dap.Variable[];
}

type End = 'stopped' | 'terminated';

export class Editor {
  /** Stops that nobody has waited for yet, and who waits for one. */
  readonly #ends: End[] = [];
  #waiting: ((end: End) => void) | undefined;

  private constructor(readonly client: AdapterProcess) {
    for (const end of ['stopped', 'terminated'] as const) {
      client.on(end, () => {
        if (this.#waiting === undefined) this.#ends.push(end);
        else this.#waiting(end);
        this.#waiting = undefined;
      });
    }
  }

  /** A session that has been configured and runs. */
  static async launch(
    scenario: string,
    options: { readonly breakpoints?: Breakpoints; readonly stopOnEntry?: boolean } = {},
  ): Promise<Editor> {
    const client = new AdapterProcess();
    client.defaultTimeout = PATIENCE;
    const editor = new Editor(client);
    await client.start();
    const { breakpoints: { path, lines = [] } = {}, stopOnEntry = false } = options;
    await client.initializeRequest({
      adapterID: 'avm',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsVariablePaging: true,
    });
    const launched = client.launchRequest({ scenario, build: false, stopOnEntry } as never);
    await client.waitForEvent('initialized');
    if (path !== undefined) {
      await client.setBreakpointsRequest({ source: { path }, breakpoints: [...lines] });
    }
    await client.setExceptionBreakpointsRequest({ filters: [] });
    await client.configurationDoneRequest();
    await launched;
    return editor;
  }

  /** The next stop, or the end. */
  stopped(): Promise<End> {
    const end = this.#ends.shift();
    if (end !== undefined) return Promise.resolve(end);
    return new Promise(resolve => (this.#waiting = resolve));
  }

  /** Sends a request that lets the machine run, and waits for where that ends. */
  async run(command: string, args: object = {}): Promise<End> {
    await this.client.customRequest(command, { threadId: 1, ...args });
    return this.stopped();
  }

  /** As VS Code: threads, the first frames, the scopes of the innermost, its locals. */
  async look(): Promise<Seen> {
    await this.client.threadsRequest();
    const { stackFrames } = (
      await this.client.stackTraceRequest({ threadId: 1, startFrame: 0, levels: 20 })
    ).body;
    const frame = stackFrames[0];
    if (frame === undefined) throw new RangeError('a stop without frames');
    const { scopes } = (await this.client.scopesRequest({ frameId: frame.id })).body;
    const reference = scopes.find(it => it.name === 'Locals')?.variablesReference ?? 0;
    return { frame, locals: reference === 0 ? [] : await this.variables(reference) };
  }

  async variables(
    variablesReference: number,
    page: Partial<Dap.VariablesArguments> = {},
  ): Promise<readonly Dap.Variable[]> {
    return (await this.client.variablesRequest({ variablesReference, ...page })).body.variables;
  }

  /** What something costs, by the clock and of the adapter's processor. */
  async cost<T>(work: () => Promise<T>): Promise<Cost & { result: T }> {
    const before = this.client.cpuTime();
    const { ms, result } = await timed(work);
    return { ms, cpu: this.client.cpuTime() - before, result };
  }

  async close(): Promise<void> {
    await this.client.stop();
  }
}
