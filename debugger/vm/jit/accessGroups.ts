/**
 * Accesses of a block that reach memory from one register, while it stays the same: a frame, or a structure. Most of them
 * lie in one page, so that one look into the TLB, for all that lies between the lowest and the highest, does for all.
 */

import type { Block, GuestStep } from './blocks';
import type { OperationAccess } from './lower/lowerings';

export type AccessKind = OperationAccess['kind'];

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
  let open: Growing[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    if (step === undefined) continue;
    if (step.access !== undefined) {
      let group = open.find(it => it.hasRoomFor(step));
      if (group === undefined) {
        group = new Growing(step.rs1, at);
        found.push(group);
        open.push(group);
      }
      group.add(step, at);
    }
    if (open.length > 0 && step.setsRd && step.rd !== 0)
      open = open.filter(it => it.base !== step.rd);
  }
  return members(found.filter(it => it.steps.length > 1));
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
    let isFirst = true;
    for (const step of growing.steps) {
      all.set(step, { group, isFirst, offset: step.imm - group.start });
      isFirst = false;
    }
  }
  return all;
}

function freeSlot(busyUntil: readonly number[], from: number): number {
  const free = busyUntil.findIndex(last => last < from);
  return free < 0 ? busyUntil.length : free;
}

/** A group while its block is read. */
class Growing {
  readonly steps: GuestStep[] = [];
  readonly base: number;
  /** Indices of its first and last step in the block. */
  readonly first: number;
  last: number;
  #kind: AccessKind = 'loads';
  #low = Infinity;
  #high = -Infinity;

  constructor(base: number, first: number) {
    this.base = base;
    this.first = first;
    this.last = first;
  }

  hasRoomFor({ rs1, imm, access }: GuestStep): boolean {
    const end = imm + (access?.size ?? 0);
    const length = Math.max(this.#high, end) - Math.min(this.#low, imm);
    return rs1 === this.base && length <= WIDEST;
  }

  add(step: GuestStep, at: number): void {
    const { imm, access } = step;
    this.#low = Math.min(this.#low, imm);
    this.#high = Math.max(this.#high, imm + (access?.size ?? 0));
    if (access?.kind === 'stores') this.#kind = 'stores';
    this.steps.push(step);
    this.last = at;
  }

  finish(slot: number): AccessGroup {
    const length = this.#high - this.#low;
    return { kind: this.#kind, base: this.base, start: this.#low, length, slot };
  }
}
