/**
 * Every step of whole scenarios, at other optimization levels than contracts are debugged at, against an account that
 * knows nothing of the stepper. `npx tsx scripts/proveSteps.ts` does the same for more scenarios and all levels.
 */

import { strict as assert } from 'node:assert';
import type { Level } from './support/optimized';
import { servicesAt } from './support/optimized';
import type { Account, Arrival } from './support/stepProof';
import { account, alwaysInto, mixed, unvisited, violations, walk } from './support/stepProof';

const SEEDS = [1, 2];

const scenarios: readonly (readonly [scenario: string, level: Level])[] = [
  ['call_program/call', '0'],
  ['erc20/transfer', '3'],
  ['call_program/call', 'z'],
];

describe('steps through', () => {
  for (const [scenario, level] of scenarios) {
    describe(`${scenario} at opt-level ${level}`, function () {
      this.timeout(240_000); // The contract is built first.
      let into: Arrival[];
      let walks: Arrival[][];
      let truth: Account;

      before(async () => {
        const services = servicesAt(level);
        into = await walk(scenario, services, alwaysInto);
        walks = [into, await walk(scenario, services, alwaysInto, 'statement')];
        for (const seed of SEEDS) walks.push(await walk(scenario, services, mixed(seed)));
        truth = await account(scenario, services, new Set(walks.flat().map(it => it.position)));
      });

      it('end where they promise', () => {
        assert.deepEqual(
          walks.flatMap(it => violations(it, truth)),
          [],
        );
      });

      it('visit every function of the author’s that runs', () => {
        assert.ok(truth.visits.length > 0);
        assert.deepEqual(unvisited(into, truth), []);
      });

      it('by statement stop at least as often as by line', () => {
        assert.ok((walks[1]?.length ?? 0) >= into.length);
      });
    });
  }
});
