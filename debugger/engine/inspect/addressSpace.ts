/** Whose address space a frame is in: the kernel runs in the space of the contract that it serves. */

import type { Frame } from '../frame';
import type { Module } from '../module';
import type { Target } from '../target';

/** The contract whose lower half is mapped; undefined in the kernel's own space. */
export function contractOf(target: Target, frame: Frame): Module | undefined {
  const task = frame.task ?? target.run.tasks.find(it => it.satp === frame.satp);
  return task && target.moduleOf(task);
}
