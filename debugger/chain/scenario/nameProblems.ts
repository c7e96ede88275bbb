/** What a schema cannot say: labels that must exist, members that exclude or need each other, patterns that must compile. */

import type { Address } from '../address';
import { parseAddress } from '../address';
import type { Json } from '../abi/valueJson';
import { bigintFromJson } from '../abi/valueJson';
import type { JsonDocument, Path } from '../jsonDocument';
import { MOST_PROBLEMS } from '../jsonDocument';
import { patternProblem, regexProblem } from './pattern';
import type { ScenarioProblem } from './problems';
import { listNames, suggest } from './problems';
import { referencesIn } from './references';
import type {
  Expectation,
  Scenario,
  ScenarioFile,
  ScenarioTransaction,
  StateExpectation,
} from './scenario';
import { bundlesOf } from './scenario';

const PROGRAM_SOURCES = ['crate', 'elf', 'image'];
const KINDS = ['create', 'call', 'transfer'] as const;

/** Widths of the numbers that the chain keeps. */
const BITS = { value: 128, balance: 128, nonce: 64, gasLimit: 64, block: 64 } as const;

/** Of a number, in a problem. */
const MOST_SHOWN = 60;

/** @param base what the file extends: its labels and names are known, too */
export function nameProblems(
  document: JsonDocument,
  file: ScenarioFile,
  base?: Scenario,
): ScenarioProblem[] {
  const check = new NameChecker(document, file, base);
  check.form();
  for (const [label, it] of Object.entries(file.contracts ?? {})) check.contract(label, it);
  for (const [label, it] of Object.entries(file.accounts ?? {})) {
    check.account(label, it);
    check.amount(['accounts', label, 'balance'], it.balance, BITS.balance);
    check.amount(['accounts', label, 'nonce'], it.nonce, BITS.nonce);
  }
  for (const [name, it] of Object.entries(file.block ?? {})) {
    check.amount(['block', name], it as number | string, BITS.block);
  }
  for (const { path, bundle } of bundlesOf(file)) {
    for (const [name, it] of Object.entries(bundle.block ?? {})) {
      check.amount([...path, 'block', name], it as number | string, BITS.block);
    }
    for (const [at, it] of bundle.transactions.entries()) {
      if (check.problems.length >= MOST_PROBLEMS) break;
      check.transaction([...path, 'transactions', at], it);
    }
    if (bundle.expect !== undefined) check.state([...path, 'expect'], bundle.expect);
  }
  if (file.expect !== undefined) check.state(['expect'], file.expect);
  return check.problems;
}

class NameChecker {
  readonly problems: ScenarioProblem[] = [];
  readonly #contracts: readonly string[];
  readonly #labels: ReadonlySet<string>;
  /** Labels of what the file extends. */
  readonly #inherited: ReadonlySet<string>;
  /** What transactions so far are called. */
  readonly #names: Set<string>;
  /** Of what the file extends, and those so far. */
  readonly #accounts: Map<Address, string>;

  constructor(
    private readonly document: JsonDocument,
    private readonly file: ScenarioFile,
    private readonly base: Scenario | undefined,
  ) {
    const contracts = base?.contracts.map(it => it.label) ?? [];
    this.#inherited = new Set([...(base?.accounts.map(it => it.label) ?? []), ...contracts]);
    this.#contracts = [...contracts, ...Object.keys(file.contracts ?? {})];
    const accounts = Object.keys(file.accounts ?? {});
    this.#labels = new Set([...this.#inherited, ...accounts, ...this.#contracts]);
    this.#accounts = new Map(base?.accounts.map(it => [it.address, it.label]));
    this.#names = new Set(base?.transactions.flatMap(it => it.as ?? []));
  }

  form(): void {
    const { transactions, bundles, extends: wanted } = this.file;
    if (transactions !== undefined && bundles !== undefined) {
      this.#addKey(['bundles'], 'a scenario has either "transactions" or "bundles"');
    }
    if (transactions === undefined && bundles === undefined && wanted === undefined) {
      this.#add(
        [],
        '"transactions" is missing: The bundle, in order. Each transaction has exactly one of create, call and transfer',
      );
    }
    if (wanted !== undefined && this.base === undefined) {
      this.#add(['extends'], 'what it extends has not been read');
    }
    for (const kind of ['accounts', 'contracts'] as const) {
      for (const label of Object.keys(this.file[kind] ?? {})) {
        if (!this.#inherited.has(label)) continue;
        this.#addKey(
          [kind, label],
          `${JSON.stringify(label)} is a label of what it extends already`,
        );
      }
    }
  }

  /** Two names for one account would share what each seems to have. */
  account(label: string, { address }: { readonly address: string }): void {
    const parsed = parseAddress(address);
    if (parsed === undefined) return;
    const before = this.#accounts.get(parsed);
    if (before !== undefined && before !== label) {
      const whose = JSON.stringify(before);
      this.#add(['accounts', label, 'address'], `${whose} has this address already`);
    }
    if (before === undefined) this.#accounts.set(parsed, label);
  }

  contract(label: string, it: object): void {
    const path = ['contracts', label];
    const given = PROGRAM_SOURCES.filter(name => Object.hasOwn(it, name));
    if (given.length !== 1) {
      this.#add(path, `a contract has exactly one of ${listNames(PROGRAM_SOURCES)}`);
    }
    if (Object.hasOwn(it, 'bin') && !Object.hasOwn(it, 'crate')) {
      this.#addKey([...path, 'bin'], '"bin" goes with "crate": it says which of its binaries');
    }
    if (Object.hasOwn(this.file.accounts ?? {}, label)) {
      const problem = `${JSON.stringify(label)} is already the label of an account`;
      this.problems.push(this.document.keyProblem(path, problem));
    }
  }

  transaction(path: Path, it: ScenarioTransaction): void {
    const { expect, ...asked } = it;
    this.#references(path, asked);
    const kinds = KINDS.filter(kind => it[kind] !== undefined);
    if (kinds.length !== 1) {
      this.#add(path, `a transaction has exactly one of ${listNames(KINDS)}`);
    }
    this.#party([...path, 'from'], it.from);
    if (it.call !== undefined) this.#party([...path, 'call'], it.call);
    if (it.transfer !== undefined) {
      this.#party([...path, 'transfer', 'to'], it.transfer.to);
      this.amount([...path, 'transfer', 'value'], it.transfer.value, BITS.value);
    }
    if (it.create !== undefined && !this.#contracts.includes(it.create)) {
      const hint = suggest(it.create, this.#contracts);
      this.#add(
        [...path, 'create'],
        `${JSON.stringify(it.create)} is no label of contracts: ${hint}`,
      );
    }
    this.amount([...path, 'value'], it.value, BITS.value);
    this.amount([...path, 'nonce'], it.nonce, BITS.nonce);
    this.amount([...path, 'gasLimit'], it.gasLimit, BITS.gasLimit);
    this.#input(path, it);
    this.#name(path, it.as);
    if (expect === undefined) return;
    this.#references([...path, 'expect'], expect);
    this.#expectation([...path, 'expect'], expect);
  }

  /** What the state must be. */
  state(path: Path, it: StateExpectation): void {
    this.#references(path, it);
    this.#parties(path, it);
  }

  amount(path: Path, value: number | string | undefined, bits: number): void {
    if (value === undefined || referencesIn(value).length > 0) return;
    const amount = bigintFromJson(value);
    if (amount === undefined) {
      const written = this.document.written(path);
      this.#add(path, `${shortened(written)} is not exact in JSON: write it as a string`);
    } else if (amount >> BigInt(bits) !== 0n) {
      this.#add(path, `${JSON.stringify(value)} does not fit into ${bits} bits`);
    }
  }

  #input(path: Path, it: ScenarioTransaction): void {
    for (const name of ['function', 'arguments', 'input'] as const) {
      if (it[name] !== undefined && it.call === undefined) {
        this.#add([...path, name], `${JSON.stringify(name)} belongs to a call`);
      }
    }
    if (it.function !== undefined && it.input !== undefined) {
      this.#add([...path, 'input'], 'a call has either "function" with "arguments", or "input"');
    }
    if (it.arguments !== undefined && it.function === undefined) {
      this.#add([...path, 'arguments'], '"arguments" need a "function"');
    }
    if (it.transfer !== undefined && it.value !== undefined) {
      this.#add([...path, 'value'], 'a transfer has its value inside "transfer"');
    }
  }

  #expectation(path: Path, it: Expectation): void {
    for (const [at, text] of [it.reason, ...(it.logs ?? [])].entries()) {
      const problem = regexProblem(patternIn(text ?? '') ?? '');
      const member: Path = at === 0 ? ['reason'] : ['logs', at - 1];
      if (problem !== undefined) this.#add([...path, ...member], problem);
    }
    this.#parties(path, it);
    if (it.returns !== undefined) this.#pattern([...path, 'returns'], it.returns);
    if (it.gasUsed !== undefined) this.#pattern([...path, 'gasUsed'], it.gasUsed);
    if (typeof it.error === 'object') this.#patterns([...path, 'error', 'fields'], it.error.fields);
    for (const [at, event] of (it.events ?? []).entries()) {
      this.#patterns([...path, 'events', at, 'fields'], event.fields);
      if (event.emitter !== undefined) {
        this.#party([...path, 'events', at, 'emitter'], event.emitter);
      }
    }
  }

  #parties(path: Path, it: StateExpectation): void {
    for (const [label, json] of Object.entries(it.balances ?? {})) {
      const at = [...path, 'balances', label];
      this.#party(at, label);
      this.#pattern(at, json);
    }
    for (const [label, slots] of Object.entries(it.storage ?? {})) {
      this.#party([...path, 'storage', label], label);
      this.#patterns([...path, 'storage', label], slots);
    }
  }

  #patterns(path: Path, values: Readonly<Record<string, Json>> | undefined): void {
    for (const [name, it] of Object.entries(values ?? {})) this.#pattern([...path, name], it);
  }

  #pattern(path: Path, json: Json): void {
    const problem = patternProblem(json);
    if (problem !== undefined) this.#add(path, problem);
  }

  #name(path: Path, name: string | undefined): void {
    if (name === undefined) return;
    if (this.#names.has(name)) {
      this.#add([...path, 'as'], `${JSON.stringify(name)} is another transaction's name already`);
    }
    this.#names.add(name);
  }

  #references(path: Path, json: object): void {
    for (const [member, inner] of Object.entries(json)) {
      for (const { text, name, path: below } of referencesIn(inner)) {
        const at = [...path, member];
        if (name === '' || below.length === 0) {
          this.#add(
            at,
            `${text} is no value of a receipt: such as \${name.return} or \${name.events[0].field}`,
          );
        } else if (!this.#names.has(name)) {
          const hint = suggest(name, [...this.#names]);
          this.#add(
            at,
            `${text}: no transaction before this one has the name "${name}" by its "as": ${hint}`,
          );
        }
      }
    }
  }

  #addKey(path: Path, message: string): void {
    this.problems.push(this.document.keyProblem(path, message));
  }

  #party(path: Path, name: string): void {
    if (this.#labels.has(name) || parseAddress(name) !== undefined) return;
    const hint = suggest(name, [...this.#labels]);
    this.#add(path, `${JSON.stringify(name)} is neither a label nor an address: ${hint}`);
  }

  #add(path: Path, message: string): void {
    this.problems.push(this.document.problem(path, message));
  }
}

function shortened(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The expression between two slashes; undefined for plain text. */
export function patternIn(text: string): string | undefined {
  return /^\/(.+)\/$/s.exec(text)?.[1];
}
