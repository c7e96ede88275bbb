/** Tells sessions which slots to stop at, and says what cannot be watched. */

import * as vscode from 'vscode';
import type { SlotBreakpointsResponse, WatchedSlot } from '../../debugger/protocol';
import { DEBUG_TYPE } from '../debug/configuration';
import { complain } from '../messages';
import type { WatchedSlots } from './watchedSlots';

const MEMENTO = 'avm.watchedSlots';

/** Kept with the workspace; the running session hears of each change at once. */
export function keepWatchedSlots(
  watched: WatchedSlots,
  memento: vscode.Memento,
  redraw: () => void,
): void {
  watched.onChange = slots => {
    void memento.update(MEMENTO, slots);
    redraw();
    const session = vscode.debug.activeDebugSession;
    if (session?.type === DEBUG_TYPE) sendSlots(session, slots);
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
