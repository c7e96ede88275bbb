/** Tells sessions which slots to stop at, and says what cannot be watched. */

import type * as vscode from 'vscode';
import type { SlotBreakpointsResponse, WatchedSlot } from '../../debugger/protocol';
import { complain } from '../messages';
import type { WatchedSlots } from './watchedSlots';

const MEMENTO = 'avm.watchedSlots';

/** Kept with the workspace. @param tell says that they have changed */
export function keepWatchedSlots(
  watched: WatchedSlots,
  memento: vscode.Memento,
  tell: () => void,
): void {
  watched.onChange = slots => {
    void memento.update(MEMENTO, slots);
    tell();
  };
}

export function rememberedSlots(memento: vscode.Memento): readonly WatchedSlot[] {
  return memento.get<readonly WatchedSlot[]>(MEMENTO, []);
}

export function sendSlots(session: vscode.DebugSession, slots: readonly WatchedSlot[]): void {
  void Promise.resolve(session.customRequest('avm/setSlotBreakpoints', { slots })).then(
    (body: SlotBreakpointsResponse) => {
      const message = body.breakpoints.find(it => !it.verified)?.message;
      if (message !== undefined) complain(message);
    },
    // The session has ended meanwhile: the next one is told again.
    () => undefined,
  );
}
