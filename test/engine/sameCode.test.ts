/** Stepping into an account that runs the code of the one that calls it. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { building } from './support/optimized';
import { Session, lineOf } from './support/session';

const source = join(__dirname, 'fixtures/relay/src/main.rs');
const scenario = join(__dirname, 'scenarios/relay.scenario.json');

describe('a step into another account of the same code', function () {
  this.timeout(120_000); // The contract is built first.

  for (const level of ['0', '2'] as const) {
    it(`stops at the first line that runs there, at opt-level ${level}`, async () => {
      const session = await Session.launch('', {
        scenario,
        services: building(level),
        build: true,
      });
      const { engine } = session;
      engine.setSourceBreakpoints(source, [{ line: lineOf(source, 'let answer = call(') }]);
      await session.run('continue');
      assert.equal(engine.stack()[0]?.name, 'relay::pass_on');
      assert.match(await session.run('stepIn'), /^pass_on main\.rs: let Some\(\(next, others\)\)/);
      const names = engine.stack().map(it => it.name);
      // The same function twice, once in each account.
      assert.equal(names.indexOf('relay::pass_on'), 0);
      assert.equal(names[3], 'kernel: first calls second');
      assert.ok(names.lastIndexOf('relay::pass_on') > 3);
    });
  }
});
