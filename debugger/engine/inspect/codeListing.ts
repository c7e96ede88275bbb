/** A function as text, for code that has no source: assembly, and programs without debug information. */

import { bytesToHex, hex32 } from '../../shared/hex';
import { disassemble } from '../../vm/isa/disassemble';
import { functionCodeAt } from '../functionCode';
import type { Module } from '../module';

export interface CodeListing {
  /** Of the function, or its address. */
  readonly name: string;
  /** The same for every address of the function. */
  readonly id: string;
  /** Of the instruction that was asked for, from 1. */
  readonly line: number;
  /** Written when somebody wants to read it. */
  text(): string;
}

const LONGEST = 4;

/** What is longer is no function of anybody's: without names, code reaches to the next call's target. */
const MAX_BYTES = 16 * 1024;

/** @returns undefined where the program has no code */
export function codeListing(module: Module, pc: number): CodeListing | undefined {
  if (!module.isCode(pc)) return undefined;
  const pieces = functionCodeAt(module, pc)?.pieces ?? [];
  const piece = pieces.find(it => it.low <= pc && pc < it.high);
  // The middle of something long is shown from where it is asked for.
  const low = piece === undefined || pc - piece.low >= MAX_BYTES ? pc : piece.low;
  const high = Math.min(piece?.high ?? Infinity, low + MAX_BYTES);
  const name = module.symbols.at(low)?.name ?? hex32(low);
  const head = [`# ${name} of ${module.name}: no source is recorded for this code.`, ''];
  const before = [...instructions(module, low, pc)].length;
  return {
    name,
    id: `${module.id} ${low}`,
    line: head.length + before + 1,
    text: () => {
      const rows = [...instructions(module, low, high)];
      return [...head, ...rows.map(it => rowOf(module, low, it)), ''].join('\n');
    },
  };
}

interface Instruction {
  readonly address: number;
  readonly bytes: Uint8Array;
}

function* instructions(module: Module, low: number, high: number): Generator<Instruction> {
  for (let address = low; address < high;) {
    const bytes = module.codeAt(address, LONGEST);
    if (bytes.length < 2) return;
    const { length } = disassemble(bytes, address);
    yield { address, bytes: bytes.subarray(0, length) };
    address += length;
  }
}

/** A line each, so that every instruction has a line of its own; labels inside stand behind theirs. */
function rowOf(module: Module, low: number, { address, bytes }: Instruction): string {
  const symbolOf = (at: number): string | undefined => {
    const found = module.symbols.at(at);
    if (found === undefined) return undefined;
    return found.offset === 0 ? found.name : `${found.name}+0x${found.offset.toString(16)}`;
  };
  const { mnemonic, operands } = disassemble(bytes, address, symbolOf);
  const label = address > low ? module.symbols.at(address) : undefined;
  const note = label?.offset === 0 ? `  # ${label.name}` : '';
  const words = bytesToHex(bytes).padEnd(LONGEST * 2);
  return `${hex32(address)}  ${words}  ${mnemonic} ${operands}`.trimEnd() + note;
}
