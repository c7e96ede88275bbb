/** What a person or a pipe says to a program that runs on the bare machine. */

import { fstatSync, readFileSync } from 'node:fs';

const STDIN = 0;

/** A file is read at once, so that every run finds the same; a pipe and a person are heard as they speak. */
export async function readInput(onBytes: (bytes: Uint8Array) => void): Promise<() => void> {
  if (isFile(STDIN)) {
    onBytes(readFileSync(STDIN));
    return () => undefined;
  }
  const { stdin } = process;
  stdin.on('data', (it: Buffer) => onBytes(it));
  // A closed or broken input is one that says nothing more.
  stdin.on('error', () => undefined);
  return () => void stdin.destroy();
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false; // There is no such descriptor.
  }
}
