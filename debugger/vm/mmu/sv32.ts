/** Sv32: two-level page tables with 32-bit virtual and 34-bit physical addresses. [Priv §4.3] */

export const PAGE_SIZE = 4096;
const LEVELS = 2;
export const PTE_SIZE = 4;
const ENTRIES = 1024;

/**
 *   31                 20 19              10 9   8 7 6 5 4 3 2 1 0
 *  +---------------------+------------------+-----+-+-+-+-+-+-+-+-+
 *  |       ppn[1]        |      ppn[0]      | rsw |D|A|G|U|X|W|R|V|
 *  +---------------------+------------------+-----+-+-+-+-+-+-+-+-+
 */
export const PTE = { V: 1, R: 2, W: 4, X: 8, U: 16, G: 32, A: 64, D: 128 } as const;
const FLAG_LETTERS = 'VRWXUGAD';

export type Access = 'fetch' | 'load' | 'store';

/** Reads one entry of physical memory; undefined where there is none. */
export type ReadPte = (paddr: number) => number | undefined;

/** On whose behalf an access is made. */
export interface Rights {
  /** In U-mode. */
  readonly user: boolean;
  /** S-mode may load and store user pages. */
  readonly sum: boolean;
  /** Executable pages may be loaded from. */
  readonly mxr: boolean;
}

export type Translation =
  Mapping | { readonly kind: 'pageFault' } | { readonly kind: 'accessFault' };

export interface Mapping {
  readonly kind: 'page';
  readonly paddr: number;
  /** The leaf; 0 where nothing is translated. */
  readonly pte: number;
  readonly level: number;
  /** Physical address of the leaf. */
  readonly entry: number;
}

/** satp's fields. [Priv §4.1.11] */
export function isPaged(satp: number): boolean {
  return satp >>> 31 === 1;
}

export function rootPpn(satp: number): number {
  return satp & 0x003f_ffff;
}

/**
 * Walks the two-level table; step numbers are the specification's. [Priv §4.3.2]
 * A fault is a result, not an exception: the guest causes it and the guest handles it.
 */
export function walk(
  root: number,
  vaddr: number,
  access: Access,
  rights: Rights,
  readPte: ReadPte,
): Translation {
  const found = findLeaf(root, vaddr, readPte); // Steps 1 to 4.
  if (found.kind !== 'page') return found;
  // Step 6 is in findLeaf: a misaligned superpage has no address at all.
  return allows(found.pte, access, rights) ? found : { kind: 'pageFault' }; // Step 8.
}

/** Steps 5 and 7 for a leaf: software sets A and D. [Svade] */
function allows(pte: number, access: Access, rights: Rights): boolean {
  return permits(pte, access, rights) && isMarked(pte, access);
}

/** Physical address of the page that an entry of a table of level 0 lets be accessed; -1 where it does not. */
export function pageOf(pte: number, access: Access, rights: Rights): number {
  const isAllowed = isWellFormed(pte) && isLeaf(pte) && allows(pte, access, rights);
  return isAllowed ? ppn(pte) * PAGE_SIZE : -1;
}

/** Whether any translation may rest on an entry of a table. */
export function isValid(pte: number): boolean {
  return (pte & PTE.V) !== 0;
}

/** The mapping of an address, whoever asks. */
export function findLeaf(root: number, vaddr: number, readPte: ReadPte): Translation {
  let table = root * PAGE_SIZE; // Step 1. Physical addresses have 34 bits: multiply, never shift.
  for (let level = LEVELS - 1; level >= 0; level -= 1) {
    const entry = table + vpn(vaddr, level) * PTE_SIZE;
    const pte = readPte(entry);
    if (pte === undefined) return { kind: 'accessFault' }; // Step 2.
    if (!isWellFormed(pte)) break; // Step 3.
    if (!isLeaf(pte)) {
      if ((pte & (PTE.U | PTE.A | PTE.D)) !== 0) break; // Reserved in a pointer. [Priv §4.3.1]
      table = ppn(pte) * PAGE_SIZE; // Step 4.
      continue;
    }
    const span = PAGE_SIZE * ENTRIES ** level; // A superpage keeps vpn[0] as offset.
    if ((ppn(pte) * PAGE_SIZE) % span !== 0) break; // Step 6.
    const paddr = ppn(pte) * PAGE_SIZE + ((vaddr >>> 0) % span);
    return { kind: 'page', paddr, pte, level, entry };
  }
  return { kind: 'pageFault' };
}

function vpn(vaddr: number, level: number): number {
  return (vaddr >>> (level === 0 ? 12 : 22)) & (ENTRIES - 1);
}

function ppn(pte: number): number {
  return pte >>> 10;
}

/** Writable but not readable is reserved. */
function isWellFormed(pte: number): boolean {
  return (pte & PTE.V) !== 0 && (pte & (PTE.R | PTE.W)) !== PTE.W;
}

function isLeaf(pte: number): boolean {
  return (pte & (PTE.R | PTE.W | PTE.X)) !== 0;
}

function permits(pte: number, access: Access, { user, sum, mxr }: Rights): boolean {
  const isUserPage = (pte & PTE.U) !== 0;
  if (user && !isUserPage) return false;
  // SUM never lets a supervisor execute user pages. [Priv §4.3.1]
  if (!user && isUserPage && (access === 'fetch' || !sum)) return false;
  if (access === 'fetch') return (pte & PTE.X) !== 0;
  if (access === 'store') return (pte & PTE.W) !== 0;
  return (pte & PTE.R) !== 0 || (mxr && (pte & PTE.X) !== 0);
}

function isMarked(pte: number, access: Access): boolean {
  return (pte & PTE.A) !== 0 && (access !== 'store' || (pte & PTE.D) !== 0);
}

/** An entry of a page table, for people. */
export interface PageEntry {
  /** First virtual address that it maps. */
  readonly vaddr: number;
  /** 1 for the root table's entries, 0 for the ones below. */
  readonly level: 0 | 1;
  readonly pte: number;
  readonly ppn: number;
  /** The flags' letters from V to D, `-` where one is clear. */
  readonly flags: string;
  readonly leaf: boolean;
  /** Entries of the table that a pointer leads to. */
  readonly children?: () => PageEntry[];
}

/** The valid entries of the table that satp names; none in bare mode. */
export function readPageTable(satp: number, readPte: ReadPte): PageEntry[] {
  return isPaged(satp) ? readTable(rootPpn(satp) * PAGE_SIZE, 1, 0, readPte) : [];
}

function readTable(table: number, level: 0 | 1, base: number, readPte: ReadPte): PageEntry[] {
  const span = level === 1 ? PAGE_SIZE * ENTRIES : PAGE_SIZE;
  const entries: PageEntry[] = [];
  for (let index = 0; index < ENTRIES; index += 1) {
    const pte = (readPte(table + index * PTE_SIZE) ?? 0) >>> 0;
    if ((pte & PTE.V) === 0) continue;
    const vaddr = base + index * span;
    const leaf = isLeaf(pte);
    const entry: PageEntry = { vaddr, level, pte, ppn: ppn(pte), flags: flagsOf(pte), leaf };
    const isPointer = !leaf && level === 1;
    const children = () => readTable(ppn(pte) * PAGE_SIZE, 0, vaddr, readPte);
    entries.push(isPointer ? { ...entry, children } : entry);
  }
  return entries;
}

function flagsOf(pte: number): string {
  return Array.from(FLAG_LETTERS, (letter, bit) => (((pte >>> bit) & 1) === 1 ? letter : '-')).join(
    '',
  );
}
