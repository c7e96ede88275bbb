/** What a run is taken back to the last change of: a stop like one on data, which nobody has set. */

import { EvaluationError } from '../evaluationError';
import { SOUGHT } from '../stops/data/dataBreakpoints';
import { slotPlace } from '../stops/data/dataInfo';
import type { DataPlace } from '../stops/data/dataPlace';
import type { DataPlaces } from '../stops/data/dataPlaces';
import type { Target } from '../target';
import type { PastChange, StopView } from '../views';

/** @throws EvaluationError where there is no such thing, or it is gone */
export function soughtPlace(target: Target, places: DataPlaces, to: PastChange): DataPlace {
  const place = 'slot' in to ? slotPlace(target, to.slot) : places.get(to.data, target);
  if (typeof place === 'string') throw new EvaluationError(place);
  return place;
}

export function isSought({ hitBreakpointIds = [] }: StopView): boolean {
  return hitBreakpointIds.includes(SOUGHT);
}

/** As a client knows it: with the breakpoints alone that it has set. */
export function withoutSought({ hitBreakpointIds = [], ...view }: StopView): StopView {
  const ids = hitBreakpointIds.filter(it => it !== SOUGHT);
  return { ...view, ...(ids.length > 0 && { hitBreakpointIds: ids }) };
}

export function neverChanged(place: DataPlace): StopView {
  const text = `${place.name} has not changed before this${sinceWhen(place)}.`;
  return { reason: 'goto', description: 'No earlier change', text, isInVain: true };
}

/** Before that there was none of it. */
function sinceWhen(place: DataPlace): string {
  const isFramed = place.kind === 'memory' || place.kind === 'variable';
  if (isFramed && place.frame !== undefined) return `, in this call of ${place.frame.name}`;
  return place.kind === 'slot' || place.task === undefined ? '' : ', in this call of the contract';
}
