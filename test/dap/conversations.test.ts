/** Conversations with the adapter in its own process, on the real engine, kernel and contracts. See *.dap. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';
import { Stabiliser } from './support/stabiliser';
import type { ScriptLine, ScriptedRequest } from './support/transcript';
import { formatMessage, loadTranscripts, matchGolden } from './support/transcript';

const root = join(__dirname, '../..');

/** How long a request that leaves the machine running lets it run, in milliseconds. */
const RUNNING_MS = 50;

describe('DAP conversations', () => {
  for (const { name, path, script } of loadTranscripts(__dirname)) {
    it(name, async () => {
      const { text, problems } = await converse(script);
      matchGolden(path, text);
      assert.deepEqual(problems, []);
    });
  }
});

async function converse(
  script: readonly ScriptLine[],
): Promise<{ text: string; problems: readonly string[] }> {
  const stabiliser = new Stabiliser(root);
  const client = new InProcessClient(hostServices(join(root, 'dist')));
  const lines: string[] = [];
  client.onMessage = message => {
    if (message.type === 'event') {
      const { event, body } = message as { event: string; body?: unknown };
      lines.push(formatMessage(`* ${event}`, stabiliser.stable(body)));
      return;
    }
    const response = message as Parameters<Stabiliser['reply']>[0];
    lines.push(
      response.success
        ? formatMessage(`< ${response.command} ok`, stabiliser.reply(response))
        : `< ${response.command} failed: ${stabiliser.text(response.message ?? '')}`,
    );
  };
  for (const line of script) {
    if (line.kind === 'comment') lines.push(line.text);
    else await say(client, stabiliser, line, lines);
  }
  await client.connection.session.close();
  return { text: `${lines.join('\n')}\n`, problems: client.problems };
}

async function say(
  client: InProcessClient,
  stabiliser: Stabiliser,
  { command, args, leavesRunning, until, text }: ScriptedRequest,
  lines: string[],
): Promise<void> {
  lines.push(`> ${text}`);
  const event = until === undefined ? undefined : client.nextEvent(until);
  const reply = client.request(command, stabiliser.resolve(args));
  await event;
  if (leavesRunning) await new Promise(resolve => setTimeout(resolve, RUNNING_MS));
  else {
    await reply;
    await client.settled();
  }
}
