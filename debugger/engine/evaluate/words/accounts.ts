/** Accounts: `accounts.alice.balance`. As the chain has them between two transactions. */

import type { Address } from '../../../chain/address';
import { parseAddress } from '../../../chain/address';
import { programAt } from '../../../chain/describe/context';
import { EvaluationError } from '../../evaluationError';
import type { Target } from '../../target';
import type { ChainMember } from '../chainObject';
import { chain, counted } from '../chainObject';
import { U128, U32, U64 } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import { describe, primitive } from '../primitives';
import { storageOperand } from './storage';

export function accountsOperand(target: Target): Operand {
  const addresses = (): Address[] => {
    const touched = [...target.run.state.accounts()].map(([address]) => address);
    return [...new Set([...target.resolved.labels.keys(), ...touched])];
  };
  return chain({
    type: 'Accounts',
    get text() {
      return counted(addresses().length, 'account');
    },
    members: () =>
      addresses().map(it => ({ name: target.labelOf(it), value: accountOperand(target, it) })),
    at([key, ...more]) {
      const it = key && primitive(key);
      const address =
        it?.kind === 'address'
          ? it.address
          : it?.kind === 'text'
            ? addressNamed(target, it.value)
            : undefined;
      if (address === undefined || more.length > 0) {
        throw new EvaluationError(`${key === undefined ? 'nothing' : describe(key)} is no account`);
      }
      return accountOperand(target, address);
    },
  });
}

function addressNamed({ resolved }: Target, text: string): Address | undefined {
  const labelled = [...resolved.labels].find(([, label]) => label === text);
  return labelled?.[0] ?? parseAddress(text);
}

export function accountOperand(target: Target, address: Address): Operand {
  return chain({
    type: 'Account',
    get text() {
      return `${target.run.state.get(address)?.balance ?? 0n} at 0x${address}`;
    },
    value: addressOperandOf(target, address),
    members: () => accountMembers(target, address),
  });
}

export function addressOperandOf(target: Target, address: Address): Operand {
  return { kind: 'address', address, label: target.resolved.labels.get(address) };
}

function accountMembers(target: Target, address: Address): ChainMember[] {
  const account = target.run.state.get(address);
  const program = programAt(target.words, address);
  return [
    { name: 'address', value: addressOperandOf(target, address) },
    { name: 'balance', value: number({ type: U128, value: account?.balance ?? 0n }) },
    { name: 'nonce', value: number({ type: U64, value: account?.nonce ?? 0n }) },
    { name: 'is_contract', value: { kind: 'boolean', value: account?.isContract ?? false } },
    { name: 'code_size', value: number({ type: U32, value: BigInt(account?.code.length ?? 0) }) },
    ...(program === undefined
      ? []
      : [{ name: 'program', value: { kind: 'text', value: program.name } as const }]),
    { name: 'storage', value: storageOperand(target, address) },
  ];
}
