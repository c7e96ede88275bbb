/**
 * Steps through whole scenarios at every optimization level and says what was not as a step promises:
 * `npx tsx scripts/proveSteps.ts [--levels 0,3] [--scenarios erc20/transfer,dex/trade] [--seeds 5]`.
 * The figures at the end of a line are the milliseconds of a step, from the request to the stop.
 */

import { parseArgs } from 'node:util';
import type { Level } from '../test/engine/support/optimized';
import { servicesAt } from '../test/engine/support/optimized';
import {
  account,
  alwaysInto,
  mixed,
  unvisited,
  violations,
  walk,
} from '../test/engine/support/stepProof';

const LEVELS = '0,1,2,3,s,z';
const SCENARIOS =
  'erc20/transfer,call_program/call,token/transfer,dex/trade,orderbook/match,trouble/trouble';
const SEEDS = 3;

void main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      levels: { type: 'string', default: LEVELS },
      scenarios: { type: 'string', default: SCENARIOS },
      seeds: { type: 'string', default: String(SEEDS) },
    },
  });
  for (const scenario of values.scenarios.split(',')) {
    for (const level of values.levels.split(',')) {
      await prove(scenario, level as Level, Number(values.seeds));
    }
  }
}

async function prove(scenario: string, level: Level, seeds: number): Promise<void> {
  const services = servicesAt(level);
  const into = await walk(scenario, services, alwaysInto);
  const walks = [into, await walk(scenario, services, alwaysInto, 'statement')];
  for (let seed = 1; seed <= seeds; seed++) {
    const granularity = seed % 2 === 0 ? 'statement' : 'line';
    walks.push(await walk(scenario, services, mixed(seed), granularity));
  }
  const stops = walks.flat();
  const truth = await account(scenario, services, new Set(stops.map(it => it.position)));
  const wrong = [
    ...walks.flatMap(it => violations(it, truth)),
    ...unvisited(into, truth).map(it => `never stopped in ${it}`),
  ];
  const times = stops.map(it => it.milliseconds).sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)]?.toFixed(1) ?? '';
  const what = `${stops.length} steps, ${truth.visits.length} calls, ${wrong.length} wrong`;
  console.log(`${scenario} ${level}: ${what}; p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`);
  for (const it of wrong) console.log(`  ${it}`);
  if (wrong.length > 0) process.exitCode = 1;
}
