import { strict as assert } from 'node:assert';
import { RAM_BASE, RAM_OFFSET, TLB_KIND, tlbBank } from '../hart/layout';
import { PAGE_SIZE } from './sv32';
import { Tlb } from './tlb';

const RAM_PAGES = 16;
const SUPERVISOR = 1;
const LOADS = tlbBank(TLB_KIND.LOAD, SUPERVISOR);
const STORES = tlbBank(TLB_KIND.STORE, SUPERVISOR);
/** Two addresses of the same entry of a root, and one of another. */
const KERNEL = 0x8000_0000;
const KERNEL_TOO = KERNEL + 5 * PAGE_SIZE;
const USER = 0x0040_0000;
const OPEN = true;

const satp = (root: number) => 0x8000_0000 | (RAM_BASE / PAGE_SIZE + root) | 0;

/** Roots at pages 0 and 1, which have their entry for the kernel in common, and that for the user not. */
function twoSpaces(): Tlb {
  const words = new Int32Array((RAM_OFFSET + RAM_PAGES * PAGE_SIZE) / 4);
  for (const root of [0, 1]) {
    words[entryOf(root, KERNEL)] = 0x1234_5401;
    words[entryOf(root, USER)] = 0x1234_5801 + root * 0x400;
  }
  const tlb = new Tlb(words, RAM_PAGES);
  tlb.enterSpace(satp(0), OPEN);
  tlb.restOn(0);
  tlb.restOn(2);
  for (const bank of [LOADS, STORES]) {
    const kind = bank === LOADS ? TLB_KIND.LOAD : TLB_KIND.STORE;
    for (const [at, vaddr] of [KERNEL, KERNEL_TOO, USER].entries()) {
      tlb.fill(kind, bank, vaddr, RAM_OFFSET + (at + 4) * PAGE_SIZE - (vaddr | 0));
    }
  }
  return tlb;
}

function entryOf(root: number, vaddr: number): number {
  return (RAM_OFFSET + root * PAGE_SIZE) / 4 + (vaddr >>> 22);
}

function held(tlb: Tlb): boolean[] {
  return [KERNEL, KERNEL_TOO, USER].flatMap(it => [tlb.has(LOADS, it), tlb.has(STORES, it)]);
}

const KERNEL_ONLY = [true, true, true, true, false, false];
const NOTHING = [false, false, false, false, false, false];

describe('the TLB of a space that is new', () => {
  it('begins with what its root has in common with the one before', () => {
    const tlb = twoSpaces();
    const before = tlb.probe(LOADS, KERNEL_TOO);
    tlb.enterSpace(satp(1), OPEN);
    assert.deepEqual(held(tlb), KERNEL_ONLY);
    assert.equal(tlb.probe(LOADS, KERNEL_TOO), before);
  });

  it('rests on the tables that those entries rest on, and on its own root', () => {
    for (const table of [1, 2]) {
      const tlb = twoSpaces();
      tlb.enterSpace(satp(1), OPEN);
      assert.ok(tlb.restsOn(table));
      tlb.storedInto(table);
      assert.deepEqual(held(tlb), NOTHING, `a store into page ${table} empties it`);
    }
    const tlb = twoSpaces();
    tlb.enterSpace(satp(1), OPEN);
    tlb.storedInto(0);
    assert.deepEqual(held(tlb), KERNEL_ONLY, "a store into another's root does not");
  });

  it('has no way to store into its own root', () => {
    const tlb = twoSpaces();
    const window = KERNEL + 9 * PAGE_SIZE;
    tlb.fill(TLB_KIND.STORE, STORES, window, RAM_OFFSET + PAGE_SIZE - window);
    tlb.enterSpace(satp(1), OPEN);
    assert.ok(!tlb.has(STORES, window));
  });

  it('begins empty where walks may not read everywhere, without translation, or with a root outside RAM', () => {
    for (const [next, isOpen] of [
      [satp(1), !OPEN],
      [0, OPEN],
      [satp(RAM_PAGES), OPEN],
      [satp(-1), OPEN],
    ] as const) {
      const tlb = twoSpaces();
      tlb.enterSpace(next, isOpen);
      assert.deepEqual(held(tlb), NOTHING);
    }
  });

  it('is its own again when it returns', () => {
    const tlb = twoSpaces();
    tlb.enterSpace(satp(1), OPEN);
    tlb.enterSpace(satp(0), OPEN);
    assert.deepEqual(held(tlb), [true, true, true, true, true, true]);
    tlb.storedInto(0);
    tlb.enterSpace(satp(1), OPEN);
    assert.deepEqual(held(tlb), KERNEL_ONLY);
  });
});
