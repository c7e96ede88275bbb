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

const store =
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
  const w = new ByteWriter().raw(new Uint8Array(CODE));
  for (const it of code) w.u32(it >>> 0);
  return w.raw(data).finish();
}

/** Data goes to a page of its own, so that code and data can be written without knowing each other's length. */
export const DATA = 0x1000;

export function imageWithData(code: readonly Word[], data: Uint8Array): Uint8Array {
  const image = new Uint8Array(DATA + data.length);
  image.set(flatImage(code));
  image.set(data, DATA);
  return image;
}
