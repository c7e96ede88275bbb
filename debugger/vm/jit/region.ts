/**
 * Translates a region of a page into a WebAssembly function:
 *
 *   (entry, left, page, row) -> left, or its complement where the interpreter has to execute an instruction first
 *
 * `entry` says where to begin, `left` how many instructions may run, `page` is the page's virtual address, and `row` where
 * the memory has the page's entries. Guest registers are locals. All ways out meet in one place, which stores those that
 * were written; none is a call, around which the compiler would have to keep every register in memory. A block takes
 * its instructions from `left` when it begins, and who leaves in its middle gives the rest back.
 */

import { InvariantError } from '../../shared/errors';
import { WORD } from '../hart/layout';
import type { Block, BlockEnd, GuestStep } from './blocks';
import { WasmCode, type Label } from './code';
import { ENTRY_BITS, ENTRY_MASK, ENTRY_SHIFT } from './entry';
import { planFlow, type Flow } from './flow';
import type { TlbBytes } from './layout';
import { LOCAL, OFFSET_MASK, PAGE_MASK } from './locals';
import type { Loop } from './loops';
import type { WasmFunction } from './module';
import type { Region } from './regions';
import { StepWriter } from './stepWriter';

const { WAY, LEFT, PAGE, ROW, PC, COMPLEMENT, SITE, NUMBER } = LOCAL;

export const REGION_PARAMETERS = 4;

export interface TranslatedRegion extends WasmFunction {
  /** Where it can be entered from outside: offsets in the page, by ways from 1. */
  readonly ways: readonly { readonly offset: number; readonly way: number }[];
}

export function translateRegion(region: Region, tlb: TlbBytes): TranslatedRegion {
  const flow = planFlow(region);
  const writer = new RegionWriter(region, flow, tlb);
  const ways = region.blocks.flatMap(({ start }, block) => {
    const way = flow.ways[block] ?? 0;
    return way > 0 ? [{ offset: start, way }] : [];
  });
  return { ...writer.write(), ways };
}

class RegionWriter {
  readonly #region: Region;
  readonly #blocks: readonly Block[];
  readonly #flow: Flow;
  readonly #code = new WasmCode();
  readonly #steps: StepWriter;
  /** Whether some loop has a switch, which a way must not be left behind for. */
  readonly #hasSwitches: boolean;
  /** By block, while a branch can go there: before the block or loop that begins with it. */
  readonly #before: (Label | undefined)[] = [];
  readonly #loopStarts: (Label | undefined)[] = [];
  /** By block: instructions of it and all blocks behind it. */
  readonly #toTheEnd: readonly number[];
  #top: Label = { depth: 0 };
  #out: Label = { depth: 0 };

  constructor(region: Region, flow: Flow, tlb: TlbBytes) {
    const { blocks } = region;
    this.#region = region;
    this.#blocks = blocks;
    this.#flow = flow;
    this.#steps = new StepWriter(this.#code, tlb, blocks);
    this.#hasSwitches = flow.loops.some(it => this.#hasSwitch(it));
    let rest = blocks.reduce((sum, { count }) => sum + count, 0);
    this.#toTheEnd = blocks.map(({ count }) => {
      const here = rest;
      rest -= count;
      return here;
    });
  }

  write(): WasmFunction {
    const code = this.#code;
    const steps = this.#steps;
    this.#demandFrom(0);
    code.get(LEFT).const(-1).op('i32.xor').return();
    code.end();
    steps.loadRegisters();
    code.get(WAY).const(ENTRY_BITS).op('i32.shr_u').set(NUMBER);
    code.get(WAY).const(ENTRY_MASK).op('i32.and').set(WAY);
    this.#out = code.block();
    steps.middle = code.block();
    this.#top = code.loop();
    this.#writeItems({ first: 0, last: this.#blocks.length - 1 }, true);
    code.end().unreachable();
    code.end();
    steps.writeMiddleExit();
    code.end();
    steps.storeRegisters();
    code
      .const(0)
      .get(PC)
      .memory('i32.store', WORD.PC * 4);
    code.get(LEFT).get(COMPLEMENT).op('i32.xor');
    return { locals: steps.locals, code: code.bytes, rare: code.rare };
  }

  /** The blocks and loops between two blocks, each behind the label of a branch to it. */
  #writeItems(within: Loop, isTop: boolean): void {
    const code = this.#code;
    const items = this.#itemsOf(within, isTop);
    const hasSwitch = isTop || this.#hasSwitch(within);
    const labelled = hasSwitch ? items : items.slice(1);
    for (const { first } of [...labelled].reverse()) this.#before[first] = code.block();
    if (hasSwitch) this.#writeSwitch(within, items, isTop);
    for (const [index, item] of items.entries()) {
      if (hasSwitch || index > 0) {
        code.end();
        this.#before[item.first] = undefined;
      }
      if (item.isLoop) this.#writeLoop(item);
      else this.#writeBlock(item.first, isTop ? undefined : within);
    }
  }

  #writeLoop(loop: Loop): void {
    const code = this.#code;
    if (!this.#hasSwitch(loop)) this.#arrive(loop.first);
    this.#loopStarts[loop.first] = code.loop();
    this.#writeItems(loop, false);
    code.end();
    this.#loopStarts[loop.first] = undefined;
  }

  /** To the item that holds the block which WAY names; the first where it names none. */
  #writeSwitch(within: Loop, items: readonly Item[], isTop: boolean): void {
    const code = this.#code;
    const [first] = items;
    if (first === undefined) throw new InvariantError('region: an empty loop');
    const start = this.#labelBefore(first.first);
    if (!isTop) code.get(WAY).op('i32.eqz').brIf(start);
    const labels: Label[] = [start];
    for (const item of items) {
      for (let block = item.first; block <= item.last; block += 1) {
        const way = this.#flow.ways[block] ?? 0;
        if (way === 0) continue;
        labels[way] = this.#labelBefore(item.first);
      }
    }
    code.get(WAY).brTable(
      Array.from(labels, it => it ?? start),
      start,
    );
  }

  #itemsOf(within: Loop, isTop: boolean): Item[] {
    const items: Item[] = [];
    for (let block = within.first; block <= within.last;) {
      const loop = this.#flow.loops.find(it => it.first === block);
      const isItself = !isTop && block === within.first;
      if (loop === undefined || isItself) {
        items.push({ first: block, last: block, isLoop: false });
        block += 1;
      } else {
        items.push({ ...loop, isLoop: true });
        block = loop.last + 1;
      }
    }
    return items;
  }

  /** Whether it can be entered elsewhere than at its start. */
  #hasSwitch({ first, last }: Loop): boolean {
    return this.#flow.ways.some((way, block) => way > 0 && block > first && block <= last);
  }

  #writeBlock(number: number, loop: Loop | undefined): void {
    const code = this.#code;
    const block = this.#blocks[number];
    if (block === undefined) throw new InvariantError(`region: no block ${number}`);
    // The start of a loop without a switch has arrived before the loop.
    if (loop?.first !== number || this.#hasSwitch(loop)) this.#arrive(number);
    if (loop?.first === number) {
      this.#demandFrom(number);
      this.#steps.leaveMiddle(block.start, 0);
      code.end();
    }
    if (block.count > 0) code.get(LEFT).const(block.count).op('i32.sub').set(LEFT);
    let rest = block.count;
    for (const step of block.steps) {
      this.#steps.write(step, rest);
      rest -= 1;
    }
    this.#writeEnd(number, block.end);
  }

  /** Whoever came by a switch is here; the next switch is to take its first way. */
  #arrive(block: number): void {
    if (this.#hasSwitches && (this.#flow.ways[block] ?? 0) > 0) this.#code.const(0).set(WAY);
  }

  /** Opens what is to be done where fewer are left than may be executed from a block on before it is asked again. */
  #demandFrom(block: number): void {
    const code = this.#code;
    code.get(LEFT).const(this.#toTheEnd[block] ?? 0);
    code.op('i32.lt_s').rarely().if();
  }

  #writeEnd(from: number, end: BlockEnd): void {
    const code = this.#code;
    if ('step' in end) this.#steps.demandSecondHalf(end.step, 1);
    if (end.kind === 'leaves') this.#steps.leaveMiddle(end.next, 0);
    else if (end.kind === 'falls') this.#goNext(from, end.next);
    else if (end.kind === 'jump') {
      this.#link(end.step, end.next);
      this.#go(from, end.to);
    } else if (end.kind === 'branch') {
      const { lowering } = end.step;
      if (lowering === undefined || !('value' in lowering)) {
        throw new InvariantError(`region: no condition of ${end.step.row.name}`);
      }
      this.#steps.value(lowering.value, end.step);
      this.#goIf(from, end.to);
      this.#goNext(from, end.next);
    } else {
      this.#steps.get(end.step.rs1);
      if (end.step.imm !== 0) code.const(end.step.imm).op('i32.add');
      code.const(-2).op('i32.and').set(PC);
      this.#link(end.step, end.next);
      this.#goIndirect();
    }
  }

  #link({ rd }: GuestStep, next: number): void {
    if (rd === 0) return;
    this.#code.get(PAGE).const(next).op('i32.add');
    this.#steps.set(rd);
  }

  /** To PC: by the switch at the top if that is a way into this very region. */
  #goIndirect(): void {
    const code = this.#code;
    code.get(PC).get(PAGE).op('i32.xor').const(PAGE_MASK).op('i32.and').brIf(this.#out);
    code.get(ROW).get(PC).const(OFFSET_MASK).op('i32.and').const(ENTRY_SHIFT).op('i32.shl');
    code.op('i32.add').memory('i32.load', 0).tee(SITE).const(ENTRY_BITS).op('i32.shr_u');
    code.get(NUMBER).op('i32.ne').brIf(this.#out);
    code.get(LEFT).const(this.#toTheEnd[0] ?? 0);
    code.op('i32.lt_s').rarely().brIf(this.#out);
    code.get(SITE).const(ENTRY_MASK).op('i32.and').set(WAY).br(this.#top);
  }

  /** A block that follows is already there. */
  #goNext(from: number, offset: number): void {
    if (this.#region.blockAt(offset) !== from + 1) this.#go(from, offset);
  }

  #go(from: number, offset: number): void {
    const code = this.#code;
    const to = this.#region.blockAt(offset);
    if (to === undefined) {
      code.get(PAGE).const(offset).op('i32.add').set(PC).br(this.#out);
      return;
    }
    const route = this.#flow.route(from, to);
    if (route.kind === 'forward') code.br(this.#labelBefore(to));
    else if (route.kind === 'back') code.br(this.#startOf(to));
    else {
      if (to <= from) {
        this.#demandFrom(to);
        this.#steps.leaveMiddle(offset, 0);
        code.end();
      }
      code.const(this.#flow.ways[to] ?? 0).set(WAY);
      code.br(route.kind === 'top' ? this.#top : this.#labelBefore(route.loop.first));
    }
  }

  /** As `go`, if the number on the stack is not zero. */
  #goIf(from: number, offset: number): void {
    const code = this.#code;
    const to = this.#region.blockAt(offset);
    const route = to === undefined ? undefined : this.#flow.route(from, to);
    if (route?.kind === 'forward') code.brIf(this.#labelBefore(route.to));
    else if (route?.kind === 'back') code.brIf(this.#startOf(route.to));
    else {
      code.if();
      this.#go(from, offset);
      code.end();
    }
  }

  #labelBefore(block: number): Label {
    const label = this.#before[block];
    if (label === undefined) throw new InvariantError(`region: no way to block ${block}`);
    return label;
  }

  #startOf(block: number): Label {
    const label = this.#loopStarts[block];
    if (label === undefined) throw new InvariantError(`region: no open loop at block ${block}`);
    return label;
  }
}

interface Item extends Loop {
  readonly isLoop: boolean;
}
