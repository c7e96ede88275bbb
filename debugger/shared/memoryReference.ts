/**
 * References to memory as clients hold them: `0x00001234` in the address space that the system stands in, `0x00001234@2.7`
 * in that of one call of a contract, the seventh of transaction 2, whatever runs. [DAP memoryReference is opaque to clients]
 */

import { hex32 } from './hex';

export interface MemoryPlace {
  readonly address: number;
  /** Transaction and call of a contract; undefined for the space that the system stands in. */
  readonly space: string | undefined;
}

/** The kernel is in every space at the same addresses. [guest/kernel/src/space.rs] */
const SHARED_FROM = 0x8000_0000;

/** @param space the call whose address it is; undefined for the kernel's */
export function formatMemoryReference(address: number, space: string | undefined): string {
  const isShared = space === undefined || address >>> 0 >= SHARED_FROM;
  return isShared ? hex32(address) : `${hex32(address)}@${space}`;
}

/** undefined where the text is none. */
export function parseMemoryReference(text: string): MemoryPlace | undefined {
  const parts = /^(0x[0-9a-f]{1,8})(?:@(\d{1,15}\.\d{1,15}))?$/i.exec(text);
  if (parts === null) return undefined;
  const [, address, space] = parts;
  return { address: Number(address), space };
}
