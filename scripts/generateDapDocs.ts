/** Writes docs/dap.md from the tables that the adapter is served by; `--check` compares instead. */

import { join } from 'node:path';
import { capabilities, serverCapabilities } from '../debugger/adapter/capabilities';
import type { Served } from '../debugger/adapter/handler';
import { requests } from '../debugger/adapter/requests';
import { unsent, unserved, withheld } from '../debugger/adapter/unserved';
import { definitions, eventNames, requestNames } from '../test/dap/support/protocolSchema';
import { writeGenerated } from './lib/writeGenerated';

const WHEN: Readonly<Record<Served['need'], string>> = {
  nothing: 'always',
  server: 'instead of `launch`, where the adapter serves a port',
  launched: 'from `launch` on, running or not, and after the end',
  stopped: 'while the machine stands',
};

/** What of each event is ours. */
const EVENTS: Readonly<Record<string, string>> = {
  initialized: 'after `launch`: only then are programs known, and breakpoints answered at once',
  stopped: 'with what stopped it and where in the transaction it is',
  continued:
    'a restart or a request of our own leaves a stop: no other that leaves one needs to be told of',
  exited: '0 where every expectation of the scenario is met, 1 otherwise',
  terminated: 'once; nothing but output comes after it, until a restart',
  output:
    'receipts (`console`), logs of contracts with their line (`stdout`), what differs from an expectation (`stderr`, in a group under its receipt), warnings (`important`); coloured for clients that show ANSI styles',
  process: 'a machine begins, at the start and at each restart, or is attached to',
  thread: 'the one thread begins and ends with its machine',
  breakpoint:
    'one has moved, after a restart; after `attach`, those of the client before, in files where this one sets none',
  module: 'programs at the start; those that a restart has added, changed or removed',
  loadedSource: 'sources that a restart has added, changed or removed',
  progressStart: 'builds, loading, and runs of more than a second; cancelling a run pauses it',
  progressUpdate: 'with the share of transactions that are over',
  progressEnd: 'always, cancelled or not',
  invalidated: 'a register, a variable or memory was written',
  memory:
    'memory that the client has read is not what it was, for a variable, an expression, a register or memory was written; once for each reference that it was read by',
};

const rows = (list: readonly (readonly string[])[]): string =>
  list.map(it => `| ${it.join(' | ')} |`).join('\n');

const served = requests as Readonly<Record<string, Served>>;
const capabilityNames = Object.keys(
  (definitions['Capabilities'] as { properties: object }).properties,
);

const page = `# The Debug Adapter Protocol here

Written by \`npm run generate\` from the adapter's tables: change those. What each message must be is in the protocol's
specification; its edition is in [specs.md](specs.md).

\`avm dap\` speaks it on standard input and output, \`avm dap --port 4711\` with any number of clients on 127.0.0.1;
\`dist/adapter.js\` is the same without the rest of \`avm\`. Arguments of \`launch\` and \`attach\` are those of the VS Code
extension.

## Requests

| Request | Served |
|---|---|
${rows([...requestNames.keys()].map(it => [`\`${it}\``, request(it)]))}

Beyond the protocol: ${Object.keys(requests)
  .filter(it => it.startsWith('avm/'))
  .map(it => `\`${it}\``)
  .join(', ')}; see \`debugger/protocol.ts\`.

\`avm/goBack\` takes a \`position\`, as events, logs and calls of a receipt have one, and goes to the line that ran there. Or it
goes to the last change before now of a \`slot\`, with its \`account\`, its \`domain\` and its \`key\` as \`avm/state\` has them, without a key
of any slot of the domain; or of \`data\`, a \`dataId\` that \`dataBreakpointInfo\` has given. Or, with \`stop\`, to
exactly a position: one of \`avm/stops\`, where the session has stood before, or any other. Where there is none the run stays where
it is: \`stopped\` says so, and an \`output\` that is \`important\`. A stop comes after the response, as after \`stepBack\`.

A request that comes where it cannot be served, or with an argument that is missing, of the wrong type or none of the values that
the schema has for it, is refused with a sentence, and the session goes on. An argument that is \`null\` is one that was left out. What is no message is left out with a
line in the debug console; where nobody can tell any more where the next one begins, the connection is closed as if the client
had been cut off.

## Capabilities

| Capability | Here |
|---|---|
${rows(capabilityNames.map(it => [`\`${it}\``, capability(it)]))}

## Events

| Event | When |
|---|---|
${rows([...eventNames.keys()].map(it => [`\`${it}\``, event(it)]))}

## Ending

\`terminate\` ends the machine and keeps the session: receipts and state can still be asked for, and \`restart\` builds and
loads everything again, with the arguments that it brings. \`disconnect\` ends both, and so does ending the process: a build
that goes on is ended with the compilers that it has started. On standard streams, closing them is the same. A signal ends the
process as a signal does, not with a code of its own.

## Sessions that outlive their client

Where the adapter serves a port, \`disconnect\` may leave the machine to another client:

| \`disconnect\` with | The machine |
|---|---|
| \`suspendDebuggee: true\` | stands where it stood; one that runs is paused |
| \`terminateDebuggee: false\` | runs on to its end, past every breakpoint, for nobody is there to look |
| \`terminateDebuggee: true\`, or \`restart: true\` | ends |
| nothing | ends where it was launched; runs on where it was attached to |

A client that is cut off, as by a crash, leaves it as with \`suspendDebuggee\`. What has not been loaded yet or has ended is
not kept.

A machine that is kept has a name, \`transfer-1\` for the first one of \`transfer.scenario.json\`, which the client is told
(\`output\`, \`avm/kept\`) and the server writes to standard error. \`attach\` with \`"session": "transfer-1"\`, or without a
name where there is only one, goes on with it: position, stack, breakpoints, receipts and state are what they were. The
client sets its breakpoints and says \`configurationDone\` as after \`launch\`; then \`stopped\` comes again where the machine
stands, \`exited\` where it has come to its end meanwhile, or it goes on. \`restart\` builds and loads what was launched.

At most four are kept: one that has ended goes first, then the oldest. They end with the server.

## Places

DWARF records where a statement begins and not where it ends, so frames and places for breakpoints have neither \`endLine\`
nor \`endColumn\`. A frame in code that has no line, as the kernel's assembly has none, has a source all the same: the
disassembly of its function, by \`sourceReference\`, with each instruction on its line.

No frame is hidden, with \`includeAll\` or without: those of the kernel and of libraries are \`subtle\`, crossings between
contracts are \`label\`s.

## Sources that are not what was compiled

Where the compiler has recorded MD5 sums, as clang does in DWARF 5, files are compared by them and sources carry them as
\`checksums\`. rustc records none, so there a file that is younger than the program counts as changed. Either way the debug
console says which file it is and what to do.

## Editors with little patience

\`launch\` is answered when the contracts are built and loaded. vimspector waits 15 seconds for that and Helix 20; a first
build may take longer. \`avm run\` the scenario once before, or launch with \`"build": false\` what was built already. nvim-dap says
after 4 seconds that the adapter may be slow, and goes on waiting.

## nvim-dap

\`\`\`lua
local dap = require('dap')
dap.adapters.avm = {
  type = 'executable',
  command = 'avm',
  args = { 'dap' },
  options = { initialize_timeout_sec = 60 },
}
dap.configurations.rust = {
  {
    name = 'transfer',
    type = 'avm',
    request = 'launch',
    scenario = '\${workspaceFolder}/scenarios/transfer.scenario.json',
  },
}
-- Beyond the protocol: without a listener the plugin's log has a warning for each.
dap.listeners.after['event_avm/receipt'].avm = function(_, body) end
dap.listeners.after['event_avm/state'].avm = function() end
\`\`\`

\`dap.defaults.avm.stepping_granularity = 'line'\` makes a step a line; the plugin's own default is a statement.

Take a revision of 2024 or later: earlier ones do not heed \`continued\`, and run past the first stop after a restart that
was asked for at one.

## Clients that are behind

What a client leaves unread is kept for it. From 8 MiB on, and while 64 requests are being answered, no further request is
read, and the machine waits; reading goes on when the client has read half of it. At 128 MiB it is cut off, with a line on
the adapter's standard error; on a port, its session is kept as that of a crashed one is.

## How it is tested

Every message of every test, in both directions, is checked against the protocol's JSON schema
(\`test/dap/support/protocolSchema.ts\`), with properties that the schema does not know counted as mistakes. Requests in
random order, made from the schema, are sent in every phase of a session: each is answered once, nothing hangs, and after
the end there is silence. \`npx tsx scripts/sweepDap.ts --runs 10000\` goes on with that for hours.

Two clients that nobody tuned for it hold whole sessions: the client of \`@vscode/debugadapter-testsupport\`, and Emacs with
dap-mode, without a screen (\`test/dap/editors/session.el\`). Editors that cannot be installed here, nvim-dap, Helix, Zed,
vimspector and IntelliJ with LSP4IJ, are spoken as their sources say: with their first number, their way to write nothing,
their order (\`test/dap/support/spokenAs.ts\`). In a VS Code workbench a session is launched on a port, left behind and gone
on with (\`test/workbench/attach.test.ts\`).

nvim-dap itself comes from no package, so that is tried by hand, in a checkout of it and with Neovim from 0.7 on:
\`npm run try:nvim -- --plugin ~/src/nvim-dap\` holds whole sessions through the plugin's public interface, prints a line
for each thing tried, and ends with 1 where one has failed, the editor has complained or a process is left.
\`test/dap/nvimDap.test.ts\` keeps what that has found.
`;

writeGenerated(join(__dirname, '../docs/dap.md'), page);

function request(name: string): string {
  const row = served[name];
  return row === undefined ? `no: ${unserved[name] ?? ''}` : WHEN[row.need];
}

function capability(name: string): string {
  const key = name as keyof typeof capabilities;
  if (serverCapabilities[key] === true) return 'yes, where the adapter serves a port';
  const value = capabilities[key];
  if (value === undefined) return `no: ${withheld[key] ?? ''}`;
  return value === true ? 'yes' : list(value as readonly unknown[]);
}

/** The names of a list's entries. */
function list(values: readonly unknown[]): string {
  return values
    .map(it => {
      const row = it as Readonly<Record<string, string>>;
      return `\`${typeof it === 'string' ? it : (row['filter'] ?? row['mode'] ?? row['attributeName'] ?? '')}\``;
    })
    .join(', ');
}

function event(name: string): string {
  return EVENTS[name] ?? `never: ${unsent[name] ?? ''}`;
}
