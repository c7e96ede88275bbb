/**
 * The one place where what differs between machines and builds becomes stable text. In what comes back: references and
 * frame ids get names, addresses and gas are masked, lines of sample contracts are shown as their text, and paths start
 * at `<root>`. In what is sent: the same names and texts stand for the values.
 */

import { existsSync, readFileSync } from 'node:fs';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { PastStop } from '../../../debugger/protocol';

type Json = Record<string, unknown>;

/** Lines in these folders are the fixtures' own subject; elsewhere a line is an accident of a build. */
const OWN_SOURCE = /^<root>\/sample-contracts\/.*\.rs$/;

export class Stabiliser {
  /** Names by what they stand for, as `$Registers`, `$frame0`, `$pc0`, `$@amount` for where it is declared. */
  readonly #values = new Map<string, unknown>();
  readonly #names = new Map<string, string>();

  /** @param root the folder shown as `<root>` */
  constructor(private readonly root: string) {}

  /** Arguments as written, to arguments as sent. */
  resolve(args: unknown): unknown {
    return this.#resolveIn(args, undefined);
  }

  /** Remembers what a reply gave names to, and returns its body as stable text. */
  reply(response: Dap.Response): unknown {
    const body = response.body as Json | undefined;
    if (response.command === 'stackTrace') this.#nameFrames(body);
    if (response.command === 'scopes') this.#nameRows(body?.['scopes']);
    if (response.command === 'variables') this.#nameRows(body?.['variables']);
    if (response.command === 'evaluate' && body !== undefined)
      this.#nameRows([{ ...body, name: 'result' }]);
    if (response.command === 'disassemble') this.#nameInstructions(body);
    if (response.command === 'dataBreakpointInfo') this.#values.set('$dataId', body?.['dataId']);
    if (response.command === 'avm/stops') this.#nameStops(body);
    const stable = this.stable(body);
    if (response.command === 'variables') tidyRows(stable as { variables: Json[] });
    return stable;
  }

  stable(value: unknown): unknown {
    return this.#stableIn(value, undefined, '');
  }

  text(text: string): string {
    return text
      .replaceAll(this.root, '<root>')
      .replace(/gas [0-9,]+/g, 'gas <gas>')
      .replace(/\b[0-9]+ gas left\b/g, '<gas> gas left')
      .replace(/\b[0-9]+ functions match\b/g, '<n> functions match')
      .replace(/\bposition [0-9]+\b/g, 'position <position>')
      .replace(/\b0x[0-9a-f]{8}\b/g, '<hex>')
      .replace(/^((?:error|warning)(?:\[E[0-9]+\])?: .*\n) *--> [^]*$/, '$1<as rustc prints it>\n')
      .replace(/\/rustc\/([0-9a-f]{40}\/)?library\b/g, '<library>')
      .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
      .replace(/\bPPN 0x[0-9a-f]{6}\b/g, 'PPN <ppn>')
      .replace(/\b[0-9]+ source files\b/g, '<n> source files')
      .replace(/\b[0-9]+ (B|KiB|MiB)\b/g, '<size>');
  }

  #nameFrames(body: Json | undefined): void {
    for (const [index, frame] of (body?.['stackFrames'] as Dap.StackFrame[]).entries()) {
      this.#name('frameId', frame.id, `$frame${index}`);
      this.#values.set(`$pc${index}`, frame.instructionPointerReference);
    }
  }

  #nameRows(rows: unknown): void {
    for (const it of rows as Dap.Variable[]) {
      if (it.variablesReference > 0) this.#name('ref', it.variablesReference, `$${it.name}`);
      if (it.memoryReference !== undefined) this.#values.set(`$&${it.name}`, it.memoryReference);
      const place = it.declarationLocationReference ?? it.valueLocationReference;
      if (place !== undefined) this.#values.set(`$@${it.name}`, place);
    }
  }

  #nameInstructions(body: Json | undefined): void {
    for (const [index, it] of (body?.['instructions'] as Dap.DisassembledInstruction[]).entries()) {
      this.#values.set(`$instruction${index}`, it.address);
    }
  }

  #nameStops(body: Json | undefined): void {
    for (const [index, it] of (body?.['stops'] as PastStop[]).entries()) {
      this.#values.set(`$stop${index}`, it.position);
    }
  }

  #name(space: 'frameId' | 'ref', value: number, name: string): void {
    this.#values.set(name, value);
    this.#names.set(`${space} ${value}`, name);
  }

  #resolveIn(value: unknown, sourcePath: string | undefined): unknown {
    if (Array.isArray(value)) return value.map(it => this.#resolveIn(it, sourcePath));
    if (typeof value === 'string') return this.#resolveText(value, sourcePath);
    if (typeof value !== 'object' || value === null) return value;
    const { source } = value as { source?: Dap.Source };
    const path = source?.path?.replace('<root>', this.root) ?? sourcePath;
    return Object.fromEntries(
      Object.entries(value).map(([name, it]) => [name, this.#resolveIn(it, path)]),
    );
  }

  #resolveText(text: string, sourcePath: string | undefined): unknown {
    if (this.#values.has(text)) return this.#values.get(text);
    const wanted = /^<line (.*)>$/.exec(text)?.[1];
    if (wanted !== undefined && sourcePath !== undefined) return lineWith(sourcePath, wanted);
    return text.replaceAll('<root>', this.root);
  }

  #stableIn(value: unknown, key: string | undefined, path: string): unknown {
    if (Array.isArray(value)) return value.map(it => this.#stableIn(it, key, path));
    if (typeof value === 'string') return UNSTABLE_TEXTS[key ?? ''] ?? this.text(value);
    if (typeof value === 'number') return this.#stableNumber(value, key ?? '', path);
    if (typeof value !== 'object' || value === null) return value;
    const inner = value as { source?: Dap.Source; path?: string };
    const here = this.text(inner.source?.path ?? inner.path ?? path);
    return Object.fromEntries(
      Object.entries(value).map(([name, it]) => [name, this.#stableIn(it, name, here)]),
    );
  }

  #stableNumber(value: number, key: string, path: string): unknown {
    if (key === 'variablesReference' && value > 0)
      return this.#names.get(`ref ${value}`) ?? '<ref>';
    if (key.endsWith('LocationReference')) return '<place>';
    if (key === 'id') return this.#names.get(`frameId ${value}`) ?? '<id>';
    if (key === 'frameId') return this.#names.get(`frameId ${value}`) ?? '<frame>';
    if (key === 'line' && value > 0) return this.#stableLine(value, path);
    if (key === 'column' && !OWN_SOURCE.test(path)) return '<column>';
    return UNSTABLE_NUMBERS.has(key) ? `<${key}>` : value;
  }

  #stableLine(line: number, path: string): unknown {
    if (!OWN_SOURCE.test(path)) return '<line>';
    const file = path.replace('<root>', this.root);
    const text = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[line - 1] : undefined;
    return text === undefined ? line : `<line ${text.trim()}>`;
  }
}

/** Gas depends on the compiler, and so does how many pages a program has: neighbours that are alike count as one. */
function tidyRows(body: { variables: Json[] }): void {
  const rows = body.variables.map(it => {
    const name = String(it['name']);
    if (name.startsWith('gas ')) return { ...it, value: '<gas>' };
    return name.startsWith('VPN[0] ') ? { ...it, name: 'VPN[0] <index>' } : it;
  });
  body.variables = rows.filter(
    (it, at) => at === 0 || JSON.stringify(it) !== JSON.stringify(rows[at - 1]),
  );
}

const UNSTABLE_NUMBERS = new Set([
  'position',
  'pc',
  'sourceReference',
  'codeSize',
  'size',
  'hitBreakpointIds',
]);

const UNSTABLE_TEXTS: Readonly<Record<string, string>> = {
  dataId: '<dataId>',
  gas: '<gas>',
  gasUsed: '<gas>',
  codeHash: '<hash>',
  producer: '<compiler>',
  dwarfVersion: '<versions>',
  instruction: '<instruction>',
  instructionBytes: '<bytes>',
  rendered: '<as rustc prints it>',
};

/** The first line that contains a text, counted from 1. */
function lineWith(path: string, text: string): number {
  const at = readFileSync(path, 'utf8')
    .split('\n')
    .findIndex(it => it.includes(text));
  if (at < 0) throw new RangeError(`${path} has no line with: ${text}`);
  return at + 1;
}
