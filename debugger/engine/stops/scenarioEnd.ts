/** The last transaction is over, and the machine stands before the session ends. */

import type { Mismatch } from '../../chain/scenario/expectations';
import { checkExpectations, formatMismatch } from '../../chain/scenario/expectations';
import type { Target } from '../target';
import type { ExceptionSight } from './exceptionFilters';
import { inWords } from './unexpected';

export function scenarioEnd({ resolved, run }: Target): ExceptionSight {
  const differences = checkExpectations(resolved, run.receipts);
  const names = [['differences', BigInt(differences.length)]] as const;
  if (differences.length === 0) return { description: 'The scenario has ended', names };
  return {
    description: 'The scenario has ended unlike it expects',
    details: inWords(differences, ofWhich),
    names,
  };
}

/** As the console names transactions; what is about the state that is left belongs to none. */
function ofWhich(it: Mismatch): string {
  const text = formatMismatch(it);
  return it.transaction === undefined ? text : `#${it.transaction} ${text}`;
}
