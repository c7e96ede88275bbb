/** Encoded addresses of .eh_frame. [LSB 5.0 §10.5.1] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';

const formats: Readonly<Partial<Record<number, (r: ByteReader) => number>>> = {
  [dw.DW_EH_PE_absptr]: r => r.u32(),
  [dw.DW_EH_PE_uleb128]: r => r.uleb(),
  [dw.DW_EH_PE_udata2]: r => r.u16(),
  [dw.DW_EH_PE_udata4]: r => r.u32(),
  [dw.DW_EH_PE_udata8]: r => Number(r.u64()),
  [dw.DW_EH_PE_sleb128]: r => r.sleb(),
  [dw.DW_EH_PE_sdata2]: r => (r.u16() << 16) >> 16,
  [dw.DW_EH_PE_sdata4]: r => r.i32(),
  [dw.DW_EH_PE_sdata8]: r => Number(BigInt.asIntN(64, r.u64())),
};

/**
 * Absolute or counted from its own place; what else an address can count from does not occur in code here.
 * undefined where the encoding says that there is none. An indirect one gives the address of the word.
 */
export function readPointer(
  r: ByteReader,
  encoding: number,
  sectionAddress: number,
): number | undefined {
  if (encoding === dw.DW_EH_PE_omit) return undefined;
  const here = sectionAddress + r.offset;
  const format = encoding & 0x0f;
  const value = (formats[format] ?? r.fail('unknown-pointer-encoding', String(encoding)))(r);
  switch (encoding & 0x70) {
    case dw.DW_EH_PE_absptr:
      return value;
    case dw.DW_EH_PE_pcrel:
      return (here + value) >>> 0;
    default:
      return r.fail('unknown-pointer-encoding', String(encoding));
  }
}
