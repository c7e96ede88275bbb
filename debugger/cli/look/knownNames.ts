/** What a scenario knows of addresses and code, for who looks at a chain, a state or receipts that came from elsewhere. */

import type { Program } from '../../chain/abi/program';
import type { Address } from '../../chain/address';
import { formatAddress, parseAddress } from '../../chain/address';
import type { DescribeContext } from '../../chain/describe/context';
import { resolveScenario } from '../../chain/scenario/resolve';
import type { AccountState } from '../../chain/state';
import { ChainState } from '../../chain/state';
import { ScenarioLoader } from '../scenarioLoader';
import type { CliServices } from '../services';
import { Refusal } from '../services';
import type { Terminal } from '../terminal';

export interface NameOptions {
  /** A scenario file. */
  readonly names?: string;
  readonly build: boolean;
}

export interface KnownNames {
  readonly labels: ReadonlyMap<Address, string>;
  /** By code hash. */
  readonly programs: ReadonlyMap<string, Program>;
  /** By the address that the scenario gives them: what is there may have been built differently. */
  readonly places: ReadonlyMap<Address, Program>;
}

const NOTHING: KnownNames = { labels: new Map(), programs: new Map(), places: new Map() };

/** @throws ScenarioError, MalformedInput, Refusal */
export async function readNames(
  { names, build }: NameOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<KnownNames> {
  if (names === undefined) return NOTHING;
  const { scenario, programs } = await new ScenarioLoader(services, terminal, { build }).load(
    names,
  );
  const resolved = resolveScenario(scenario, programs);
  const places = new Map<Address, Program>();
  for (const { label, address } of scenario.contracts) {
    const program = programs.get(label);
    if (program !== undefined) places.set(address, program);
  }
  return { labels: resolved.labels, programs: resolved.programs, places };
}

/** @param accounts all that are described, or are spoken of; those of the scenario are known anyway */
export function describeContext(
  { labels, programs, places }: KnownNames,
  accounts: Iterable<readonly [Address, AccountState]>,
): DescribeContext {
  const known = new Map(programs);
  const state = new ChainState();
  const all = new Map(accounts);
  for (const [address, program] of places) {
    const account = all.get(address);
    if (account !== undefined && account.codeHash !== '') known.set(account.codeHash, program);
  }
  state.apply({
    accounts: [...all].map(([address, it]) => ({ address, ...it })),
    slots: [...all].flatMap(([address, it]) =>
      [...it.storage].map(([key, value]) => ({ address, key, value })),
    ),
  });
  return { labels, programs: known, state };
}

/** Accounts with the scenario's code, for receipts that come without a state. */
export function deployed({ places }: KnownNames): [Address, AccountState][] {
  return [...places].map(([address, { image, codeHash }]) => [
    address,
    { balance: 0n, nonce: 0n, isContract: true, code: image, codeHash, storage: new Map() },
  ]);
}

/**
 * @param given a label or 40 hexadecimal digits
 * @throws Refusal
 */
export function readParty(given: string, { labels }: Pick<KnownNames, 'labels'>): Address {
  const address = [...labels].find(([, label]) => label === given)?.[0] ?? parseAddress(given);
  if (address !== undefined) return address;
  const known = [...labels.keys()].map(it => formatAddress(it, labels));
  const hint = known.length === 0 ? '--names tells names' : `there are ${known.join(', ')}`;
  throw new Refusal('no-account', `${given} is no address and no name: ${hint}`);
}
