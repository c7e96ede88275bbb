/** Transactions that do not come to what their scenario expects of them. */

import type { Receipt } from '../../chain/receipt';
import type { Mismatch } from '../../chain/scenario/expectations';
import { checkAfter, formatMismatch, isAnythingExpected } from '../../chain/scenario/expectations';
import type { Target } from '../target';
import { endingBy, mayEndCall } from './endings';
import type { ExceptionSight } from './exceptionFilters';
import type { UserTrap } from './trap';

/** The kernel hands over all that a transaction has written, which it has gas for: more steps than for any system call. */
const MOST_STEPS = 100_000_000;

/** A person reads no more of them at once. */
const MAX_SHOWN = 8;

/**
 * Where the contract that the transaction has called ends, with everything that it has still there. What it comes to only the
 * kernel knows: it is let finish the transaction.
 */
export function unexpectedEnd(trap: UserTrap): ExceptionSight | undefined {
  const { target } = trap;
  const { run, resolved, currentTask } = target;
  const { receipts, transactionIndex: index } = run;
  if (currentTask?.depth !== 0 || index === undefined) return undefined;
  if (!isAnythingExpected(resolved, index) || !mayEndCall(trap)) return undefined;
  const { length } = receipts;
  const receipt = target.history.lookPastKernel(() => receipts[length], MOST_STEPS);
  if (receipt === undefined) return undefined;
  const stateAfter = run.state.clone();
  stateAfter.apply(receipt.writes, receipt.before.accounts);
  const after = { receipts: [...receipts, receipt], stateAfter };
  const sight = sightOf(receipt, checkAfter(resolved, receipt, after));
  return sight && { ...sight, isByItself: endingBy(trap)?.kind === 'failed' };
}

/** Where no contract has run, as in a payment: there is no other place than behind the transaction. */
export function unexpectedReceipt(target: Target, receipt: Receipt): ExceptionSight | undefined {
  const { resolved, run } = target;
  const [outermost] = receipt.calls;
  if (outermost !== undefined && outermost.instructions > 0n) return undefined;
  const after = { receipts: run.receipts, stateAfter: run.state };
  return sightOf(receipt, checkAfter(resolved, receipt, after));
}

function sightOf(receipt: Receipt, differences: readonly Mismatch[]): ExceptionSight | undefined {
  if (differences.length === 0) return undefined;
  return {
    description: `Transaction ${receipt.index} is not what the scenario expects`,
    details: inWords(differences),
    names: [
      ['status', receipt.status],
      ['differences', BigInt(differences.length)],
    ],
    isUncaught: receipt.status !== 'success',
  };
}

/** A line for each. */
export function inWords(
  differences: readonly Mismatch[],
  say: (difference: Mismatch) => string = formatMismatch,
): string {
  const shown = differences.slice(0, MAX_SHOWN).map(it => say(it));
  const more = differences.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
