/** Slots of storage to stop at, set from views that show storage. See protocol.ts. */

import type {
  SlotBreakpoints,
  SlotBreakpointsResponse,
  SlotReference,
  WatchedSlot,
} from '../../protocol';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';

const ACCESS = ['read', 'write', 'readWrite'];

export const setSlotBreakpoints: Handler<SlotBreakpoints, SlotBreakpointsResponse> = (
  session,
  { slots },
) => {
  if (!Array.isArray(slots)) throw new RequestError('slots is a list of slots to watch');
  const placed = session.engine.setSlotBreakpoints(
    (slots as readonly WatchedSlot[]).map(it => {
      const { accessType, condition } = it;
      const { account, domain, key } = slotOf(it);
      if (!ACCESS.includes(accessType)) {
        throw new RequestError(`accessType is one of ${ACCESS.join(', ')}`);
      }
      return { account, domain, key, accessType, ...(condition !== undefined && { condition }) };
    }),
  );
  return {
    breakpoints: placed.map(({ verified, message }) => ({
      verified,
      ...(message !== undefined && { message }),
    })),
  };
};

/** As it may be, whatever a client has sent. */
export function slotOf(given: SlotReference): SlotReference {
  const { account, domain, key } = (given ?? {}) as Partial<Record<keyof SlotReference, unknown>>;
  if (typeof account !== 'string' || !/^[0-9a-f]{40}$/.test(account)) {
    throw new RequestError(`account is 40 hexadecimal digits, not ${String(account)}`);
  }
  if (typeof domain !== 'string') throw new RequestError('domain is text');
  if (key === undefined || key === null) return { account, domain };
  if (typeof key !== 'string') throw new RequestError('key is text');
  return { account, domain, key };
}
