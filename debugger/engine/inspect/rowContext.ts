/** What rows of variables need of the session besides their values: where to write, and where sources are. */

import type { DwarfValue } from '../../dwarf/values/value';
import type { VariableInfo } from '../../dwarf/variables';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { Target } from '../target';
import type { SourcePlaceView } from '../views';
import { spaceOf } from './space';
import type { RowContext } from './variableRow';

/** Sources and labels are there wherever a whole session is. */
export type Surroundings = Pick<Target, 'machine'> & Partial<Pick<Target, 'resolved' | 'sources'>>;

/** The session that the rows are of. */
export interface RowOwner {
  /** Changes a value that was read in a frame. @throws EvaluationError with a sentence */
  write(frame: Frame | undefined, value: DwarfValue, text: string): void;
  /** Whether a data breakpoint is on some of these bytes. */
  isWatched(address: number, byteSize: number, satp: number): boolean;
}

export function rowContext(
  target: Surroundings,
  module: Module,
  frame: Frame | undefined,
  owner: RowOwner,
): RowContext {
  return {
    write: (value, text) => owner.write(frame, value, text),
    isWatched: ({ address, byteSize }) =>
      address !== undefined && owner.isWatched(address, byteSize, spaceOf(target, frame)),
    placeOf(address) {
      const logical = module.framesAt(address).at(-1);
      return logical && sourcePlace(target, module, logical.file, logical.line);
    },
  };
}

export function declarationOf(
  target: Surroundings,
  module: Module,
  { declFile, declLine }: VariableInfo,
): SourcePlaceView | undefined {
  return sourcePlace(target, module, declFile, declLine);
}

function sourcePlace(
  { sources }: Surroundings,
  module: Module,
  file: string | undefined,
  line: number | undefined,
): SourcePlaceView | undefined {
  if (sources === undefined || !file || !line) return undefined;
  return { source: sources.view(module, file), line };
}
