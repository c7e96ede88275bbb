/**
 * Decides which pages of code are translated, and keeps translations and slots together: a slot where translated code
 * can be entered holds TRANSLATED, and its entry lies in the memory beside it.
 */

import { InvariantError } from '../../shared/errors';
import type { Hart } from '../hart/hart';
import {
  CODE_PAGES,
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
import { findBlocks, HALFWORDS } from './blocks';
import { isTranslationRefused, refuseTranslation } from './choice';
import { dispatcherModule } from './dispatcher';
import type { Eagerness, Room } from './eagerness';
import { ENTRY_SHIFT, packEntry } from './entry';
import { tlbBytes } from './layout';
import { writeModule } from './module';
import { TranslationCache, type PageContent, type PageTranslation } from './pageTranslation';
import { REGION_PARAMETERS, translateRegion } from './region';
import { divide } from './regions';

/** Function 0 is none: an entry that leads nowhere is zero, and must not be taken for one of a region's own. */
const FIRST_FUNCTION = 1;

/**
 * What translating an instruction is taken to cost, in interpreted ones. It is a rough guess between two ends: by
 * `npm run bench:vm` it takes a microsecond where much code is translated, and ten and more for a program's first pages.
 */
const COST_OF_INSTRUCTION = 400;
/** What may be spent on translation before anything was earned. */
const ALLOWANCE = 8_000_000;
/** Of what is executed, the part that translation may take. */
const SHARE = 1 / 8;
/** A translated instruction is taken to need this part of an interpreted one's time. */
const TRANSLATED_TIME = 1 / 8;

/** What was translated so far. */
export interface TranslationCounts {
  pages: number;
  regions: number;
  instructions: number;
  wasmBytes: number;
  /** Pages that got a translation which was there already. */
  reused: number;
  /** Times that all was forgotten for want of room. */
  evictions: number;
  milliseconds: number;
  /** Instructions executed by the interpreter, and by translated code. */
  interpreted: number;
  translated: number;
}

export type Dispatch = (left: number, fetches: number, entries: number) => number;

export class Translator implements CodeListener {
  readonly #hart: Hart;
  readonly #entries: Int32Array;
  #table: WebAssembly.Table | undefined;
  readonly #eagerness: Eagerness;
  readonly #room: Room;
  readonly #cache = new TranslationCache();
  /** Undefined until something was translated. */
  dispatch: Dispatch | undefined;
  readonly counts: TranslationCounts = {
    pages: 0,
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
  #nextFunction = FIRST_FUNCTION;
  #keptBytes = 0;
  #earned = 0;
  #spent = 0;
  /** By page of the slots' pool: looks that found it, how many it takes, and where control came in. */
  readonly #heat = new Uint32Array(CODE_PAGES);
  readonly #patience = new Uint32Array(CODE_PAGES);
  readonly #entered = new Uint8Array(CODE_PAGES * HALFWORDS);
  readonly #attached = new Map<number, PageTranslation>();

  constructor(hart: Hart, eagerness: Eagerness, room: Room, now: () => number) {
    this.#hart = hart;
    this.#eagerness = eagerness;
    this.#room = room;
    this.#now = now;
    this.#entries = hart.words.subarray(hart.entryOffset >> 2);
    this.#patience.fill(eagerness.looks);
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
    const heat = (this.#heat[page] ?? 0) + 1;
    this.#heat[page] = heat;
    if (heat < (this.#patience[page] ?? 0)) return;
    this.#patience[page] = heat * 4;
    this.#tryToTranslate(base, page, bank);
  }

  viewMade(base: number): void {
    const page = poolPage(base);
    this.#heat[page] = 0;
    this.#patience[page] = this.#eagerness.looks;
    this.#entered.fill(0, page * HALFWORDS, (page + 1) * HALFWORDS);
    if (this.#cache.isEmpty || this.bank < 0) return;
    const content = this.#contentOf(base, this.bank);
    const known = content === undefined ? undefined : this.#cache.find(content);
    if (known === undefined) return;
    this.counts.reused += 1;
    this.#attach(base, known);
  }

  viewChanged(base: number): void {
    const translation = this.#attached.get(base);
    if (translation === undefined) return;
    this.#detach(base, translation);
  }

  viewsCleared(): void {
    for (const [base, translation] of [...this.#attached]) this.#detach(base, translation);
  }

  /** A host that refuses one module refuses all. */
  #tryToTranslate(base: number, page: number, bank: number): void {
    if (isTranslationRefused()) return;
    try {
      this.#translate(base, page, bank);
    } catch (error) {
      if (error instanceof InvariantError || !(error instanceof Error)) throw error;
      refuseTranslation(error.message);
    }
  }

  #translate(base: number, page: number, bank: number): void {
    const content = this.#contentOf(base, bank);
    if (content === undefined) return;
    const before = this.#attached.get(base);
    const found = this.#cache.find(content);
    if (found !== undefined && before === undefined) {
      this.counts.reused += 1;
      this.#attach(base, found);
      return;
    }
    const isKnown = this.#known(base, found);
    const isEntered = this.#entered.slice(page * HALFWORDS, (page + 1) * HALFWORDS);
    found?.isEntered.forEach((it, half) => (isEntered[half] = (isEntered[half] ?? 0) | it));
    const made = this.#compile(content, isKnown, isEntered);
    if (made === undefined) return;
    if (found !== undefined) {
      this.#cache.delete(found);
      for (const view of [...found.views]) this.#detach(view, found);
    }
    this.#cache.add(made);
    this.#attach(base, made);
  }

  /** A machine that runs for a moment needs no table and no dispatcher. */
  #start(): WebAssembly.Table {
    const initial = FIRST_FUNCTION + this.#room.functions;
    const table = new WebAssembly.Table({ element: 'anyfunc', initial });
    const { memory, memoryPages } = this.#hart;
    const module = new WebAssembly.Module(dispatcherModule(memoryPages));
    const { exports } = new WebAssembly.Instance(module, { m: { m: memory, t: table } });
    this.dispatch = exports['0'] as Dispatch;
    return table;
  }

  /** Undefined where it would cost more than was earned, or nothing is there to translate. */
  #compile(
    content: PageContent,
    isKnown: Uint8Array,
    isEntered: Uint8Array,
  ): PageTranslation | undefined {
    const start = this.#now();
    const blocks = findBlocks({ ...content, isKnown, isEntered });
    const instructions = blocks.reduce((sum, it) => sum + it.count, 0);
    const cost = instructions * COST_OF_INSTRUCTION;
    if (instructions === 0 || this.#spent + cost > this.#earned * SHARE + ALLOWANCE)
      return undefined;
    this.#spent += cost;
    const regions = divide(blocks, isEntered);
    if (!this.#hasRoom(regions.length)) this.#forgetAll();
    const table = (this.#table ??= this.#start());
    const first = this.#nextFunction;
    const tlb = tlbBytes(content.bank);
    const functions = regions.map((it, index) => translateRegion(it, tlb, first + index));
    const shape = { memoryPages: this.#hart.memoryPages, parameters: REGION_PARAMETERS };
    const bytes = writeModule(shape, functions);
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, { m: { m: this.#hart.memory } });
    for (const [index] of functions.entries()) {
      table.set(first + index, exports[String(index)] ?? null);
    }
    this.#nextFunction += functions.length;
    this.#keptBytes += bytes.length;
    const { counts } = this;
    counts.pages += 1;
    counts.regions += functions.length;
    counts.instructions += instructions;
    counts.wasmBytes += bytes.length;
    counts.milliseconds += this.#now() - start;
    const ways = functions.flatMap((it, index) =>
      it.ways.map(({ offset, way }) => ({ offset, entry: packEntry(first + index, way) })),
    );
    return { content, isKnown, isEntered, ways, views: new Set() };
  }

  #hasRoom(functions: number): boolean {
    const { functions: most, bytes } = this.#room;
    return this.#nextFunction - FIRST_FUNCTION + functions <= most && this.#keptBytes <= bytes;
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
    return { halves: view.halves.slice(), planted: view.planted, bank };
  }

  #attach(base: number, translation: PageTranslation): void {
    const other = this.#attached.get(base);
    if (other !== undefined) this.#detach(base, other);
    translation.views.add(base);
    this.#attached.set(base, translation);
    const row = this.#rowOf(base, translation.content.bank);
    const { words } = this.#hart;
    for (const { offset, entry } of translation.ways) {
      this.#entries[row + (offset >> 1)] = entry;
      words[base + offset] = OPERATION.TRANSLATED;
    }
  }

  #detach(base: number, translation: PageTranslation): void {
    translation.views.delete(base);
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
    this.#cache.clear();
    for (let at = FIRST_FUNCTION; at < this.#nextFunction; at += 1) this.#table?.set(at, null);
    this.#nextFunction = FIRST_FUNCTION;
    this.#keptBytes = 0;
    this.counts.evictions += 1;
  }
}

function poolPage(base: number): number {
  return Math.floor((base - WORD.CODE) / CODE_STRIDE);
}
