/** `avm chain`: look at a chain in a folder, take it out and put it back in aVM's bytes, or delete it. */

import type { Command } from 'commander';
import { encodeAccount, decodeState } from '../chain/codec/state';
import { encodeBundle } from '../chain/codec/transaction';
import { encodeReceipts, toAvmReceipt } from '../chain/codec/receipt';
import type { StoredReceipt } from '../chain/storedChain';
import { chainFaults } from '../chain/checkChain';
import { heightOf, receiptAt } from '../chain/storedChain';
import { MalformedInput } from '../shared/errors';
import { ByteWriter } from '../shared/byteWriter';
import { checkAvmValue } from './avmValues';
import type { ByteSink, ChainFolder, ChainServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

/** Accounts that are put into a new chain at once. */
const IMPORT_STEP = 20_000;

export function addChain(command: Command, services: ChainServices, terminal: Terminal): void {
  const chain = command
    .command('chain')
    .description('look at a chain that is kept in a folder, copy it, or delete it')
    .addHelpText('after', HELP);
  const answerWith = async (action: () => Promise<number>): Promise<void> => {
    process.exitCode = await exitCodeOf(action, terminal);
  };
  const answer = (action: () => Promise<void>): Promise<void> =>
    answerWith(async () => {
      await action();
      return EXIT.MET;
    });

  chain
    .command('info')
    .description('how long it is, what is on it, and its state root')
    .argument('<folder>', 'where the chain is')
    .option('--json', 'as JSON')
    .action((folder: string, { json }: { json?: boolean }) =>
      answer(() => info(folder, json === true, services, terminal)),
    );
  chain
    .command('check')
    .description('compare its files with their checksums, and its state with its root')
    .argument('<folder>', 'where the chain is')
    .option('--json', 'as JSON')
    .addHelpText('after', CHECK_HELP)
    .action((folder: string, { json }: { json?: boolean }) =>
      answerWith(() => check(folder, json === true, services, terminal)),
    );
  chain
    .command('export')
    .description("write its state, and its receipts if asked, in aVM's bytes")
    .argument('<folder>', 'where the chain is')
    .argument('<file>', 'for the state; - prints it')
    .option('--receipts <file>', 'the receipts of all its transactions')
    .option('--bundle <file>', 'the transactions themselves; aVM knows no gas limits')
    .action((folder: string, file: string, options: ExportOptions) =>
      answer(() => exportChain(folder, file, options, services, terminal)),
    );
  chain
    .command('import')
    .description("make a chain from a state in aVM's bytes")
    .argument('<folder>', 'where to make it')
    .argument('<file>', 'the state')
    .option('--force', 'replace the chain that is there, once the new one is whole')
    .action((folder: string, file: string, options: { force?: boolean }) =>
      answer(() => importChain(folder, file, options, services, terminal)),
    );
  chain
    .command('reset')
    .description('delete the chain in a folder')
    .argument('<folder>', 'where the chain is')
    .option('--yes', 'really do it')
    .action((folder: string, { yes }: { yes?: boolean }) =>
      answer(() => reset(folder, yes === true, services, terminal)),
    );
}

const HELP = `
avm run --chain FOLDER makes a chain, and goes on with one. avm state and avm receipts show what is on it.

Examples:
  avm chain info my-chain
  avm chain check my-chain
  avm chain export my-chain state.bin --receipts receipts.bin --bundle bundle.bin
  avm chain import copy state.bin
  avm chain reset --yes my-chain`;

const CHECK_HELP = `
The chain stays as it is. Each line names something that is damaged. Part of that is done whenever a chain is opened: its
log and its newest 32 MiB are compared with their checksums.

Exit codes: 0 it is whole, 1 it is damaged, 2 it cannot be read.`;

async function exitCodeOf(action: () => Promise<number>, terminal: Terminal): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof MalformedInput || error instanceof Refusal) {
      terminal.note(error.message);
      return EXIT.REFUSED;
    }
    throw error;
  }
}

async function info(
  given: string,
  isJson: boolean,
  services: ChainServices,
  terminal: Terminal,
): Promise<void> {
  const path = services.resolvePath(process.cwd(), given);
  await withChain(path, services, async ({ state }) => {
    const counted = { accounts: 0, contracts: 0, slots: 0 };
    for await (const [, it] of state.everyAccount()) {
      counted.accounts += 1;
      counted.contracts += it.isContract ? 1 : 0;
      counted.slots += it.storage.size;
    }
    const transactions = String(await heightOf(state));
    const facts = {
      transactions,
      ...counted,
      root: await state.root(),
      bytes: await services.sizeOfFolder(path),
    };
    if (isJson) terminal.line(JSON.stringify(facts, null, 2));
    else for (const [name, it] of Object.entries(facts)) terminal.line(`${name.padEnd(12)} ${it}`);
  });
}

async function check(
  given: string,
  isJson: boolean,
  services: ChainServices,
  terminal: Terminal,
): Promise<number> {
  const path = services.resolvePath(process.cwd(), given);
  const damages = await services.damagesOfChain(path);
  // What lies in damaged files says nothing about the rest.
  const faults =
    damages.length > 0
      ? damages
      : await withChain(path, services, ({ state }) => chainFaults(state));
  if (isJson) terminal.line(JSON.stringify({ isWhole: faults.length === 0, faults }, null, 2));
  else for (const it of faults) terminal.line(it);
  if (faults.length === 0) terminal.note(`the chain in ${given} is whole`);
  else terminal.note(`the chain in ${given} is damaged. Import an export of it into a new folder.`);
  return faults.length === 0 ? EXIT.MET : EXIT.UNMET;
}

interface ExportOptions {
  readonly receipts?: string;
  readonly bundle?: string;
}

async function exportChain(
  given: string,
  file: string,
  { receipts, bundle }: ExportOptions,
  services: ChainServices,
  terminal: Terminal,
): Promise<void> {
  await withChain(services.resolvePath(process.cwd(), given), services, async ({ state }) => {
    let count = 0;
    for await (const _account of state.everyAccount()) count += 1;
    await writeFile(file, services, terminal, async sink => {
      await sink.write(new ByteWriter().u32(count).finish());
      for await (const it of state.everyAccount()) await sink.write(encodeAccount(it));
    });
    terminal.note(`${count} accounts in ${file}`);
    const height = await heightOf(state);
    const writeList = async (to: string, encode: (it: StoredReceipt) => Uint8Array) => {
      await writeFile(to, services, terminal, async sink => {
        await sink.write(new ByteWriter().u32(Number(height)).finish());
        for (let at = 0n; at < height; at++) {
          const receipt = await receiptAt(state, at);
          if (receipt === undefined) throw new Refusal('no-chain', `receipt ${at} is missing`);
          checkAvmValue(receipt.transaction, at);
          // Without the count of its list, which is that of all.
          await sink.write(encode(receipt).subarray(4));
        }
      });
    };
    if (receipts !== undefined) {
      await writeList(receipts, it => encodeReceipts([toAvmReceipt(it)]));
      terminal.note(`${height} receipts in ${receipts}`);
    }
    if (bundle !== undefined) {
      await writeList(bundle, it => encodeBundle([it.transaction]));
      terminal.note(`${height} transactions in ${bundle}`);
    }
  });
}

async function importChain(
  given: string,
  file: string,
  { force }: { force?: boolean },
  services: ChainServices,
  terminal: Terminal,
): Promise<void> {
  const path = services.resolvePath(process.cwd(), given);
  const source = services.resolvePath(process.cwd(), file);
  const accounts = decodeState(await services.readFile(source), file);
  const isThere = await services.pathExists(path);
  if (isThere && force !== true) {
    throw new Refusal('chain-exists', `there is something at ${given}: --force replaces a chain`);
  }
  if (isThere) await services.refuseOther(path);
  // What is there stays until the new chain is whole.
  const unfinished = `${path}.importing`;
  if (await services.pathExists(unfinished)) await services.deleteChain(unfinished);
  const folder = await services.openChain(unfinished, 'create');
  try {
    await folder.begin(folder.state);
    for (let at = 0; at < accounts.length; at += IMPORT_STEP) {
      const step = accounts.slice(at, at + IMPORT_STEP);
      folder.state.apply({
        accounts: step.map(([address, it]) => ({ address, ...it })),
        slots: step.flatMap(([address, it]) =>
          [...it.storage].map(([key, value]) => ({ address, key, value })),
        ),
      });
      await folder.state.persist();
    }
    terminal.note(`${accounts.length} accounts, root ${await folder.state.root()}`);
  } finally {
    await folder.close();
  }
  const replaced = `${path}.replaced`;
  if (isThere) {
    if (await services.pathExists(replaced)) await services.deleteChain(replaced);
    await services.rename(path, replaced);
  }
  await services.rename(unfinished, path);
  if (isThere) await services.deleteChain(replaced);
}

async function reset(
  given: string,
  isMeant: boolean,
  services: ChainServices,
  terminal: Terminal,
): Promise<void> {
  const path = services.resolvePath(process.cwd(), given);
  if (!isMeant) {
    await services.refuseOther(path);
    throw new Refusal(
      'chain-exists',
      `this deletes ${await whatIsThere(path, services)}: avm chain reset --yes ${given}`,
    );
  }
  await services.deleteChain(path);
  terminal.note(`the chain in ${given} is gone`);
}

/** A damaged chain can be deleted too. */
async function whatIsThere(path: string, services: ChainServices): Promise<string> {
  try {
    return await withChain(
      path,
      services,
      async ({ state }) => `a chain of ${await heightOf(state)} transactions`,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `a chain that cannot be opened (${error.message})`;
  }
}

async function withChain<T>(
  path: string,
  services: ChainServices,
  action: (folder: ChainFolder) => Promise<T>,
): Promise<T> {
  const folder = await services.openChain(path, 'open');
  try {
    return await action(folder);
  } finally {
    await folder.close();
  }
}

async function writeFile(
  given: string,
  services: ChainServices,
  terminal: Terminal,
  write: (sink: Pick<ByteSink, 'write'>) => Promise<void>,
): Promise<void> {
  if (given === '-') {
    await write({ write: bytes => Promise.resolve(terminal.bytes(bytes)) });
    return;
  }
  const sink = await services.openForBytes(services.resolvePath(process.cwd(), given));
  try {
    await write(sink);
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
