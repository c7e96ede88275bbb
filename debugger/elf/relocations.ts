/**
 * What a linker would still fill in of an object file's sections, with every section at address 0: as much as debug
 * information needs. [gABI ch. 4, Relocation; RISC-V ELF psABI, Relocations]
 */

import { ByteReader } from '../shared/byteReader';
import * as elf from './constants';
import type { ElfSymbol, NamedSection } from './elfImage';

interface Relocation {
  readonly offset: number;
  readonly type: number;
  /** S + A: the symbol's value and what is added to it. */
  readonly value: number;
}

/** How many bytes a relocation changes, and to what. P is their offset. */
interface Row {
  readonly size: 1 | 2 | 4 | 8;
  readonly apply: (old: bigint, value: bigint, place: bigint) => bigint;
}

const set = (size: Row['size']): Row => ({ size, apply: (_, value) => value });
const add = (size: Row['size']): Row => ({ size, apply: (old, value) => old + value });
const subtract = (size: Row['size']): Row => ({ size, apply: (old, value) => old - value });
/** The upper two bits are a call frame instruction's opcode. */
const lowSix = (apply: (old: bigint, value: bigint) => bigint): Row => ({
  size: 1,
  apply: (old, value) => (old & 0xc0n) | (apply(old, value) & 0x3fn),
});

/** By number. Those of code are not here: nobody reads its bytes before it is linked. */
const ROWS: ReadonlyMap<number, Row> = new Map([
  [elf.R_RISCV_32, set(4)],
  [elf.R_RISCV_64, set(8)],
  [elf.R_RISCV_ADD8, add(1)],
  [elf.R_RISCV_ADD16, add(2)],
  [elf.R_RISCV_ADD32, add(4)],
  [elf.R_RISCV_ADD64, add(8)],
  [elf.R_RISCV_SUB8, subtract(1)],
  [elf.R_RISCV_SUB16, subtract(2)],
  [elf.R_RISCV_SUB32, subtract(4)],
  [elf.R_RISCV_SUB64, subtract(8)],
  [elf.R_RISCV_SUB6, lowSix((old, value) => old - value)],
  [elf.R_RISCV_SET6, lowSix((_, value) => value)],
  [elf.R_RISCV_SET8, set(1)],
  [elf.R_RISCV_SET16, set(2)],
  [elf.R_RISCV_SET32, set(4)],
  [elf.R_RISCV_32_PCREL, { size: 4, apply: (_, value, place) => value - place }],
]);

/**
 * A copy of a section's bytes with its relocations done. One that lies outside of them, or is of another kind, is passed
 * over.
 */
export function relocated(
  bytes: Uint8Array,
  relocations: NamedSection,
  symbols: readonly ElfSymbol[],
): Uint8Array {
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  for (const it of readRelocations(relocations, symbols)) {
    const row = ROWS.get(it.type);
    if (row !== undefined) applyRow(view, row, it);
    else if (it.type === elf.R_RISCV_SET_ULEB128) changeUleb(copy, it.offset, () => it.value);
    else if (it.type === elf.R_RISCV_SUB_ULEB128) {
      changeUleb(copy, it.offset, old => old - it.value);
    }
  }
  return copy;
}

function readRelocations(
  { bytes, name }: NamedSection,
  symbols: readonly ElfSymbol[],
): Relocation[] {
  if (bytes === undefined) return [];
  const r = new ByteReader(bytes, name);
  return Array.from({ length: Math.floor(bytes.length / elf.RELA_SIZE) }, () => {
    const offset = r.u32();
    const info = r.u32();
    // Symbol 0 stands for none, and our list begins with the one after it.
    const symbol = symbols[(info >>> 8) - 1]?.value ?? 0;
    return { offset, type: info & 0xff, value: symbol + r.i32() };
  });
}

function applyRow(view: DataView, { size, apply }: Row, { offset, value }: Relocation): void {
  if (offset + size > view.byteLength) return;
  let old = 0n;
  for (let at = size - 1; at >= 0; at--) old = (old << 8n) | BigInt(view.getUint8(offset + at));
  const result = BigInt.asUintN(size * 8, apply(old, BigInt(value), BigInt(offset)));
  for (let at = 0; at < size; at++) {
    view.setUint8(offset + at, Number((result >> BigInt(at * 8)) & 0xffn));
  }
}

/** A number keeps the length that the assembler has given it. */
function changeUleb(bytes: Uint8Array, offset: number, change: (old: number) => number): void {
  let end = offset;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x80) end++;
  if (end >= bytes.length) return;
  let old = 0;
  for (let at = end; at >= offset; at--) old = old * 128 + ((bytes[at] ?? 0) & 0x7f);
  let left = Math.max(0, change(old));
  for (let at = offset; at <= end; at++) {
    bytes[at] = (left % 128) | (at < end ? 0x80 : 0);
    left = Math.floor(left / 128);
  }
}
