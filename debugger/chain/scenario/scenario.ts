/** A scenario as its file says it: checked for form and for names, not yet encoded. */

import type { Address } from '../address';
import { parseAddress } from '../address';
import type { Json } from '../abi/valueJson';
import { bigintFromJson } from '../abi/valueJson';
import type { BlockContext } from '../block';
import { DEFAULT_BLOCK } from '../block';
import type { ReceiptStatus } from '../receipt';
import type { Rules } from '../transaction';
import { JsonDocument } from './document';
import { nameProblems } from './nameProblems';
import { ScenarioError } from './problems';
import { schemaProblems } from './schemaProblems';

export interface Scenario {
  /** Remembers where everything stands, for later problems. */
  readonly document: JsonDocument;
  readonly name: string;
  readonly rules: Rules;
  readonly block: BlockContext;
  readonly accounts: readonly ScenarioAccount[];
  readonly contracts: readonly ScenarioContract[];
  readonly transactions: readonly ScenarioTransaction[];
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
}

/** Where a program comes from; the path is relative to the scenario file. */
export interface ProgramSource {
  readonly kind: 'crate' | 'elf' | 'image';
  readonly path: string;
}

/** The members of the file, whose form the schema has checked. */
export interface ScenarioTransaction {
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

export interface TypedValue {
  readonly type: string;
  readonly value: Json;
}

export interface Expectation {
  readonly status?: ReceiptStatus;
  readonly errorCode?: number | string;
  readonly data?: string;
  readonly returns?: Json;
  readonly events?: readonly ExpectedEvent[];
  readonly logs?: readonly string[];
  readonly reason?: string;
  readonly maxGas?: number | string;
  readonly gasUsed?: number | string;
  readonly balances?: Readonly<Record<string, number | string>>;
  readonly storage?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
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
  readonly rules?: Rules;
  readonly block?: BlockMember;
  readonly accounts?: Readonly<Record<string, AccountMember>>;
  readonly contracts?: Readonly<Record<string, ContractMember>>;
  readonly transactions: readonly ScenarioTransaction[];
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
  readonly elf?: string;
  readonly image?: string;
  readonly abi?: string;
}

/**
 * @param source the file's path, for problems
 * @throws ScenarioError with every problem that can be seen without the contracts
 */
export function parseScenario(text: string, source: string): Scenario {
  const document = new JsonDocument(text, source);
  refuseIfAny(document.syntaxProblems());
  refuseIfAny(schemaProblems(document));
  const file = document.value as ScenarioFile;
  refuseIfAny(nameProblems(document, file));
  return {
    document,
    name: file.name ?? source.replace(/^.*[\\/]/, '').replace(/(\.scenario)?\.json$/, ''),
    rules: file.rules ?? 'strict',
    block: blockContext(file.block ?? {}),
    accounts: Object.entries(file.accounts ?? {}).map(([label, it]) => ({
      label,
      address: parseAddress(it.address) as Address,
      balance: bigintFromJson(it.balance ?? 0) ?? 0n,
      nonce: bigintFromJson(it.nonce ?? 0) ?? 0n,
    })),
    contracts: Object.entries(file.contracts ?? {}).map(([label, it]) => ({
      label,
      address: parseAddress(it.address) as Address,
      from: programSource(it),
      abi: it.abi,
    })),
    transactions: file.transactions,
  };
}

function blockContext({ number, timestamp, chainId }: BlockMember): BlockContext {
  const known = (it: number | string | undefined, otherwise: bigint): bigint =>
    it === undefined ? otherwise : (bigintFromJson(it) ?? otherwise);
  return {
    number: known(number, DEFAULT_BLOCK.number),
    timestamp: known(timestamp, DEFAULT_BLOCK.timestamp),
    chainId: known(chainId, DEFAULT_BLOCK.chainId),
  };
}

function programSource(it: ContractMember): ProgramSource {
  if (it.crate !== undefined) return { kind: 'crate', path: it.crate };
  if (it.elf !== undefined) return { kind: 'elf', path: it.elf };
  return { kind: 'image', path: it.image ?? '' };
}

function refuseIfAny(problems: ConstructorParameters<typeof ScenarioError>[0]): void {
  if (problems.length > 0) throw new ScenarioError(problems);
}
