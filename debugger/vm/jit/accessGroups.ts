/**
 * Accesses of a block that reach memory from one register, while it stays the same: a frame, or a structure. Most of them
 * lie in one page, so that one look into the TLB, for all that lies between the lowest and the highest, does for all.
 */

import type { Block, GuestStep } from './blocks';
import { WASM_MEMORY } from './opcodes';

export type AccessKind = 'loads' | 'stores';

/** Bytes from a group's start to its end. What is wider lies across two pages too often. */
const WIDEST = 512;
/** Groups that are open at the same time: each takes a local. */
const MOST_OPEN = 6;

/** Two accesses or more. */
export interface AccessGroup {
  /** Stores where one is among them: whatever may be written may be read. [Priv §3.7.1, §4.3.1] */
  readonly kind: AccessKind;
  readonly base: number;
  /** The lowest address, from what the base holds. */
  readonly start: number;
  /** From there to the end of the highest: whether an access in between is aligned does not matter. */
  readonly length: number;
  /** Its number among those that are open at the same time. */
  readonly slot: number;
}

/** An access of a group. */
export interface Member {
  readonly group: AccessGroup;
  readonly isFirst: boolean;
  /** From the group's start. */
  readonly offset: number;
}

/** By step, for those that are in a group. */
export function groupAccesses({ steps }: Block): Map<GuestStep, Member> {
  const found: Growing[] = [];
  const open = new Set<Growing>();
  for (const [at, step] of steps.entries()) {
    const access = accessOf(step, at);
    if (access !== undefined) {
      const group = [...open].find(it => it.hasRoomFor(access)) ?? new Growing(access.step.rs1);
      if (!open.has(group)) found.push(group);
      open.add(group);
      group.add(access);
    }
    if ('stores' in step.row.effect) continue;
    for (const it of open) if (it.base === step.rd && step.rd !== 0) open.delete(it);
  }
  return members(found.filter(it => it.accesses.length > 1));
}

/** Locals are given in the order in which groups begin; a group that finds none is left to single looks. */
function members(groups: readonly Growing[]): Map<GuestStep, Member> {
  const all = new Map<GuestStep, Member>();
  const busyUntil: number[] = [];
  for (const growing of groups) {
    const slot = freeSlot(busyUntil, growing.first);
    if (slot >= MOST_OPEN) continue;
    busyUntil[slot] = growing.last;
    const group = growing.finish(slot);
    for (const [number, { step }] of growing.accesses.entries()) {
      all.set(step, { group, isFirst: number === 0, offset: step.imm - group.start });
    }
  }
  return all;
}

function freeSlot(busyUntil: readonly number[], from: number): number {
  const free = busyUntil.findIndex(last => last < from);
  return free < 0 ? busyUntil.length : free;
}

interface BlockAccess {
  readonly step: GuestStep;
  /** Index of the step in its block. */
  readonly at: number;
  readonly kind: AccessKind;
  readonly size: number;
}

function accessOf(step: GuestStep, at: number): BlockAccess | undefined {
  const { row, lowering } = step;
  if (lowering === undefined || !('memory' in lowering)) return undefined;
  const kind = 'stores' in row.effect ? 'stores' : 'loads';
  return { step, at, kind, size: 1 << WASM_MEMORY[lowering.memory][1] };
}

/** A group while its block is read. */
class Growing {
  readonly accesses: BlockAccess[] = [];
  readonly base: number;
  #low = Infinity;
  #high = -Infinity;

  constructor(base: number) {
    this.base = base;
  }

  get first(): number {
    return this.accesses[0]?.at ?? 0;
  }

  get last(): number {
    return this.accesses.at(-1)?.at ?? 0;
  }

  hasRoomFor({ step: { rs1, imm }, size }: BlockAccess): boolean {
    const length = Math.max(this.#high, imm + size) - Math.min(this.#low, imm);
    return rs1 === this.base && length <= WIDEST;
  }

  add(access: BlockAccess): void {
    const { imm } = access.step;
    this.#low = Math.min(this.#low, imm);
    this.#high = Math.max(this.#high, imm + access.size);
    this.accesses.push(access);
  }

  finish(slot: number): AccessGroup {
    const kind = this.accesses.some(it => it.kind === 'stores') ? 'stores' : 'loads';
    return { kind, base: this.base, start: this.#low, length: this.#high - this.#low, slot };
  }
}
