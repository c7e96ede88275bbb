/** A debug session of a sample without adapter: commands in, places and receipts out. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugEngine } from '../../../debugger/engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../../debugger/engine/services';
import type { FrameView, ReceiptView, StopView } from '../../../debugger/engine/views';
import { fileExists, readFile, resolvePath } from '../../../debugger/host/files';

const root = join(__dirname, '../../..');
const files: EngineServices = { readFile, fileExists, resolvePath };
const SLICE_STEPS = 200_000;

export class Session {
  readonly receipts: ReceiptView[] = [];
  stop: StopView | undefined;

  private constructor(readonly engine: DebugEngine) {
    engine.onReceipt = it => this.receipts.push(it);
  }

  /** @param scenario below sample-contracts, as `erc20/transfer`. Contracts have been built before. */
  static async launch(
    scenario: string,
    { services = files, ...options }: Partial<LaunchOptions> & { services?: EngineServices } = {},
  ): Promise<Session> {
    const [crate = '', name = ''] = scenario.split('/');
    const engine = await DebugEngine.launch(
      {
        scenario: join(root, 'sample-contracts', crate, 'scenarios', `${name}.scenario.json`),
        kernel: readFileSync(join(root, 'dist/kernel.elf')),
        build: false,
        sourceMap: { '/avm/': `${root}/` },
        ...options,
      },
      services,
      {
        output: () => undefined,
        progress: () => undefined,
        buildStarted: () => undefined,
        buildMessage: () => undefined,
      },
    );
    return new Session(engine);
  }

  /** Runs to the next stop, and says where that is. */
  async run(action: Parameters<DebugEngine['resume']>[0], instruction = false): Promise<string> {
    this.engine.resume(action, instruction ? 'instruction' : 'line');
    return this.settle();
  }

  /** Goes back, and says where the run stands then. */
  async back(
    action: Parameters<DebugEngine['goBack']>[0],
    granularity?: Parameters<DebugEngine['goBack']>[1],
  ): Promise<string> {
    this.engine.goBack(action, granularity);
    return this.settle();
  }

  async settle(): Promise<string> {
    do this.stop = await this.engine.runSlice(SLICE_STEPS);
    while (this.stop === undefined);
    return this.stop.reason === 'terminated' ? 'terminated' : this.where();
  }

  /** Where the machine stands: `transfer main.rs: let left = …`, the text being that of the source line. */
  where(): string {
    return describe(this.engine.stack()[0]);
  }

  /** All frames, innermost first. */
  stack(): string[] {
    return this.engine.stack().map(describe);
  }
}

/** The path of a sample's only source file. */
export function sourceOf(crate: string): string {
  return join(root, 'sample-contracts', crate, 'src/main.rs');
}

/** The only line that holds a text, from 1. */
export function lineOf(path: string, text: string): number {
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (at.length !== 1) throw new RangeError(`${path}: ${at.length} lines hold "${text}"`);
  return at[0] ?? 0;
}

function describe(frame: FrameView | undefined): string {
  if (frame === undefined) return 'nowhere';
  const { kind, name, source, line } = frame;
  if (kind === 'label' || kind === 'transaction') return name;
  const shortName = name.replace(/<.*>/g, '').split('::').at(-1) ?? name;
  if (source === undefined || !source.exists)
    return `${shortName} (${source?.name ?? 'no source'})`;
  const text = readFileSync(source.path, 'utf8').split('\n')[line - 1]?.trim() ?? '';
  return `${shortName} ${source.name}: ${text}`;
}
