/**
 * A debug session of the erc20 sample in the terminal, driven through the DAP server as VS Code would drive it:
 * the adapter is its own process, and nothing here knows more than the protocol says.
 */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ReceiptsResponse, StateResponse } from '../debugger/protocol';
import { printReceipt } from './lib/printReceipt';
import { bold, dim, yellow } from './lib/terminal';

const root = join(__dirname, '..');
const contract = join(root, 'sample-contracts/erc20');
const source = join(contract, 'src/main.rs');
const MAX_STOPS = 12;

async function main(): Promise<void> {
  const client = new DebugClient('node', join(root, 'dist/adapter.js'), 'avm');
  client.on('output', (event: DebugProtocol.OutputEvent) => {
    if (event.body.category !== 'telemetry') process.stdout.write(dim(indent(event.body.output)));
  });
  await client.start();
  try {
    await session(client);
  } finally {
    await client.stop();
  }
  console.log(`\nThe same in VS Code: ${bold('npm run workbench')}, then open`);
  console.log(`${relative(root, source)} and press F5.`);
}

async function session(client: DebugClient): Promise<void> {
  console.log(bold('\ninitialize, launch, setBreakpoints, configurationDone'));
  const ended = nextEvent(client, 'terminated');
  const initialized = nextEvent(client, 'initialized');
  await client.initializeRequest({
    adapterID: 'avm',
    linesStartAt1: true,
    columnsStartAt1: true,
    pathFormat: 'path',
  });
  const launched = client.launchRequest({
    scenario: join(contract, 'scenarios/transfer.scenario.json'),
    build: false,
  } as DebugProtocol.LaunchRequestArguments);
  await Promise.race([initialized, launched.then(() => initialized)]);

  const placed = await client.setBreakpointsRequest({
    source: { path: source },
    breakpoints: [{ line: lineInside('fn transfer(') }],
  });
  for (const it of placed.body.breakpoints) {
    console.log(
      `breakpoint ${it.verified ? 'verified' : `not verified: ${it.message ?? ''}`} at ${place(source, it.line ?? 0)}`,
    );
  }
  let stop = nextStop(client, ended);
  await client.configurationDoneRequest();
  await launched;

  let event = await stop;
  for (let count = 0; event !== undefined && count < MAX_STOPS; count++) {
    await showStop(client, event);
    // The first stop is followed by two steps, so that a step is seen too; after that, breakpoint to breakpoint.
    stop = nextStop(client, ended);
    if (count < 2) await client.nextRequest({ threadId: event.body.threadId ?? 1 });
    else await client.continueRequest({ threadId: event.body.threadId ?? 1 });
    event = await stop;
  }
  await ended;
  await showReceipts(client);
}

/** Unlike the client's own waiting, no timer keeps the process alive afterwards. */
async function nextEvent(client: DebugClient, name: string): Promise<DebugProtocol.Event> {
  const [event] = (await once(client, name)) as [DebugProtocol.Event];
  return event;
}

/** The next stop, or undefined when the session ends first. */
async function nextStop(
  client: DebugClient,
  ended: Promise<DebugProtocol.Event>,
): Promise<DebugProtocol.StoppedEvent | undefined> {
  const stopped = nextEvent(client, 'stopped') as Promise<DebugProtocol.StoppedEvent>;
  return Promise.race([stopped, ended.then(() => undefined)]);
}

async function showStop(client: DebugClient, event: DebugProtocol.StoppedEvent): Promise<void> {
  const threadId = event.body.threadId ?? 1;
  const { stackFrames } = (await client.stackTraceRequest({ threadId, startFrame: 0, levels: 20 }))
    .body;
  const top = stackFrames[0];
  console.log(`\n${bold(`stopped: ${event.body.description ?? event.body.reason}`)}`);
  if (top === undefined) return;
  showSource(top);
  console.log(yellow('  stack'));
  for (const frame of stackFrames) {
    const where = frame.source?.path === undefined ? '' : dim(place(frame.source.path, frame.line));
    console.log(`    ${frame.name}  ${where}`);
  }
  const { scopes } = (await client.scopesRequest({ frameId: top.id })).body;
  for (const name of ['Locals', 'Registers', 'Storage']) {
    const scope = scopes.find(it => it.name === name);
    if (scope === undefined) continue;
    const { variables } = (
      await client.variablesRequest({ variablesReference: scope.variablesReference })
    ).body;
    console.log(yellow(`  ${name.toLowerCase()}`));
    if (name === 'Registers') showRegisters(variables);
    else for (const it of variables) console.log(`    ${it.name} = ${it.value}`);
    if (variables.length === 0) console.log(dim('    none'));
  }
}

/** The line with its neighbours, and a caret under the statement. */
function showSource(frame: DebugProtocol.StackFrame): void {
  const path = frame.source?.path;
  if (path === undefined) return;
  const lines = readFileSync(path, 'utf8').split('\n');
  console.log(dim(`  ${place(path, frame.line)}`));
  for (let line = Math.max(1, frame.line - 1); line <= frame.line + 1; line++) {
    const text = lines[line - 1];
    if (text === undefined) continue;
    const gutter = String(line).padStart(6);
    console.log(`${line === frame.line ? bold(gutter) : dim(gutter)} │ ${text}`);
    if (line === frame.line)
      console.log(`       │ ${' '.repeat(Math.max(0, frame.column - 1))}${yellow('^')}`);
  }
}

function showRegisters(variables: readonly DebugProtocol.Variable[]): void {
  const cells = variables.map(it => `${it.name.padStart(4)} ${it.value.padEnd(12)}`);
  for (let at = 0; at < cells.length; at += 6) console.log(`  ${cells.slice(at, at + 6).join('')}`);
}

async function showReceipts(client: DebugClient): Promise<void> {
  const { receipts } = (await client.customRequest('avm/receipts')).body as ReceiptsResponse;
  console.log(bold('\nreceipts'));
  for (const receipt of receipts) printReceipt(receipt);
  const { accounts } = (await client.customRequest('avm/state')).body as StateResponse;
  console.log(bold('\nstorage'));
  for (const account of accounts.filter(it => it.storage.length > 0)) {
    console.log(`  ${account.label ?? account.address}`);
    for (const slot of account.storage) console.log(`    ${slot.label} = ${slot.text}`);
  }
}

/** The first statement inside a function, found by its head so that the tour survives edits of the sample. */
function lineInside(head: string): number {
  const lines = readFileSync(source, 'utf8').split('\n');
  const start = lines.findIndex(it => it.includes(head));
  const body = lines.findIndex((it, at) => at > start && /^\s+(let|require|if)\b/.test(it));
  return body + 1;
}

function place(path: string, line: number): string {
  return `${relative(root, path)}:${line}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  | ');
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
