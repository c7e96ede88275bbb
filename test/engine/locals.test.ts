/** What is seen of variables where real contracts and the real kernel stand. */

import { strict as assert } from 'node:assert';
import { EvaluationError } from '../../debugger/engine/evaluationError';
import type { VariableView } from '../../debugger/engine/views';
import { Session, lineOf, sourceOf } from './support/session';

const BOB = 'bob (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d2)';

interface Row {
  readonly expression: string;
  readonly value: string;
  readonly type: string;
}

/** Everything in the rows that has an expression, two levels down. */
function expressions(rows: readonly VariableView[], depth = 2): Row[] {
  return rows.flatMap(({ evaluateName: expression, value, type = '', children }) => [
    ...(expression === undefined ? [] : [{ expression, value, type }]),
    ...(depth > 0 && children ? expressions(children(), depth - 1) : []),
  ]);
}

function namesAndValues(rows: readonly VariableView[]): string[] {
  return rows.map(it => `${it.name}: ${it.type ?? ''} = ${it.value}`);
}

async function stopAt(scenario: string, name: string): Promise<Session> {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([name]);
  await session.run('continue');
  return session;
}

describe('locals', () => {
  it('are parameters first, then variables', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    assert.deepEqual(namesAndValues(session.engine.locals(1)), [
      `program: &Address = &token (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1)`,
      'caller: Address = alice (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0)',
      `to: Address = ${BOB}`,
      'amount: u32 = 50000000',
      'left: u32 = 50000000',
    ]);
  });

  it('have expressions that evaluate to the same values', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const frames = session.engine.stack().filter(it => it.kind === 'contract');
    let count = 0;
    for (const { id } of frames) {
      for (const { expression, value, type } of expressions(session.engine.locals(id))) {
        const answer = session.engine.evaluate(expression, id);
        assert.deepEqual([answer.value, answer.type], [value, type], expression);
        count++;
      }
    }
    assert.ok(count > 50, `${count} expressions`);
  });

  it('are those of the caller in a contract that waits for another', async () => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const frames = session.engine.stack();
    const id = frames.findIndex(it => it.name === 'call_program::SimpleContract::larger');
    const rows = session.engine.locals(id);
    assert.deepEqual(
      rows.map(it => it.name),
      ['self', 'caller', 'a', 'b', 'input'],
    );
    assert.equal(rows.at(-1)?.value, '[100, 0, 0, 0, 42, 0, 0, 0]');
    assert.equal(rows.at(-1)?.indexedCount, 8);
  });

  it('are none where no code runs', async () => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const others = session.engine.stack().filter(it => it.kind !== 'contract');
    assert.deepEqual(
      others.map(it => [it.kind, session.engine.locals(it.id)]),
      [
        ['label', []],
        ['transaction', []],
      ],
    );
  });

  it('are the kernel’s own in its frames', async () => {
    const session = await stopAt('call_program/call', 'kernel::transaction::process');
    const { engine } = session;
    assert.equal(engine.locals(0)[0]?.name, 'header');
    assert.equal(engine.evaluate('header.kind', 0).value, '1');
    assert.equal(engine.evaluate('KERNEL_EPITAPH.len', 0).value, '0');
    assert.equal(engine.evaluate('frames::END', 0).value, String(0x8000_0000 + (64 << 20)));
    const heap = engine.memoryRegions(0).find(it => it.name === 'kernel heap');
    assert.equal(engine.evaluate('[_start; 4]', 0).indexedCount, 4);
    assert.equal(heap?.end, 0x8100_0000);
    assert.equal(rootTableOf(engine.evaluate('$satp', 0).value), 0x8000_0000 + (64 << 20) - 4096);
  });
});

/** The kernel's root table is the first page frame that it takes, and that is the last one of RAM. */
function rootTableOf(satp: string): number {
  return (Number(satp) % 2 ** 22) * 4096;
}

describe('expressions in a contract', () => {
  const rows: readonly [expression: string, value: string][] = [
    ['amount', '50000000'],
    ['amount + 1', '50000001'],
    ['amount == 50_000_000', 'true'],
    ['amount as u8', '128'],
    ['owner', BOB],
    ['[&owner; 20]', BOB],
    ['[&owner; 20][19]', '0xd2'],
    ['*&amount', '50000000'],
    ['&*program == program', 'true'],
    ['erc20::deposit == deposit', 'true'],
    ['$pc > deposit', 'true'],
    ['$scause', '0x00000008'],
  ];
  let session: Session;
  before(async () => {
    session = await stopAt('erc20/transfer', 'erc20::deposit');
  });

  for (const [expression, value] of rows) {
    it(`${expression} is ${value}`, () => {
      assert.equal(session.engine.evaluate(expression, 0).value, value);
    });
  }

  it('mean the variables of the frame that is asked', () => {
    const route = session.engine.stack().findIndex(it => it.name.includes('route'));
    const { engine } = session;
    assert.equal(engine.evaluate('calls[0].args[1]', route).value, '163');
    assert.equal(engine.evaluate('(*call).selector', route).value, '2');
    assert.equal(engine.evaluate('call.selector', route).value, '2');
    assert.throws(() => engine.evaluate('owner', route), EvaluationError);
    assert.throws(() => engine.evaluate('calls[8]', route), {
      message: 'there is no element 8: the list has 8',
    });
    assert.throws(() => engine.evaluate('call.nothing', route), {
      message: '&FuncCall has no field named nothing: there is selector, args',
    });
  });

  it('take the wider type, and refuse what does not fit into it', async () => {
    const other = await Session.launch('storage/set-up');
    const line = lineOf(sourceOf('storage'), 'let stored = Config::load');
    other.engine.setSourceBreakpoints(sourceOf('storage'), [{ line }]);
    await other.run('continue');
    assert.equal(other.engine.evaluate('config.timeout_ms * 100_000', 0).value, '10000000000');
    assert.throws(() => other.engine.evaluate('config.retries - 14', 0), {
      message: '13 - 14 does not fit into u64, which holds 0 to 18446744073709551615',
    });
  });
});
