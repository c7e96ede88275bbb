/**
 * Which tables a database of LevelDB consists of, as its manifest says. What else lies in its folder was being written when
 * the process was killed, or is done with: LevelDB deletes it when it is opened next. [LevelDB doc/impl.md, db/version_edit.cc]
 */

import { ByteReader } from '../../shared/byteReader';
import { recordsOf } from './log';

const TAG = {
  comparator: 1,
  logNumber: 2,
  nextFileNumber: 3,
  lastSequence: 4,
  compactPointer: 5,
  deletedFile: 6,
  newFile: 7,
  previousLogNumber: 9,
} as const;

/**
 * @returns the numbers of the tables
 * @throws MalformedInput at what is no edit of a version
 */
export function tablesOf(manifest: Uint8Array, source: string): ReadonlySet<number> {
  const tables = new Set<number>();
  for (const record of recordsOf(manifest)) {
    const { deleted, added } = readEdit(new ByteReader(record, source));
    // A table that changes its level is both.
    for (const it of deleted) tables.delete(it);
    for (const it of added) tables.add(it);
  }
  return tables;
}

interface Edit {
  readonly deleted: readonly number[];
  readonly added: readonly number[];
}

function readEdit(r: ByteReader): Edit {
  const deleted: number[] = [];
  const added: number[] = [];
  while (!r.atEnd) {
    switch (r.uleb()) {
      case TAG.comparator:
        skipText(r);
        break;
      case TAG.logNumber:
      case TAG.nextFileNumber:
      case TAG.lastSequence:
      case TAG.previousLogNumber:
        r.skipLeb();
        break;
      case TAG.compactPointer:
        r.skipLeb(); // The level.
        skipText(r);
        break;
      case TAG.deletedFile:
        r.skipLeb();
        deleted.push(r.uleb());
        break;
      case TAG.newFile:
        r.skipLeb();
        added.push(r.uleb());
        r.skipLeb(); // How many bytes, and from which key to which.
        skipText(r);
        skipText(r);
        break;
      default:
        r.fail('no-version-edit');
    }
  }
  return { deleted, added };
}

function skipText(r: ByteReader): void {
  r.skip(r.uleb());
}
