/** Words of the chain. A variable, a parameter or a register of the same name comes first. */

import { gasLeftOf } from '../../inspect/callInfo';
import type { Target } from '../../target';
import { counted, list } from '../chainObject';
import { U64 } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import type { Scope } from '../scope';
import { hasChain } from '../scope';
import { accountsOperand } from './accounts';
import { callOperand } from './call';
import { receiptOperand, runningReceiptOperand } from './receipts';
import { storageOperand } from './storage';
import { transactionOperand } from './transaction';

/** undefined where there is nothing of the kind just now. */
type ReadWord = (target: Target, scope: Scope) => Operand | undefined;

interface Word {
  /** For completion and help. */
  readonly detail: string;
  readonly read: ReadWord;
}

export const WORDS: Readonly<Record<string, Word>> = {
  storage: {
    detail: "the storage of the frame's contract",
    read: (target, scope) => {
      const account = scope.frame?.task?.to ?? target.runningTask?.to;
      return account && storageOperand(target, account);
    },
  },
  accounts: { detail: 'accounts by their labels', read: accountsOperand },
  receipts: {
    detail: 'receipts of the transactions that have ended',
    read: target => {
      const { receipts } = target.run;
      const count = receipts.length;
      return list('Receipts', counted(count, 'receipt'), count, at => receiptOperand(target, at));
    },
  },
  receipt: {
    detail: 'the receipt of the transaction that runs as far as it is, else the last one',
    read: target => {
      const running = runningReceiptOperand(target);
      if (running !== undefined) return running;
      const { length } = target.run.receipts;
      return length === 0 ? undefined : receiptOperand(target, length - 1);
    },
  },
  tx: { detail: 'the transaction that runs', read: transactionOperand },
  call: { detail: "the call of the frame's contract", read: callOperand },
  gas: {
    detail: 'what the running contract has left',
    read: target => {
      const left = target.runningTask && gasLeftOf(target, target.runningTask);
      return left === undefined ? undefined : number({ type: U64, value: left });
    },
  },
  position: {
    detail: 'steps of the machine since it started',
    read: ({ machine }) => number({ type: U64, value: BigInt(machine.position) }),
  },
};

export function readWord(scope: Scope, name: string): Operand | undefined {
  const { target } = scope;
  if (!Object.hasOwn(WORDS, name) || !hasChain(target)) return undefined;
  return WORDS[name]?.read(target, scope);
}

/** Why a word has no value just now, where it is one. */
export function absentWord(name: string): string | undefined {
  if (!Object.hasOwn(WORDS, name)) return undefined;
  return `there is no ${name} here: ${WORDS[name]?.detail} is not there just now`;
}

/** The account that the scenario calls so. */
export function labelOperand({ target }: Scope, name: string): Operand | undefined {
  if (!hasChain(target)) return undefined;
  for (const [address, label] of target.resolved.labels) {
    if (label === name) return { kind: 'address', address, label };
  }
  return undefined;
}
