/** What rows of variables need of the session besides their values: where to write, and where sources are. */

import type { VariableInfo } from '../../dwarf/variables';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { Target } from '../target';
import type { SourcePlaceView } from '../views';
import type { RowContext } from './variableRow';
import { writeValue } from './writeValue';

/** Sources and labels are there wherever a whole session is. */
export type Surroundings = Pick<Target, 'machine'> & Partial<Pick<Target, 'resolved' | 'sources'>>;

/** @param written is called when something has changed */
export function rowContext(
  target: Surroundings,
  module: Module,
  frame: Frame | undefined,
  written: () => void,
): RowContext {
  return {
    write(value, text) {
      writeValue(target, frame, value, text);
      written();
    },
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
