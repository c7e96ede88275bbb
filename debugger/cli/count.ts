/** A positive number on the command line. */

import { InvalidArgumentError } from 'commander';

export function parseCount(text: string): number {
  const count = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('It is not a positive number.');
  }
  return count;
}
