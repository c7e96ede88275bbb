/**
 * Writes how a guest's address becomes the host's: a look into the TLB, or at the page that the last access from the same
 * register met. Where neither has the page, the access is the interpreter's.
 */

import { GUARD } from '../hart/layout';
import type { Block, GuestStep } from './blocks';
import type { WasmCode } from './code';
import { frequentBases, type AccessKind } from './frequentBases';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT, type TlbBytes } from './layout';
import { LOCAL, PAGE_MASK } from './locals';

/** No page's tag, and no address's, whatever it is aligned to. */
const NO_TAG = 2048;
const KINDS = ['loads', 'stores'] as const;

/** An access: `size` bytes at what rs1 holds and a displacement. */
export interface Access {
  readonly kind: AccessKind;
  readonly size: number;
  readonly displacement: number;
  /** Whether it may be in a page with a guard: a guard is asked about loads or about stores, and not about both. */
  readonly passesGuards: boolean;
}

/** Locals: the tag and the addend of the page that the last access from a register met. */
interface LastPage {
  readonly tag: number;
  readonly addend: number;
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
  /** By register, of those that are frequent bases. */
  readonly #lastPages = {
    loads: new Map<number, LastPage>(),
    stores: new Map<number, LastPage>(),
  };
  /** Locals that it uses, from the first that was free. */
  readonly locals: number;

  constructor(code: WasmCode, tlb: TlbBytes, blocks: readonly Block[], firstLocal: number) {
    this.#code = code;
    this.#tlb = tlb;
    let next = firstLocal;
    // Where something is watched, it may lie beside an access in its page.
    for (const kind of tlb.guards === undefined ? KINDS : []) {
      for (const base of frequentBases(blocks, kind)) {
        this.#lastPages[kind].set(base, { tag: next, addend: next + 1 });
        next += 2;
      }
    }
    this.locals = next - firstLocal;
  }

  /** What a region's function begins with. */
  begin(): void {
    for (const kind of KINDS) {
      for (const { tag } of this.#lastPages[kind].values()) this.#code.const(NO_TAG).set(tag);
    }
  }

  /** Leaves the host's address on the stack. */
  write(step: GuestStep, access: Access, host: AddressHost): void {
    const lastPage = this.#lastPages[access.kind].get(step.rs1);
    host.get(step.rs1);
    if (access.displacement !== 0) this.#code.const(access.displacement).op('i32.add');
    this.#code.tee(LOCAL.ADDRESS);
    if (lastPage === undefined) this.#throughTlb(step, access, host);
    else this.#throughLastPage(lastPage, step, access, host);
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

  /** Takes the guest's address from the stack. */
  #throughLastPage(page: LastPage, step: GuestStep, access: Access, host: AddressHost): void {
    const { kind, size } = access;
    const { [kind]: bank } = this.#tlb;
    const { ADDRESS, ENTRY } = LOCAL;
    const code = this.#code;
    this.#pageOfAddress(size);
    code.get(page.tag).op('i32.ne').rarely().if();
    code.get(ADDRESS);
    this.#findEntry(bank);
    code.tee(page.tag);
    this.#differsFromPage(size);
    code.rarely().if();
    host.leave(step);
    code.end();
    code
      .get(ENTRY)
      .memory('i32.load', bank + ADDEND)
      .set(page.addend);
    code.end();
    code.get(ADDRESS).get(page.addend).op('i32.add');
  }

  /** From the address on the stack, ENTRY; leaves the entry's tag. */
  #findEntry(bank: number): void {
    const code = this.#code;
    code.const(TLB_INDEX_SHIFT).op('i32.shr_u').const(TLB_INDEX_MASK).op('i32.and');
    code.tee(LOCAL.ENTRY).memory('i32.load', bank);
  }

  /** Whether the tag on the stack is not that of ADDRESS: another page's, or the address is misaligned. */
  #differsFromPage(size: number): void {
    this.#code.get(LOCAL.ADDRESS);
    this.#pageOfAddress(size);
    this.#code.op('i32.ne');
  }

  /** Of the address on the stack, with the bits that are zero where it is aligned. */
  #pageOfAddress(size: number): void {
    this.#code.const(PAGE_MASK | (size - 1)).op('i32.and');
  }
}
