/** What is where in an address space: the fixed places of the address map, and the programs' segments. */

import {
  ARGS_PAGE,
  HEAP_BYTES,
  MAX_IMAGE_COMPAT,
  RAM_BASE,
  STACK_BYTES,
  STACK_TOP,
} from '../../chain/abi.generated';
import type { ElfSegment } from '../../elf/elfImage';
import { PAGE_SIZE } from '../../vm/mmu/sv32';
import type { Module } from '../module';
import type { Target } from '../target';

/** Flags of a program header. [ELF p_flags] */
const PF_X = 1;
const PF_W = 2;

/** The kernel's image, then its heap, then page frames. [guest/kernel/kernel.ld, heap.rs] */
const KERNEL_HEAP = 0x8040_0000;
const PAGE_FRAMES = 0x8100_0000;

/** What a page belongs to; undefined where the address map has no word for it. */
export function ownerOf(
  target: Target,
  contract: Module | undefined,
  vaddr: number,
): string | undefined {
  return vaddr >= RAM_BASE
    ? ownerInKernel(target.kernel, vaddr)
    : ownerInContract(target, contract, vaddr);
}

function ownerInKernel(kernel: Module, vaddr: number): string {
  if (vaddr >= PAGE_FRAMES) return 'page frames';
  if (vaddr >= KERNEL_HEAP) return 'kernel heap';
  const segment = kernel.image?.segments.find(it => holds(it, vaddr));
  if (segment !== undefined) return `kernel ${kindOf(segment)}`;
  const bottom = kernel.symbols.named('_stack_bottom')?.value ?? KERNEL_HEAP;
  return vaddr >= bottom ? 'kernel stack' : 'kernel';
}

function ownerInContract(
  target: Target,
  contract: Module | undefined,
  vaddr: number,
): string | undefined {
  if (vaddr >= ARGS_PAGE) return 'arguments';
  if (vaddr >= STACK_TOP - STACK_BYTES && vaddr < STACK_TOP) return 'stack';
  if (contract === undefined) return undefined;
  const { name, image } = contract;
  // Only an image that is linked as aVM does has anything there. [aVM 3.3]
  if (vaddr < PAGE_SIZE) return `result block and code of ${name}`;
  const segment = image?.segments.find(it => holds(it, vaddr));
  if (segment !== undefined) return `${kindOf(segment)} of ${name}`;
  const end = image === undefined ? flatEnd(target, contract) : endOf(image.segments);
  // Nothing tells code and data of a flat image apart.
  if (image === undefined && vaddr < end) return `code and data of ${name}`;
  return vaddr >= end && vaddr < end + HEAP_BYTES + PAGE_SIZE ? 'heap' : undefined;
}

function endOf(segments: readonly ElfSegment[]): number {
  return Math.max(0, ...segments.map(it => it.vaddr + it.memSize));
}

/** The bss of a flat image reaches to the end of aVM's window. [aVM 3.3] */
function flatEnd(target: Target, { id }: Module): number {
  const bytes = target.resolved.programs.get(id)?.image.length ?? 0;
  return Math.max(bytes, MAX_IMAGE_COMPAT);
}

/** Of a page that a segment only begins or ends in as well. */
function holds({ vaddr, memSize }: ElfSegment, page: number): boolean {
  return page + PAGE_SIZE > vaddr && page < vaddr + memSize;
}

function kindOf({ flags }: ElfSegment): string {
  if ((flags & PF_X) !== 0) return 'code';
  return (flags & PF_W) !== 0 ? 'data' : 'constants';
}
