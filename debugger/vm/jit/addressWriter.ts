/**
 * Writes how a guest's address becomes the host's: by a look into the TLB, one for each group of accesses. Where it has not
 * the page, the access is the interpreter's.
 */

import { GUARD } from '../hart/layout';
import { groupAccesses, type AccessGroup, type AccessKind, type Member } from './accessGroups';
import { PAGE_BYTES, type Block, type GuestStep } from './blocks';
import type { WasmCode } from './code';
import { ADDEND, TLB_ENTRY_BYTES, TLB_INDEX_MASK, TLB_INDEX_SHIFT, type TlbBytes } from './layout';
import { LOCAL, OFFSET_MASK, PAGE_MASK } from './locals';

/** An access: `size` bytes at what rs1 holds and a displacement. */
export interface Access {
  readonly kind: AccessKind;
  readonly size: number;
  readonly displacement: number;
  /** Whether it may be in a page with a guard: a guard is asked about loads or about stores, and not about both. */
  readonly passesGuards: boolean;
}

/** What the writer of the steps does. */
export interface AddressHost {
  /** Leaves a register on the stack. */
  get(register: number): void;
  /** Out of the region: the access is the interpreter's. */
  leave(step: GuestStep): void;
}

export class AddressWriter {
  readonly #code: WasmCode;
  readonly #tlb: TlbBytes;
  readonly #members = new Map<GuestStep, Member>();
  readonly #firstLocal: number;
  /** Locals that it uses, from the first that was free: by slots of groups, the host's address of a group's start. */
  readonly locals: number;

  constructor(code: WasmCode, tlb: TlbBytes, blocks: readonly Block[], firstLocal: number) {
    this.#code = code;
    this.#tlb = tlb;
    this.#firstLocal = firstLocal;
    let locals = 0;
    // Where something is watched, it may lie between two accesses of a group.
    for (const block of tlb.guards === undefined ? blocks : []) {
      for (const [step, member] of groupAccesses(block)) {
        this.#members.set(step, member);
        locals = Math.max(locals, member.group.slot + 1);
      }
    }
    this.locals = locals;
  }

  /** Leaves the host's address on the stack, less what it returns. */
  write(step: GuestStep, access: Access, host: AddressHost): number {
    const member = this.#members.get(step);
    if (member === undefined) {
      this.#writeAddress(step.rs1, access.displacement, host);
      this.#code.tee(LOCAL.ADDRESS);
      this.#throughTlb(step, access, host);
      return 0;
    }
    if (member.isFirst) this.#begin(member.group, step, host);
    this.#code.get(this.#localOf(member.group));
    return member.offset;
  }

  /** The host's address of a group's start, where all of it lies in one page, or in two that are neighbours there too. */
  #begin(group: AccessGroup, step: GuestStep, host: AddressHost): void {
    const { base, start, kind, length } = group;
    const { ADDRESS, ENTRY, NEXT } = LOCAL;
    const code = this.#code;
    const bank = this.#tlb[kind];
    this.#writeAddress(base, start, host);
    code.set(ADDRESS);
    const met = code.block();
    const missing = code.block();
    const straddles = code.block();
    code.get(ADDRESS);
    this.#findEntry(bank);
    this.#differsFromPage(1);
    code.rarely().brIf(missing);
    code.get(ADDRESS).const(OFFSET_MASK).op('i32.and');
    code.const(PAGE_BYTES - length).op('i32.gt_u');
    code.rarely().brIf(straddles).br(met);
    code.end();
    this.#compareWithNext(bank);
    code.brIf(missing);
    code.get(ENTRY).memory('i32.load', bank + ADDEND);
    code.get(NEXT).memory('i32.load', bank + ADDEND);
    code.op('i32.eq').brIf(met);
    code.end();
    host.leave(step);
    code.end();
    code.get(ADDRESS).get(ENTRY);
    code.memory('i32.load', bank + ADDEND).op('i32.add');
    code.set(this.#localOf(group));
  }

  /** Whether the entry behind ENTRY, which becomes NEXT, has not the page behind ADDRESS. */
  #compareWithNext(bank: number): void {
    const { ADDRESS, ENTRY, NEXT } = LOCAL;
    const code = this.#code;
    code.get(ENTRY).const(TLB_ENTRY_BYTES).op('i32.add');
    code.const(TLB_INDEX_MASK).op('i32.and').tee(NEXT);
    code.memory('i32.load', bank);
    code.get(ADDRESS).const(PAGE_MASK).op('i32.and');
    code.const(PAGE_BYTES).op('i32.add').op('i32.ne');
  }

  #localOf({ slot }: AccessGroup): number {
    return this.#firstLocal + slot;
  }

  /** The guest's. */
  #writeAddress(base: number, displacement: number, host: AddressHost): void {
    host.get(base);
    if (displacement !== 0) this.#code.const(displacement).op('i32.add');
  }

  /** Takes the guest's address from the stack. */
  #throughTlb(step: GuestStep, access: Access, host: AddressHost): void {
    const { kind, size, passesGuards } = access;
    const { [kind]: bank, guards } = this.#tlb;
    const guard = passesGuards ? guards?.[kind] : undefined;
    const { ADDRESS, ENTRY } = LOCAL;
    const code = this.#code;
    this.#findEntry(bank);
    this.#differsFromPage(size);
    code.rarely().if();
    if (guard !== undefined) {
      code.const(0).memory('i32.load', guard);
      this.#differsFromPage(size);
      code.get(ADDRESS).const(0);
      code.memory('i32.load', guard + GUARD.START * 4).op('i32.sub');
      code.const(0).memory('i32.load', guard + GUARD.LENGTH * 4);
      code.op('i32.lt_u').op('i32.or').if();
    }
    host.leave(step);
    if (guard !== undefined) {
      code.end();
      // It is laid out as an entry.
      code.const(guard - bank).set(ENTRY);
    }
    code.end();
    code
      .get(ADDRESS)
      .get(ENTRY)
      .memory('i32.load', bank + ADDEND)
      .op('i32.add');
  }

  /** From the address on the stack, ENTRY; leaves the entry's tag. */
  #findEntry(bank: number): void {
    const code = this.#code;
    code.const(TLB_INDEX_SHIFT).op('i32.shr_u').const(TLB_INDEX_MASK).op('i32.and');
    code.tee(LOCAL.ENTRY).memory('i32.load', bank);
  }

  /** Whether the tag on the stack is not that of ADDRESS: another page's, or the address is misaligned. */
  #differsFromPage(size: number): void {
    this.#code
      .get(LOCAL.ADDRESS)
      .const(PAGE_MASK | (size - 1))
      .op('i32.and')
      .op('i32.ne');
  }
}
