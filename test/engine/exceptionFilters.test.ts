/** Exception filters with conditions: what they stop at, and what the stop says. */

import { strict as assert } from 'node:assert';
import type { WantedFilter } from '../../debugger/engine/stops/exceptions';
import { Session } from './support/session';

/** The descriptions of all stops, to the end of the scenario. */
async function stops(scenario: string, ...wanted: readonly WantedFilter[]): Promise<string[]> {
  const session = await Session.launch(scenario);
  for (const it of session.engine.setExceptionFilters(wanted)) assert.ok(it.verified, it.message);
  const seen: string[] = [];
  while ((await session.run('continue')) !== 'terminated') {
    assert.equal(session.stop?.reason, 'exception');
    seen.push(session.stop.description);
  }
  return seen;
}

const repeated = (text: string, count: number): string[] => new Array<string>(count).fill(text);

describe('exception filters', () => {
  const rows: readonly [
    what: string,
    scenario: string,
    wanted: WantedFilter,
    seen: readonly string[],
  ][] = [
    [
      'every event',
      'erc20/transfer',
      { id: 'event' },
      ['token fires Minted', 'token fires Transfer'],
    ],
    [
      'events by name',
      'erc20/transfer',
      { id: 'event', condition: 'Transfer, Approval' },
      ['token fires Transfer'],
    ],
    [
      'events by their fields',
      'erc20/transfer',
      { id: 'event', condition: 'event == "Minted" && amount > 5' },
      ['token fires Minted'],
    ],
    [
      'events by an address in them',
      'erc20/transfer',
      { id: 'event', condition: 'event == "Transfer" && to == alice' },
      [],
    ],
    [
      'calls of contracts',
      'call_program/call',
      { id: 'call', hitCondition: '== 1' },
      ['caller calls simple'],
    ],
    ['calls by the callee', 'call_program/call', { id: 'call', condition: 'nobody' }, []],
    [
      'calls by an expression',
      'call_program/call',
      { id: 'call', condition: 'callee == simple && depth == 0', hitCondition: '1' },
      ['caller calls simple'],
    ],
    [
      'syscalls by name, in either case',
      'erc20/transfer',
      { id: 'syscall', condition: 'storage_set' },
      repeated('token enters the kernel: STORAGE_SET', 4),
    ],
    [
      'syscalls by an expression',
      'erc20/transfer',
      { id: 'syscall', condition: 'trap == "FIRE_EVENT" && $a7 == 6' },
      repeated('token enters the kernel: FIRE_EVENT', 2),
    ],
    ['the end of gas', 'trouble/trouble', { id: 'outOfGas' }, ['trouble is out of gas']],
    [
      'a syscall that costs too much',
      'logging/lines',
      { id: 'outOfGas' },
      ['logger is out of gas'],
    ],
    [
      'that as an end of a transaction',
      'logging/lines',
      { id: 'uncaught' },
      ['logger is out of gas'],
    ],
    [
      'traps by their cause',
      'trouble/trouble',
      { id: 'trap', condition: 'cause == 2' },
      ['Illegal instruction in trouble'],
    ],
    [
      'traps by their address',
      'trouble/trouble',
      { id: 'trap', condition: 'stval == 0x80000000' },
      ['Store/AMO page fault in trouble'],
    ],
    [
      'panics by their message',
      'trouble/trouble',
      { id: 'panic', condition: 'message == "nothing"' },
      [],
    ],
    [
      'failures by their code',
      'trouble/trouble',
      { id: 'failed', condition: 'code == 42' },
      ['trouble failed'],
    ],
    [
      'every entry of the kernel, once counted',
      'trouble/trouble',
      { id: 'kernelEntry', condition: 'trap == "Illegal instruction"' },
      ['trouble enters the kernel: Illegal instruction'],
    ],
  ];
  for (const [what, scenario, wanted, seen] of rows) {
    it(`stop at ${what}`, async () => assert.deepEqual(await stops(scenario, wanted), seen));
  }

  it('tell failures that nobody can catch from those in a call', async () => {
    const all = ['panic', 'trap', 'outOfGas', 'failed'].map(id => ({ id }));
    const uncaught = await stops('trouble/trouble', { id: 'uncaught' });
    assert.deepEqual(uncaught, await stops('trouble/trouble', ...all));
    const session = await Session.launch('dex/refusals');
    session.engine.setExceptionFilters(all);
    const depths: (number | undefined)[] = [];
    while ((await session.run('continue')) !== 'terminated') {
      const { depth } = session.stop?.where ?? {};
      depths.push(depth);
      assert.equal(session.engine.exceptionInfo()?.isUncaught, depth === 0);
    }
    assert.ok(
      depths.some(it => (it ?? 0) > 0),
      depths.join(),
    );
  });

  it('stop at a syscall that cannot be paid before the kernel has seen it, and say so', async () => {
    const session = await Session.launch('logging/lines');
    session.engine.setExceptionFilters([{ id: 'outOfGas' }]);
    assert.match(await session.run('continue'), /^write log\.rs: ecall!/);
    assert.match(
      session.stop?.text ?? '',
      /^CONSOLE_WRITE costs more than the \d+ that are left of 20000\.$/,
    );
    assert.equal(await session.run('continue'), 'terminated');
    const undisturbed = await Session.launch('logging/lines');
    assert.equal(await undisturbed.run('continue'), 'terminated');
    assert.deepEqual(session.receipts, undisturbed.receipts);
    assert.equal(session.engine.position, undisturbed.engine.position);
  });

  it('that mean the same thing say it once', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters([{ id: 'failed' }, { id: 'uncaught' }]);
    do await session.run('continue');
    while (session.stop?.description !== 'trouble failed');
    assert.equal(session.stop.hitBreakpointIds?.length, 2);
    assert.equal(session.stop.text, 'It ended without success, with error code 42.');
  });

  it('that match together are named together', async () => {
    const session = await Session.launch('erc20/transfer');
    const placed = session.engine.setExceptionFilters(
      ['event', 'syscall'].map(id => ({ id, condition: id === 'syscall' ? 'FIRE_EVENT' : '' })),
    );
    await session.run('continue');
    assert.deepEqual(
      session.stop?.hitBreakpointIds,
      placed.map(it => it.id),
    );
    assert.equal(session.engine.exceptionInfo()?.id, 'event');
  });

  it('say where in the run it is, and what was done', async () => {
    const session = await Session.launch('erc20/transfer');
    session.engine.setExceptionFilters([{ id: 'event', condition: 'Transfer' }]);
    await session.run('continue');
    assert.match(
      session.stop?.text ?? '',
      /^Transfer \{ from: alice, to: bob, value: 50000000 \}$/,
    );
    const { transaction, contract, depth, gasLeft, position } =
      session.stop?.where ?? assert.fail();
    assert.equal(transaction?.title, 'alice → token.transfer(to: bob, amount: 50000000)');
    assert.deepEqual([transaction.index, contract, depth], [2, 'token', 0]);
    assert.ok((gasLeft ?? 0n) > 0n && (gasLeft ?? 0n) < 100_000_000n);
    assert.ok(position > 0);
  });

  const refused: readonly [wanted: WantedFilter, message: RegExp][] = [
    [{ id: 'nothing' }, /^no such exception filter: nothing$/],
    [
      { id: 'event', condition: 'amount >' },
      /expected.*It may be names of events, or an expression/,
    ],
    [{ id: 'panic', mode: 'loud' }, /there is no mode loud/],
  ];
  for (const [wanted, message] of refused) {
    it(`refuse ${JSON.stringify(wanted)}, and the others hold`, async () => {
      const session = await Session.launch('erc20/transfer');
      const [bad, good] = session.engine.setExceptionFilters([wanted, { id: 'event' }]);
      assert.deepEqual([bad?.verified, good?.verified], [false, true]);
      assert.match(bad?.message ?? '', message);
    });
  }
});
