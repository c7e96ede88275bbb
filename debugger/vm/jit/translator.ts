/**
 * Decides which pages of code are translated, and keeps translations and slots together: a slot where translated code
 * can be entered holds TRANSLATED, and its entry lies in the memory beside it.
 */

import { CSR } from '../csr/addresses';
import type { Hart } from '../hart/hart';
import {
  ENTRY_BANK_BYTES,
  ENTRY_BANKS,
  FIRST_HALF,
  FIRST_HALF_KNOWN,
  TLB_BANK_WORDS,
  TLB_KIND,
  tlbBank,
  WORD,
} from '../hart/layout';
import { OPERATION } from '../isa/predecode';
import type { CodeListener } from '../memory/codeCache';
import { HALFWORDS, PAGE_BYTES } from './blocks';
import { isTranslationRefused, unlessRefused } from './choice';
import { WARM_AFTER, WARM_PART, type Eagerness, type Room } from './eagerness';
import { ENTRY_SHIFT, packEntry } from './entry';
import { FunctionTable, type Dispatch } from './functionTable';
import { baseOf, Heat, poolPage } from './heat';
import { OFFSET_MASK } from './locals';
import { Misses } from './misses';
import type { PageContent, PageTranslation, TranslationCache } from './pageTranslation';
import { compile, planPage, type PageWork, type Unit } from './unit';

/**
 * What translating an instruction is taken to cost in the beginning, in interpreted ones. It is a rough guess: by
 * `npm run bench:vm` it takes some microseconds for a process's first pages, and half of one in the end.
 */
const COST_OF_INSTRUCTION = 800;
/** What making and placing a module is taken to cost, whatever is in it. */
const COST_OF_UNIT = 200_000;
/** What may be spent on translation before anything was earned. */
const ALLOWANCE = 12_000_000;
/** Of what is executed, the part that translation may take. */
const SHARE = 1 / 2;
/** Instructions in one unit: what is translated at once holds everything else up. */
const LONGEST_UNIT = 8000;

/** What was translated so far. */
export interface TranslationCounts {
  pages: number;
  /** Modules, of one page or more each. */
  units: number;
  regions: number;
  instructions: number;
  wasmBytes: number;
  /** Pages that got a translation which was there already, perhaps by another machine. */
  reused: number;
  /** Times that all was forgotten for want of room. */
  evictions: number;
  milliseconds: number;
  /** Instructions executed by the interpreter, and by translated code. */
  interpreted: number;
  translated: number;
}

export interface TranslatorOptions {
  readonly eagerness: Eagerness;
  readonly room: Room;
  readonly cache: TranslationCache;
  readonly now: () => number;
}

export class Translator implements CodeListener {
  readonly #hart: Hart;
  readonly #entries: Int32Array;
  readonly #table: FunctionTable;
  readonly #cache: TranslationCache;
  readonly counts: TranslationCounts = {
    pages: 0,
    units: 0,
    regions: 0,
    instructions: 0,
    wasmBytes: 0,
    reused: 0,
    evictions: 0,
    milliseconds: 0,
    interpreted: 0,
    translated: 0,
  };
  /** For the counts only. */
  readonly #now: () => number;
  /** What may be spent on translation, and what was. */
  #earned = ALLOWANCE;
  #spent = 0;
  readonly #heat: Heat;
  readonly #misses = new Misses();
  readonly #smallestUnit: number;
  readonly #attached = new Map<number, PageTranslation>();

  constructor(hart: Hart, options: TranslatorOptions) {
    this.#hart = hart;
    this.#cache = options.cache;
    this.#heat = new Heat(hart.words, options.eagerness, () => this.#partOfPrice);
    this.#now = options.now;
    this.#smallestUnit = options.eagerness.smallestUnit;
    this.#table = new FunctionTable(hart, options.room);
    this.#entries = hart.words.subarray(hart.entryOffset >> 2);
  }

  /** Undefined until something was translated. */
  get dispatch(): Dispatch | undefined {
    return this.#table.dispatch;
  }

  /** The bank of the mode in force; -1 while loads and stores are another mode's, or breakpoints are out of sight. */
  get bank(): number {
    const { fetches, loads } = this.#hart;
    const bank = (loads - tlbBank(TLB_KIND.LOAD, 0)) / TLB_BANK_WORDS;
    return bank < ENTRY_BANKS && fetches === tlbBank(TLB_KIND.FETCH, bank) ? bank : -1;
  }

  /** Byte offset in the memory of a bank's entries. */
  entriesOf(bank: number): number {
    return this.#hart.entryOffset + bank * ENTRY_BANK_BYTES;
  }

  /** Instructions were executed: they pay for translation. */
  earn(interpreted: number, translated: number): void {
    this.#earned += (interpreted + translated) * SHARE;
    this.counts.interpreted += interpreted;
    this.counts.translated += translated;
  }

  /** So many instructions were interpreted since the last look, the latest of them from pc on. */
  look(pc: number, interpreted: number): void {
    this.earn(interpreted, 0);
    const base = this.#hart.tlb.probe(this.#hart.fetches, pc);
    const { bank } = this;
    if (base < 0 || bank < 0) return;
    const page = poolPage(base);
    this.#heat.look(page, pc, bank);
    if (this.#heat.isRipe(page) && this.#heat.isWorthATry(page)) this.#tryToTranslate(page);
  }

  /**
   * Translated code was entered at pc and ran for so many instructions.
   * @param isHeldUp whether it came to one that translated code cannot execute
   */
  ran(pc: number, instructions: number, isHeldUp: boolean): void {
    const base = this.#hart.tlb.probe(this.#hart.fetches, pc);
    if (base < 0) return;
    if (this.#heat.ran(poolPage(base), instructions, isHeldUp)) this.viewChanged(base);
  }

  /** Translated code came to pc, where there is no way in. */
  missed(pc: number): void {
    const base = this.#hart.tlb.probe(this.#hart.fetches, pc);
    const translation = this.#attached.get(base);
    const { bank } = this;
    if (translation === undefined || bank < 0) return;
    const page = poolPage(base);
    const cost = this.#misses.note(page, pc & OFFSET_MASK);
    if (cost < translation.instructions * this.#price) return;
    this.#heat.look(page, pc, bank);
    this.#tryToTranslate(page);
    this.#misses.forget(page);
  }

  viewMade(base: number): void {
    const page = poolPage(base);
    this.#heat.forget(page);
    this.#misses.forget(page);
    if (this.#cache.isEmpty || !this.#heat.isWorthATry(page)) return;
    const { bank } = this;
    if (bank < 0) return;
    unlessRefused(() => {
      this.#reuseKnown(base, bank);
    });
  }

  viewChanged(base: number): void {
    // Code that stores into itself comes here at each turn.
    if (this.#attached.size === 0) return;
    const translation = this.#attached.get(base);
    if (translation === undefined) return;
    this.#heat.lost(poolPage(base), this.#executed);
    this.#detach(base, translation);
  }

  viewsCleared(): void {
    for (const [base, translation] of [...this.#attached]) this.#detach(base, translation);
  }

  /** By the looks, and the ends of translated runs. */
  get #executed(): number {
    return this.counts.interpreted + this.counts.translated;
  }

  get #partOfPrice(): number {
    return this.#cache.translated < WARM_AFTER ? 1 : WARM_PART;
  }

  /** Of an instruction, in interpreted ones. */
  get #price(): number {
    return COST_OF_INSTRUCTION * this.#partOfPrice;
  }

  /** Instructions that one more unit may have. */
  get #affordable(): number {
    return (this.#earned - this.#spent - COST_OF_UNIT) / this.#price;
  }

  #tryToTranslate(page: number): void {
    if (isTranslationRefused()) return;
    const start = this.#now();
    unlessRefused(() => {
      this.#translate(page);
    });
    this.counts.milliseconds += this.#now() - start;
  }

  /** A page that is ripe, and with it those that soon will be, as far as can be paid for. */
  #translate(page: number): void {
    const affordable = this.#affordable;
    const least = Math.max(this.#smallestUnit, this.#heat.instructionsOf(page));
    if (affordable < least) {
      // It is not planned either: that is a part of the cost.
      this.#reuseKnown(baseOf(page), this.#heat.bankOf(page));
      this.#heat.postpone(page);
      return;
    }
    const works = this.#gather(page, Math.min(affordable, LONGEST_UNIT));
    const instructions = works.reduce((sum, it) => sum + it.instructions, 0);
    this.#heat.waitAgain(page);
    if (instructions === 0) return;
    this.#spent += COST_OF_UNIT + instructions * this.#price;
    for (const [index, translation] of compile(works).entries()) {
      const base = works[index]?.base ?? 0;
      this.#cache.add(translation);
      this.#attach(base, translation);
      this.#heat.waitAgain(poolPage(base));
    }
    const { counts } = this;
    counts.pages += works.length;
    counts.units += 1;
    counts.instructions += instructions;
  }

  /** The first page, whatever it has, and others while there is room for them. */
  #gather(first: number, most: number): (PageWork & { readonly base: number })[] {
    const works: (PageWork & { readonly base: number })[] = [];
    let instructions = 0;
    const take = (page: number): void => {
      const work = this.#workOn(page);
      if (work === undefined) return;
      instructions += work.instructions;
      works.push({ ...work, base: baseOf(page) });
    };
    take(first);
    for (const page of this.#heat.found) {
      if (instructions >= most) break;
      if (page === first || !this.#heat.isRipe(page, 1 / 2)) continue;
      if (instructions + this.#heat.instructionsOf(page) <= most) take(page);
    }
    return works;
  }

  /** Undefined where nothing is there to translate that was not before. */
  #workOn(page: number): PageWork | undefined {
    const base = baseOf(page);
    const content = this.#contentOf(base, this.#heat.bankOf(page));
    if (content === undefined) return undefined;
    const found = this.#cache.find(content);
    if (found !== undefined && this.#attached.get(base) === undefined) {
      this.#reuse(base, found);
      return undefined;
    }
    const before = found ?? this.#attached.get(base);
    const isKnown = this.#known(base);
    const after = this.#firstHalfBehind(page) ?? before?.after;
    const isEntered = this.#heat.enteredOf(page);
    this.#misses.addTo(isEntered, page);
    this.#markVectors(base, isEntered);
    if (before !== undefined) {
      const isNews =
        hasMore(isKnown, before.isKnown) ||
        hasMore(isEntered, before.isEntered) ||
        (isKnown[HALFWORDS - 1] !== 0 && after !== before.after);
      if (!isNews) return undefined;
      addTo(isKnown, before.isKnown);
      addTo(isEntered, before.isEntered);
    }
    const copy = { ...content, halves: content.halves.slice() };
    return planPage({ content: copy, isKnown, isEntered, after });
  }

  /** Traps come in at vectors. [Priv §3.1.7, §4.1.2] */
  #markVectors(base: number, isEntered: Uint8Array): void {
    const { tlb, fetches } = this.#hart;
    for (const csr of [CSR.STVEC, CSR.MTVEC]) {
      const vector = this.#hart.csr(csr) & -4;
      if (tlb.probe(fetches, vector) === base) isEntered[(vector & 4095) >> 1] = 1;
    }
  }

  /** Where the page holds what was translated before, and has no translation. */
  #reuseKnown(base: number, bank: number): void {
    if (this.#attached.has(base)) return;
    const content = this.#contentOf(base, bank);
    const found = content === undefined ? undefined : this.#cache.find(content);
    if (found !== undefined) this.#reuse(base, found);
  }

  #reuse(base: number, translation: PageTranslation): void {
    this.counts.reused += 1;
    this.#heat.reused(poolPage(base), translation.instructions);
    this.#attach(base, translation);
  }

  /** By halfword, where the interpreter has been. */
  #known(base: number): Uint8Array {
    const isKnown = new Uint8Array(HALFWORDS);
    const { words } = this.#hart;
    for (let half = 0; half < HALFWORDS; half += 1) {
      const operation = (words[base + half * 2] ?? 0) & 0xff;
      if (operation >= OPERATION.FIRST_INSTRUCTION) isKnown[half] = 1;
    }
    const last = (words[base + PAGE_BYTES - 2] ?? 0) & 0xff;
    if (last === OPERATION.STRADDLE) isKnown[HALFWORDS - 1] = 1;
    return isKnown;
  }

  /** The first halfword of the page behind, where the page was found at the last look; undefined where none is fetched. */
  #firstHalfBehind(page: number): number | undefined {
    const { words, tlb } = this.#hart;
    const bank = tlbBank(TLB_KIND.FETCH, this.#heat.bankOf(page));
    const base = tlb.probe(bank, this.#heat.addressOf(page) + PAGE_BYTES);
    const half = base < 0 ? 0 : (words[base + FIRST_HALF] ?? 0);
    return (half & FIRST_HALF_KNOWN) === 0 ? undefined : half & 0xffff;
  }

  #contentOf(base: number, bank: number): PageContent | undefined {
    const view = this.#hart.code.describe(base);
    if (view === undefined) return undefined;
    return { ...view, bank, isGuarded: this.#hart.watchpoints.isGuarding };
  }

  #attach(base: number, translation: PageTranslation): void {
    const other = this.#attached.get(base);
    if (other !== undefined) this.#detach(base, other);
    const first = this.#place(translation.unit);
    if (first === undefined) return;
    this.#attached.set(base, translation);
    this.#heat.attached(poolPage(base), this.#executed);
    const row = this.#rowOf(base, translation.content.bank);
    const { words } = this.#hart;
    for (const { offset, region, way } of translation.ways) {
      this.#entries[row + (offset >> 1)] = packEntry(first + region, way);
      words[base + offset] = OPERATION.TRANSLATED;
    }
  }

  /** Undefined where there is not the room for it alone. */
  #place(unit: Unit): number | undefined {
    if (this.#table.has(unit)) return this.#table.place(unit);
    if (!this.#table.hasRoomFor(unit)) this.#forgetAll();
    if (!this.#table.hasRoomFor(unit)) return undefined;
    this.counts.regions += unit.regions;
    this.counts.wasmBytes += unit.bytes;
    return this.#table.place(unit);
  }

  #detach(base: number, translation: PageTranslation): void {
    this.#attached.delete(base);
    const row = this.#rowOf(base, translation.content.bank);
    const { words } = this.#hart;
    for (const { offset } of translation.ways) {
      this.#entries[row + (offset >> 1)] = 0;
      if (words[base + offset] === OPERATION.TRANSLATED) words[base + offset] = OPERATION.UNDECODED;
    }
  }

  /** Word index in the entries of the page's first. */
  #rowOf(base: number, bank: number): number {
    return ((bank * ENTRY_BANK_BYTES) >> 2) + (((base - WORD.CODE) << ENTRY_SHIFT) >> 2);
  }

  #forgetAll(): void {
    this.viewsCleared();
    this.#table.clear();
    this.counts.evictions += 1;
  }
}

function hasMore(flags: Uint8Array, than: Uint8Array): boolean {
  return flags.some((it, at) => it !== 0 && than[at] === 0);
}

function addTo(flags: Uint8Array, others: Uint8Array): void {
  for (let at = 0; at < others.length; at += 1) if (others[at] !== 0) flags[at] = 1;
}
