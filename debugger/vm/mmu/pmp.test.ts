import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { CSR } from '../csr/addresses';
import { PRIVILEGE, type Privilege } from '../hart/privilege';
import { checkPmp, isPmpAddressLocked, PMP, PMP_ENTRIES, PMP_MODE } from './pmp';
import type { Access } from './sv32';

const { R, W, X, L } = PMP;
const { OFF, TOR, NA4, NAPOT } = PMP_MODE;
const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;
const PAGE = 0x8000_0000;

interface Entry {
  readonly config: number;
  /** As the register holds it: bits 33 to 2. */
  readonly address: number;
}

/** The registers that these entries make. */
function registers(entries: readonly Entry[]) {
  const words = new Map<number, number>();
  entries.forEach(({ config, address }, entry) => {
    const at = CSR.PMPCFG0 + (entry >> 2);
    words.set(at, (words.get(at) ?? 0) | (config << ((entry & 3) * 8)));
    words.set(CSR.PMPADDR0 + entry, address | 0);
  });
  return { csr: (address: number) => words.get(address) ?? 0 };
}

/** The number of the first entry that matches a byte, from the text of the specification, one bit at a time. */
function firstMatch(entries: readonly Entry[], byte: bigint): number {
  const word = byte >> 2n;
  return entries.findIndex(({ config, address }, entry) => {
    const own = BigInt(address >>> 0);
    switch ((config >> 3) & 3) {
      case 0:
        return false;
      case 1: {
        const below = entry === 0 ? 0n : BigInt((entries[entry - 1]?.address ?? 0) >>> 0);
        return word >= below && word < own;
      }
      case 2:
        return word === own;
      default: {
        // yyyy...011: the bits above the lowest zero must agree.
        let ignored = 1n;
        while (((own >> (ignored - 1n)) & 1n) === 1n) ignored += 1n;
        return word >> ignored === own >> ignored;
      }
    }
  });
}

function naivelyAllows(
  entries: readonly Entry[],
  paddr: number,
  length: number,
  access: Access,
  privilege: Privilege,
): boolean {
  const matches = Array.from({ length }, (_, at) => firstMatch(entries, BigInt(paddr + at)));
  const hits = matches.filter(it => it >= 0);
  if (hits.length === 0) return privilege === MACHINE;
  const lowest = Math.min(...hits);
  // The bytes that a lower entry does not match may be matched by a higher one: it makes no difference.
  if (matches.some(it => it !== lowest)) return false;
  const config = entries[lowest]?.config ?? 0;
  if (privilege === MACHINE && config >> 7 === 0) return true;
  const letter = { load: 0, store: 1, fetch: 2 }[access];
  return ((config >> letter) & 1) === 1;
}

/** Addresses in or around two pages, so that regions meet accesses. */
const address = fc.oneof(
  { weight: 6, arbitrary: fc.nat(0x7ff).map(it => (PAGE / 4 + it) >>> 0) },
  // Naturally aligned regions of every size, with the pages in them.
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat(0x7ff), fc.nat(32))
      .map(([at, ones]) => ((PAGE / 4 + at) | (2 ** ones - 1)) >>> 0),
  },
  { weight: 1, arbitrary: fc.integer().map(it => it >>> 0) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0xffff_ffff, 0x7fff_ffff) },
);
const rights = fc.constantFrom(0, R, R | W, X, R | X, R | W | X);
const config = fc
  .tuple(rights, fc.constantFrom(OFF, TOR, NA4, NAPOT), fc.constantFrom(0, 0, L))
  .map(([allowed, mode, lock]) => allowed | mode | lock);
const entries = fc.array(fc.record({ config, address }), { maxLength: PMP_ENTRIES });
const access = fc.constantFrom<Access>('fetch', 'load', 'store');
const privilege = fc.constantFrom<Privilege>(USER, SUPERVISOR, MACHINE);

describe('physical memory protection', () => {
  it('allows what a matcher of single bytes allows', () => {
    const at = fc.nat(0x1fff);
    fc.assert(
      fc.property(
        entries,
        at,
        fc.constantFrom(1, 2, 3, 4),
        access,
        privilege,
        (all, offset, size, kind, mode) => {
          const length = Math.min(size, 4096 - (offset % 4096));
          const answer = checkPmp(registers(all), PAGE + offset, length, kind, mode);
          const expected = naivelyAllows(all, PAGE + offset, length, kind, mode);
          assert.equal(answer !== 'denied', expected);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('answers for a whole page if, and only if, one entry decides about all its bytes', () => {
    fc.assert(
      fc.property(entries, fc.nat(0x1fff), access, privilege, (all, offset, kind, mode) => {
        const answer = checkPmp(registers(all), PAGE + offset, 1, kind, mode);
        if (answer === 'denied') return;
        const page = PAGE + (offset & 0x1000);
        const deciding = new Set<number>();
        for (let at = 0; at < 4096; at += 4) deciding.add(firstMatch(all, BigInt(page + at)));
        assert.equal(answer === 'pageAllowed', deciding.size === 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches all 34 bits of a physical address', () => {
    const top = 0x3_ffff_fffc;
    const last = registers([{ config: NA4 | R, address: 0xffff_ffff }]);
    assert.equal(checkPmp(last, top, 4, 'load', USER), 'allowed');
    assert.equal(checkPmp(last, top, 4, 'store', USER), 'denied');
    assert.equal(checkPmp(last, top - 4, 4, 'load', USER), 'denied');
    assert.equal(checkPmp(last, top - 4, 4, 'load', MACHINE), 'allowed');
    const all = registers([{ config: NAPOT | R, address: 0xffff_ffff }]);
    assert.equal(checkPmp(all, top, 4, 'load', USER), 'pageAllowed');
    assert.equal(checkPmp(all, 0, 4, 'load', USER), 'pageAllowed');
  });

  it('lets nothing but machine mode touch anything while every entry is off', () => {
    const off = registers([]);
    assert.equal(checkPmp(off, PAGE, 4, 'load', MACHINE), 'pageAllowed');
    for (const mode of [USER, SUPERVISOR]) {
      assert.equal(checkPmp(off, PAGE, 4, 'fetch', mode), 'denied');
    }
  });

  it('locks the address below a locked top of range, and no other neighbour', () => {
    const locked = (mode: number) =>
      registers([
        { config: OFF, address: 1 },
        { config: mode | L, address: 2 },
        { config: OFF, address: 3 },
      ]);
    const of = (mode: number) => [0, 1, 2].map(it => isPmpAddressLocked(locked(mode), it));
    assert.deepEqual(of(TOR), [true, true, false]);
    assert.deepEqual(of(NAPOT), [false, true, false]);
    assert.deepEqual(of(OFF), [false, true, false]);
    const last = Array.from({ length: PMP_ENTRIES }, () => ({ config: TOR | L, address: 0 }));
    assert.ok(isPmpAddressLocked(registers(last), PMP_ENTRIES - 1));
  });
});
