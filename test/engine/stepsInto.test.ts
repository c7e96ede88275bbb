/** Stepping into one call of a line past all others. */

import { strict as assert } from 'node:assert';
import { servicesAt } from './support/optimized';
import { Session, lineOf, sourceOf } from './support/session';

/** At the line that holds a text. */
async function standAt(
  scenario: string,
  text: string,
  options: Parameters<typeof Session.launch>[1] = {},
): Promise<Session> {
  const source = sourceOf(scenario.split('/')[0] ?? '');
  const session = await Session.launch(scenario, options);
  session.engine.setSourceBreakpoints(source, [{ line: lineOf(source, text) }]);
  await session.run('continue');
  session.engine.setSourceBreakpoints(source, []);
  return session;
}

function labels({ engine }: Session): string[] {
  return engine.placement.stepTargets(0).map(it => it.label);
}

/** Into the target whose label ends like this. */
async function into(session: Session, ending: string): Promise<string> {
  const { engine } = session;
  const target = engine.placement.stepTargets(0).find(it => it.label.endsWith(ending));
  assert.ok(target, `${ending} is none of ${labels(session).join()}`);
  engine.resume('stepIn', 'line', engine.placement.stepTarget(target.id));
  return session.settle();
}

describe('the calls of a line', () => {
  it('are listed in their order, by names that a person knows', async () => {
    const session = await standAt('erc20/transfer', '0x02 => transfer(');
    assert.deepEqual(labels(session), [
      'clibc::parser::DataParser::read_address',
      'clibc::parser::DataParser::read_u32',
      'erc20::transfer',
    ]);
  });

  it('are those that somebody has written: no `?`, and nothing that is dropped', async () => {
    const session = await standAt('escrow/release', 'let agreed = self.deal(deal)?;');
    assert.deepEqual(labels(session), ['escrow::escrow::Escrow::deal']);
  });

  it('can be gone into after another frame was asked for its own', async () => {
    const session = await standAt('erc20/transfer', '0x02 => transfer(');
    const { placement } = session.engine;
    const last = placement.stepTargets(0).at(-1);
    assert.deepEqual(placement.stepTargets(1), []);
    assert.equal(placement.stepTarget(last?.id ?? 0).label, last?.label);
  });

  it('can be gone into past those before them', async () => {
    const session = await standAt('erc20/transfer', '0x02 => transfer(');
    assert.match(await into(session, 'erc20::transfer'), /^transfer main.rs: logf!/);
  });

  it('can be somebody else’s code', async () => {
    const session = await standAt('erc20/transfer', '0x02 => transfer(');
    assert.match(await into(session, 'read_u32'), /^read_u32 parser.rs: /);
    assert.match(await session.run('stepOut'), /main.rs: 0x02 => transfer/);
  });

  it('are none that are made by a frame below the running one', async () => {
    const session = await standAt('erc20/transfer', 'let balance = balance_of(program, owner);');
    assert.deepEqual(session.engine.placement.stepTargets(1), []);
    assert.throws(
      () => session.engine.placement.stepTarget(1),
      /there is no step-in target 1 here/,
    );
  });

  it('through pointers have the names of what they lead to', async () => {
    const session = await standAt('orderbook/match', 'let fees: Vec<u64>');
    await session.run('stepIn');
    const { position } = session.engine;
    const before = session.stack();
    const [fee] = labels(session).filter(it => it.includes('fee'));
    assert.match(fee ?? labels(session).join(), /Fee>::fee$/);
    // Looking ahead has changed nothing.
    assert.equal(session.engine.position, position);
    assert.deepEqual(session.stack(), before);
    assert.match(await into(session, 'fee'), /^fee fee.rs: /);
  });

  it('can be inlined', async () => {
    const services = servicesAt('3');
    const options = { build: true, services };
    const session = await standAt(
      'erc20/transfer',
      'let received = deposit(program, to, amount);',
      options,
    );
    assert.ok(labels(session).includes('erc20::deposit'), labels(session).join());
    assert.match(await into(session, 'erc20::deposit'), /^deposit main.rs: /);
  }).timeout(240_000);
});
