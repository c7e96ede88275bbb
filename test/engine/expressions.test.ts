/** The language of hover, watch, conditions and console, where a real contract stands. */

import { strict as assert } from 'node:assert';
import type { EvaluationError } from '../../debugger/engine/evaluationError';
import { Session, lineOf, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');

/** Between the two writes of erc20's first transfer: alice has paid, bob has received nothing. */
async function betweenWrites(): Promise<Session> {
  const session = await Session.launch('erc20/transfer');
  session.engine.setSourceBreakpoints(erc20, [{ line: lineOf(erc20, 'let left = withdraw') }]);
  await session.run('continue');
  await session.run('next');
  return session;
}

describe('words of the chain in expressions', () => {
  let session: Session;
  before(async () => {
    session = await betweenWrites();
  });

  const rows: readonly [expression: string, value: string][] = [
    ['storage', '2 slots of token'],
    ['storage.Balances', '1 slot'],
    ['storage.Balances[alice]', '50000000'],
    ['storage.Balances[alice] * 2 == 100_000_000', 'true'],
    ['storage.Balances[to]', 'nothing'],
    ['storage.Balances[bob] == None', 'true'],
    ['storage.Balances[alice] is Some(50_000_000)', 'true'],
    ['storage.Balances[alice] is None', 'false'],
    ['storage.Balances[0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0]', '50000000'],
    ['storage.Metadata', '{ total_supply: 100000000, decimals: 18 }'],
    ['storage.Metadata.decimals', '18'],
    ['storage.Metadata.total_supply - amount', '50000000'],
    ['accounts.alice.balance', '1000000000'],
    ['accounts.token.is_contract', 'true'],
    ['accounts[alice].nonce == accounts["alice"].nonce', 'true'],
    ['accounts.token.storage.Balances[alice] == storage.Balances[alice]', 'true'],
    ['alice', 'alice (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0)'],
    ['caller == alice', 'true'],
    ['to == alice', 'false'],
    ['to == bob && amount > 1', 'true'],
    ['receipts.len()', '2'],
    ['receipts[0].status', '"success"'],
    ['receipts[0].status == "success"', 'true'],
    ['receipts[1].events.len()', '1'],
    ['receipts[1].events[0].name', '"Minted"'],
    ['receipts[1].events[0].amount', '100000000'],
    ['receipts[1].events[0].caller == alice', 'true'],
    ['receipts[1].gas > 0', 'true'],
    ['receipts[1].error_code', '0'],
    ['receipt.status', '"running"'],
    ['receipt.from == alice', 'true'],
    ['receipt.events.len()', '0'],
    ['receipt.logs[0]', '"erc20: transfer amount=50000000"'],
    ['receipts[1].calls[0].to == token', 'true'],
    ['tx.index', '2'],
    ['tx.kind', '"call"'],
    ['tx.from == call.caller', 'true'],
    ['call.contract == token', 'true'],
    ['call.depth', '0'],
    ['gas < call.gas_limit', 'true'],
    ['position > 0', 'true'],
  ];
  for (const [expression, value] of rows) {
    it(`${expression} is ${value}`, () => {
      assert.equal(session.engine.evaluate(expression, 0).value, value);
    });
  }

  it('open to their parts, each of which has an expression', () => {
    const { engine } = session;
    const names = engine
      .evaluate('storage', 0)
      .children?.()
      .map(it => it.name);
    assert.deepEqual(names, ['Metadata', 'Balances', 'Allowances']);
    const [slot] = engine.evaluate('storage.Balances', 0).children?.() ?? [];
    assert.equal(slot?.evaluateName, 'storage.Balances[alice]');
    for (const root of ['storage', 'accounts', 'receipts', 'tx', 'call']) {
      for (const row of engine.evaluate(root, 0).children?.() ?? []) {
        if (row.evaluateName === undefined) continue;
        const again = engine.evaluate(row.evaluateName, 0);
        assert.equal(again.value, row.value, row.evaluateName);
      }
    }
  });

  it('name functions: the author’s by their name, others by a path', () => {
    const { engine } = session;
    const own = engine.evaluate('withdraw', 0).value;
    assert.match(own, /^0x[0-9a-f]{8}$/);
    assert.equal(engine.evaluate('erc20::withdraw', 0).value, own);
    assert.match(engine.evaluate('gas::Gas::charge', 0).value, /^0x8/);
    assert.match(engine.evaluate('trap_entry', 0).value, /^0x8/);
  });

  const refusals: readonly [expression: string, message: string][] = [
    [
      'storage.Nothing',
      'Storage has no field named Nothing: there is Metadata, Balances, Allowances',
    ],
    ['storage.Balances[1]', '1 is no key of Balances'],
    ['storage.Balances[bob] + 1', 'nothing is not an integer'],
    ['accounts.dave', 'Accounts has no field named dave: there is alice, bob, carol, token'],
    ['receipts[9]', 'there is no element 9: the list has 2'],
    ['mallory', 'there is no variable, register or symbol named mallory here'],
    // Functions of core and of the kernel, which a word of the author's line does not mean.
    ['checked_add', 'there is no variable, register or symbol named checked_add here'],
    ['charge', 'there is no variable, register or symbol named charge here'],
  ];
  for (const [expression, message] of refusals) {
    it(`refuses ${expression}`, () => {
      assert.throws(() => session.engine.evaluate(expression, 0), {
        name: 'EvaluationError',
        message,
      });
    });
  }

  it('point at the part that has no value', () => {
    const text = 'amount + storage.Nothing * 2';
    assert.throws(
      () => session.engine.evaluate(text, 0),
      (error: EvaluationError) =>
        text.slice(error.span?.start, error.span?.end) === 'storage.Nothing',
    );
  });
});

describe('expressions of a program’s own types', () => {
  let session: Session;
  before(async () => {
    session = await Session.launch('erc20/transfer');
    session.engine.setFunctionBreakpoints(['erc20::deposit']);
    await session.run('continue');
  });

  const rows: readonly [expression: string, value: string][] = [
    ['*&owner == owner', 'true'],
    ['&owner as usize == &owner', 'true'],
    ['(&amount as *const u8)[0]', 'refused'],
    ['*(&amount as *const u8)', '128'],
    ['*(&amount as *const [u8; 2])', '[128, 240]'],
    ['&amount as *const u8,[4]', '[128, 240, 250, 2]'],
    ['*(&owner as *const Address) == bob', 'true'],
    ['(&owner as *const u8,[20])', 'refused'],
    ['amount,x', '0x02faf080'],
    ['amount,b', '0b00000010111110101111000010000000'],
    ['amount as u8,o', '0o200'],
    ['$sp,d == 1', 'refused'],
    ['owner is _', 'true'],
  ];
  for (const [expression, value] of rows) {
    it(`${expression} is ${value}`, () => {
      const evaluate = () => session.engine.evaluate(expression, 0).value;
      if (value === 'refused') assert.throws(evaluate, { name: 'EvaluationError' });
      else assert.equal(evaluate().replace(/ \(len \d+\)$/, ''), value);
    });
  }

  it('has slices of lists', () => {
    const { engine } = session;
    const route = engine.stack().findIndex(it => it.name.includes('route'));
    assert.equal(engine.evaluate('calls[1..3].len()', route).value, '2');
    assert.equal(engine.evaluate('calls[..].len() == calls.len()', route).value, 'true');
    assert.equal(engine.evaluate('calls[..=0][0].selector', route).value, '2');
    assert.throws(() => engine.evaluate('calls[3..2]', route), {
      message: 'there is no range 3..2: the list has 8',
    });
  });
});
