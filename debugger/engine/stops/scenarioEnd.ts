/** The last transaction is over, and the machine stands before the session ends. */

import type { Mismatch } from '../../chain/scenario/expectations';
import { checkExpectations, formatMismatch } from '../../chain/scenario/expectations';
import type { Target } from '../target';
import type { ExceptionSight } from './exceptionFilters';
import { inWords } from './unexpected';

/** What a scenario has come to. */
export interface ScenarioEnd {
  readonly description: string;
  readonly differences: readonly Mismatch[];
}

export function scenarioEnd({ resolved, run }: Target): ScenarioEnd {
  const differences = checkExpectations(resolved, run.receipts);
  const isMet = differences.length === 0;
  const description = isMet ? 'The scenario has ended' : 'The scenario has ended unlike it expects';
  return { description, differences };
}

export function seenEnd(target: Target): ExceptionSight {
  const { description, differences } = scenarioEnd(target);
  return {
    description,
    ...(differences.length > 0 && { details: inWords(differences, ofWhich) }),
    names: [['differences', BigInt(differences.length)]],
  };
}

/** As the console names transactions; what is about the state that is left belongs to none. */
function ofWhich(it: Mismatch): string {
  const text = formatMismatch(it);
  return it.transaction === undefined ? text : `#${it.transaction} ${text}`;
}
