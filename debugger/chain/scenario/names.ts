/** What the words of a scenario stand for, with its programs. */

import type { ContractAbi, FunctionAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Program } from '../abi/program';
import { addressResolver } from '../abi/valueJson';
import type { Address } from '../address';
import type { Scenario } from './scenario';

export class Names {
  readonly addressOf: (text: string) => Address | undefined;
  readonly labels: readonly string[];

  constructor(
    private readonly scenario: Scenario,
    readonly programs: ReadonlyMap<string, Program>,
  ) {
    const named = [...scenario.accounts, ...scenario.contracts];
    this.labels = named.map(it => it.label);
    this.addressOf = addressResolver(new Map(named.map(it => [it.label, it.address])));
  }

  readonly abiOf = (address: Address): ContractAbi => this.#programOf(address)?.abi ?? EMPTY_ABI;

  readonly functionAt = (index: number): FunctionAbi | undefined => {
    const { call, function: name } = this.scenario.transactions[index] ?? {};
    return this.programAt(call)?.abi.functions.find(it => it.name === name);
  };

  /** The program that will be at an address or label. */
  programAt(name: string | undefined): Program | undefined {
    return this.#programOf(name === undefined ? undefined : this.addressOf(name));
  }

  #programOf(address: Address | undefined): Program | undefined {
    const contract = this.scenario.contracts.find(it => it.address === address);
    return contract && this.programs.get(contract.label);
  }
}
