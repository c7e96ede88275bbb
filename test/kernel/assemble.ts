/** Contracts of a few instructions, as the flat images that aVM deploys: byte offset is address. [Unpriv §2] */

import { ByteWriter } from '../../debugger/shared/byteWriter';

export const REGISTER = { sp: 2, t0: 5, t1: 6, a0: 10, a1: 11, a2: 12, a3: 13, a7: 17 } as const;

/** Code begins here; below lie the null page's first bytes and the result block. */
export const CODE = 0x400;
const RESULT = 0x100;

export type Word = number;

export const ECALL: Word = 0x73;
export const EBREAK: Word = 0x00100073;

const immediate = (imm: number, rs1: number, funct3: number, rd: number, opcode: number): Word =>
  ((imm << 20) | (rs1 << 15) | (funct3 << 12) | (rd << 7) | opcode) >>> 0;

export const addi = (rd: number, rs1: number, imm: number): Word =>
  immediate(imm, rs1, 0, rd, 0x13);
export const lw = (rd: number, offset: number, rs1: number): Word =>
  immediate(offset, rs1, 2, rd, 0x03);
export const jalr = (rd: number, rs1: number): Word => immediate(0, rs1, 0, rd, 0x67);
export const csrr = (rd: number, csr: number): Word => immediate(csr, 0, 2, rd, 0x73);
export const csrrw = (rd: number, csr: number, rs1: number): Word =>
  immediate(csr, rs1, 1, rd, 0x73);
export const FENCE_I: Word = 0x0000100f;

/** [Unpriv §2.6] */
export const LOADS = { lb: 0, lh: 1, lw: 2, lbu: 4, lhu: 5 } as const;
export const STORES = { sb: 0, sh: 1, sw: 2 } as const;
/** funct5 of the word's atomics. [Unpriv §13] */
export const ATOMICS = {
  'lr.w': 0x02,
  'sc.w': 0x03,
  'amoswap.w': 0x01,
  'amoadd.w': 0x00,
  'amoxor.w': 0x04,
  'amoand.w': 0x0c,
  'amoor.w': 0x08,
  'amomin.w': 0x10,
  'amomax.w': 0x14,
  'amominu.w': 0x18,
  'amomaxu.w': 0x1c,
} as const;

export const load = (name: keyof typeof LOADS, rd: number, rs1: number): Word =>
  immediate(0, rs1, LOADS[name], rd, 0x03);
export const atomic = (name: keyof typeof ATOMICS, rd: number, rs1: number, rs2: number): Word =>
  immediate((ATOMICS[name] << 7) | (name === 'lr.w' ? 0 : rs2), rs1, 2, rd, 0x2f);

export const store =
  (funct3: number) =>
  (rs2: number, offset: number, rs1: number): Word =>
    (((offset >> 5) << 25) |
      (rs2 << 20) |
      (rs1 << 15) |
      (funct3 << 12) |
      ((offset & 0x1f) << 7) |
      0x23) >>>
    0;
export const sb = store(0);
export const sw = store(2);

/** lui and addi, whatever the value. */
export function li(rd: number, value: number): Word[] {
  const low = (value << 20) >> 20;
  const high = (value - low) >>> 12;
  return [((high << 12) | (rd << 7) | 0x37) >>> 0, addi(rd, rd, low)];
}

/** jal x0 by a number of instructions. */
export function jump(words: number): Word {
  const offset = words * 4;
  const low = (((offset >> 1) & 0x3ff) << 21) | (((offset >> 11) & 1) << 20);
  return (((offset >> 20) << 31) | low | (((offset >> 12) & 0xff) << 12) | 0x6f) >>> 0;
}

/** A syscall; arguments not given keep what their registers hold. */
export function syscall(number: number, ...args: number[]): Word[] {
  const loads = args.flatMap((it, at) => li(REGISTER.a1 + at, it));
  return [...loads, ...li(REGISTER.a7, number), ECALL];
}

/** Ends with success and no data. */
export const succeed: readonly Word[] = [
  addi(REGISTER.t0, 0, 1),
  sb(REGISTER.t0, RESULT, 0),
  EBREAK,
];

/** The same instructions again and again. */
export function forever(body: readonly Word[]): Word[] {
  return [...body, jump(-body.length)];
}

/** @param data what follows the code, at the address that `dataAddress` tells */
export function flatImage(code: readonly Word[], data: Uint8Array = new Uint8Array()): Uint8Array {
  return new ByteWriter().raw(new Uint8Array(CODE)).raw(words(code)).raw(data).finish();
}

/** Data goes to a page of its own, so that code and data can be written without knowing each other's length. */
export const DATA = 0x1000;

export function imageWithData(code: readonly Word[], data: Uint8Array): Uint8Array {
  const image = new Uint8Array(DATA + data.length);
  image.set(flatImage(code));
  image.set(data, DATA);
  return image;
}

/** Rights of an ELF segment. [gABI, p_flags] */
export const RIGHTS = { X: 1, W: 2, R: 4 } as const;

export interface Segment {
  readonly va: number;
  readonly bytes: Uint8Array;
  /** More than the bytes where zeros follow. */
  readonly memoryBytes?: number;
  /** RIGHTS added up. */
  readonly rights: number;
}

const EHDR_BYTES = 52;
const PHDR_BYTES = 32;

/** An executable of nothing but segments. [gABI, chapters 4 and 5] */
export function elfImage(entry: number, segments: readonly Segment[]): Uint8Array {
  const w = new ByteWriter();
  w.u32(0x464c457f).u8(1).u8(1).u8(1).raw(new Uint8Array(9));
  w.u16(2).u16(243).u32(1); // An executable for RISC-V.
  w.u32(entry).u32(EHDR_BYTES).u32(0).u32(0);
  w.u16(EHDR_BYTES).u16(PHDR_BYTES).u16(segments.length).u16(0).u16(0).u16(0);
  let offset = EHDR_BYTES + segments.length * PHDR_BYTES;
  for (const { va, bytes, memoryBytes, rights } of segments) {
    w.u32(1).u32(offset).u32(va).u32(va);
    w.u32(bytes.length)
      .u32(memoryBytes ?? bytes.length)
      .u32(rights)
      .u32(1);
    offset += bytes.length;
  }
  for (const { bytes } of segments) w.raw(bytes);
  return w.finish();
}

export function words(code: readonly Word[]): Uint8Array {
  const w = new ByteWriter();
  for (const it of code) w.u32(it >>> 0);
  return w.finish();
}
