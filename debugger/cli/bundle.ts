/** `avm bundle`: transactions, state and receipts in aVM's own bytes, as another program has written them. [aVM 4] */

import type { Command } from 'commander';
import { Option } from 'commander';
import { decodeState, encodeState } from '../chain/codec/state';
import { decodeBundle } from '../chain/codec/transaction';
import { encodeReceipts, toAvmReceipt } from '../chain/codec/receipt';
import { describeReceipt } from '../chain/describe/receipts';
import { runToEnd } from '../chain/headless';
import { ChainRun } from '../chain/run';
import { ChainState } from '../chain/state';
import type { Rules, Transaction } from '../chain/transaction';
import { RULES } from '../chain/transaction';
import { readElf } from '../elf/elfImage';
import type { ElfImage } from '../elf/elfImage';
import { MalformedInput } from '../shared/errors';
import { parseCount } from './count';
import { printReceipt } from './printReceipt';
import type { CliServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface BundleOptions {
  readonly state?: string;
  readonly rules: Rules;
  readonly gasLimit?: number;
  readonly receipts?: string;
  readonly finalState?: string;
  readonly verbose?: boolean;
  readonly maxInstructions?: number;
}

export function addBundle(command: Command, services: CliServices, terminal: Terminal): void {
  command
    .command('bundle')
    .description("run a bundle that is in aVM's bytes")
    .argument('<file>', 'the bundle')
    .option('--state <file>', "what the chain is before it, in aVM's bytes; empty unless told")
    .addOption(new Option('--rules <rules>', 'semantics').choices(RULES).default('compat'))
    .option('--gas-limit <gas>', 'for each transaction; aVM knows none', parseCount)
    .option('--receipts <file>', "write the receipts in aVM's bytes")
    .option('--final-state <file>', "write what the chain is after it, in aVM's bytes")
    .option('--verbose', 'print the tree of calls')
    .option('--max-instructions <count>', 'give up after so many instructions', parseCount)
    .addHelpText(
      'after',
      '\nExample:\n  avm bundle txs.bin --state before.bin --receipts receipts.bin --final-state after.bin',
    )
    .action(async (path: string, options: BundleOptions) => {
      process.exitCode = await runBundle(path, options, services, terminal);
    });
}

/** @returns the exit code: 0 when every transaction has its receipt, whatever that says */
export async function runBundle(
  path: string,
  options: BundleOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const bundle = decodeBundle(await read(path, services), path).map(withLimit(options));
    const state = await readState(options, services);
    const run = new ChainRun({
      kernel: await readKernel(services),
      state,
      bundle,
      rules: options.rules,
    });
    const stop = await runToEnd(run, {
      breathe: () => services.breathe(),
      ...(options.maxInstructions !== undefined && { maxSteps: options.maxInstructions }),
    });
    report(run, options, terminal);
    if (stop !== 'complete') {
      terminal.note(`the run has not ended: ${run.epitaph ?? stop}`);
      return EXIT.UNMET;
    }
    await writeResults(run, options, services);
    return EXIT.MET;
  } catch (error) {
    if (error instanceof MalformedInput || error instanceof Refusal) {
      terminal.note(error.message);
      return EXIT.REFUSED;
    }
    throw error;
  }
}

function withLimit({ gasLimit }: BundleOptions): (it: Transaction) => Transaction {
  return it => (gasLimit === undefined ? it : { ...it, gasLimit: BigInt(gasLimit) });
}

async function readState({ state }: BundleOptions, services: CliServices): Promise<ChainState> {
  const chain = new ChainState();
  if (state === undefined) return chain;
  const accounts = decodeState(await read(state, services), state);
  chain.apply({
    accounts: accounts.map(([address, it]) => ({ address, ...it })),
    slots: accounts.flatMap(([address, it]) =>
      [...it.storage].map(([key, value]) => ({ address, key, value })),
    ),
  });
  return chain;
}

async function read(given: string, services: CliServices): Promise<Uint8Array> {
  const path = services.resolvePath(process.cwd(), given);
  return services.readFile(path);
}

async function readKernel(services: CliServices): Promise<ElfImage> {
  for (const it of services.kernelPaths) {
    if (await services.fileExists(it)) return readElf(await services.readFile(it), it);
  }
  const paths = services.kernelPaths.join(' or ');
  throw new Refusal('no-kernel', `there is no kernel at ${paths}: npm run guest builds it`);
}

function report(run: ChainRun, options: BundleOptions, terminal: Terminal): void {
  const { rules } = options;
  const context = { labels: new Map(), programs: new Map(), state: run.state, rules };
  for (const it of run.receipts) {
    printReceipt(describeReceipt(context, it), options.verbose === true, terminal);
  }
}

async function writeResults(
  run: ChainRun,
  { receipts, finalState }: BundleOptions,
  services: CliServices,
): Promise<void> {
  const write = async (given: string | undefined, bytes: () => Uint8Array): Promise<void> => {
    if (given === undefined) return;
    const path = services.resolvePath(process.cwd(), given);
    await services.writeFile(path, bytes());
  };
  await write(receipts, () => encodeReceipts(run.receipts.map(toAvmReceipt)));
  await write(finalState, () => encodeState(run.state.accounts()));
}
