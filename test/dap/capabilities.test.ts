/** What the adapter advertises, against what it does: each capability is called for real. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { capabilities, serverCapabilities } from '../../debugger/adapter/capabilities';
import { KeptMachines } from '../../debugger/adapter/keptMachines';
import { requests } from '../../debugger/adapter/requests';
import { hostServices } from '../../debugger/host/services';
import { parseMemoryReference } from '../../debugger/shared/memoryReference';
import { lineOf } from '../engine/support/session';
import { unserved, withheld } from '../../debugger/adapter/unserved';
import { InProcessClient } from './support/inProcessClient';
import { optionalRequests } from './support/optionalRequests';
import { definitions, requestNames } from './support/protocolSchema';

const root = join(__dirname, '../..');
const simple = join(root, 'sample-contracts/simple');
const services = hostServices(join(root, 'dist'));
const everything = { ...capabilities, ...serverCapabilities };

/** A session at its first instruction. */
interface Stop {
  readonly client: InProcessClient;
  readonly frameId: number;
  readonly pc: string;
  readonly registers: number;
}

type Use = (stop: Stop) => Promise<unknown>;

/** One use of each capability; each must succeed, and most say what must come back. */
const uses: Readonly<Partial<Record<keyof Dap.Capabilities, Use>>> = {
  supportsConfigurationDoneRequest: ({ client }) => served(client, 'configurationDone'),
  supportsFunctionBreakpoints: async ({ client }) => {
    const breakpoints = [{ name: 'simple::larger' }];
    const { breakpoints: placed } = await served(client, 'setFunctionBreakpoints', { breakpoints });
    assert.equal(placed[0]?.verified, true);
  },
  supportsInstructionBreakpoints: async ({ client, pc }) => {
    const breakpoints = [{ instructionReference: pc }];
    const body = await served(client, 'setInstructionBreakpoints', { breakpoints });
    assert.equal(body.breakpoints[0]?.verified, true);
  },
  supportsBreakpointLocationsRequest: async ({ client }) => {
    const source = { path: join(simple, 'src/main.rs') };
    const body = await served(client, 'breakpointLocations', { source, line: 1, endLine: 100 });
    assert.ok(body.breakpoints.length > 0);
  },
  supportsConditionalBreakpoints: async ({ client }) => {
    const source = { path: join(simple, 'src/main.rs') };
    const line = lineOf(source.path, 'let larger = if');
    const breakpoints = [
      { line, condition: 'a == b' },
      { line, condition: 'a ==' },
    ];
    const body = await served(client, 'setBreakpoints', { source, breakpoints });
    const verified = body.breakpoints.map((it: Dap.Breakpoint) => it.verified);
    assert.deepEqual(verified, [true, false]);
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    const args = { expression: 'a', frameId: stackFrames[0].id };
    assert.equal((await served(client, 'evaluate', args)).result, '7');
  },
  supportsHitConditionalBreakpoints: async ({ client }) => {
    const breakpoints = [{ name: 'simple::larger', hitCondition: '== 2' }];
    await served(client, 'setFunctionBreakpoints', { breakpoints });
    const stops = client.events('stopped').length;
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    assert.equal(client.events('stopped').length - stops, 1);
  },
  supportsLogPoints: async ({ client }) => {
    const source = { path: join(simple, 'src/main.rs') };
    const line = lineOf(source.path, 'let larger = if');
    const breakpoints = [{ line, logMessage: 'of {a} and {b}' }];
    await served(client, 'setBreakpoints', { source, breakpoints });
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    const logged = client.events('output').map(it => it.body as Dap.OutputEvent['body']);
    const found = logged.find(it => /^of \d+ and \d+\n$/.test(it.output));
    assert.deepEqual([found?.category, found?.line], ['console', line]);
  },
  supportsDataBreakpoints: async ({ client, registers }) => {
    const info = await served(client, 'dataBreakpointInfo', {
      variablesReference: registers,
      name: 'sp',
    });
    assert.deepEqual(info.accessTypes, ['write']);
    const breakpoints = [{ dataId: info.dataId, accessType: 'write' }];
    const body = await served(client, 'setDataBreakpoints', { breakpoints });
    assert.equal(body.breakpoints[0].verified, true);
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    const [stop] = client.events('stopped').slice(-1);
    assert.equal((stop?.body as Dap.StoppedEvent['body']).reason, 'data breakpoint');
  },
  supportsDataBreakpointBytes: async ({ client, frameId }) => {
    const { memoryReference } = await served(client, 'evaluate', { expression: 'sp', frameId });
    const sp = parseMemoryReference(String(memoryReference))?.address ?? NaN;
    const name = `0x${(sp - 64).toString(16)}`;
    const args = { name, asAddress: true, bytes: 64, frameId };
    const { dataId } = await served(client, 'dataBreakpointInfo', args);
    await served(client, 'setDataBreakpoints', { breakpoints: [{ dataId }] });
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    const [stop] = client.events('stopped').slice(-1);
    assert.match((stop?.body as Dap.StoppedEvent['body']).text ?? '', / changed from .* to /);
  },
  breakpointModes: async ({ client, pc }) => {
    for (const { mode } of capabilities.breakpointModes ?? []) {
      const breakpoints = [{ instructionReference: pc, mode }];
      const body = await served(client, 'setInstructionBreakpoints', { breakpoints });
      assert.equal(body.breakpoints[0].verified, true, mode);
    }
    const breakpoints = [{ instructionReference: pc, mode: 'none of them' }];
    const body = await served(client, 'setInstructionBreakpoints', { breakpoints });
    assert.equal(body.breakpoints[0].verified, false);
  },
  supportsExceptionFilterOptions: async ({ client }) => {
    const filterOptions = [{ filterId: 'syscall', condition: 'FINISH' }];
    await served(client, 'setExceptionBreakpoints', { filters: [], filterOptions });
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    const { description } = await served(client, 'exceptionInfo', { threadId: 1 });
    assert.match(description, /FINISH$/);
  },
  exceptionBreakpointFilters: async ({ client }) => {
    const filters = (capabilities.exceptionBreakpointFilters ?? []).map(it => it.filter);
    const body = await served(client, 'setExceptionBreakpoints', { filters });
    assert.deepEqual(
      body.breakpoints.map((it: Dap.Breakpoint) => it.verified),
      filters.map(() => true),
    );
  },
  supportsExceptionInfoRequest: async ({ client }) => {
    await served(client, 'setExceptionBreakpoints', { filters: ['panic'] });
    await served(client, 'continue', { threadId: 1 });
    await client.settled();
    assert.equal((await served(client, 'exceptionInfo', { threadId: 1 })).exceptionId, 'panic');
  },
  supportsDelayedStackTraceLoading: async ({ client }) => {
    const page = await served(client, 'stackTrace', { threadId: 1, startFrame: 0, levels: 1 });
    assert.equal(page.stackFrames.length, 1);
    assert.ok(page.totalFrames > 1);
  },
  supportsSteppingGranularity: async ({ client, pc }) => {
    await served(client, 'stepIn', { threadId: 1, granularity: 'instruction' });
    await client.settled();
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    const moved = Number(stackFrames[0]?.instructionPointerReference) - Number(pc);
    assert.ok(moved === 2 || moved === 4, `moved by ${moved}`);
  },
  supportsStepInTargetsRequest: async stop => {
    const { client, frameId, line } = await inLarger(stop);
    const { targets } = await served(client, 'stepInTargets', { frameId });
    const [require] = targets.filter((it: Dap.StepInTarget) => it.label.includes('require'));
    assert.ok(require, JSON.stringify(targets));
    assert.equal(require.line, line);
    await served(client, 'stepIn', { threadId: 1, targetId: require.id });
    await client.settled();
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    assert.equal(stackFrames[0]?.name, require.label);
  },
  supportsStepBack: async stop => {
    const { client, line } = await inLarger(stop);
    await served(client, 'next', { threadId: 1 });
    await client.settled();
    const reasons = stopReasons(client);
    await served(client, 'stepBack', { threadId: 1 });
    await client.settled();
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    assert.equal(stackFrames[0].line, line);
    await served(client, 'reverseContinue', { threadId: 1 });
    await client.settled();
    // The breakpoint of the first line is where the step has come to already, and nothing is before it.
    assert.deepEqual(reasons, ['function breakpoint', 'entry']);
  },
  supportsGotoTargetsRequest: async stop => {
    const { client, line, path } = await inLarger(stop);
    await served(client, 'next', { threadId: 1 });
    await client.settled();
    const { targets } = await served(client, 'gotoTargets', { source: { path }, line });
    const reasons = stopReasons(client);
    await served(client, 'goto', { threadId: 1, targetId: targets[0].id });
    await client.settled();
    assert.deepEqual(reasons, ['goto']);
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    assert.equal(stackFrames[0]?.line, line);
  },
  supportsRestartFrame: async stop => {
    const { client, line } = await inLarger(stop);
    await served(client, 'next', { threadId: 1 });
    await client.settled();
    const { stackFrames: before } = await served(client, 'stackTrace', { threadId: 1 });
    assert.notEqual(before[0]?.line, line);
    const reasons = stopReasons(client);
    await served(client, 'restartFrame', { frameId: before[0].id });
    await client.settled();
    assert.deepEqual(reasons, ['restart']);
    const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
    assert.equal(stackFrames[0]?.line, line);
  },
  supportsSetVariable: async ({ client, registers }) => {
    const args = { variablesReference: registers, name: 'a7', value: '7' };
    assert.equal((await served(client, 'setVariable', args)).value, '0x00000007');
  },
  supportsSetExpression: async ({ client, frameId }) => {
    const args = { expression: '$a7', value: '3 + 4', frameId };
    assert.equal((await served(client, 'setExpression', args)).value, '0x00000007');
  },
  supportsCompletionsRequest: async ({ client, frameId }) => {
    const args = { text: 'stor', column: 5, frameId };
    const { targets } = await served(client, 'completions', args);
    assert.equal(targets[0].label, 'storage');
  },
  completionTriggerCharacters: async ({ client, frameId }) => {
    for (const [text, label] of [
      ['accounts.', 'alice'],
      ['$', '$zero'],
      ['storage[', 'storage'],
      ['simple::', undefined],
    ] as const) {
      const args = { text, column: text.length + 1, frameId };
      const { targets } = await served(client, 'completions', args);
      if (label === undefined) continue;
      assert.ok(
        targets.some((it: Dap.CompletionItem) => it.label === label),
        text,
      );
    }
  },
  supportsValueFormattingOptions: async ({ client, frameId }) => {
    const args = { expression: '1 + 14', frameId, format: { hex: true } };
    assert.match((await served(client, 'evaluate', args)).result, /^0x0*f$/);
  },
  supportsEvaluateForHovers: ({ client, frameId }) =>
    served(client, 'evaluate', { expression: 'sp', frameId, context: 'hover' }),
  supportsClipboardContext: ({ client, frameId }) =>
    served(client, 'evaluate', { expression: 'sp', frameId, context: 'clipboard' }),
  supportsReadMemoryRequest: async ({ client, pc }) => {
    const body = await served(client, 'readMemory', { memoryReference: pc, count: 4 });
    assert.equal(atob(body.data).length, 4);
  },
  supportsWriteMemoryRequest: async ({ client, frameId }) => {
    const { memoryReference } = await served(client, 'evaluate', { expression: 'sp', frameId });
    const args = { memoryReference, offset: -4, data: btoa('abcd') };
    assert.equal((await served(client, 'writeMemory', args)).bytesWritten, 4);
  },
  supportsDisassembleRequest: async ({ client, pc }) => {
    const args = { memoryReference: pc, instructionOffset: -50, instructionCount: 100 };
    assert.equal((await served(client, 'disassemble', args)).instructions.length, 100);
  },
  supportsModulesRequest: async ({ client }) => {
    const { modules } = await served(client, 'modules', {});
    assert.ok(modules.some((it: Dap.Module) => it.name === 'simple'));
  },
  additionalModuleColumns: async ({ client }) => {
    const { modules } = await served(client, 'modules', {});
    const simple = modules.find((it: Dap.Module) => it.name === 'simple');
    for (const { attributeName } of capabilities.additionalModuleColumns ?? []) {
      assert.notEqual(simple[attributeName], undefined, attributeName);
    }
    assert.match(simple.codeHash, /^[0-9a-f]{64}$/);
    assert.match(simple.producer, /rustc/);
  },
  // Checksums are in DWARF 5 alone, which contracts need not have: test/dwarf/checksums.test.ts has one that does.
  supportedChecksumAlgorithms: async ({ client }) => {
    const { sources } = await served(client, 'loadedSources');
    const given = sources.flatMap((it: Dap.Source) => it.checksums ?? []) as Dap.Checksum[];
    assert.ok(given.every(it => it.algorithm === 'MD5' && /^[0-9a-f]{32}$/.test(it.checksum)));
  },
  supportsLoadedSourcesRequest: async ({ client }) => {
    const { sources } = await served(client, 'loadedSources');
    assert.ok(sources.some((it: Dap.Source) => it.path === join(simple, 'src/main.rs')));
  },
  supportsRestartRequest: async ({ client }) => {
    await served(client, 'restart');
    await client.settled();
    await served(client, 'stackTrace', { threadId: 1 });
  },
  supportsTerminateRequest: ({ client }) => served(client, 'terminate'),
  supportsANSIStyling: async () => {
    const isStyled = async (supportsANSIStyling: boolean): Promise<boolean> => {
      const { client } = await stopOnEntry({ supportsANSIStyling });
      const found = client.outputs.some(it => it.includes('\x1b['));
      await client.connection.session.close();
      return found;
    };
    assert.deepEqual([await isStyled(true), await isStyled(false)], [true, false]);
  },
  supportSuspendDebuggee: async () => {
    const kept = new KeptMachines();
    const { client } = await stopOnEntry({}, kept);
    await served(client, 'disconnect', { suspendDebuggee: true });
    assert.deepEqual(kept.names, ['larger-1']);
    const again = await attached(kept);
    assert.deepEqual(again.events('exited'), []);
    assert.equal((await served(again, 'stackTrace', { threadId: 1 })).stackFrames.length > 0, true);
    await again.connection.session.close();
  },
  supportTerminateDebuggee: async () => {
    const kept = new KeptMachines();
    const { client } = await stopOnEntry({}, kept);
    await served(client, 'disconnect', { terminateDebuggee: false });
    const again = await attached(kept);
    await again.settled();
    assert.equal((again.events('exited')[0]?.body as Dap.ExitedEvent['body']).exitCode, 0);
    await served(again, 'disconnect', { terminateDebuggee: true });
    assert.deepEqual(kept.names, []);
  },
  supportsCancelRequest: ({ client }) => served(client, 'cancel', { requestId: 1 }),
};

/** A second client, which goes on with what the first has left. */
async function attached(kept: KeptMachines): Promise<InProcessClient> {
  const client = new InProcessClient(services, kept);
  const advertised = await served(client, 'initialize', { adapterID: 'avm' });
  assert.deepEqual(advertised, { ...capabilities, ...serverCapabilities });
  await served(client, 'attach');
  await served(client, 'configurationDone');
  await client.settled();
  return client;
}

/** At the first line of the contract's own function. */
async function inLarger({
  client,
}: Stop): Promise<{ client: InProcessClient; frameId: number; line: number; path: string }> {
  await served(client, 'setFunctionBreakpoints', { breakpoints: [{ name: 'simple::larger' }] });
  await served(client, 'continue', { threadId: 1 });
  await client.settled();
  const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
  const { id: frameId, line, source } = stackFrames[0];
  return { client, frameId, line, path: source.path };
}

/** Grows with every stop that comes. */
function stopReasons(client: InProcessClient): string[] {
  const reasons: string[] = [];
  client.onMessage = message => {
    const { event, body } = message as Partial<Dap.StoppedEvent>;
    if (event === 'stopped' && body !== undefined) reasons.push(body.reason);
  };
  return reasons;
}

describe('capabilities', () => {
  it('are advertised exactly where the dispatch table serves them', () => {
    const dispatched = new Set(Object.keys(requests));
    for (const [request, capability] of Object.entries(optionalRequests)) {
      assert.equal(capabilities[capability] === true, dispatched.has(request), request);
    }
  });

  it('are all that the protocol has, with a reason where one is withheld', () => {
    const { properties } = definitions['Capabilities'] as { properties: object };
    const known = [...Object.keys(everything), ...Object.keys(withheld)];
    assert.deepEqual(known.sort(), Object.keys(properties).sort());
  });

  it('go with requests, each of which is served or refused with a reason', async () => {
    const own = Object.keys(requests).filter(it => !it.startsWith('avm/'));
    assert.deepEqual([...own, ...Object.keys(unserved)].sort(), [...requestNames.keys()].sort());
    const { client } = await stopOnEntry();
    for (const [command, reason] of Object.entries(unserved)) {
      const { success, message } = await client.request(command, { threadId: 1 });
      assert.deepEqual([success, message], [false, reason]);
    }
    await client.connection.session.close();
  });

  it('have a use each', () => {
    assert.deepEqual(Object.keys(everything).sort(), Object.keys(uses).sort());
  });

  for (const [name, use] of Object.entries(uses)) {
    it(`${name} is served`, async () => {
      const stop = await stopOnEntry();
      await use(stop);
      await stop.client.settled();
      assert.deepEqual(stop.client.problems, []);
      await stop.client.connection.session.close();
    });
  }
});

async function stopOnEntry(
  options: Partial<Dap.InitializeRequestArguments> = {},
  kept?: KeptMachines,
): Promise<Stop> {
  const client = new InProcessClient(services, kept);
  const scenario = join(simple, 'scenarios/larger.scenario.json');
  await served(client, 'initialize', {
    adapterID: 'avm',
    supportsMemoryReferences: true,
    ...options,
  });
  await served(client, 'launch', { scenario, build: false, stopOnEntry: true });
  await served(client, 'configurationDone');
  await client.settled();
  const { stackFrames } = await served(client, 'stackTrace', { threadId: 1 });
  const { id: frameId, instructionPointerReference: pc } = stackFrames[0] as Dap.StackFrame;
  const { scopes } = await served(client, 'scopes', { frameId });
  const registers = scopes.find((it: Dap.Scope) => it.name === 'Registers').variablesReference;
  return { client, frameId, pc: pc ?? '', registers };
}

/** The body of a response that must be a success; its fields are what the test says they are. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function served(client: InProcessClient, command: string, args?: unknown): Promise<any> {
  const response = await client.request(command, args);
  assert.equal(response.success, true, `${command}: ${response.message ?? ''}`);
  return response.body;
}
