/** Programs as pages of code that have been executed, for tests of what becomes of them. */

import { assemble } from '../isa/assemble';
import { isShort } from '../isa/instruction';
import { HALFWORDS, type PageCode } from './blocks';

export const SUPERVISOR_BANK = 1;
export const MACHINE_BANK = 2;

export interface AssembledPage extends PageCode {
  /** The offset of a label. */
  at(label: string): number;
}

/**
 * @param unknown labels of instructions that were never executed; of all others it is known that they were
 * @param entered labels of places that control comes to from outside
 */
export function pageOf(
  program: string,
  {
    unknown = [],
    entered = [],
    bank = MACHINE_BANK,
    after,
  }: {
    unknown?: readonly string[];
    entered?: readonly string[];
    bank?: number;
    after?: number;
  } = {},
): AssembledPage {
  const { bytes, symbols } = assemble(program, 0);
  const halves = new Uint16Array(HALFWORDS);
  halves.set(new Uint16Array(bytes.slice().buffer, 0, bytes.length / 2));
  const isKnown = new Uint8Array(HALFWORDS);
  for (let half = 0; half < bytes.length / 2;) {
    isKnown[half] = 1;
    half += isShort(halves[half] ?? 0) ? 1 : 2;
  }
  const at = (label: string) => symbols.get(label) ?? NaN;
  for (const it of unknown) isKnown[at(it) / 2] = 0;
  const isEntered = new Uint8Array(HALFWORDS);
  for (const it of entered) isEntered[at(it) / 2] = 1;
  return { halves, isKnown, isEntered, bank, after, at };
}
