/** The author's frames of a stack, without what macros have written. */

import type { FrameView } from '../../engine/views';
import type { SourceLines } from './sourceLines';

/** What a macro has written stands where the macro is called. */
const MACRO_CALL = /^\s*(#!?\[|entrypoint!)/;

export async function ownFrames(
  stack: readonly FrameView[],
  lines: SourceLines,
): Promise<FrameView[]> {
  const own: FrameView[] = [];
  for (const it of stack) {
    if (it.kind !== 'contract' || it.source?.deemphasize !== false || it.line === 0) continue;
    const text = await lines.at(it.source.path, it.line);
    if (text === undefined || !MACRO_CALL.test(text)) own.push(it);
  }
  return own;
}
