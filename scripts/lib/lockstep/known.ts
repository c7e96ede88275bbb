/**
 * Where QEMU 7.2 and our machine differ and both may, or QEMU is wrong: docs/machine.md has the paragraphs. The machine
 * takes QEMU's word over and the comparison goes on.
 */

import type { Machine } from '../../../debugger/vm/machine';
import { adopt, STATE_WORDS, wordOfCsr } from './states';

export interface KnownDifference {
  readonly paragraph: string;
  /** Whether this is all in which the two states differ; if so, ours is made theirs. */
  explains(machine: Machine, ours: Uint32Array, theirs: Uint32Array): boolean;
}

export const KNOWN: readonly KnownDifference[] = [
  {
    paragraph: '[Priv §3.1.16] tval of ebreak is zero for QEMU, and its address for us.',
    explains: inTval((ours, theirs, pc) => theirs === 0 && ours === pc),
  },
  {
    paragraph:
      '[Priv §3.1.16] QEMU makes aligned accesses of a misaligned one where there is no memory.',
    explains: inTval(
      (ours, theirs) => theirs === (ours & -2) >>> 0 || theirs === (ours & -4) >>> 0,
    ),
  },
];

/** The states differ in mtval or stval and nothing else. `pc` is where the trap came from. */
function inTval(
  explains: (ours: number, theirs: number, pc: number) => boolean,
): KnownDifference['explains'] {
  const words = [wordOfCsr('mtval'), wordOfCsr('stval')];
  return (machine, ours, theirs) => {
    const [word = -1, ...others] = wordsThatDiffer(ours, theirs);
    const theirWord = theirs[word] ?? 0;
    if (others.length > 0 || !words.includes(word)) return false;
    if (!explains(ours[word] ?? 0, theirWord, machine.lastTrap.epc)) return false;
    adopt(machine, word, theirWord);
    return true;
  };
}

function wordsThatDiffer(ours: Uint32Array, theirs: Uint32Array): number[] {
  const words: number[] = [];
  for (let at = 0; at < STATE_WORDS; at += 1) if (ours[at] !== theirs[at]) words.push(at);
  return words;
}
