/** As much machine code as a client may ask for at once: the client is heard meanwhile. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const scenario = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');
/** The kernel's code, and the zeros behind it. */
const all = { memoryReference: '0x80000000', instructionCount: 100_000 };

type Rows = NonNullable<Dap.DisassembleResponse['body']>;

describe('a large disassembly', () => {
  let client: InProcessClient;
  let seq = 0;
  const ask = (command: string, args?: object): Promise<Dap.Response> => {
    seq++;
    return client.request(command, args);
  };
  beforeEach(async () => {
    client = new InProcessClient(hostServices(join(root, 'dist')));
    seq = 0;
    await ask('initialize', { adapterID: 'avm' });
    await ask('launch', { scenario, build: false, stopOnEntry: true });
    await ask('configurationDone');
    await client.settled();
  });
  afterEach(async () => {
    await client.request('disconnect');
    assert.deepEqual(client.problems, []);
  });

  it('is as many rows as were asked for, the same as in parts', async () => {
    const { body } = await ask('disassemble', all);
    const rows = (body as Rows).instructions;
    assert.equal(rows.length, all.instructionCount);
    for (const at of [0, 4_990, 60_000]) {
      const { address: memoryReference = '' } = rows[at] ?? {};
      const part = await ask('disassemble', { memoryReference, instructionCount: 20 });
      const withoutPlaces = (it: Dap.DisassembledInstruction) => [it.address, it.instruction];
      assert.deepEqual(
        (part.body as Rows).instructions.map(withoutPlaces),
        rows.slice(at, at + 20).map(withoutPlaces),
      );
    }
  });

  it('can be cancelled', async () => {
    const large = ask('disassemble', all);
    assert.equal((await ask('cancel', { requestId: seq })).success, true);
    assert.equal((await large).message, 'cancelled');
  });

  it('is of one stop', async () => {
    const large = ask('disassemble', all);
    await ask('next', { threadId: 1 });
    assert.equal((await large).message, 'the machine has gone on meanwhile: ask again');
    await client.settled();
  });
});
