/**
 * Decides which pages of code are translated, and keeps translations and slots together: a slot where translated code
 * can be entered holds TRANSLATED, and its entry lies in the memory beside it.
 */

import { InvariantError } from '../../shared/errors';
import { CSR } from '../csr/addresses';
import type { Hart } from '../hart/hart';
import {
  CODE_PAGES,
  CODE_SPAN,
  CODE_STRIDE,
  ENTRY_BANK_BYTES,
  ENTRY_BANKS,
  TLB_BANK_WORDS,
  TLB_KIND,
  tlbBank,
  WORD,
} from '../hart/layout';
import { OPERATION } from '../isa/predecode';
import type { CodeListener } from '../memory/codeCache';
import { HALFWORDS } from './blocks';
import { isTranslationRefused, refuseTranslation } from './choice';
import type { Eagerness, Room } from './eagerness';
import { ENTRY_SHIFT, packEntry } from './entry';
import { FunctionTable, type Dispatch } from './functionTable';
import type { PageContent, PageTranslation, TranslationCache } from './pageTranslation';
import { compile, planPage, type PageWork, type Unit } from './unit';

/**
 * What translating an instruction is taken to cost, in interpreted ones. It is a rough guess between two ends: by
 * `npm run bench:vm` it takes a microsecond where much code is translated, and ten and more for a program's first pages.
 */
const COST_OF_INSTRUCTION = 400;
/** What making and placing a module is taken to cost, whatever is in it. */
const COST_OF_UNIT = 200_000;
/** What may be spent on translation before anything was earned. */
const ALLOWANCE = 8_000_000;
/** Of what is executed, the part that translation may take. */
const SHARE = 1 / 8;
/** A translated instruction is taken to need this part of an interpreted one's time. */
const TRANSLATED_TIME = 1 / 8;
/** A page that was translated takes so many times the looks: what is interpreted of it may be so for ever. */
const PATIENCE_AGAIN = 4;
/** Runs after which it is asked whether a page is worth being translated, and looks until it is tried again. */
const RUNS_TO_JUDGE_BY = 256;
const LOOKS_TO_COOL = 4096;
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
  readonly #eagerness: Eagerness;
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
  #earned = 0;
  #spent = 0;
  /** By page of the slots' pool: looks that found it, how many it takes, its bank, and where control came in. */
  readonly #heat = new Uint32Array(CODE_PAGES);
  readonly #patience = new Uint32Array(CODE_PAGES);
  readonly #bank = new Uint8Array(CODE_PAGES);
  /** By page: runs of translated code that began there since it was last judged, and the instructions of them all. */
  readonly #runs = new Uint32Array(CODE_PAGES);
  readonly #runLength = new Uint32Array(CODE_PAGES);
  readonly #entered = new Uint8Array(CODE_PAGES * HALFWORDS);
  readonly #attached = new Map<number, PageTranslation>();

  constructor(hart: Hart, options: TranslatorOptions) {
    this.#hart = hart;
    this.#eagerness = options.eagerness;
    this.#cache = options.cache;
    this.#now = options.now;
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
    this.#earned += interpreted + translated * TRANSLATED_TIME;
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
    this.#entered[page * HALFWORDS + ((pc & 4095) >> 1)] = 1;
    this.#bank[page] = bank;
    this.#heat[page] = (this.#heat[page] ?? 0) + 1;
    if (this.#isRipe(page, 1)) this.#tryToTranslate(page);
  }

  /** Translated code was entered at pc and ran for so many instructions. */
  ran(pc: number, instructions: number): void {
    this.earn(0, instructions);
    const base = this.#hart.tlb.probe(this.#hart.fetches, pc);
    if (base < 0) return;
    const page = poolPage(base);
    const runs = (this.#runs[page] ?? 0) + 1;
    const length = (this.#runLength[page] ?? 0) + instructions;
    const isOver = runs === RUNS_TO_JUDGE_BY;
    this.#runs[page] = isOver ? 0 : runs;
    this.#runLength[page] = isOver ? 0 : length;
    if (isOver && length < runs * this.#eagerness.shortestRun) this.#cool(base, page);
  }

  /** For a while the interpreter has the page to itself. */
  #cool(base: number, page: number): void {
    const translation = this.#attached.get(base);
    if (translation !== undefined) this.#detach(base, translation);
    this.#patience[page] = (this.#heat[page] ?? 0) + LOOKS_TO_COOL;
  }

  viewMade(base: number): void {
    const page = poolPage(base);
    this.#heat[page] = 0;
    this.#patience[page] = 0;
    this.#entered.fill(0, page * HALFWORDS, (page + 1) * HALFWORDS);
    if (this.#cache.isEmpty || this.bank < 0) return;
    const content = this.#contentOf(base, this.bank);
    const known = content === undefined ? undefined : this.#cache.find(content);
    if (known !== undefined) this.#reuse(base, known);
  }

  viewChanged(base: number): void {
    const translation = this.#attached.get(base);
    if (translation === undefined) return;
    this.#detach(base, translation);
  }

  viewsCleared(): void {
    for (const [base, translation] of [...this.#attached]) this.#detach(base, translation);
  }

  /** Whether a page was found often enough, or a part of it. */
  #isRipe(page: number, part: number): boolean {
    const heat = this.#heat[page] ?? 0;
    if (heat === 0 || heat < (this.#patience[page] ?? 0) * part) return false;
    const patience = Math.max(this.#patience[page] ?? 0, this.#patienceFor(baseOf(page)));
    this.#patience[page] = patience;
    return heat >= patience * part;
  }

  /** The looks after which a page is worth translating, by what of it was executed. */
  #patienceFor(base: number): number {
    const { words } = this.#hart;
    let instructions = 0;
    for (let offset = 0; offset < CODE_SPAN; offset += 2) {
      const operation = (words[base + offset] ?? 0) & 0xff;
      if (operation >= OPERATION.FIRST_INSTRUCTION) instructions += 1;
    }
    return this.#looksFor(instructions);
  }

  #looksFor(instructions: number): number {
    const { interval, price } = this.#eagerness;
    return Math.ceil((instructions * price) / interval);
  }

  /** A host that refuses one module refuses all. */
  #tryToTranslate(page: number): void {
    if (isTranslationRefused()) return;
    try {
      this.#translate(page);
    } catch (error) {
      if (error instanceof InvariantError || !(error instanceof Error)) throw error;
      refuseTranslation(error.message);
    }
  }

  /** A page that is ripe, and with it those that soon will be. */
  #translate(page: number): void {
    const start = this.#now();
    const works = this.#gather(page);
    const instructions = works.reduce((sum, it) => sum + it.instructions, 0);
    const cost = COST_OF_UNIT + instructions * COST_OF_INSTRUCTION;
    this.#waitAgain(page);
    if (instructions === 0 || this.#spent + cost > this.#earned * SHARE + ALLOWANCE) return;
    this.#spent += cost;
    for (const [index, translation] of compile(works).entries()) {
      const base = works[index]?.base ?? 0;
      this.#cache.add(translation);
      this.#attach(base, translation);
      this.#waitAgain(poolPage(base));
    }
    const { counts } = this;
    counts.pages += works.length;
    counts.units += 1;
    counts.instructions += instructions;
    counts.milliseconds += this.#now() - start;
  }

  /** What is still interpreted afterwards may be the interpreter's for ever. */
  #waitAgain(page: number): void {
    this.#patience[page] = (this.#heat[page] ?? 0) * PATIENCE_AGAIN;
  }

  #gather(first: number): (PageWork & { readonly base: number })[] {
    const works = [];
    let instructions = 0;
    for (const page of this.#ripePages(first)) {
      const work = this.#workOn(page);
      if (work === undefined) continue;
      if (works.length > 0 && instructions + work.instructions > LONGEST_UNIT) break;
      instructions += work.instructions;
      works.push({ ...work, base: baseOf(page) });
    }
    return works;
  }

  #ripePages(first: number): number[] {
    const pages = [first];
    for (let page = 0; page < CODE_PAGES; page += 1) {
      if (page !== first && this.#isRipe(page, 1 / 2)) pages.push(page);
    }
    return pages;
  }

  /** Undefined where nothing is there to translate that was not before. */
  #workOn(page: number): PageWork | undefined {
    const base = baseOf(page);
    const content = this.#contentOf(base, this.#bank[page] ?? 0);
    if (content === undefined) return undefined;
    const found = this.#cache.find(content);
    if (found !== undefined && this.#attached.get(base) === undefined) {
      this.#reuse(base, found);
      return undefined;
    }
    const isEntered = this.#entered.slice(page * HALFWORDS, (page + 1) * HALFWORDS);
    this.#markVectors(base, isEntered);
    const before = found ?? this.#attached.get(base);
    before?.isEntered.forEach((it, half) => (isEntered[half] = (isEntered[half] ?? 0) | it));
    const copy = { ...content, halves: content.halves.slice() };
    return planPage({ content: copy, isKnown: this.#known(base, before), isEntered });
  }

  /** Traps come in at vectors. [Priv §3.1.7, §4.1.2] */
  #markVectors(base: number, isEntered: Uint8Array): void {
    const { tlb, fetches } = this.#hart;
    for (const csr of [CSR.STVEC, CSR.MTVEC]) {
      const vector = this.#hart.csr(csr) & -4;
      if (tlb.probe(fetches, vector) === base) isEntered[(vector & 4095) >> 1] = 1;
    }
  }

  #reuse(base: number, translation: PageTranslation): void {
    this.counts.reused += 1;
    const page = poolPage(base);
    const looks = Math.max(this.#heat[page] ?? 0, this.#looksFor(translation.instructions));
    this.#patience[page] = looks * PATIENCE_AGAIN;
    this.#attach(base, translation);
  }

  /** Where the interpreter has been; a page that was translated before keeps what it had. */
  #known(base: number, before: PageTranslation | undefined): Uint8Array {
    const isKnown = before?.isKnown.slice() ?? new Uint8Array(HALFWORDS);
    const { words } = this.#hart;
    for (let half = 0; half < HALFWORDS; half += 1) {
      const operation = (words[base + half * 2] ?? 0) & 0xff;
      if (operation >= OPERATION.FIRST_INSTRUCTION) isKnown[half] = 1;
    }
    return isKnown;
  }

  #contentOf(base: number, bank: number): PageContent | undefined {
    const view = this.#hart.code.describe(base);
    if (view === undefined) return undefined;
    return { ...view, bank };
  }

  #attach(base: number, translation: PageTranslation): void {
    const other = this.#attached.get(base);
    if (other !== undefined) this.#detach(base, other);
    const first = this.#place(translation.unit);
    if (first === undefined) return;
    this.#attached.set(base, translation);
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

function poolPage(base: number): number {
  return Math.floor((base - WORD.CODE) / CODE_STRIDE);
}

/** First word of the slots of a page of the pool. */
function baseOf(page: number): number {
  return WORD.CODE + page * CODE_STRIDE;
}
