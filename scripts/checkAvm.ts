/**
 * Compiles aVM's own examples, unchanged, against clibc and runs them with the inputs of aVM's fixtures, in our form, in
 * aVM's, and as flat images: `npx tsx scripts/checkAvm.ts FOLDER`. [docs/compatibility.md]
 */

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { formatMismatch } from '../debugger/chain/scenario/expectations';
import { formatProblem } from '../debugger/chain/scenario/problems';
import { avmClient } from './lib/avmClient';
import type { ContractSource, Form } from './lib/avmForm';
import { buildForm, flatImage } from './lib/avmForm';
import { runExchanged, sampleScenario } from './lib/exchanged';

/** What each example is run with, and the samples that the scenario calls in its place. */
const RUNS: readonly { scenario: string; contracts: Readonly<Record<string, string>> }[] = [
  { scenario: 'erc20/avm', contracts: { erc20: 'erc20' } },
  {
    scenario: 'call_program/avm',
    contracts: { call_program: 'call_program', simple: 'simple' },
  },
  { scenario: 'storage/avm', contracts: { storage: 'storage' } },
  { scenario: 'simple/avm', contracts: { simple: 'simple' } },
  { scenario: 'multi_func/avm', contracts: { multi_func: 'multi_func' } },
  { scenario: 'allocator_demo/avm', contracts: { allocator_demo: 'allocator_demo' } },
  { scenario: 'native_transfer/avm-native', contracts: {} },
  { scenario: 'native_transfer/avm-guest', contracts: { native_transfer: 'native_transfer' } },
  { scenario: 'avm_dex/avm', contracts: { avm_dex: 'dex', erc20: 'erc20' } },
  { scenario: 'ecdsa_verify/avm', contracts: { ecdsa_verify: 'ecdsa_verify' } },
  { scenario: 'lib_import/hash', contracts: { lib_import: 'lib_import' } },
  { scenario: 'logging/avm', contracts: { logging: 'logging' } },
];

/** The examples' own, as their Cargo.toml has them. */
const DEPENDENCIES = [
  'sha2 = { version = "0.10", default-features = false }',
  'k256 = { version = "0.13", default-features = false, features = ["arithmetic", "ecdsa", "alloc"] }',
];

/** Of the clients that aVM generates, those that its examples include. */
const CLIENTS = ['simple', 'erc20'];

void main();

async function main(): Promise<void> {
  const [given] = process.argv.slice(2);
  const sources = given === undefined ? undefined : findSources(resolve(given));
  if (sources === undefined) {
    console.error('usage: npx tsx scripts/checkAvm.ts FOLDER');
    console.error('FOLDER is a checkout of aVM, or a folder with its crates/examples/src/*.rs');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'avm-sources-'));
  try {
    process.exitCode = (await check(sources, folder)) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findSources(folder: string): string | undefined {
  const places = [join(folder, 'crates/examples/src'), join(folder, 'src'), folder];
  return places.find(it => existsSync(join(it, 'simple.rs')));
}

async function check(sources: string, folder: string): Promise<boolean> {
  const contracts = copySources(sources, folder);
  console.log(`${contracts.length} contracts: ${contracts.map(it => it.name).join(', ')}`);
  const ours = await checkForm('clibc', contracts, folder);
  const theirs = await checkForm('avm', contracts, folder);
  return ours && theirs;
}

/** As they are, beside the clients that aVM's build would have written. */
function copySources(from: string, folder: string): ContractSource[] {
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'bin'));
  for (const name of CLIENTS) {
    const client = `${name}_abi.rs`;
    const given = join(from, '../bin', client);
    const text = existsSync(given) ? readFileSync(given, 'utf8') : avmClient(name);
    writeFileSync(join(folder, 'bin', client), text);
  }
  const files = readdirSync(from).filter(it => it.endsWith('.rs'));
  return files.map(it => {
    const path = join(folder, 'src', it);
    copyFileSync(join(from, it), path);
    return { name: basename(it, '.rs'), path };
  });
}

async function checkForm(
  form: Form,
  contracts: readonly ContractSource[],
  folder: string,
): Promise<boolean> {
  const outcome = await buildForm(form, contracts, join(folder, form), DEPENDENCIES);
  if (outcome.kind === 'failed') {
    console.error(outcome.reason);
    console.error(`${form}: does not compile`);
    return false;
  }
  const elves = await runAll(`${form.padEnd(5)}, ELF `, outcome.elves);
  if (form === 'clibc') return elves;
  const flat = new Map<string, string>();
  for (const [name, path] of outcome.elves) {
    const image = join(folder, `${name}.bin`);
    writeFileSync(image, flatImage(readFileSync(path), path));
    flat.set(name, image);
  }
  return (await runAll(`${form.padEnd(5)}, flat`, flat)) && elves;
}

async function runAll(title: string, executables: ReadonlyMap<string, string>): Promise<boolean> {
  let isRight = true;
  for (const { scenario, contracts } of RUNS) {
    const needed = Object.entries(contracts);
    const missing = needed.filter(([, it]) => !executables.has(it));
    if (missing.length > 0) {
      console.log(
        `BAD   ${title}  ${scenario}: there is no ${missing.map(it => it[1]).join(', ')}`,
      );
      isRight = false;
      continue;
    }
    const exchanged = new Map(needed.map(([sample, it]) => [sample, executables.get(it) ?? '']));
    const { stop, run, mismatches } = await runExchanged(sampleScenario(scenario), exchanged);
    const isAsExpected = stop === 'complete' && mismatches.length === 0;
    const gas = run.receipts.reduce((sum, it) => sum + it.gasUsed, 0n);
    console.log(`${isAsExpected ? 'ok   ' : 'BAD  '} ${title}  ${scenario.padEnd(26)} gas ${gas}`);
    for (const it of mismatches) {
      console.log(`        ${formatProblem({ ...it.place, message: formatMismatch(it) })}`);
    }
    isRight &&= isAsExpected;
  }
  return isRight;
}
