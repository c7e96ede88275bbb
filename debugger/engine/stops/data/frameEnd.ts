/** With which frame a place in memory goes away. */

import type { Frame } from '../../frame';
import type { FrameEnd } from './dataPlace';

const SP = 2;

/**
 * The frame on whose part of the stack an address lies; undefined for statics, the heap and everything else that stays.
 * @param stack innermost first, of logical frames
 */
export function frameHolding(
  stack: readonly Frame[],
  satp: number,
  address: number,
): FrameEnd | undefined {
  const coded = stack.filter(it => it.satp === satp && it.cfa !== undefined);
  const at = coded.findIndex(
    it => address >= (it.registers(SP) ?? Infinity) && address < (it.cfa ?? 0),
  );
  const frame = coded[at];
  return frame && endOf(coded, frame);
}

/** When a frame goes away; undefined where nobody knows where it lies. */
export function endOf(stack: readonly Frame[], frame: Frame): FrameEnd | undefined {
  const { cfa, task, satp } = frame;
  if (cfa === undefined) return undefined;
  const coded = stack.filter(it => it.satp === satp && it.cfa !== undefined);
  const at = coded.indexOf(frame);
  const isSame = (it: Frame): boolean => it.cfa === cfa && it.task === task;
  const own = coded.slice(at).filter(isSame);
  const caller = coded.slice(at).find(it => !isSame(it) && it.task === task);
  const { name, function: logical } = own.at(-1) ?? frame;
  const lowPc = logical?.lowPc;
  if (caller === undefined) return { name, cfa, lowPc, stop: undefined };
  const { pc, module } = caller;
  return { name, cfa, lowPc, stop: { address: pc, module, task, minSp: cfa } };
}
