/** The console: commands, assignments, completion, and whole values, where a real contract stands. */

import { strict as assert } from 'node:assert';
import { Session } from './support/session';

async function atDeposit(): Promise<Session> {
  const session = await Session.launch('erc20/transfer');
  session.engine.setFunctionBreakpoints(['erc20::deposit']);
  await session.run('continue');
  return session;
}

function say({ engine }: Session, line: string): string {
  const answer = engine.console(line, 0);
  return 'text' in answer ? answer.text : answer.view.value;
}

describe('console', () => {
  let session: Session;
  before(async () => {
    session = await atDeposit();
  });

  it('lists its commands', () => {
    const text = say(session, 'help');
    for (const command of ['stack', 'regs', 'x/8xw ADDRESS', 'gas', 'storage', 'receipts']) {
      assert.match(text, new RegExp(`^${command} `, 'm'));
    }
  });

  it('prints the stack with places', () => {
    const lines = say(session, 'stack').split('\n');
    assert.equal(lines.length, session.engine.stack().length);
    assert.match(lines[0] ?? '', /^#0 {2}.*deposit.* {2}main\.rs:\d+$/);
    assert.match(lines.at(-1) ?? '', /transaction 2: /);
  });

  it('prints all registers', () => {
    const text = say(session, 'regs');
    for (const { name, value = 0 } of session.engine.registers(0)) {
      const digits = value.toString(16).padStart(8, '0');
      assert.match(text, new RegExp(`\\b${name} +0x${digits}`));
    }
  });

  it('dumps memory in words, bytes, decimals and characters', () => {
    assert.equal(say(session, 'x/2xw &amount').split('\n').length, 1);
    assert.match(say(session, 'x/2xw &amount'), /^0x[0-9a-f]{8}: {2}0x02faf080 {2}0x[0-9a-f]{8}$/);
    assert.match(say(session, 'x/4xb &amount'), /: {2}0x80 {2}0xf0 {2}0xfa {2}0x02$/);
    assert.match(say(session, 'x/1dw &amount'), /: {2}50000000$/);
    assert.match(say(session, 'x/2dh &amount'), /: {2}-3968 {2}762$/);
    assert.match(say(session, 'x/2c &amount'), /: {2}\. {2}\.$/);
    assert.equal(say(session, 'x/9w $sp').split('\n').length, 3);
  });

  it('says what gas, storage and receipts there are', () => {
    assert.match(say(session, 'gas'), /^call left +\d+$/m);
    const storage = say(session, 'storage').split('\n');
    assert.equal(storage[0], 'token:');
    assert.equal(storage[1], '  Balances[alice] = 50000000 (not committed)');
    assert.match(say(session, 'receipts'), /^0 .*success {2}gas \d+\n1 .*success {2}gas \d+$/);
  });

  it('answers everything else as an expression', () => {
    assert.equal(say(session, 'storage.Balances[alice]'), '50000000');
    assert.equal(say(session, ' amount * 2'), '100000000');
  });

  const refusals: readonly [line: string, message: string][] = [
    [
      'amount + nothing',
      'there is no variable, register or symbol named nothing here\n  amount + nothing\n           ^^^^^^^',
    ],
    ['1 + ', 'a value is expected, not the end\n  1 + \n     ^'],
    ['amount = 1 + @', '@ means nothing here\n  amount = 1 + @\n               ^'],
    [
      'amount = 1 + nothing',
      'there is no variable, register or symbol named nothing here\n  amount = 1 + nothing\n               ^^^^^^^',
    ],
    [
      'x/9999999 $sp',
      'x/ takes a count from 1 to 4096, a letter of x d c, one of b h w, and an address: x/8xw $sp',
    ],
    [
      'x/0xw $sp',
      'x/ takes a count from 1 to 4096, a letter of x d c, one of b h w, and an address: x/8xw $sp',
    ],
    ['x/4w 0', 'there is no memory at 0x00000000'],
  ];
  for (const [line, message] of refusals) {
    it(`refuses ${line}`, () => {
      assert.throws(() => say(session, line), { name: 'EvaluationError', message });
    });
  }
});

describe('assignments', () => {
  let session: Session;
  before(async () => {
    session = await atDeposit();
  });

  const rows: readonly [line: string, value: string][] = [
    ['amount = 5', '5'],
    ['amount = amount * 2 + 1', '11'],
    ['amount = 0x10', '16'],
    ['*(&amount as *mut u8) = 0xff', '255'],
    ['*(&amount as *mut [u8; 2]) = [1, 2]', '[1, 2]'],
    ['owner = alice', 'alice (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0)'],
    ['$a7 = -1', '0xffffffff'],
    ['$a7 = amount', '0x00000201'],
    ['*($sp - 64) = 7', '0x00000007'],
  ];
  for (const [line, value] of rows) {
    it(`${line} leaves ${value}`, () => {
      assert.equal(say(session, line), value);
      const [left = ''] = line.split(' = ');
      assert.equal(session.engine.evaluate(left, 0).value, value);
    });
  }

  const refusals: readonly [left: string, value: string, message: string | RegExp][] = [
    ['amount + 1', '2', '529 is computed: nothing can be assigned to it'],
    ['5', '2', '5 is computed: nothing can be assigned to it'],
    ['amount', '-1', /^-1 does not fit into u32/],
    ['amount', '1 << 40', /^1099511627776 does not fit into u32/],
    ['amount', 'nothing', 'there is no variable, register or symbol named nothing here'],
    ['amount', '', /a value is expected|not a whole number/],
    ['$satp', '0', 'control and status registers cannot be set from here'],
    ['$zero', '1', 'zero cannot be changed: it is always 0'],
    ['$pc', '1', 'pc cannot be 0x00000001: instructions are at even addresses'],
    [
      'storage.Balances[bob]',
      '1',
      'a storage slot cannot be set from here: only contracts write storage',
    ],
    ['gas', '1', /computed/],
    ['accounts.alice.balance', '1', /computed/],
    ['*(0 as *mut u32)', '1', /null|memory/],
  ];
  for (const [left, value, message] of refusals) {
    it(`refuse ${left} = ${value}`, () => {
      session.engine.assign('amount', '528', 0);
      assert.throws(() => session.engine.assign(left, value, 0), {
        name: 'EvaluationError',
        message,
      });
    });
  }

  it('of registers are the innermost frame’s alone', () => {
    assert.throws(() => session.engine.assign('$a0', '1', 1), { name: 'EvaluationError' });
  });

  it('happen in the console only', () => {
    assert.throws(() => session.engine.evaluate('amount = 1', 0), {
      message: 'nothing is assigned here: compare with ==',
    });
  });
});

describe('completion', () => {
  let session: Session;
  before(async () => {
    session = await atDeposit();
  });

  /** `|` is the cursor. */
  function labels(text: string, frame = 0): string[] {
    const offset = text.indexOf('|');
    const found = session.engine.complete(text.replace('|', ''), offset, frame);
    return found.map(it => it.label);
  }

  const rows: readonly [text: string, some: readonly string[]][] = [
    ['am|', ['amount']],
    ['1 + am|', ['amount']],
    ['sto|', ['storage']],
    ['storage.|', ['Metadata', 'Balances', 'Allowances']],
    ['storage.Bal|', ['Balances']],
    ['storage.Metadata.|', ['total_supply', 'decimals']],
    ['1 + storage.Metadata.dec|', ['decimals']],
    ['storage.Balances[|', ['alice', 'bob', 'amount']],
    ['accounts.alice.|', ['address', 'balance', 'nonce']],
    ['receipts[1].events[0].|', ['name', 'emitter', 'amount']],
    ['receipts.|', ['len()', 'is_empty()']],
    ['$s|', ['$sp', '$s0', '$satp']],
    ['$p|', ['$pc']],
    ['amount as u|', ['u8', 'u32', 'usize']],
    ['0 as *const u|', ['u8']],
    ['al|', ['alice']],
    ['erc20::|', ['transfer', 'entrypoint']],
    ['1 + erc20::tr|', ['transfer']],
    ['0 as *const Add|', ['Address']],
    ['he|', ['help']],
  ];
  for (const [text, some] of rows) {
    it(`offers ${some.join(', ')} at ${text}`, () => {
      const found = labels(text);
      assert.deepEqual(
        some.filter(it => !found.includes(it)),
        [],
        found.join(' '),
      );
    });
  }

  const nothing = ['nothing.|', '"am|', 'storage.Nothing.|', '1 +* .|', '@.|'];
  for (const text of nothing) {
    it(`offers nothing at ${text}`, () => assert.deepEqual(labels(text), []));
  }

  it('knows the fields of the frame that is asked', () => {
    const route = session.engine.stack().findIndex(it => it.name.includes('route'));
    assert.deepEqual(labels('call.|', route), ['selector', 'args']);
    assert.ok(labels('calls.|', route).includes('len()'));
    assert.deepEqual(labels('calls[0].s|', route), ['selector']);
  });

  it('replaces what has been typed, and nearer things come first', () => {
    const [first] = session.engine.complete('1 + am', 6, 0);
    assert.deepEqual([first?.label, first?.start, first?.length], ['amount', 4, 2]);
    const all = labels('a|');
    assert.ok(all.indexOf('amount') < all.indexOf('accounts'));
    assert.ok(all.indexOf('accounts') < all.indexOf('alice'));
  });

  it('offers functions and types behind a path that expressions know', () => {
    const behind = session.engine.complete('erc20::', 7, 0);
    const refused = behind.filter(({ kind, label }) => {
      const text = kind === 'type' ? `0x100000 as *const erc20::${label}` : `erc20::${label}`;
      if (kind === 'module') return session.engine.complete(text, text.length, 0).length === 0;
      return throws(() => session.engine.evaluate(text, 0));
    });
    assert.deepEqual(refused, []);
    assert.ok(new Set(behind.map(it => it.kind)).size > 1);
  });

  it('has commands at the start of a line only', () => {
    assert.ok(labels('|').includes('help'));
    assert.ok(!labels('1 + |').includes('help'));
  });
});

describe('whole values', () => {
  let session: Session;
  before(async () => {
    session = await atDeposit();
  });

  const rows: readonly [expression: string, text: string][] = [
    ['amount', '50000000'],
    ['amount,x', '0x02faf080'],
    ['receipt.status', '"running"'],
    ['receipts[1].status', '"success"'],
    ['storage.Metadata', '{\n  "total_supply": 100000000,\n  "decimals": 18\n}'],
    ['&amount as *const u8,[4]', '[\n  128,\n  240,\n  250,\n  2\n]'],
    ['[&amount; 4]', '0x80f0fa02'],
  ];
  for (const [expression, text] of rows) {
    it(`of ${expression}`, () => assert.equal(session.engine.fullText(expression, 0), text));
  }

  it('are JSON where they have parts', () => {
    const { engine } = session;
    const route = engine.stack().findIndex(it => it.name.includes('route'));
    const calls = JSON.parse(engine.fullText('calls', route)) as { selector: number }[];
    assert.equal(calls.length, 8);
    assert.equal(calls[0]?.selector, 2);
  });
});

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
