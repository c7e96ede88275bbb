/** `avm receipts`: what transactions did, from a chain or from a file that a run has left. */

import type { Command } from 'commander';
import type { AvmReceipt } from '../chain/codec/receipt';
import { decodeReceipts } from '../chain/codec/receipt';
import type { Address } from '../chain/address';
import { describeReceipt } from '../chain/describe/receipts';
import type { Receipt } from '../chain/receipt';
import { readReceipts } from '../chain/receipts/readReceipts';
import { ScenarioError } from '../chain/scenario/problems';
import type { AccountState } from '../chain/state';
import { heightOf, receiptAt } from '../chain/storedChain';
import { MalformedInput } from '../shared/errors';
import { parseCount } from './count';
import type { KnownNames, NameOptions } from './look/knownNames';
import { deployed, describeContext, readNames, readParty } from './look/knownNames';
import { printReceipt } from './printReceipt';
import type { CliServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface ReceiptsOptions extends NameOptions {
  readonly account?: string;
  readonly failed?: boolean;
  readonly last?: number;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export function addReceipts(command: Command, services: CliServices, terminal: Terminal): void {
  command
    .command('receipts')
    .description('show what transactions did: decoded calls, events, errors, changes, gas')
    .argument('<source>', "a chain's folder, or a file of receipts: JSON or aVM's bytes")
    .option('--account <account>', 'only those from or to this one: a name or an address')
    .option('--failed', 'only those that did not succeed')
    .option('--last <count>', 'only so many, the newest', parseCount)
    .option('--names <scenario>', 'take names, and what bytes mean, from this scenario')
    .option('--json', 'as JSON, decoded')
    .option('--verbose', 'with changes, gas by kind, and the tree of calls')
    .option('--no-build', 'take contracts as they were built before')
    .addHelpText('after', HELP)
    .action(async (source: string, options: ReceiptsOptions) => {
      process.exitCode = await showReceipts(source, options, services, terminal);
    });
}

const HELP = `
Such a file is what avm run --receipts writes, or avm chain export --receipts. aVM's bytes know neither gas nor calls.
The form of the JSON is in docs/receipts.md.

Examples:
  avm receipts my-chain --last 5 --names scenarios/count.scenario.json
  avm receipts receipts.json --failed --verbose
  avm receipts my-chain --account alice --json --names scenarios/count.scenario.json`;

/** What is looked at, and the accounts that the chain knows. */
interface Found {
  readonly receipts: readonly Receipt[];
  readonly accounts: readonly (readonly [Address, AccountState])[];
}

/** @returns the exit code */
export async function showReceipts(
  source: string,
  options: ReceiptsOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const names = await readNames(options, services, terminal);
    const { receipts, accounts } = await find(source, names, services);
    const context = describeContext(names, accounts);
    const party = options.account === undefined ? undefined : readParty(options.account, names);
    const wanted = receipts.filter(
      ({ transaction: { from, to }, status }) =>
        (party === undefined || from === party || to === party) &&
        (options.failed !== true || status !== 'success'),
    );
    const views = wanted
      .slice(options.last === undefined ? 0 : -options.last)
      .map(it => describeReceipt(context, it));
    if (options.json === true) terminal.line(JSON.stringify(views, null, 2));
    else {
      for (const it of views) printReceipt(it, options.verbose === true, terminal);
      terminal.note(`${views.length} of ${receipts.length} receipts`);
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

async function find(given: string, names: KnownNames, services: CliServices): Promise<Found> {
  const path = services.resolvePath(process.cwd(), given);
  if (!(await services.fileExists(path))) return findOnChain(path, services);
  const bytes = await services.readFile(path);
  // aVM's bytes begin with a count, which is no bracket unless there are 91 receipts and more.
  const head = new TextDecoder().decode(bytes.subarray(0, 64));
  const isJson = /^\s*\[\s*[\]{]/.test(head);
  if (/^\s*\{\s*"/.test(head)) {
    const hint = `avm run --receipts receipts.json ${given} writes one of a scenario`;
    throw new Refusal('no-receipts', `${given} is no list of receipts: ${hint}`);
  }
  const receipts = isJson
    ? readReceipts(new TextDecoder().decode(bytes), given)
    : decodeReceipts(bytes, given).map(fromAvm);
  return { receipts, accounts: deployed(names) };
}

async function findOnChain(path: string, services: CliServices): Promise<Found> {
  const { state, close } = await open(path, services);
  try {
    const receipts: Receipt[] = [];
    const height = await heightOf(state);
    for (let at = 0n; at < height; at++) {
      const receipt = await receiptAt(state, at);
      if (receipt === undefined) throw new Refusal('no-receipts', `receipt ${at} is missing`);
      receipts.push({ ...receipt, index: Number(at) });
    }
    const accounts: [Address, AccountState][] = [];
    for await (const [address, it] of state.everyAccount()) {
      // What the bytes of calls and events mean is told by code alone.
      if (it.isContract) accounts.push([address, { ...it, storage: new Map() }]);
    }
    return { receipts, accounts };
  } finally {
    await close();
  }
}

async function open(path: string, services: CliServices) {
  const folder = await services.openChain(path, 'open');
  return { state: folder.state, close: () => folder.close() };
}

function fromAvm(
  { transaction, success, errorCode, data, events }: AvmReceipt,
  index: number,
): Receipt {
  return {
    index,
    transaction: { ...transaction },
    status: success ? 'success' : 'failed',
    errorCode,
    gasUsed: 0n,
    data,
    reason: undefined,
    trap: undefined,
    failedIn: undefined,
    events: events.map(it => ({
      call: 0,
      emitter: transaction.to,
      depth: 0,
      pc: 0,
      position: undefined,
      place: undefined,
      data: it,
    })),
    logs: [],
    calls: [],
    writes: { accounts: [], slots: [] },
    before: { accounts: [], slots: [] },
  };
}
