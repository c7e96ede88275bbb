/** What can be done with a row of a slot, or of a map of slots: to stop when a contract reads or writes it. */

import type { WatchedSlot } from '../../debugger/protocol';
import type { WatchedSlots } from '../session/watchedSlots';
import type { ViewNode } from '../views/node';

export function slotCommands(watched: WatchedSlots) {
  const watch =
    (accessType: WatchedSlot['accessType']) =>
    (node: ViewNode | undefined): void => {
      if (node?.slot !== undefined) watched.watch(node.slot, accessType);
    };
  return {
    breakOnChange: watch('write'),
    breakOnRead: watch('read'),
    breakOnAccess: watch('readWrite'),
    stopWatching: (node: ViewNode | undefined): void => {
      if (node?.slot !== undefined) watched.forget(node.slot);
    },
  };
}
