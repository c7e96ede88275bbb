/** How a run ended, in a sentence, and as an exit code. */

import type { SymbolTable } from '../elf/symbolTable';
import { unreachable } from '../shared/errors';
import { hex32 } from '../shared/hex';
import { EXCEPTION, trapName } from '../vm/isa/traps';
import type { TrapRecord } from '../vm/machine';
import type { BareEnd } from './exec';

/** Exit codes that are not the program's own; the first is that of timeout(1). */
export const BARE_EXIT = { LIMIT: 124, ENDLESS: 125, INTERRUPTED: 130 } as const;

/** A process has eight bits for it; a failure must not come out as zero. */
export function exitCodeOf(end: BareEnd): number {
  switch (end.reason) {
    case 'passed':
      return 0;
    case 'failed':
      return end.code % 256 || 1;
    case 'limit':
      return BARE_EXIT.LIMIT;
    case 'interrupted':
      return BARE_EXIT.INTERRUPTED;
    default:
      return BARE_EXIT.ENDLESS;
  }
}

/** Without a full stop: the caller says more. */
export function describeEnd(end: BareEnd, symbols: SymbolTable): string {
  const at = (address: number) => place(address, symbols);
  switch (end.reason) {
    case 'passed':
      return 'passed';
    case 'failed':
      return `failed with code ${end.code}${end.by === 'tohost' ? ', in tohost' : ''}`;
    case 'limit':
      return 'given up: it was still running after the instructions it was allowed';
    case 'interrupted':
      return 'interrupted';
    case 'idle':
      return 'stuck: it waits for an interrupt that never comes';
    case 'trapLoop':
      return describeTrapLoop(end.first, end.last, at);
    case 'spin':
      return `stuck: it runs the same ${count(end.steps, 'instruction')} at ${at(end.pc)} for ever`;
    default:
      return unreachable(end);
  }
}

function describeTrapLoop(
  first: TrapRecord,
  last: TrapRecord,
  at: (address: number) => string,
): string {
  const began = isFetchFault(first)
    ? `it jumped to ${at(first.epc)}, where no instruction can be fetched`
    : `${trapName(first.cause, first.interrupt)} at ${at(first.epc)}, tval ${hex32(first.tval)}`;
  if (first.epc === last.epc) return `stuck in a trap loop: ${began}, for ever`;
  const handler = isFetchFault(last)
    ? `its trap handler at ${at(last.epc)} cannot be fetched either`
    : `its trap handler traps at ${at(last.epc)}, for ever: ${trapName(last.cause, last.interrupt)}`;
  return `stuck in a trap loop: ${began}; ${handler}`;
}

function isFetchFault({ cause, interrupt }: TrapRecord): boolean {
  if (interrupt) return false;
  return cause === EXCEPTION.INSTRUCTION_ACCESS_FAULT || cause === EXCEPTION.INSTRUCTION_PAGE_FAULT;
}

function place(address: number, symbols: SymbolTable): string {
  const found = symbols.at(address);
  if (found === undefined || found.offset > 0x10000) return hex32(address);
  const offset = found.offset === 0 ? '' : `+${found.offset}`;
  return `${hex32(address)} <${found.name}${offset}>`;
}

function count(number: number, noun: string): string {
  return number === 1 ? noun : `${number} ${noun}s`;
}
