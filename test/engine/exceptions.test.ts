/** What a contract does wrong, seen where it does it; and that the chain goes on. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { Session } from './support/session';

interface Row {
  readonly what: string;
  readonly filter: string;
  /** How many stops of that filter come before. */
  readonly nth: number;
  readonly description: string;
  readonly details: RegExp;
  /** The first frame of the author's. */
  readonly frame: string;
}

const rows: readonly Row[] = [
  {
    what: 'a store to the kernel',
    filter: 'trap',
    nth: 0,
    description: 'Store/AMO page fault in trouble',
    details: /^Store\/AMO page fault at 0x\w{8}, stval 0x80000000$/,
    frame: 'fault main.rs: unsafe { kernel.write_volatile(0xdead_beef) };',
  },
  {
    what: 'a load through a null pointer',
    filter: 'trap',
    nth: 1,
    description: 'Load page fault in trouble',
    details: /stval 0x00000000$/,
    frame: 'load main.rs: unsafe { core::arch::asm!("lw {}, ({})"',
  },
  {
    what: 'a jump to nowhere, whose caller is in ra alone',
    filter: 'trap',
    nth: 2,
    description: 'Instruction page fault in trouble',
    details: /^Instruction page fault at 0x20000000/,
    frame: 'nowhere main.rs: function();',
  },
  {
    what: 'a stack overflow',
    filter: 'trap',
    nth: 3,
    description: 'Store/AMO page fault in trouble',
    details: /stval 0x3ffed/,
    frame: 'deep main.rs: ',
  },
  {
    what: 'an illegal instruction',
    filter: 'trap',
    nth: 4,
    description: 'Illegal instruction in trouble',
    details: /^Illegal instruction at/,
    frame: 'illegal main.rs: core::arch::asm!("unimp")',
  },
  {
    what: 'a panic, through functions of core that were built without unwind tables',
    filter: 'panic',
    nth: 0,
    description: 'trouble panicked',
    details: /main\.rs:67:22: index out of bounds: the len is 0 but the index is 0$/,
    frame: 'panic main.rs: Result::with_u32(black_box(&empty[..])[index])',
  },
  {
    what: 'the end of the gas in an endless loop',
    filter: 'outOfGas',
    nth: 0,
    description: 'trouble is out of gas',
    details: /^The limit of 200000 was reached\.$/,
    frame: 'forever main.rs: turns = black_box(turns.wrapping_add(1));',
  },
  {
    what: 'a call that says it failed',
    filter: 'failed',
    nth: 0,
    description: 'trouble failed',
    details: /with error code 42\.$/,
    frame: 'fail main.rs: Result::with_u32_error(42)',
  },
];

describe('exceptions', () => {
  for (const { what, filter, nth, description, details, frame } of rows) {
    it(`show ${what}`, async () => {
      const session = await Session.launch('trouble/trouble');
      session.engine.setExceptionFilters([filter]);
      for (let count = 0; count <= nth; count++) await session.run('continue');
      assert.equal(session.stop?.reason, 'exception');
      const exception = session.engine.exceptionInfo();
      assert.equal(exception?.id, filter);
      assert.equal(exception.description, description);
      assert.match(exception.details ?? '', details);
      const own = session.engine
        .stack()
        .findIndex(it => it.kind === 'transaction' || it.source?.deemphasize === false);
      const place = session.stack()[own] ?? '';
      assert.ok(place.startsWith(frame), place);
    });
  }

  it('end in a failed receipt each, and the bundle goes on', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['panic', 'trap', 'outOfGas', 'failed']);
    let stops = 0;
    while ((await session.run('continue')) !== 'terminated') stops++;
    assert.equal(stops, 8);
    assert.equal(session.stop?.exitCode, 0);
    const good = session.receipts.filter(it => it.function?.startsWith('good'));
    assert.ok(good.length >= 8 && good.every(it => it.status === 'success'));
  });

  it("show a revert in the words of the contract's error", async () => {
    const scenario = join(__dirname, 'scenarios/typed.scenario.json');
    const session = await Session.launch('', { scenario });
    session.engine.setExceptionFilters(['failed', 'panic']);
    await session.run('continue');
    const exception = session.engine.exceptionInfo();
    assert.equal(exception?.description, 'token reverted');
    assert.equal(exception.details, 'TokenError::Insufficient: bob has 0, which is less than 8');
    await session.run('continue');
    assert.match(session.engine.exceptionInfo()?.description ?? '', /^token (reverted|panicked)$/);
    assert.equal(await session.run('continue'), 'terminated');
    assert.deepEqual(
      session.receipts.map(it => it.expectation?.met ?? true),
      [true, true, true, true],
    );
  });

  it('stop nobody whose filter is off', async () => {
    const session = await Session.launch('trouble/trouble');
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('are left by stepping as if the contract had returned', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['trap']);
    await session.run('continue');
    session.engine.setExceptionFilters([]);
    assert.match(await session.run('next'), /^main_entry /);
    assert.equal(session.receipts.at(-1)?.status, 'trapped');
    assert.equal(session.engine.transactionIndex, session.receipts.length);
  });
});
