/**
 * The basic blocks of a page of code: of those instructions that have been executed, since what has not been reached
 * costs more to translate than it will ever give back. Offsets are bytes in the page.
 */

import { isShort } from '../isa/instruction';
import { predecode, SINK_REGISTER } from '../isa/predecode';
import { csrAccess, type CsrAccess } from './csrAccess';
import { OPERATIONS, type Operation } from './lower/lowerings';

export const PAGE_BYTES = 4096;
export const HALFWORDS = PAGE_BYTES / 2;
/** A block with more is divided, so that a region has room for each. */
const LONGEST_BLOCK = 200;

export interface GuestStep extends Operation {
  readonly offset: number;
  readonly length: number;
  /** 0 for x0. */
  readonly rd: number;
  readonly rs1: number;
  readonly rs2: number;
  readonly imm: number;
  /** Where it lies across the end of the page: what its second half was on the next one. */
  readonly secondHalf: number | undefined;
  /** What it reads and writes beside registers, if that is a CSR. */
  readonly csr?: CsrAccess;
}

/** How a block ends. Targets are offsets from the page's start, and may lie outside it. */
export type BlockEnd =
  | { readonly kind: 'falls'; readonly next: number }
  | {
      readonly kind: 'branch';
      readonly step: GuestStep;
      readonly to: number;
      readonly next: number;
    }
  | { readonly kind: 'jump'; readonly step: GuestStep; readonly to: number; readonly next: number }
  | { readonly kind: 'indirect'; readonly step: GuestStep; readonly next: number }
  /** What is at `next` is the interpreter's. */
  | { readonly kind: 'leaves'; readonly next: number };

export interface Block {
  readonly start: number;
  /** Those before the end; the branch or jump that ends it is in `end`. */
  readonly steps: readonly GuestStep[];
  readonly end: BlockEnd;
  /** Instructions that it executes. */
  readonly count: number;
}

export interface PageCode {
  readonly halves: Uint16Array;
  /** By halfword: not zero where an instruction begins that has been executed. */
  readonly isKnown: Uint8Array;
  /** The first halfword of the page behind it, where that is known. */
  readonly after: number | undefined;
  /** By halfword: not zero where control is known to come from outside. */
  readonly isEntered: Uint8Array;
  /** Of the TLB: of the mode that runs it. */
  readonly bank: number;
}

/** In the order of their addresses. */
export function findBlocks(code: PageCode): Block[] {
  const steps = decodeSteps(code);
  const leaders = findLeaders(code, steps);
  const blocks: Block[] = [];
  for (let half = 0; half < HALFWORDS; half += 1) {
    if (leaders[half] === 1 && steps[half] !== undefined)
      blocks.push(buildBlock(half, steps, leaders));
  }
  return blocks;
}

/** Where control goes from a block without a call's return: offsets, also outside the page. */
export function successors({ end }: Block): readonly number[] {
  switch (end.kind) {
    case 'falls':
      return [end.next];
    case 'branch':
      return [end.to, end.next];
    case 'jump':
      return isCall(end.step) ? [] : [end.to];
    default:
      return [];
  }
}

export function isCall(step: GuestStep): boolean {
  return step.rd !== 0;
}

/** By halfword; undefined where nothing known is, or nothing that can be translated. */
type Steps = readonly (GuestStep | undefined)[];

function decodeSteps(code: PageCode): Steps {
  const steps: (GuestStep | undefined)[] = new Array<undefined>(HALFWORDS).fill(undefined);
  for (let half = 0; half < HALFWORDS; half += 1) {
    if (code.isKnown[half] !== 0) steps[half] = decodeStep(code, half);
  }
  return steps;
}

function decodeStep({ halves, after, bank }: PageCode, half: number): GuestStep | undefined {
  const low = halves[half] ?? 0;
  const straddles = !isShort(low) && half === HALFWORDS - 1;
  const high = straddles ? after : halves[half + 1];
  if (straddles && high === undefined) return undefined;
  const { slot, imm } = predecode(isShort(low) ? low : low | ((high ?? 0) << 16));
  const operation = OPERATIONS[slot & 0xff];
  if (operation === undefined) return undefined;
  const { row, lowering, endsBlock, setsRd, access } = operation;
  if (lowering === undefined && !('jumpsTo' in row.effect)) return undefined;
  const rd = (slot >>> 8) & 63;
  const step = {
    row,
    lowering,
    endsBlock,
    setsRd,
    access,
    offset: half * 2,
    length: slot >>> 24,
    rd: rd === SINK_REGISTER ? 0 : rd,
    rs1: (slot >>> 14) & 31,
    rs2: (slot >>> 19) & 31,
    imm,
    secondHalf: straddles ? high : undefined,
  };
  if (lowering === undefined || !('csr' in lowering)) return step;
  const writes = lowering.writesZero || step.rs1 !== 0;
  const csr = csrAccess(imm, writes, bank);
  return csr === undefined ? undefined : { ...step, csr, endsBlock: false };
}

function findLeaders({ isEntered }: PageCode, steps: Steps): Uint8Array {
  const leaders = isEntered.slice();
  const lead = (offset: number) => {
    if (isInPage(offset)) leaders[offset >> 1] = 1;
  };
  let reached = -1;
  let before: GuestStep | undefined;
  for (let half = 0; half < HALFWORDS; half += 1) {
    const step = steps[half];
    if (step === undefined) continue;
    if (reached !== half) lead(step.offset);
    reached = half + step.length / 2;
    if (step.endsBlock) {
      lead(reached * 2);
      const target = targetOf(step, before);
      if (target !== undefined) lead(target);
    }
    before = step;
  }
  return leaders;
}

function buildBlock(first: number, steps: Steps, leaders: Uint8Array): Block {
  const start = first * 2;
  const inside: GuestStep[] = [];
  for (let half = first; ;) {
    const step = steps[half];
    const here = half * 2;
    if (step === undefined) {
      const kind = here < PAGE_BYTES ? 'leaves' : 'falls';
      return { start, steps: inside, end: { kind, next: here }, count: inside.length };
    }
    if (half !== first && (leaders[half] === 1 || inside.length >= LONGEST_BLOCK)) {
      leaders[half] = 1;
      return { start, steps: inside, end: { kind: 'falls', next: here }, count: inside.length };
    }
    const next = here + step.length;
    if (step.endsBlock) {
      const to = targetOf(step, inside.at(-1));
      const kind = 'branchesIf' in step.row.effect ? 'branch' : 'jump';
      const end: BlockEnd =
        to === undefined ? { kind: 'indirect', step, next } : { kind, step, to, next };
      return { start, steps: inside, end, count: inside.length + 1 };
    }
    inside.push(step);
    half = next >> 1;
  }
}

/**
 * Where a branch or jump goes, from the page's start, if that can be told. A call is an auipc and a jalr, as linkers
 * leave it: the two are one jump. `before` is the instruction before it in its block.
 */
function targetOf(step: GuestStep, before: GuestStep | undefined): number | undefined {
  if (step.row.name !== 'jalr') return step.offset + step.imm;
  if (before?.row.name !== 'auipc' || before.rd !== step.rs1 || step.rs1 === 0) return undefined;
  if (before.offset + before.length !== step.offset) return undefined;
  return (before.offset + before.imm + step.imm) & -2;
}

export function isInPage(offset: number): boolean {
  return offset >= 0 && offset < PAGE_BYTES;
}
