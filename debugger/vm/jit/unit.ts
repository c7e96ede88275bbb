/**
 * Translations of pages, compiled together: a module takes a millisecond or two to make and to place, however little is
 * in it. Nothing of it belongs to one machine.
 */

import { findBlocks, type Block } from './blocks';
import { tlbBytes } from './layout';
import { writeModule } from './module';
import type { PageKnowledge, PageTranslation } from './pageTranslation';
import { REGION_PARAMETERS, translateRegion } from './region';
import { divide } from './regions';

export interface Unit {
  readonly module: WebAssembly.Module;
  /** Regions of all its pages; it exports them by their numbers. */
  readonly regions: number;
  /** Of the module. */
  readonly bytes: number;
}

/** A page with what there is of it to translate. */
export interface PageWork extends PageKnowledge {
  readonly blocks: readonly Block[];
  readonly instructions: number;
}

export function planPage(known: PageKnowledge): PageWork {
  const blocks = findBlocks({ ...known.content, ...known });
  return { ...known, blocks, instructions: blocks.reduce((sum, it) => sum + it.count, 0) };
}

/** Throws what the host throws that does not compile. */
export function compile(pages: readonly PageWork[]): PageTranslation[] {
  const regions = pages.map(({ content, blocks, isEntered }) => {
    const tlb = tlbBytes(content.bank, content.isGuarded);
    return divide(blocks, isEntered).map(it => translateRegion(it, tlb));
  });
  const bytes = writeModule({ parameters: REGION_PARAMETERS }, regions.flat());
  const module = new WebAssembly.Module(bytes);
  const unit = { module, regions: regions.flat().length, bytes: bytes.length };
  let first = 0;
  return pages.map(({ content, isKnown, isEntered, after, instructions }, page) => {
    const mine = regions[page] ?? [];
    const before = first;
    first += mine.length;
    const ways = mine.flatMap((it, region) =>
      it.ways.map(({ offset, way }) => ({ offset, region: before + region, way })),
    );
    return { content, isKnown, isEntered, after, instructions, unit, ways };
  });
}
