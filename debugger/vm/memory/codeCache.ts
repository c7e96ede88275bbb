/**
 * Predecoded instructions, a page of slots per physical page of code, decoded when they are first reached, and those
 * behind them up to where control may go elsewhere.
 * A page that holds breakpoints gets a second set of slots for its virtual address, in which they are planted: code
 * without a breakpoint pays nothing, and code beside one next to nothing.
 */

import {
  CODE_PAGES,
  CODE_SPAN,
  CODE_STRIDE,
  FIRST_HALF,
  FIRST_HALF_KNOWN,
  RAM_OFFSET,
  TLB_KIND,
  WORD,
} from '../hart/layout';
import { isShort } from '../isa/instruction';
import { endsBlock, OPERATION, predecode } from '../isa/predecode';
import type { Tlb } from '../mmu/tlb';

const PAGE_SHIFT = 12;
const PAGE_SIZE = 4096;
const LAST_HALFWORD = PAGE_SIZE - 2;
const LONG = 4 << 24;

/** Page 0 of the pool is a workbench: an instruction that straddles two pages is put there to be executed. */
export const WORKBENCH = WORD.CODE;
const FIRST_PAGE = 1;
/** Behind the instruction, of whichever length, comes the slot that leads on, and then the word that was decoded. */
const LEAD_ON = [2, 4];
const PREPARED_WORD = 6;

/** Stores into a page of code after which it is taken for data again. Found by hand: dropping costs about as much. */
const STORES_UNTIL_DATA = 256;

/** One set of slots. */
interface View {
  readonly base: number;
  /** Index of the physical page in RAM. */
  readonly ramPage: number;
  /** Virtual page number whose breakpoints are planted; undefined in the plain view. */
  readonly vpage: number | undefined;
  /** PMP divides the page: each instruction goes by the workbench. */
  readonly isDivided: boolean;
}

/** Who keeps something beside the slots. A view is known by the first word of its slots. */
export interface CodeListener {
  /** The view is new, and empty. */
  viewMade(base: number): void;
  /** Some of its slots are undecoded now, or the view is gone. */
  viewChanged(base: number): void;
  /** All are gone. */
  viewsCleared(): void;
}

/** What a view's slots are made from. */
export interface ViewContent {
  /** On the memory. */
  readonly halves: Uint16Array;
  /** Offsets of breakpoints, ascending. */
  readonly planted: readonly number[];
}

export class CodeCache {
  readonly #words: Int32Array;
  readonly #halves: Uint16Array;
  readonly #tlb: Tlb;
  /** By pool page. */
  readonly #views: (View | undefined)[] = [];
  readonly #free: number[] = [];
  /** By physical page. */
  readonly #viewsOf = new Map<number, View[]>();
  /** Zero for data; for code, one more than the stores into it so far. */
  readonly #stores: Uint16Array;
  /** Breakpoints: byte offsets in the page, by virtual page number. */
  readonly #breakpoints = new Map<number, Set<number>>();
  listener: CodeListener | undefined;

  constructor(words: Int32Array, halves: Uint16Array, tlb: Tlb, ramBytes: number) {
    this.#words = words;
    this.#halves = halves;
    this.#tlb = tlb;
    this.#stores = new Uint16Array(Math.ceil(ramBytes / PAGE_SIZE));
    this.clear();
    for (const at of LEAD_ON) words[WORKBENCH + at] = OPERATION.NEXT_PAGE;
  }

  /** Forgets all slots; breakpoints stay. */
  clear(): void {
    this.listener?.viewsCleared();
    this.#views.length = 0;
    this.#viewsOf.clear();
    this.#stores.fill(0);
    this.#free.length = 0;
    for (let page = CODE_PAGES - 1; page >= FIRST_PAGE; page -= 1) this.#free.push(page);
    this.#tlb.flushKind(TLB_KIND.FETCH);
  }

  /** Whether stores into the physical page must come through `invalidate`. */
  isCode(ramPage: number): boolean {
    return this.#stores[ramPage] !== 0;
  }

  /** First word of the page's slots, with the breakpoints of the virtual page if there are any. */
  page(ramPage: number, vpage: number): number {
    return this.#view(ramPage, this.#plantedIn(vpage), false).base;
  }

  /** The same, if that page has been fetched from before. */
  known(ramPage: number, vpage: number): number | undefined {
    return this.#find(ramPage, this.#plantedIn(vpage), false)?.base;
  }

  plainPage(ramPage: number): number {
    return this.#view(ramPage, undefined, false).base;
  }

  /** Slots that lead to the workbench one by one; with the breakpoints of the virtual page, if one is given. */
  dividedPage(ramPage: number, vpage: number | undefined): number {
    return this.#view(ramPage, vpage === undefined ? vpage : this.#plantedIn(vpage), true).base;
  }

  /** Index in RAM of the physical page that these slots belong to. */
  ramPageOf(base: number): number {
    return this.#viewAt(base)?.ramPage ?? 0;
  }

  /** Undefined for a page that PMP divides, and where no view is. */
  describe(base: number): ViewContent | undefined {
    const view = this.#viewAt(base);
    if (view === undefined || view.isDivided) return undefined;
    const first = (RAM_OFFSET >> 1) + (view.ramPage << (PAGE_SHIFT - 1));
    const offsets = view.vpage === undefined ? undefined : this.#breakpoints.get(view.vpage);
    return {
      halves: this.#halves.subarray(first, first + PAGE_SIZE / 2),
      planted: [...(offsets ?? [])].sort((a, b) => a - b),
    };
  }

  /**
   * Decodes the slot at this word and those behind it, as far as execution goes on through them by itself: leaving the
   * interpreter's loop for each would cost several times as much.
   */
  decodeFrom(at: number): void {
    const view = this.#viewAt(at);
    if (view === undefined) return;
    const end = view.base + PAGE_SIZE;
    for (let next = at; next < end && this.#words[next] === OPERATION.UNDECODED;) {
      this.#decode(view, next);
      const slot = this.#words[next] ?? 0;
      if (endsBlock(slot)) return;
      next += slot >>> 24;
    }
  }

  #decode(view: View, at: number): void {
    const offset = at - view.base;
    const half = (RAM_OFFSET >> 1) + (view.ramPage << (PAGE_SHIFT - 1)) + (offset >> 1);
    const low = this.#halves[half] ?? 0;
    if (view.vpage !== undefined && this.#breakpoints.get(view.vpage)?.has(offset) === true) {
      this.#words[at] = OPERATION.BREAKPOINT;
    } else if (view.isDivided || (!isShort(low) && offset === LAST_HALFWORD)) {
      this.#words[at] = OPERATION.STRADDLE | LONG;
    } else {
      this.#put(at, isShort(low) ? low : low | ((this.#halves[half + 1] ?? 0) << 16));
    }
  }

  /** Puts one instruction on the workbench, unless it lies there already. */
  prepare(word: number): void {
    if (this.#words[WORKBENCH + PREPARED_WORD] === word) return;
    this.#words[WORKBENCH + PREPARED_WORD] = word;
    this.#put(WORKBENCH, word);
  }

  /** Bytes of a physical page were stored; the range lies within the page. */
  invalidate(ramPage: number, offset: number, length: number): void {
    const stores = this.#stores[ramPage] ?? 0;
    if (stores === 0) return;
    if (stores > STORES_UNTIL_DATA) {
      this.#drop(ramPage);
      return;
    }
    this.#stores[ramPage] = stores + 1;
    // An instruction that begins one halfword before may reach into the range.
    const start = Math.max(0, (offset & -2) - 2);
    const end = Math.min(PAGE_SIZE, (offset + length + 1) & -2);
    for (const view of this.#viewsOf.get(ramPage) ?? []) {
      const { base } = view;
      this.#words.fill(OPERATION.UNDECODED, base + start, base + end);
      if (start === 0) this.#keepFirstHalf(view);
      this.listener?.viewChanged(base);
    }
  }

  addBreakpoint(vaddr: number): void {
    const vpage = vaddr >>> PAGE_SHIFT;
    const offset = vaddr & (PAGE_SIZE - 1);
    const offsets = this.#breakpoints.get(vpage);
    offsets?.add(offset);
    // A view may be left from breakpoints that the page had before.
    this.#replant(vpage, offset);
    if (offsets !== undefined) return;
    this.#breakpoints.set(vpage, new Set([offset]));
    this.#tlb.flushKind(TLB_KIND.FETCH);
  }

  /** The page keeps its planted view while any breakpoint is left in it. */
  deleteBreakpoint(vaddr: number): void {
    const vpage = vaddr >>> PAGE_SHIFT;
    const offsets = this.#breakpoints.get(vpage);
    if (offsets?.delete(vaddr & (PAGE_SIZE - 1)) !== true) return;
    this.#replant(vpage, vaddr & (PAGE_SIZE - 1));
    if (offsets.size > 0) return;
    this.#breakpoints.delete(vpage);
    this.#tlb.flushKind(TLB_KIND.FETCH);
  }

  hasBreakpoint(vaddr: number): boolean {
    return this.#breakpoints.get(vaddr >>> PAGE_SHIFT)?.has(vaddr & (PAGE_SIZE - 1)) ?? false;
  }

  *breakpoints(): Iterable<number> {
    for (const [vpage, offsets] of this.#breakpoints) {
      for (const offset of offsets) yield vpage * PAGE_SIZE + offset;
    }
  }

  #replant(vpage: number, offset: number): void {
    if ((offset & 1) !== 0) return; // No instruction begins there.
    for (const view of this.#views) {
      if (view?.vpage !== vpage) continue;
      this.#words[view.base + offset] = OPERATION.UNDECODED;
      this.listener?.viewChanged(view.base);
    }
  }

  #plantedIn(vpage: number): number | undefined {
    return this.#breakpoints.has(vpage) ? vpage : undefined;
  }

  #find(ramPage: number, vpage: number | undefined, isDivided: boolean): View | undefined {
    return this.#viewsOf.get(ramPage)?.find(it => it.vpage === vpage && it.isDivided === isDivided);
  }

  #view(ramPage: number, vpage: number | undefined, isDivided: boolean): View {
    const known = this.#find(ramPage, vpage, isDivided);
    if (known !== undefined) return known;
    if (this.#free.length === 0) this.clear();
    const page = this.#free.pop() ?? FIRST_PAGE;
    const view: View = { base: WORD.CODE + page * CODE_STRIDE, ramPage, vpage, isDivided };
    this.#words.fill(OPERATION.UNDECODED, view.base, view.base + CODE_SPAN);
    this.#words.fill(OPERATION.NEXT_PAGE, view.base + CODE_SPAN, view.base + CODE_STRIDE);
    this.#keepFirstHalf(view);
    this.#views[page] = view;
    this.#viewsOf.set(ramPage, [...(this.#viewsOf.get(ramPage) ?? []), view]);
    if (!this.isCode(ramPage)) {
      this.#stores[ramPage] = 1;
      this.#tlb.flushKind(TLB_KIND.STORE);
    }
    this.listener?.viewMade(view.base);
    return view;
  }

  /** Of a page that PMP divides nothing is known: each of its halves has to be asked for. */
  #keepFirstHalf({ base, ramPage, isDivided }: View): void {
    const first = this.#halves[(RAM_OFFSET >> 1) + (ramPage << (PAGE_SHIFT - 1))] ?? 0;
    this.#words[base + FIRST_HALF] = isDivided ? 0 : first | FIRST_HALF_KNOWN;
  }

  #drop(ramPage: number): void {
    for (const { base } of this.#viewsOf.get(ramPage) ?? []) {
      const page = (base - WORD.CODE) / CODE_STRIDE;
      this.listener?.viewChanged(base);
      this.#views[page] = undefined;
      this.#free.push(page);
    }
    this.#viewsOf.delete(ramPage);
    this.#stores[ramPage] = 0;
    this.#tlb.flushKind(TLB_KIND.FETCH);
  }

  #viewAt(at: number): View | undefined {
    return this.#views[Math.floor((at - WORD.CODE) / CODE_STRIDE)];
  }

  #put(at: number, word: number): void {
    const { slot, imm } = predecode(word);
    this.#words[at] = slot;
    this.#words[at + 1] = imm;
  }
}
