/** Steps through real contracts and the real kernel: each row is a command and where it has to lead. */

import { strict as assert } from 'node:assert';
import type { ResumeAction } from '../../debugger/engine/views';
import { Session, lineOf, sourceOf } from './support/session';

type Row = readonly [action: ResumeAction, where: string];

interface Walk {
  readonly name: string;
  readonly scenario: string;
  readonly breakpoint: string;
  readonly rows: readonly Row[];
}

const walks: readonly Walk[] = [
  {
    name: 'next goes line by line, over calls, syscalls and events, and out to the caller',
    scenario: 'erc20/transfer',
    breakpoint: 'erc20::transfer',
    rows: [
      ['continue', 'transfer main.rs: logf!("erc20: transfer amount=%u", amount);'],
      ['next', 'transfer main.rs: let left = withdraw(program, caller, amount);'],
      ['next', 'transfer main.rs: let received = deposit(program, to, amount);'],
      ['next', 'transfer main.rs: logf!("erc20: left=%u received=%u", left, received);'],
      ['next', 'transfer main.rs: fire_event!(Transfer::new(caller, to, amount));'],
      ['next', 'transfer main.rs: }'],
      [
        'next',
        '{closure#0} main.rs: 0x02 => transfer(&program, caller, args.read_address(), args.read_u32()),',
      ],
    ],
  },
  {
    name: 'stepIn goes past clibc and core into what the author wrote',
    scenario: 'erc20/transfer',
    breakpoint: 'erc20::main_entry',
    rows: [
      ['continue', 'main_entry main.rs: route(data, program, caller, |_to, _from, call| {'],
      ['stepIn', '{closure#0} main.rs: let mut args = DataParser::new(call.args);'],
      ['stepIn', '{closure#0} main.rs: match call.selector {'],
    ],
  },
  {
    name: 'stepOut leaves the function, then clibc with it',
    scenario: 'erc20/transfer',
    breakpoint: 'erc20::withdraw',
    rows: [
      ['continue', 'withdraw main.rs: let balance = balance_of(program, owner);'],
      ['stepIn', 'balance_of main.rs: Balances::get(program, owner).unwrap_or(0)'],
      ['stepOut', 'withdraw main.rs: let balance = balance_of(program, owner);'],
      ['stepOut', 'transfer main.rs: let left = withdraw(program, caller, amount);'],
      [
        'stepOut',
        '{closure#0} main.rs: 0x02 => transfer(&program, caller, args.read_address(), args.read_u32()),',
      ],
      ['stepOut', 'main_entry main.rs: }'],
    ],
  },
  {
    name: 'steps go into another contract and come back',
    scenario: 'call_program/call',
    breakpoint: 'call_program::SimpleContract::larger',
    rows: [
      ['continue', 'larger main.rs: let mut input = [0; 8];'],
      ['next', 'larger main.rs: input[..4].copy_from_slice(&a.to_le_bytes());'],
      ['next', 'larger main.rs: input[4..].copy_from_slice(&b.to_le_bytes());'],
      ['next', 'larger main.rs: call(caller, &self.address, &input)'],
      ['stepIn', 'larger main.rs: require(data.len() >= 8, b"input must be two u32");'],
      ['stepOut', 'larger main.rs: }'],
      ['next', 'ask main.rs: match simple.larger(&program, a, b) {'],
    ],
  },
  {
    name: 'next goes over a call of another contract',
    scenario: 'call_program/call',
    breakpoint: 'call_program::ask',
    rows: [
      ['continue', 'ask main.rs: require(data.len() == 28, b"input data must be 28 bytes");'],
      ['next', 'ask main.rs: let mut input = DataParser::new(data);'],
      ['next', 'ask main.rs: let simple = SimpleContract::new(input.read_address());'],
      ['next', 'ask main.rs: let a = input.read_u32();'],
      ['next', 'ask main.rs: let b = input.read_u32();'],
      ['next', 'ask main.rs: match simple.larger(&program, a, b) {'],
      ['next', 'ask main.rs: Some(result) => result,'],
    ],
  },
];

describe('steps', () => {
  for (const { name, scenario, breakpoint, rows } of walks) {
    it(name, async () => {
      const session = await Session.launch(scenario);
      session.engine.setFunctionBreakpoints([breakpoint]);
      for (const [action, where] of rows) assert.equal(await session.run(action), where);
    });
  }

  for (const action of ['next', 'stepOut'] as const) {
    it(`go from the end of each transaction to the first line of the next, by ${action}`, async () => {
      const session = await Session.launch('simple/larger');
      session.engine.setFunctionBreakpoints(['simple::larger']);
      const first = await session.run('continue');
      session.engine.setFunctionBreakpoints([]);
      const transactions: (number | undefined)[] = [];
      while (session.stop?.reason !== 'terminated') {
        const { transactionIndex } = session.engine;
        if (transactions.at(-1) === transactionIndex) {
          assert.notEqual(action, 'stepOut');
        } else {
          assert.equal(session.where(), first);
          transactions.push(transactionIndex);
        }
        await session.run(action);
      }
      assert.deepEqual(transactions, [1, 2, 3, 4, 5, 6]);
    });
  }

  it('by instruction go from the end of a transaction to the first instruction of the next', async () => {
    const session = await Session.launch('simple/larger', { stopOnEntry: true });
    const { engine } = session;
    await session.run('continue');
    const begin = engine.stack()[0]?.pc;
    for (let index = 1; index <= 6; index++) {
      assert.equal(engine.transactionIndex, index);
      assert.equal(engine.stack()[0]?.pc, begin);
      do await session.run('next', true);
      while (engine.transactionIndex === index && session.stop?.reason !== 'terminated');
    }
    assert.equal(session.stop?.reason, 'terminated');
  });

  it('end with the scenario when there is no transaction left', async () => {
    const session = await Session.launch('simple/larger');
    const line = lineOf(sourceOf('simple'), 'let larger');
    session.engine.setSourceBreakpoints(sourceOf('simple'), [{ line, hitCondition: '4' }]);
    await session.run('continue');
    session.engine.setSourceBreakpoints(sourceOf('simple'), []);
    await session.run('stepOut');
    await session.run('stepOut');
    assert.equal(await session.run('stepOut'), 'terminated');
  });
});
