import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { PRIVILEGE } from '../hart/privilege';
import { type Access, type ReadPte, type Rights, walk } from './sv32';

const LEVELS = 2;
const PAGESIZE = 4096n;
const PTESIZE = 4n;

type Outcome = { paddr: bigint } | 'page fault' | 'access fault';

interface Pte {
  readonly v: boolean;
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
  readonly u: boolean;
  readonly a: boolean;
  readonly d: boolean;
  /** By level, lowest first. */
  readonly ppn: readonly [bigint, bigint];
}

function split(pte: number): Pte {
  const [v, r, w, x, u, , a, d] = Array.from({ length: 8 }, (_, bit) => ((pte >> bit) & 1) === 1);
  const all = BigInt(pte >>> 10);
  const flags = { v, r, w, x, u, a, d } as Omit<Pte, 'ppn'>;
  return { ...flags, ppn: [all % 1024n, all / 1024n] };
}

/** The eight numbered steps, in their order and their words. [Priv §4.3.2] */
function naiveWalk(
  satpPpn: number,
  vaddr: number,
  access: Access,
  { user, sum, mxr }: Rights,
  read: ReadPte,
): Outcome {
  const va = BigInt(vaddr >>> 0);
  const vpn = [(va / 4096n) % 1024n, va / 4096n / 1024n] as const;

  let a = BigInt(satpPpn) * PAGESIZE; // 1
  let i = LEVELS - 1;
  for (;;) {
    const word = read(Number(a + (vpn[i as 0 | 1] ?? 0n) * PTESIZE)); // 2
    if (word === undefined) return 'access fault';
    const pte = split(word);
    if (!pte.v || (!pte.r && pte.w)) return 'page fault'; // 3
    if (!pte.r && !pte.x) {
      if (pte.d || pte.a || pte.u) return 'page fault'; // 3: reserved in a pointer.
      i = i - 1; // 4
      if (i < 0) return 'page fault';
      a = (pte.ppn[1] * 1024n + pte.ppn[0]) * PAGESIZE;
      continue;
    }
    const mode = user ? PRIVILEGE.USER : PRIVILEGE.SUPERVISOR; // 5
    const isReachable =
      mode === PRIVILEGE.USER
        ? pte.u
        : !pte.u || (sum && (access === 'load' || access === 'store'));
    const isGranted = { load: pte.r || (mxr && pte.x), store: pte.w, fetch: pte.x }[access];
    if (!isReachable || !isGranted) return 'page fault';
    if (i > 0 && pte.ppn[0] !== 0n) return 'page fault'; // 6
    if (!pte.a || (access === 'store' && !pte.d)) return 'page fault'; // 7, by Svade.
    const offset = va % PAGESIZE; // 8
    const low = i > 0 ? vpn[0] : pte.ppn[0];
    return { paddr: (pte.ppn[1] * 1024n + low) * PAGESIZE + offset };
  }
}

/** Any flags, with those that make a pointer and a usable leaf more often than they would come by themselves. */
const flags = fc.oneof(
  { weight: 1, arbitrary: fc.nat(0x3ff) },
  { weight: 3, arbitrary: fc.constantFrom(0x01, 0x21, 0x301) },
  { weight: 3, arbitrary: fc.nat(0x3ff).map(it => it | 0xc3) },
);
const ppn = fc.oneof(
  fc.nat(0x3f_ffff),
  fc.nat(0xfff).map(it => it * 1024),
);
const pte = fc.tuple(ppn, flags).map(([page, low]) => (page << 10) | low);
const tables = fc.record({
  satp: fc.nat(0x3f_ffff),
  vaddr: fc.integer(),
  first: pte,
  second: pte,
  /** The entry that no memory is behind; 2 for none. */
  missing: fc.constantFrom(0, 1, 2, 2, 2, 2, 2, 2),
  access: fc.constantFrom<Access>('fetch', 'load', 'store'),
  rights: fc.record({ user: fc.boolean(), sum: fc.boolean(), mxr: fc.boolean() }),
});

describe('the page walk', () => {
  it('is the numbered steps of the specification', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(tables, ({ satp, vaddr, first, second, missing, access, rights }) => {
        // Entries are read in order; where from is compared, because the answer depends on it.
        const reader = (paddrs: number[]): ReadPte => {
          return paddr => {
            const index = paddrs.push(paddr) - 1;
            return index === missing ? undefined : [first, second][index];
          };
        };
        const ours: number[] = [];
        const theirs: number[] = [];
        const found = walk(satp, vaddr, access, rights, reader(ours));
        const expected = naiveWalk(satp, vaddr, access, rights, reader(theirs));
        const outcome: Outcome =
          found.kind === 'page'
            ? { paddr: BigInt(found.paddr) }
            : found.kind === 'pageFault'
              ? 'page fault'
              : 'access fault';
        assert.deepEqual(outcome, expected);
        assert.deepEqual(ours, theirs);
        const kind = typeof expected === 'string' ? expected : `page after ${theirs.length} reads`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: 30_000 },
    );
    // The generator meets every way out often.
    for (const kind of ['page fault', 'access fault', 'page after 1 reads', 'page after 2 reads']) {
      assert.ok((seen.get(kind) ?? 0) > 100, `${kind}: ${seen.get(kind) ?? 0}`);
    }
  });
});
