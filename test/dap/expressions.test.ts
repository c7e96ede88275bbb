/** Expressions as clients ask for them: console, hover, clipboard, completion from either base of columns, setting. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import fc from 'fast-check';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const scenario = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');

interface Asked {
  readonly success: boolean;
  readonly message?: string | undefined;
  readonly body: Partial<
    Dap.EvaluateResponse['body'] &
      Dap.SetExpressionResponse['body'] &
      Dap.CompletionsResponse['body']
  >;
}

class Debugged {
  private constructor(
    readonly client: InProcessClient,
    private readonly frameId: number,
  ) {}

  static async start(columnsStartAt1 = true): Promise<Debugged> {
    const client = new InProcessClient(hostServices(join(root, 'dist')));
    await client.request('initialize', { adapterID: 'avm', columnsStartAt1 });
    await client.request('launch', { scenario, build: false });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'erc20::deposit' }] });
    await client.request('configurationDone');
    await client.settled();
    const { body } = await client.request('stackTrace', { threadId: 1 });
    const { stackFrames } = body as Dap.StackTraceResponse['body'];
    return new Debugged(client, stackFrames[0]?.id ?? 0);
  }

  async ask(command: string, args: object): Promise<Asked> {
    const said = await this.client.request(command, { frameId: this.frameId, ...args });
    return { success: said.success, message: said.message, body: said.body as Asked['body'] };
  }

  async evaluate(expression: string, context: string): Promise<string | undefined> {
    const { success, message, body } = await this.ask('evaluate', { expression, context });
    return success ? body.result : message;
  }
}

describe('expressions of clients', () => {
  let debugged: Debugged;
  before(async () => {
    debugged = await Debugged.start();
  });
  after(() => debugged.client.connection.session.close());

  it('have short errors in a hover, and a caret in the console', async () => {
    const sentence = 'there is no variable, register or symbol named nothing here';
    assert.equal(await debugged.evaluate('1 + nothing', 'hover'), sentence);
    assert.equal(await debugged.evaluate('1 + nothing', 'watch'), sentence);
    const pointed = `${sentence}\n  1 + nothing\n      ^^^^^^^`;
    assert.equal(await debugged.evaluate('1 + nothing', 'repl'), pointed);
  });

  it('are commands in the console alone', async () => {
    assert.match((await debugged.evaluate('regs', 'repl')) ?? '', /\bsp +0x/);
    assert.match((await debugged.evaluate('regs', 'watch')) ?? '', /no variable/);
  });

  it('assign in the console and by setExpression, and nowhere else', async () => {
    assert.equal(await debugged.evaluate('amount = 7', 'repl'), '7');
    assert.equal(await debugged.evaluate('amount', 'watch'), '7');
    for (const context of ['hover', 'watch', 'clipboard', 'variables']) {
      assert.match((await debugged.evaluate('amount = 8', context)) ?? '', /compare with ==/);
    }
    assert.equal(await debugged.evaluate('amount', 'watch'), '7');
    const args = { expression: 'amount', value: 'amount * 6' };
    assert.equal((await debugged.ask('setExpression', args)).body.value, '42');
    const refused = await debugged.ask('setExpression', { expression: 'amount + 1', value: '1' });
    assert.equal(refused.message, '43 is computed: nothing can be assigned to it');
  });

  it('are whole in the clipboard', async () => {
    const input = (await debugged.evaluate('tx.input', 'clipboard')) ?? '';
    const length = await debugged.evaluate('tx.input.len()', 'watch');
    assert.equal(input.length, 2 + 2 * Number(length));
    assert.match(input, /^0x[0-9a-f]+$/);
  });

  it('are completed from the client’s base of columns', async () => {
    for (const columnsStartAt1 of [true, false]) {
      const other = await Debugged.start(columnsStartAt1);
      const text = '1 + amo + 2';
      const args = { text, column: columnsStartAt1 ? 8 : 7 };
      const { body } = await other.ask('completions', args);
      const [first] = body.targets ?? [];
      const start = columnsStartAt1 ? 5 : 4;
      assert.deepEqual([first?.label, first?.start, first?.length], ['amount', start, 3]);
      await other.client.connection.session.close();
    }
  });

  it('are completed on the line that the client names', async () => {
    const args = { text: 'first\n  amo', line: 2, column: 6 };
    const [first] = (await debugged.ask('completions', args)).body.targets ?? [];
    assert.deepEqual([first?.label, first?.start, first?.length], ['amount', 9, 3]);
  });

  it('have a value or a sentence, whatever is typed', async () => {
    const leaves = ['amount', 'owner', '$sp', 'storage', 'storage.Balances', 'alice', 'receipts'];
    const more = [
      '1',
      '0xffu8',
      "'a'",
      '"b"',
      'tx',
      'accounts',
      'gas',
      'None',
      'program',
      'deposit',
    ];
    const pieces = [
      '+',
      '-',
      '*',
      '&',
      '!',
      '==',
      '<',
      '&&',
      'is',
      '[',
      ']',
      '(',
      ')',
      '.',
      '..',
      ',',
    ];
    const suffixes = [
      ' as u8',
      ' as *const u32',
      ',x',
      ',[3]',
      ',s',
      '[0]',
      '[alice]',
      '.len()',
      '.0',
    ];
    const text = fc
      .array(fc.constantFrom(...leaves, ...more, ...pieces, ...suffixes), { maxLength: 7 })
      .map(it => it.join(''));
    const context = fc.constantFrom('watch', 'hover', 'clipboard');
    await fc.assert(
      fc.asyncProperty(text, context, async (expression, where) => {
        const { success, message } = await debugged.ask('evaluate', { expression, context: where });
        assert.ok(success || !/internal|undefined|NaN|TypeError/i.test(message ?? ''), message);
        const column = expression.length + 1;
        assert.ok((await debugged.ask('completions', { text: expression, column })).success);
      }),
      { numRuns: 200 },
    );
    assert.deepEqual(debugged.client.problems, []);
  });
});
