/**
 * Translates a region of a page into a WebAssembly function:
 *
 *   (way, left, page, row) -> left, or its complement where the interpreter has to execute an instruction first
 *
 * `way` says where to begin, `left` how many instructions may run, `page` is the page's virtual address, and `row` where
 * the memory has the page's entries. Guest registers are locals. All ways out meet in one place, which stores those that
 * were written; none is a call, around which the compiler would have to keep every register in memory. A block takes
 * its instructions from `left` when it begins, and who leaves in its middle gives the rest back.
 */

import { InvariantError } from '../../shared/errors';
import { WORD } from '../hart/layout';
import type { Block, BlockEnd, GuestStep } from './blocks';
import { I32, WasmCode, type Label } from './code';
import { ENTRY_BITS, ENTRY_MASK, ENTRY_SHIFT } from './entry';
import { planFlow, type Flow } from './flow';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT, type TlbBytes } from './layout';
import type { Step } from './lower/lowering';
import type { Loop } from './loops';
import type { WasmFunction } from './module';
import type { WasmMemoryOperator } from './opcodes';
import type { Region } from './regions';

export const REGION_PARAMETERS = 4;

/** Locals; the guest's registers come behind them. */
const WAY = 0;
const LEFT = 1;
const PAGE = 2;
const ROW = 3;
const PC = 4;
/** All ones where the result is to be complemented. */
const COMPLEMENT = 5;
/** Of a way out in the middle of a block: its offset in the page, and below it what `left` gets back. */
const SITE = 6;
const ADDRESS = 7;
const ENTRY = 8;
const OLD = 9;
const FIRST_REGISTER = 10;

const SITE_SHIFT = 12;
const PAGE_MASK = -4096;
const OFFSET_MASK = 4095;

export interface TranslatedRegion extends WasmFunction {
  /** Where it can be entered from outside: offsets in the page, by ways from 1. */
  readonly ways: readonly { readonly offset: number; readonly way: number }[];
  readonly instructions: number;
}

/**
 * @param number of the function in the table
 */
export function translateRegion(region: Region, tlb: TlbBytes, number: number): TranslatedRegion {
  const flow = planFlow(region);
  const writer = new RegionWriter(region, flow, tlb, number);
  const ways = region.blocks.flatMap(({ start }, block) => {
    const way = flow.ways[block] ?? 0;
    return way > 0 ? [{ offset: start, way }] : [];
  });
  const instructions = region.blocks.reduce((sum, it) => sum + it.count, 0);
  return { ...writer.write(), ways, instructions };
}

class RegionWriter {
  readonly #blocks: readonly Block[];
  readonly #flow: Flow;
  readonly #tlb: TlbBytes;
  readonly #number: number;
  readonly #code = new WasmCode();
  /** Locals by register; undefined for those that the region does not use. */
  readonly #locals: (number | undefined)[] = [];
  readonly #written: number[] = [];
  /** Whether some loop has a switch, which a way must not be left behind for. */
  readonly #hasSwitches: boolean;
  /** By block, while a branch can go there: before the block or loop that begins with it. */
  readonly #before: (Label | undefined)[] = [];
  readonly #loopStarts: (Label | undefined)[] = [];
  #top: Label = { depth: 0 };
  #out: Label = { depth: 0 };
  #middle: Label = { depth: 0 };
  /** Of the block in work: its instructions, and how many of them are done. */
  #count = 0;
  #done = 0;

  constructor({ blocks }: Region, flow: Flow, tlb: TlbBytes, number: number) {
    this.#blocks = blocks;
    this.#flow = flow;
    this.#tlb = tlb;
    this.#number = number;
    this.#hasSwitches = flow.loops.some(it => this.#hasSwitch(it));
    this.#giveLocals();
  }

  write(): WasmFunction {
    const code = this.#code;
    const used = this.#locals.flatMap((local, register) =>
      local === undefined ? [] : [{ local, register }],
    );
    for (const { local, register } of used) {
      code
        .const(0)
        .memory('i32.load', register * 4)
        .set(local);
    }
    this.#out = code.block();
    this.#middle = code.block();
    this.#top = code.loop();
    this.#writeItems({ first: 0, last: this.#blocks.length - 1 }, true);
    code.end().unreachable();
    code.end();
    this.#writeMiddleExit();
    code.end();
    for (const register of this.#written) {
      code
        .const(0)
        .get(this.#local(register))
        .memory('i32.store', register * 4);
    }
    code
      .const(0)
      .get(PC)
      .memory('i32.store', WORD.PC * 4);
    code.get(LEFT).get(COMPLEMENT).op('i32.xor');
    return { locals: FIRST_REGISTER - 4 + used.length, code: code.bytes };
  }

  /** pc and `left` as they are before the instruction that has to be left to the interpreter. */
  #writeMiddleExit(): void {
    const code = this.#code;
    code.get(PAGE).get(SITE).const(SITE_SHIFT).op('i32.shr_u').op('i32.add').set(PC);
    code.get(LEFT).get(SITE).const(OFFSET_MASK).op('i32.and').op('i32.add').set(LEFT);
    code.const(-1).set(COMPLEMENT);
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
      const isLoop = item.isLoop;
      if (isLoop) this.#writeLoop(item);
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
    const block = this.#blocks[number];
    if (block === undefined) throw new InvariantError(`region: no block ${number}`);
    // The start of a loop without a switch has arrived before the loop.
    if (loop?.first !== number || this.#hasSwitch(loop)) this.#arrive(number);
    this.#count = block.count;
    this.#done = 0;
    if (block.count > 0) this.#take(block);
    for (const step of block.steps) {
      this.#writeStep(step);
      this.#done += 1;
    }
    this.#writeEnd(number, block.end);
  }

  /** Whoever came by a switch is here; the next switch is to take its first way. */
  #arrive(block: number): void {
    if (this.#hasSwitches && (this.#flow.ways[block] ?? 0) > 0) this.#code.const(0).set(WAY);
  }

  #take({ start, count }: Block): void {
    const code = this.#code;
    code.get(LEFT).const(count).op('i32.sub').tee(LEFT).const(0).op('i32.lt_s');
    code.if();
    this.#leaveMiddle(start, count);
    code.end();
  }

  #writeStep(step: GuestStep): void {
    const { lowering, row, rd } = step;
    const { effect } = row;
    if (lowering === undefined) throw new InvariantError(`region: no lowering of ${row.name}`);
    if ('memory' in lowering) {
      if ('loads' in effect) this.#writeLoad(step, lowering.memory);
      else this.#writeStore(step, lowering.memory);
      return;
    }
    if ('exchanges' in effect) {
      this.#writeExchange(step, lowering.value);
      return;
    }
    if (rd === 0) return; // A result that nobody sees, or none.
    this.#steps(lowering.value, step);
    this.#code.set(this.#local(rd));
  }

  #writeLoad(step: GuestStep, operator: WasmMemoryOperator): void {
    this.#writeProbe(step, this.#tlb.loads, sizeOf(operator), step.imm);
    this.#hostAddress(this.#tlb.loads);
    this.#code.memory(operator, 0);
    this.#setResult(step.rd);
  }

  #writeStore(step: GuestStep, operator: WasmMemoryOperator): void {
    this.#writeProbe(step, this.#tlb.stores, sizeOf(operator), step.imm);
    this.#hostAddress(this.#tlb.stores);
    this.#register(step.rs2);
    this.#code.memory(operator, 0);
  }

  /** The host's address takes the place of the guest's between the load and the store. */
  #writeExchange(step: GuestStep, value: readonly Step[]): void {
    this.#writeProbe(step, this.#tlb.stores, 4, 0);
    this.#hostAddress(this.#tlb.stores);
    this.#code.tee(ADDRESS).memory('i32.load', 0).set(OLD).get(ADDRESS);
    this.#steps(value, step);
    this.#code.memory('i32.store', 0);
    this.#code.get(OLD);
    this.#setResult(step.rd);
  }

  #setResult(rd: number): void {
    if (rd === 0) this.#code.drop();
    else this.#code.set(this.#local(rd));
  }

  /** ADDRESS and ENTRY for the access; out, where the TLB has not this page, or the address is misaligned. */
  #writeProbe({ rs1, offset }: GuestStep, bank: number, size: number, displacement: number): void {
    const code = this.#code;
    this.#register(rs1);
    if (displacement !== 0) code.const(displacement).op('i32.add');
    code.tee(ADDRESS).const(TLB_INDEX_SHIFT).op('i32.shr_u');
    code.const(TLB_INDEX_MASK).op('i32.and').tee(ENTRY).memory('i32.load', bank);
    code
      .get(ADDRESS)
      .const(PAGE_MASK | (size - 1))
      .op('i32.and')
      .op('i32.ne');
    code.if();
    this.#leaveMiddle(offset, this.#count - this.#done);
    code.end();
  }

  #hostAddress(bank: number): void {
    this.#code
      .get(ADDRESS)
      .get(ENTRY)
      .memory('i32.load', bank + ADDEND)
      .op('i32.add');
  }

  #leaveMiddle(offset: number, rest: number): void {
    this.#code
      .const((offset << SITE_SHIFT) | rest)
      .set(SITE)
      .br(this.#middle);
  }

  #writeEnd(from: number, end: BlockEnd): void {
    const code = this.#code;
    if (end.kind === 'leaves') this.#leaveMiddle(end.next, 0);
    else if (end.kind === 'falls') this.#goNext(from, end.next);
    else if (end.kind === 'jump') {
      this.#link(end.step, end.next);
      this.#go(from, end.to);
    } else if (end.kind === 'branch') {
      const { lowering } = end.step;
      if (lowering === undefined || 'memory' in lowering) {
        throw new InvariantError(`region: no condition of ${end.step.row.name}`);
      }
      this.#steps(lowering.value, end.step);
      this.#goIf(from, end.to);
      this.#goNext(from, end.next);
    } else {
      this.#register(end.step.rs1);
      if (end.step.imm !== 0) code.const(end.step.imm).op('i32.add');
      code.const(-2).op('i32.and').set(PC);
      this.#link(end.step, end.next);
      this.#goIndirect();
    }
  }

  #link({ rd }: GuestStep, next: number): void {
    if (rd !== 0) this.#code.get(PAGE).const(next).op('i32.add').set(this.#local(rd));
  }

  /** To PC: by the switch at the top if that is a way into this very region. */
  #goIndirect(): void {
    const code = this.#code;
    code.get(PC).get(PAGE).op('i32.xor').const(PAGE_MASK).op('i32.and').brIf(this.#out);
    code.get(ROW).get(PC).const(OFFSET_MASK).op('i32.and').const(ENTRY_SHIFT).op('i32.shl');
    code.op('i32.add').memory('i32.load', 0).tee(SITE).const(ENTRY_BITS).op('i32.shr_u');
    code.const(this.#number).op('i32.ne').brIf(this.#out);
    code.get(SITE).const(ENTRY_MASK).op('i32.and').set(WAY).br(this.#top);
  }

  /** A block that follows is already there. */
  #goNext(from: number, offset: number): void {
    if (this.#flow.blockAt(offset) !== from + 1) this.#go(from, offset);
  }

  #go(from: number, offset: number): void {
    const code = this.#code;
    const to = this.#flow.blockAt(offset);
    if (to === undefined) {
      code.get(PAGE).const(offset).op('i32.add').set(PC).br(this.#out);
      return;
    }
    const route = this.#flow.route(from, to);
    if (route.kind === 'forward') code.br(this.#labelBefore(to));
    else if (route.kind === 'back') code.br(this.#startOf(to));
    else {
      code.const(this.#flow.ways[to] ?? 0).set(WAY);
      code.br(route.kind === 'top' ? this.#top : this.#labelBefore(route.loop.first));
    }
  }

  /** As `go`, if the number on the stack is not zero. */
  #goIf(from: number, offset: number): void {
    const code = this.#code;
    const to = this.#flow.blockAt(offset);
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

  #steps(steps: readonly Step[], step: GuestStep): void {
    const code = this.#code;
    for (const it of steps) {
      if (typeof it === 'number') code.const(it);
      else if (typeof it === 'object' && 'long' in it) code.longConst(it.long);
      else if (typeof it === 'object') {
        code.if(I32);
        this.#steps(it.then, step);
        code.else();
        this.#steps(it.else, step);
        code.end();
      } else if (it === 'a') this.#register(step.rs1);
      else if (it === 'b') this.#register(step.rs2);
      else if (it === 'imm') code.const(step.imm);
      else if (it === 'pc') code.get(PAGE).const(step.offset).op('i32.add');
      else if (it === 'old') code.get(OLD);
      else code.op(it);
    }
  }

  #register(number: number): void {
    if (number === 0) this.#code.const(0);
    else this.#code.get(this.#local(number));
  }

  #local(register: number): number {
    const local = this.#locals[register];
    if (local === undefined) throw new InvariantError(`region: no local for x${register}`);
    return local;
  }

  #giveLocals(): void {
    const isUsed: boolean[] = [];
    const isWritten: boolean[] = [];
    for (const { steps, end } of this.#blocks) {
      const last = 'step' in end ? [end.step] : [];
      for (const { row, rd, rs1, rs2 } of [...steps, ...last]) {
        for (const it of [rd, rs1, rs2]) isUsed[it] = true;
        const writes = !('branchesIf' in row.effect || 'stores' in row.effect);
        if (writes) isWritten[rd] = true;
      }
    }
    let next = FIRST_REGISTER;
    for (let register = 1; register < 32; register += 1) {
      if (isUsed[register] !== true) continue;
      this.#locals[register] = next;
      next += 1;
      if (isWritten[register] === true) this.#written.push(register);
    }
  }
}

interface Item extends Loop {
  readonly isLoop: boolean;
}

function sizeOf(operator: WasmMemoryOperator): number {
  if (operator.includes('8')) return 1;
  return operator.includes('16') ? 2 : 4;
}
