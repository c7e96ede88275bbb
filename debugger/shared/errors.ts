/** The two errors that are thrown below the adapter. A guest's failure is neither: it is a value. */

import { hex32 } from './hex';

/** Where a malformed input went wrong: enough to find the byte with a hex editor. */
export interface InputPosition {
  readonly source: string;
  readonly offset: number;
  /** Of a text, for a text editor. Both count from 1. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * The bytes we were given are not what the format promises.
 * Thrown by the elf, dwarf and chain readers only. A guest trap is a value and a bug is an InvariantError.
 */
export class MalformedInput<Code extends string = string> extends Error {
  override readonly name = 'MalformedInput';

  constructor(
    readonly code: Code,
    readonly at: InputPosition,
    detail?: string,
  ) {
    super(`${placeText(at)}: ${code}${detail === undefined ? '' : ` (${detail})`}`);
  }
}

function placeText({ source, offset, line, column = 1 }: InputPosition): string {
  return line === undefined ? `${source}+${hex32(offset)}` : `${source}:${line}:${column}`;
}

/** The program is wrong. Never caught, except to report it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${String(value)}`);
}
