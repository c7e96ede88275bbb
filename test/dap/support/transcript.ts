/**
 * A `.dap` file: script and expectation at once. `>` lines are sent; `<` replies and `*` events must come back as they
 * stand there. Long messages go over several lines, indented. `#` lines are comments. `&` at the end of a request
 * leaves the machine running, so that the next request meets it so.
 */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface ScriptedRequest {
  readonly kind: 'request';
  readonly command: string;
  readonly args: unknown;
  /** `> continue &`: nobody waits for the machine to stop. */
  readonly leavesRunning: boolean;
  /** `> continue & avm/state`: somebody waits for the first such event, and then a moment. */
  readonly until: string | undefined;
  /** As written, without `> `. */
  readonly text: string;
}

export type ScriptLine = ScriptedRequest | { readonly kind: 'comment'; readonly text: string };

export interface Transcript {
  readonly name: string;
  readonly path: string;
  readonly script: readonly ScriptLine[];
}

export function loadTranscripts(folder: string): Transcript[] {
  return readdirSync(folder)
    .filter(it => it.endsWith('.dap'))
    .sort()
    .map(it => ({
      name: basename(it, '.dap').replaceAll('-', ' '),
      path: join(folder, it),
      script: readScript(readFileSync(join(folder, it), 'utf8')),
    }));
}

export function readScript(text: string): ScriptLine[] {
  const lines: ScriptLine[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) lines.push({ kind: 'comment', text: line });
    if (line.startsWith('> ')) lines.push(readRequest(line.slice(2)));
  }
  return lines;
}

function readRequest(text: string): ScriptedRequest {
  const [, body = text, running, until] = /^(.*?)( &(?: (\S+))?)?$/.exec(text) ?? [];
  const leavesRunning = running !== undefined;
  const space = body.indexOf(' ');
  const command = space < 0 ? body : body.slice(0, space);
  const args: unknown = space < 0 ? undefined : JSON.parse(body.slice(space + 1));
  return { kind: 'request', command, args, leavesRunning, until, text };
}

const WIDTH = 110;

/** A value behind its head in one line, or with a line for each element where that is too long. */
export function formatMessage(head: string, value: unknown): string {
  if (value === undefined) return head;
  const line = `${head} ${JSON.stringify(value)}`;
  return line.length <= WIDTH ? line : `${head} ${formatValue(value, '  ')}`;
}

function formatValue(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (indent.length + line.length <= WIDTH || typeof value !== 'object' || value === null)
    return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map(it => `${indent}${formatValue(it, deeper)}`);
    return `[\n${items.join(',\n')}\n${indent.slice(2)}]`;
  }
  const properties = Object.entries(value).map(
    ([name, it]) => `${indent}${JSON.stringify(name)}: ${formatValue(it, deeper)}`,
  );
  return `{\n${properties.join(',\n')}\n${indent.slice(2)}}`;
}

/** A missing golden fails; UPDATE_GOLDEN=1 writes it. */
export function matchGolden(path: string, text: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(path, text);
    return;
  }
  assert.ok(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(path, 'utf8'));
}
