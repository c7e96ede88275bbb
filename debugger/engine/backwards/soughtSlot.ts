/** The slot whose last change a run is taken back to: a stop like one on data, which nobody has set. */

import { InvariantError } from '../../shared/errors';
import type { SlotReference } from '../../protocol';
import { EvaluationError } from '../evaluationError';
import { slotPlace } from '../stops/data/dataInfo';
import { SlotWatch } from '../stops/data/slotWatch';
import type { GuardedSlot } from '../stops/data/slotWatches';
import { Guard } from '../stops/guard';
import type { Target } from '../target';
import type { StopView } from '../views';

/** No breakpoint's: those count from 1. */
const ID = 0;

/** @throws EvaluationError where there can be no such slot */
export function soughtSlot(target: Target, slot: SlotReference): GuardedSlot {
  const place = slotPlace(target, slot);
  if (typeof place === 'string') throw new EvaluationError(place);
  const guard = Guard.create({});
  if (typeof guard === 'string') throw new InvariantError(guard);
  return { id: ID, guard, watch: new SlotWatch(target, place, 'write') };
}

export function isSought({ hitBreakpointIds = [] }: StopView): boolean {
  return hitBreakpointIds.includes(ID);
}

/** As a client knows it: with the breakpoints alone that it has set. */
export function withoutSought({ hitBreakpointIds = [], ...view }: StopView): StopView {
  const ids = hitBreakpointIds.filter(it => it !== ID);
  return { ...view, ...(ids.length > 0 && { hitBreakpointIds: ids }) };
}

export function neverChanged({ watch }: GuardedSlot): StopView {
  const text = `${watch.place.name} has not changed before this.`;
  return { reason: 'goto', description: 'No earlier change', text, isInVain: true };
}
