/** What turns bytes of the chain into words: labels for addresses, programs for code. */

import type { ContractAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Program } from '../abi/program';
import type { Labels } from '../abi/value';
import type { Address } from '../address';
import type { ChainState } from '../state';
import type { Rules } from '../transaction';

export interface DescribeContext {
  readonly labels: Labels;
  /** By code hash. */
  readonly programs: ReadonlyMap<string, Program>;
  /** Where code is looked up: the state as it is now. */
  readonly state: ChainState;
  /** Those that the transactions run by; `strict` unless given. Under `compat` the coin of calls and creations stays where it is. */
  readonly rules?: Rules;
}

export function programAt(context: DescribeContext, address: Address): Program | undefined {
  return context.programs.get(context.state.codeHash(address));
}

export function abiAt(context: DescribeContext, address: Address): ContractAbi {
  return programAt(context, address)?.abi ?? EMPTY_ABI;
}
