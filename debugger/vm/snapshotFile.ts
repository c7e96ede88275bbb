/**
 * A snapshot as bytes, for another process. Little-endian:
 *
 *   "aVMs"  version  RAM bytes  time  firmware  position   exit code  input  last trap   pages
 *   u32     u32      u32        u8    u8        u64        u8, u32    bytes  see below   list of index u32, 4096 bytes
 *
 * Pages that are not listed are zero. An exit code has its word only where the byte before it is 1.
 */

import { ByteReader } from '../shared/byteReader';
import { ByteWriter } from '../shared/byteWriter';
import { CSR, MPP_SHIFT, STATUS } from './csr/addresses';
import type { CsrDefinition } from './csr/csr';
import { CSRS } from './csr/registers';
import type { TrapRecord } from './hart/hart';
import { COUNTER, RAM_OFFSET, STATE_BYTES, WORD } from './hart/layout';
import type { Privilege } from './hart/privilege';
import { PageTree } from './memory/pageTree';
import { PAGE_SIZE } from './mmu/sv32';
import { FIRST_RAM_PAGE, type MachineKind, type MachineSnapshot } from './snapshot';

const MAGIC = 0x734d_5661;
/** Grows with the form and with the layout of the machine's state. */
const VERSION = 1;
/** A machine in a WebAssembly memory of 32 bits has room for no more. */
const MAX_RAM_BYTES = 2 ** 32 - RAM_OFFSET - 0x1_0000;
const TIMES = ['instructions', 'userInstructions'] as const;
const COUNTERS = [COUNTER.STEPS, COUNTER.RETIRED, COUNTER.RETIRED_IN_USER_MODE];
const PRIVILEGES: readonly number[] = [0, 1, 3];

export function writeSnapshot({ kind, position, outside, pages }: MachineSnapshot): Uint8Array {
  const { exitCode, input, lastTrap } = outside;
  const w = new ByteWriter().u32(MAGIC).u32(VERSION);
  w.u32(kind.ramBytes)
    .u8(TIMES.indexOf(kind.time))
    .u8(kind.firmware ? 1 : 0);
  w.u64(BigInt(position)).u8(exitCode === undefined ? 0 : 1);
  if (exitCode !== undefined) w.u32(exitCode >>> 0);
  w.counted(Uint8Array.from(input));
  writeTrap(w, lastTrap);
  const all = [...pages.pages()];
  w.u32(all.length);
  for (const [index, page] of all) w.u32(index).raw(page);
  return w.finish();
}

/**
 * @param base offset of the bytes in the source that they are a part of
 * @throws MalformedInput, with the place
 */
export function readSnapshot(bytes: Uint8Array, source: string, base = 0): MachineSnapshot {
  const r = new ByteReader(bytes, source, 0, base);
  if (r.u32() !== MAGIC) r.fail('not-a-snapshot');
  const version = r.u32();
  if (version !== VERSION) r.fail('snapshot-version', `${version}, this is ${VERSION}`);
  const kind = readKind(r);
  const position = Number(r.u64());
  if (!Number.isSafeInteger(position)) r.fail('snapshot-position');
  const exitCode = readFlag(r) ? r.u32() : undefined;
  const input = [...r.slice(r.u32())];
  const lastTrap = readTrap(r);
  const pages = readPages(r, kind);
  const wrong = impossibleState(pages, position);
  if (wrong !== undefined) r.fail('snapshot-state', wrong);
  if (!r.atEnd) r.fail('snapshot-longer-than-its-pages');
  return { kind, position, pages, outside: { input, exitCode, lastTrap } };
}

function readKind(r: ByteReader): MachineKind {
  const ramBytes = r.u32();
  if (ramBytes % PAGE_SIZE !== 0 || ramBytes > MAX_RAM_BYTES) r.fail('snapshot-ram', `${ramBytes}`);
  const time = TIMES[r.u8()];
  if (time === undefined) return r.fail('snapshot-time');
  return { ramBytes, time, firmware: readFlag(r) };
}

function readPages(r: ByteReader, { ramBytes }: MachineKind): PageTree {
  const changes = new Map<number, Uint8Array>();
  const end = FIRST_RAM_PAGE + ramBytes / PAGE_SIZE;
  let last = -1;
  for (let count = r.u32(); count > 0; count -= 1) {
    const index = r.u32();
    const isPlace = index < STATE_BYTES / PAGE_SIZE || (index >= FIRST_RAM_PAGE && index < end);
    if (!isPlace || index <= last) r.fail('snapshot-page', `${index}`);
    last = index;
    // A copy at an offset that words can be read from; a Buffer's slice would be none.
    changes.set(index, new Uint8Array(r.slice(PAGE_SIZE)));
  }
  return new PageTree().with(changes);
}

/**
 * What of the state no machine can be in, which engines and host rely upon; undefined where all is well. Anything else that
 * a file holds runs as some program would have left it.
 */
function impossibleState(pages: PageTree, position: number): string | undefined {
  const state = new Uint8Array(STATE_BYTES);
  for (const [index, page] of pages.pages()) {
    if (index < STATE_BYTES / PAGE_SIZE) state.set(page, index * PAGE_SIZE);
  }
  const words = new Int32Array(state.buffer);
  const wordAt = (index: number) => words[index] ?? 0;
  if (wordAt(0) !== 0 || (wordAt(WORD.PC) & 1) !== 0) return 'x0 or pc';
  const isMode = PRIVILEGES.includes(wordAt(WORD.PRIVILEGE));
  if (!isMode || !PRIVILEGES.includes((wordAt(WORD.CSR + CSR.MSTATUS) & STATUS.MPP) >>> MPP_SHIFT))
    return 'mode';
  const doubles = new Float64Array(state.buffer);
  const [steps = NaN, retired = NaN, inUserMode = NaN] = COUNTERS.map(it => doubles[it]);
  const areCounts = [retired, inUserMode].every(it => Number.isSafeInteger(it) && it >= 0);
  if (steps !== position || !areCounts || retired > steps || inUserMode > retired)
    return 'counters';
  return CSRS.find(it => isBeyondWrites(it, wordAt(WORD.CSR + it.address)))?.name;
}

/** Whether bits are set, or clear, that no write changes. */
function isBeyondWrites({ writable, reset }: CsrDefinition, word: number): boolean {
  return writable !== undefined && ((word ^ reset) & ~writable) !== 0;
}

function writeTrap(w: ByteWriter, trap: Readonly<TrapRecord>): void {
  w.u32(trap.cause).u8(trap.interrupt ? 1 : 0);
  w.u32(trap.epc).u32(trap.tval).u8(trap.from).u8(trap.to);
}

function readTrap(r: ByteReader): TrapRecord {
  const [cause, interrupt] = [r.u32(), readFlag(r)];
  return {
    cause,
    interrupt,
    epc: r.u32(),
    tval: r.u32(),
    from: readPrivilege(r),
    to: readPrivilege(r),
  };
}

function readPrivilege(r: ByteReader): Privilege {
  const value = r.u8();
  if (!PRIVILEGES.includes(value)) r.fail('snapshot-privilege', `${value}`);
  return value as Privilege;
}

function readFlag(r: ByteReader): boolean {
  const value = r.u8();
  if (value > 1) r.fail('snapshot-flag', `${value}`);
  return value === 1;
}
