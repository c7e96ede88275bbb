/** Files and folders that must not outlive the process: those that are being written beside the place they are for, above all. */

import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { replace } from './replace';

const paths = new Set<string>();

/** Of this process alone: two that write one file at once each put theirs there whole. */
const unfinishedOf = (path: string): string => `${path}.${process.pid}.unfinished`;

/** Where something is written that is for `path`, until `finish` or `abandon`. */
export function beginUnfinished(path: string): string {
  const unfinished = unfinishedOf(path);
  paths.add(unfinished);
  return unfinished;
}

/** Puts it in its place. */
export async function finish(path: string): Promise<void> {
  await replace(unfinishedOf(path), path);
  paths.delete(unfinishedOf(path));
}

/** What was there stays. */
export async function abandon(path: string): Promise<void> {
  await rm(unfinishedOf(path), { recursive: true, force: true });
  paths.delete(unfinishedOf(path));
}

/** Something that is to be gone when the process ends. */
export function noteTemporary(path: string): void {
  paths.add(path);
}

export function forgetTemporary(path: string): void {
  paths.delete(path);
}

/** For a process that ends at once. */
export function removeUnfinished(): void {
  for (const it of paths) rmSync(it, { recursive: true, force: true });
}
