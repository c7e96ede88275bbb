/** `avm state`: accounts with their storage decoded, of a chain, a scenario's end or a file of aVM's. */

import type { Command } from 'commander';
import type { AccountView } from '../protocol';
import { decodeState } from '../chain/codec/state';
import type { Address } from '../chain/address';
import { describeAccounts } from '../chain/describe/accounts';
import { runHeadless } from '../chain/headless';
import { ScenarioError } from '../chain/scenario/problems';
import { resolveScenario } from '../chain/scenario/resolve';
import type { AccountState } from '../chain/state';
import { ChainState } from '../chain/state';
import { MalformedInput } from '../shared/errors';
import type { KnownNames, NameOptions } from './look/knownNames';
import { describeContext, readNames, readParty } from './look/knownNames';
import { describeStop } from './describeStop';
import { ScenarioLoader, readKernel } from './scenarioLoader';
import type { CliServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface StateOptions extends NameOptions {
  readonly account?: string;
  readonly json?: boolean;
}

export function addState(command: Command, services: CliServices, terminal: Terminal): void {
  command
    .command('state')
    .description('show accounts, their coin and their decoded storage, and the state root')
    .argument(
      '<source>',
      "a chain's folder, a scenario (its end is shown), or a state in aVM's bytes",
    )
    .option('--account <account>', 'only this one: a name or an address')
    .option('--names <scenario>', 'take names, and what storage means, from this scenario')
    .option('--json', 'as JSON')
    .option('--no-build', 'take contracts as they were built before')
    .addHelpText('after', HELP)
    .action(async (source: string, options: StateOptions) => {
      process.exitCode = await showState(source, options, services, terminal);
    });
}

const HELP = `
A chain knows addresses and code. What they are called and what the bytes in storage mean is known to the scenario that
made them, and to the contracts that it names.

Examples:
  avm state scenarios/count.scenario.json
  avm state my-chain --names scenarios/count.scenario.json --account alice
  avm state --json state.bin`;

interface Look {
  readonly names: KnownNames;
  readonly accounts: readonly (readonly [Address, AccountState])[];
  readonly root: string;
}

/** @returns the exit code */
export async function showState(
  source: string,
  options: StateOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const { names, accounts, root } = await look(source, options, services, terminal);
    const views = describeAccounts(describeContext(names, accounts));
    if (options.json === true) terminal.line(JSON.stringify({ root, accounts: views }, null, 2));
    else {
      for (const it of views) printAccount(it, terminal);
      terminal.line(`${terminal.style('dim', 'root')}  ${root}`);
    }
    return EXIT.MET;
  } catch (error) {
    if (
      error instanceof ScenarioError ||
      error instanceof MalformedInput ||
      error instanceof Refusal
    ) {
      terminal.note(error.message);
      return EXIT.REFUSED;
    }
    throw error;
  }
}

async function look(
  given: string,
  options: StateOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<Look> {
  const path = services.resolvePath(process.cwd(), given);
  if (given.endsWith('.json')) return lookAtScenario(given, options, services, terminal);
  const names = await readNames(options, services, terminal);
  const wanted = wantedAccount(options, names);
  if (!(await services.fileExists(path))) {
    const folder = await services.openChain(path, 'open');
    try {
      return { names, ...(await gather(folder.state, wanted)) };
    } finally {
      await folder.close();
    }
  }
  const state = new ChainState();
  for (const [address, it] of decodeState(await services.readFile(path), given)) {
    const slots = [...it.storage].map(([key, value]) => ({ address, key, value }));
    state.apply({ accounts: [{ address, ...it }], slots });
  }
  return { names, ...(await gather(state, wanted)) };
}

async function lookAtScenario(
  given: string,
  options: StateOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<Look> {
  const loaded = await new ScenarioLoader(services, terminal, options).load(given);
  const resolved = resolveScenario(loaded.scenario, loaded.programs);
  const { image: kernel } = await readKernel(undefined, services);
  const { run, stop } = await runHeadless(resolved, { kernel, breathe: () => services.breathe() });
  if (stop !== 'complete') terminal.note(describeStop(stop, run.epitaph));
  const { labels, programs } = resolved;
  const names = { labels, programs, places: new Map() };
  return { names, ...(await gather(run.state, wantedAccount(options, names))) };
}

function wantedAccount({ account }: StateOptions, names: KnownNames): Address | undefined {
  return account === undefined ? undefined : readParty(account, names);
}

async function gather(
  state: ChainState,
  wanted: Address | undefined,
): Promise<Pick<Look, 'accounts' | 'root'>> {
  const accounts: [Address, AccountState][] = [];
  for await (const it of state.everyAccount()) {
    if (wanted === undefined || it[0] === wanted) accounts.push(it);
  }
  if (wanted !== undefined && accounts.length === 0) {
    throw new Refusal('no-account', `there is no account ${wanted}`);
  }
  return { accounts, root: await state.root() };
}

function printAccount(it: AccountView, terminal: Terminal): void {
  const name = it.label === undefined ? it.address : `${it.label}  ${it.address}`;
  terminal.line(terminal.style('bold', name));
  const facts = [`balance ${BigInt(it.balance).toLocaleString('en')}`, `nonce ${it.nonce}`];
  if (it.isContract) {
    const program = it.program === undefined ? 'contract' : `contract ${it.program}`;
    facts.push(`${program}, ${it.codeSize.toLocaleString('en')} bytes`);
  }
  terminal.line(`  ${facts.join('  ')}`);
  const width = Math.max(0, ...it.storage.map(slot => slot.label.length));
  for (const { label, text } of it.storage) terminal.line(`  ${label.padEnd(width)}  ${text}`);
}
