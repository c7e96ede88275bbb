/** Turns a scenario and its built programs into a state, a bundle and the labels for both. */

import { InvariantError } from '../../shared/errors';
import { hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { encodeCall } from '../abi/calls';
import { PACKED, encodeValue } from '../abi/codec';
import type { ContractAbi, FunctionAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Program } from '../abi/program';
import type { Value } from '../abi/value';
import { addressResolver, bigintFromJson, isRefusal, valueFromJson } from '../abi/valueJson';
import { PACKED_TYPE_NAMES, parseType } from '../abi/valueType';
import { ChainState } from '../state';
import type { Transaction } from '../transaction';
import { DEFAULT_GAS_LIMIT } from '../transaction';
import type { Path } from './document';
import type { ScenarioProblem } from './problems';
import { ScenarioError, suggest } from './problems';
import type { Scenario, ScenarioTransaction, TypedValue } from './scenario';

export interface ResolvedScenario {
  readonly scenario: Scenario;
  /** The state before the first transaction; a run changes it. */
  readonly state: ChainState;
  /** The same, which no run changes. */
  readonly genesis: ChainState;
  readonly bundle: readonly Transaction[];
  /** The scenario's name for an address. */
  readonly labels: ReadonlyMap<Address, string>;
  readonly addressOf: (text: string) => Address | undefined;
  /** By code hash: what an account runs is told by its code, not by its label. */
  readonly programs: ReadonlyMap<string, Program>;
  /** The function that a transaction calls, by index; undefined where it calls none by name. */
  readonly functions: readonly (FunctionAbi | undefined)[];
}

/**
 * @param programs by the contract's label
 * @param base the chain that the scenario's accounts are put on; an empty one unless told
 * @throws ScenarioError where a function, an argument or a type is not what the contract's ABI has
 */
export function resolveScenario(
  scenario: Scenario,
  programs: ReadonlyMap<string, Program>,
  base = new ChainState(),
): ResolvedScenario {
  const resolver = new Resolver(scenario, programs);
  const bundle = scenario.transactions.map((it, at) => resolver.transaction(it, at));
  if (resolver.problems.length > 0) throw new ScenarioError(resolver.problems);
  const genesis = createGenesis(scenario, base);
  return {
    scenario,
    state: genesis.clone(),
    genesis,
    bundle,
    labels: labelsOf(scenario),
    addressOf: resolver.addressOf,
    programs: new Map([...programs.values()].map(it => [it.codeHash, it])),
    functions: scenario.transactions.map(it => resolver.functionOf(it)),
  };
}

function createGenesis(scenario: Scenario, base: ChainState): ChainState {
  const state = base.clone();
  const accounts = scenario.accounts.map(({ label: _label, ...it }) => ({
    ...it,
    isContract: false,
    code: undefined,
  }));
  state.apply({ accounts, slots: [] });
  return state;
}

/** The first label of an address is its name. */
function labelsOf({ accounts, contracts }: Scenario): Map<Address, string> {
  const labels = new Map<Address, string>();
  for (const { address, label } of [...accounts, ...contracts]) {
    if (!labels.has(address)) labels.set(address, label);
  }
  return labels;
}

class Resolver {
  readonly problems: ScenarioProblem[] = [];
  readonly addressOf: (text: string) => Address | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly programs: ReadonlyMap<string, Program>,
  ) {
    const named = [...scenario.accounts, ...scenario.contracts];
    this.addressOf = addressResolver(new Map(named.map(it => [it.label, it.address])));
  }

  transaction(it: ScenarioTransaction, index: number): Transaction {
    const path: Path = ['transactions', index];
    const kind = it.create !== undefined ? 'create' : it.call !== undefined ? 'call' : 'transfer';
    const value = it.transfer?.value ?? it.value ?? 0;
    return {
      kind,
      from: this.#party(it.from),
      to: this.#party(it.create ?? it.call ?? it.transfer?.to ?? ''),
      value: bigintFromJson(value) ?? 0n,
      nonce: it.nonce === undefined ? 'next' : (bigintFromJson(it.nonce) ?? 0n),
      data: it.create === undefined ? this.#input(it, path) : this.#image(it.create, path),
      gasLimit: it.gasLimit === undefined ? DEFAULT_GAS_LIMIT : (bigintFromJson(it.gasLimit) ?? 0n),
    };
  }

  functionOf(it: ScenarioTransaction): FunctionAbi | undefined {
    return this.#programAt(it.call)?.abi.functions.find(fn => fn.name === it.function);
  }

  #image(label: string, path: Path): Uint8Array {
    const program = this.programs.get(label);
    if (program !== undefined) return program.image;
    this.#refuse([...path, 'create'], `${label} has not been built`);
    return new Uint8Array();
  }

  #input(it: ScenarioTransaction, path: Path): Uint8Array {
    if (it.function !== undefined) return this.#call(it, it.function, path);
    if (typeof it.input === 'string') return hexToBytes(it.input) ?? new Uint8Array();
    const values = (it.input ?? []).map((typed, at) =>
      this.#typedValue(typed, [...path, 'input', at]),
    );
    return Uint8Array.from(values.flatMap(bytes => [...bytes]));
  }

  #typedValue({ type, value }: TypedValue, path: Path): Uint8Array {
    const known = parseType(type);
    if (known === undefined || known.kind === 'named') {
      this.#refuse([...path, 'type'], `"${type}" is no type: ${PACKED_TYPE_NAMES}`);
      return new Uint8Array();
    }
    const read = valueFromJson(known, value, { addressOf: this.addressOf, types: [] });
    const bytes = isRefusal(read) ? undefined : encodeValue(PACKED, known, read);
    if (bytes !== undefined) return bytes;
    const why = isRefusal(read) ? read.refusal : `${type} has no bytes without a count`;
    this.#refuse([...path, isRefusal(read) ? 'value' : 'type'], why);
    return new Uint8Array();
  }

  #call(it: ScenarioTransaction, name: string, path: Path): Uint8Array {
    const program = this.#programAt(it.call);
    const abi = program?.abi ?? EMPTY_ABI;
    const { functions } = abi;
    const called = functions.find(fn => fn.name === name);
    if (called === undefined) {
      const hint =
        functions.length === 0
          ? 'nothing describes its functions; give "input" instead'
          : suggest(
              name,
              functions.map(fn => fn.name),
            );
      this.#refuse([...path, 'function'], `${it.call ?? ''} has no function "${name}": ${hint}`);
      return new Uint8Array();
    }
    const values = this.#arguments(abi, called, it, path);
    if (values === undefined) return new Uint8Array();
    const encoded = encodeCall(abi, called, values);
    if (!isRefusal(encoded)) return encoded;
    this.#refuse([...path, 'arguments'], encoded.refusal);
    return new Uint8Array();
  }

  #arguments(
    { types }: ContractAbi,
    called: FunctionAbi,
    it: ScenarioTransaction,
    path: Path,
  ): Value[] | undefined {
    const given = it.arguments ?? {};
    const before = this.problems.length;
    const known = called.inputs.map(input => input.name);
    for (const name of Object.keys(given).filter(own => !known.includes(own))) {
      const hint = suggest(name, known);
      this.problems.push(
        this.scenario.document.keyProblem(
          [...path, 'arguments', name],
          `${called.name} has no argument "${name}": ${hint}`,
        ),
      );
    }
    const values = called.inputs.flatMap(({ name, type, typeName }) => {
      const json = given[name];
      const at = [...path, 'arguments', name];
      if (type === undefined) {
        this.#refuse(at, `${called.name} takes ${name} as ${typeName}: give "input" instead`);
      } else if (json === undefined) {
        this.#refuse(at, `${called.name} needs the argument "${name}" of type ${typeName}`);
      } else {
        const value = valueFromJson(type, json, { addressOf: this.addressOf, types });
        if (!isRefusal(value)) return [value];
        this.#refuse(at, value.refusal);
      }
      return [];
    });
    return this.problems.length === before ? values : undefined;
  }

  /** The program that will be at an address or label. */
  #programAt(name: string | undefined): Program | undefined {
    const address = name === undefined ? undefined : this.addressOf(name);
    const contract = this.scenario.contracts.find(it => it.address === address);
    return contract && this.programs.get(contract.label);
  }

  #party(name: string): Address {
    const address = this.addressOf(name);
    if (address === undefined) throw new InvariantError(`unchecked party ${name}`);
    return address;
  }

  #refuse(path: Path, message: string): void {
    this.problems.push(this.scenario.document.problem(path, message));
  }
}
