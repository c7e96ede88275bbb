/** A scenario as its file says it: checked for form and for names, not yet encoded. */

import type { Address } from '../address';
import { parseAddress } from '../address';
import type { Json } from '../abi/valueJson';
import { bigintFromJson } from '../abi/valueJson';
import type { BlockContext } from '../block';
import { DEFAULT_BLOCK } from '../block';
import type { ReceiptStatus } from '../receipt';
import type { Rules } from '../transaction';
import type { Path } from '../jsonDocument';
import { JsonDocument } from '../jsonDocument';
import { nameProblems } from './nameProblems';
import type { ScenarioProblem } from './problems';
import { ScenarioError } from './problems';
import { schemaProblems } from './schemaProblems';

export interface Scenario {
  /** Of the file itself; what it extends has its own. */
  readonly document: JsonDocument;
  readonly name: string;
  readonly rules: Rules;
  /** Of every transaction that has no block of its own. */
  readonly block: BlockContext;
  readonly accounts: readonly ScenarioAccount[];
  readonly contracts: readonly ScenarioContract[];
  /** Those of the scenario that it extends come first. */
  readonly transactions: readonly PlacedTransaction[];
  /** What the state must be after so many transactions. */
  readonly milestones: readonly Milestone[];
}

export interface ScenarioAccount {
  readonly label: string;
  readonly address: Address;
  readonly balance: bigint;
  readonly nonce: bigint;
}

export interface ScenarioContract {
  readonly label: string;
  readonly address: Address;
  readonly from: ProgramSource;
  /** An abi.json, relative to the scenario file. */
  readonly abi: string | undefined;
  readonly place: Place;
  /** The scenario file's, where it is not that of the run. */
  readonly folder: string | undefined;
}

/** Where a program comes from; the path is relative to the scenario file. */
export interface ProgramSource {
  readonly kind: 'crate' | 'elf' | 'image';
  readonly path: string;
  /** Of a crate with several binaries: which one. */
  readonly bin?: string;
}

/** Where something stands: in which file, and there where. */
export interface Place {
  readonly document: JsonDocument;
  readonly path: Path;
}

/** The members of the file, whose form the schema has checked. */
export interface ScenarioTransaction {
  /** What later transactions call its receipt. */
  readonly as?: string;
  readonly create?: string;
  readonly call?: string;
  readonly transfer?: { readonly to: string; readonly value: number | string };
  readonly from: string;
  readonly function?: string;
  readonly arguments?: Readonly<Record<string, Json>>;
  readonly input?: string | readonly TypedValue[];
  readonly value?: number | string;
  readonly nonce?: number | string;
  readonly gasLimit?: number | string;
  readonly expect?: Expectation;
}

export interface PlacedTransaction extends ScenarioTransaction {
  readonly place: Place;
  readonly block: BlockContext;
}

export interface Milestone {
  /** Transactions before it. */
  readonly after: number;
  readonly expect: StateExpectation;
  readonly place: Place;
}

export interface TypedValue {
  readonly type: string;
  readonly value: Json;
}

export interface StateExpectation {
  readonly balances?: Readonly<Record<string, Json>>;
  readonly storage?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Of a milestone only. */
  readonly root?: string;
}

export interface Expectation extends Omit<StateExpectation, 'root'> {
  readonly status?: ReceiptStatus;
  readonly errorCode?: number | string;
  readonly error?: string | ExpectedError;
  readonly data?: string;
  readonly returns?: Json;
  readonly events?: readonly ExpectedEvent[];
  readonly logs?: readonly string[];
  readonly reason?: string;
  readonly maxGas?: number | string;
  readonly gasUsed?: Json;
}

export interface ExpectedError {
  /** `Insufficient` or `TokenError::Insufficient`. */
  readonly name: string;
  readonly fields?: Readonly<Record<string, Json>>;
}

export interface ExpectedEvent {
  readonly name?: string;
  readonly emitter?: string;
  readonly fields?: Readonly<Record<string, Json>>;
  readonly data?: string;
}

/** The file's members before they get names and types of ours. */
export interface ScenarioFile {
  readonly name?: string;
  readonly extends?: string;
  readonly rules?: Rules;
  readonly block?: BlockMember;
  readonly accounts?: Readonly<Record<string, AccountMember>>;
  readonly contracts?: Readonly<Record<string, ContractMember>>;
  readonly transactions?: readonly ScenarioTransaction[];
  readonly bundles?: readonly BundleMember[];
  readonly expect?: StateExpectation;
}

export interface BundleMember {
  readonly block?: BlockMember;
  readonly transactions: readonly ScenarioTransaction[];
  readonly expect?: StateExpectation;
}

interface BlockMember {
  readonly number?: number | string;
  readonly timestamp?: number | string;
  readonly chainId?: number | string;
}

interface AccountMember {
  readonly address: string;
  readonly balance?: number | string;
  readonly nonce?: number | string;
}

interface ContractMember {
  readonly address: string;
  readonly crate?: string;
  readonly bin?: string;
  readonly elf?: string;
  readonly image?: string;
  readonly abi?: string;
}

export interface ScenarioSurroundings {
  /** The scenario that the file extends, if it says so. */
  readonly base?: Scenario;
  /** The file's folder, for the paths in it. */
  readonly folder?: string;
}

/**
 * @param source the file's path, for problems
 * @throws ScenarioError with every problem that can be seen without the contracts
 */
export function parseScenario(
  text: string,
  source: string,
  { base, folder }: ScenarioSurroundings = {},
): Scenario {
  const document = new JsonDocument(text, source);
  refuseIfAny(syntaxProblems(document));
  refuseIfAny(document.repeatedMembers());
  refuseIfAny(schemaProblems(document));
  const file = document.value as ScenarioFile;
  refuseIfAny(nameProblems(document, file, base));
  const block = blockContext(file.block ?? {}, base?.block ?? DEFAULT_BLOCK);
  const own = transactionsOf(document, file, block);
  const before = base?.transactions ?? [];
  return {
    document,
    name: file.name ?? nameOf(source),
    rules: file.rules ?? base?.rules ?? 'strict',
    block,
    accounts: [...(base?.accounts ?? []), ...accountsOf(file)],
    contracts: [...(base?.contracts ?? []), ...contractsOf(document, file, folder)],
    transactions: [...before, ...own],
    milestones: [...(base?.milestones ?? []), ...milestonesOf(document, file, before.length)],
  };
}

/** `transfer` of `scenarios/transfer.scenario.json`. */
export function nameOf(source: string): string {
  return source.replace(/^.*[\\/]/, '').replace(/(\.scenario)?\.json$/, '');
}

function accountsOf({ accounts = {} }: ScenarioFile): ScenarioAccount[] {
  return Object.entries(accounts).map(([label, it]) => ({
    label,
    address: parseAddress(it.address) as Address,
    balance: bigintFromJson(it.balance ?? 0) ?? 0n,
    nonce: bigintFromJson(it.nonce ?? 0) ?? 0n,
  }));
}

function contractsOf(
  document: JsonDocument,
  { contracts = {} }: ScenarioFile,
  folder: string | undefined,
): ScenarioContract[] {
  return Object.entries(contracts).map(([label, it]) => ({
    label,
    address: parseAddress(it.address) as Address,
    from: programSource(it),
    abi: it.abi,
    place: { document, path: ['contracts', label] },
    folder,
  }));
}

function transactionsOf(
  document: JsonDocument,
  file: ScenarioFile,
  block: BlockContext,
): PlacedTransaction[] {
  return bundlesOf(file).flatMap(({ path, bundle }) => {
    const own = blockContext(bundle.block ?? {}, block);
    return bundle.transactions.map((it, at) => ({
      ...it,
      place: { document, path: [...path, 'transactions', at] },
      block: own,
    }));
  });
}

function milestonesOf(document: JsonDocument, file: ScenarioFile, before: number): Milestone[] {
  const milestones: Milestone[] = [];
  let after = before;
  for (const { path, bundle } of bundlesOf(file)) {
    after += bundle.transactions.length;
    if (bundle.expect === undefined || path.length === 0) continue;
    milestones.push({
      after,
      expect: bundle.expect,
      place: { document, path: [...path, 'expect'] },
    });
  }
  if (file.expect !== undefined) {
    milestones.push({ after, expect: file.expect, place: { document, path: ['expect'] } });
  }
  return milestones;
}

/** A file without bundles is one. */
export function bundlesOf(file: ScenarioFile): { path: Path; bundle: BundleMember }[] {
  if (file.bundles !== undefined) {
    return file.bundles.map((bundle, at) => ({ path: ['bundles', at], bundle }));
  }
  return [{ path: [], bundle: { transactions: file.transactions ?? [] } }];
}

function blockContext(
  { number, timestamp, chainId }: BlockMember,
  otherwise: BlockContext,
): BlockContext {
  const known = (it: number | string | undefined, unless: bigint): bigint =>
    it === undefined ? unless : (bigintFromJson(it) ?? unless);
  return {
    number: known(number, otherwise.number),
    timestamp: known(timestamp, otherwise.timestamp),
    chainId: known(chainId, otherwise.chainId),
  };
}

function programSource(it: ContractMember): ProgramSource {
  if (it.crate !== undefined) {
    return { kind: 'crate', path: it.crate, ...(it.bin !== undefined && { bin: it.bin }) };
  }
  if (it.elf !== undefined) return { kind: 'elf', path: it.elf };
  return { kind: 'image', path: it.image ?? '' };
}

/** Of a file of another kind nobody wants to know where it is no JSON. */
function syntaxProblems(document: JsonDocument): ScenarioProblem[] {
  const problems = document.syntaxProblems();
  const [first] = problems;
  if (first === undefined || document.source.endsWith('.json')) return problems;
  return [{ ...first, message: 'no scenario: that is a JSON file, such as a.scenario.json' }];
}

function refuseIfAny(problems: readonly ScenarioProblem[]): void {
  if (problems.length > 0) throw new ScenarioError(problems);
}
