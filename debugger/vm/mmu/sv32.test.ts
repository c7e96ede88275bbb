import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Access, PAGE_SIZE, PTE, readPageTable, walk, type Rights } from './sv32';

const { V, R, W, X, U, G, A, D } = PTE;
const ROOT = 0x80;
const SECOND = 0x81;
const VADDR = 0x0040_3abc;

const SUPERVISOR: Rights = { user: false, sum: false, mxr: false };
const USER: Rights = { user: true, sum: false, mxr: false };

function pte(ppn: number, flags: number): number {
  return ((ppn << 10) | flags) >>> 0;
}

/** Memory with the tables that map VADDR: its root entry is 1 and its second-level entry 3. */
function tables(root: number, leaf?: number) {
  const memory = new Map([[ROOT * PAGE_SIZE + 4, root]]);
  if (leaf !== undefined) memory.set(SECOND * PAGE_SIZE + 3 * 4, leaf);
  return (paddr: number) => memory.get(paddr) ?? 0;
}

interface Case {
  readonly name: string;
  readonly leaf: number;
  readonly access: Access;
  readonly rights: Rights;
  readonly allowed: boolean;
}

const cases: readonly Case[] = [
  { name: 'a readable page', leaf: V | R | A, access: 'load', rights: SUPERVISOR, allowed: true },
  { name: 'an invalid page', leaf: R | A, access: 'load', rights: SUPERVISOR, allowed: false },
  {
    name: 'writable without readable',
    leaf: V | W | A | D,
    access: 'store',
    rights: SUPERVISOR,
    allowed: false,
  },
  {
    name: 'a store to a read-only page',
    leaf: V | R | A | D,
    access: 'store',
    rights: SUPERVISOR,
    allowed: false,
  },
  {
    name: 'a fetch from a data page',
    leaf: V | R | W | A | D,
    access: 'fetch',
    rights: SUPERVISOR,
    allowed: false,
  },
  {
    name: 'a fetch from code',
    leaf: V | X | A,
    access: 'fetch',
    rights: SUPERVISOR,
    allowed: true,
  },
  { name: 'a load from code', leaf: V | X | A, access: 'load', rights: SUPERVISOR, allowed: false },
  {
    name: 'a load from code with MXR',
    leaf: V | X | A,
    access: 'load',
    rights: { ...SUPERVISOR, mxr: true },
    allowed: true,
  },
  { name: 'a user page from U', leaf: V | R | U | A, access: 'load', rights: USER, allowed: true },
  {
    name: 'a supervisor page from U',
    leaf: V | R | A,
    access: 'load',
    rights: USER,
    allowed: false,
  },
  {
    name: 'a user page from S',
    leaf: V | R | U | A,
    access: 'load',
    rights: SUPERVISOR,
    allowed: false,
  },
  {
    name: 'a user page from S with SUM',
    leaf: V | R | U | A,
    access: 'load',
    rights: { ...SUPERVISOR, sum: true },
    allowed: true,
  },
  {
    name: 'a fetch of user code from S with SUM',
    leaf: V | X | U | A,
    access: 'fetch',
    rights: { ...SUPERVISOR, sum: true },
    allowed: false,
  },
  { name: 'a page not accessed', leaf: V | R, access: 'load', rights: SUPERVISOR, allowed: false },
  {
    name: 'a store to a page not dirty',
    leaf: V | R | W | A,
    access: 'store',
    rights: SUPERVISOR,
    allowed: false,
  },
  {
    name: 'a load from a page not dirty',
    leaf: V | R | W | A,
    access: 'load',
    rights: SUPERVISOR,
    allowed: true,
  },
  {
    name: 'a pointer at the last level',
    leaf: V,
    access: 'load',
    rights: SUPERVISOR,
    allowed: false,
  },
];

describe('walk', () => {
  for (const { name, leaf, access, rights, allowed } of cases) {
    it(`${allowed ? 'allows' : 'refuses'} ${name}`, () => {
      const found = walk(ROOT, VADDR, access, rights, tables(pte(SECOND, V), pte(0x3fffff, leaf)));
      if (!allowed) assert.equal(found.kind, 'pageFault');
      else {
        assert.ok(found.kind === 'page');
        assert.equal(found.paddr, 0x3_ffff_f000 + 0xabc); // Physical addresses have 34 bits.
      }
    });
  }

  it('keeps vpn[0] under a superpage', () => {
    const found = walk(ROOT, VADDR, 'load', SUPERVISOR, tables(pte(0x400, V | R | A)));
    assert.ok(found.kind === 'page');
    assert.equal(found.paddr, 0x0040_3abc);
    assert.equal(found.level, 1);
  });

  it('refuses a misaligned superpage, and a pointer with reserved bits', () => {
    for (const root of [
      pte(0x401, V | R | A),
      pte(SECOND, V | A),
      pte(SECOND, V | D),
      pte(SECOND, V | U),
    ]) {
      const found = walk(ROOT, VADDR, 'load', SUPERVISOR, tables(root, pte(0x400, V | R | A)));
      assert.equal(found.kind, 'pageFault');
    }
  });

  it('takes a table outside memory for an access fault', () => {
    assert.equal(walk(ROOT, VADDR, 'load', SUPERVISOR, () => undefined).kind, 'accessFault');
  });

  it('never allows a user more than the flags of the page', () => {
    const access = fc.constantFrom<Access>('fetch', 'load', 'store');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x3ff }),
        access,
        fc.boolean(),
        fc.boolean(),
        (flags, kind, sum, mxr) => {
          const found = walk(
            ROOT,
            VADDR,
            kind,
            { user: true, sum, mxr },
            tables(pte(SECOND, V), pte(1, flags)),
          );
          if (found.kind !== 'page') return;
          const needs = { fetch: X, load: mxr ? 0 : R, store: R | W | D }[kind] | V | U | A;
          assert.equal(flags & needs, needs);
        },
      ),
    );
  });
});

describe('readPageTable', () => {
  it('shows valid entries, with pointers to be opened', () => {
    const satp = (0x80000000 | ROOT) >>> 0;
    const read = tables(pte(SECOND, V), pte(0x80123, V | R | X | U | A));
    const [root, ...others] = readPageTable(satp, read);
    assert.ok(root);
    assert.deepEqual(others, []);
    const { children, ...shown } = root;
    assert.deepEqual(shown, {
      vaddr: 0x400000,
      level: 1,
      pte: pte(SECOND, V),
      ppn: SECOND,
      flags: 'V-------',
      leaf: false,
    });
    const leaf = {
      vaddr: 0x403000,
      level: 0,
      pte: pte(0x80123, V | R | X | U | A),
      ppn: 0x80123,
      flags: 'VR-XU-A-',
      leaf: true,
    };
    assert.deepEqual(children?.(), [leaf]);
  });

  it('has nothing to show in bare mode', () => {
    assert.deepEqual(
      readPageTable(ROOT, () => pte(1, V | G)),
      [],
    );
  });
});
