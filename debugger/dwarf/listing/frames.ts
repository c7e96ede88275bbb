/** Every rule for unwinding that a file has: a row per address at which one changes. [DWARF5 §6.4] */

import type { UnwindRow } from '../cfaProgram';
import { unwindRows } from '../cfaProgram';
import type { CommonInformation, FrameDescription, FrameSection } from '../cfi';
import { readFrameEntries } from '../cfi';
import type { ProblemList } from '../problems';
import type { Sections } from '../sections';

export interface ListedFrameSection {
  readonly name: FrameSection;
  readonly commons: readonly CommonInformation[];
  /** Made one at a time, in order of the section. */
  readonly descriptions: Iterable<ListedFrameDescription>;
}

export interface ListedFrameDescription {
  readonly description: FrameDescription;
  readonly rows: readonly UnwindRow[];
}

/** The sections that the file has. */
export function listFrameSections(
  sections: Sections,
  problems: ProblemList,
  ehFrameAddress: number,
): ListedFrameSection[] {
  const addresses: readonly [FrameSection, number][] = [
    ['.debug_frame', 0],
    ['.eh_frame', ehFrameAddress],
  ];
  return addresses
    .filter(([name]) => sections.bytes(name).length > 0)
    .map(([name, address]) => {
      const { commons, descriptions } = readFrameEntries(sections, problems, name, address);
      return { name, commons, descriptions: listed(descriptions, problems) };
    });
}

function* listed(
  descriptions: readonly FrameDescription[],
  problems: ProblemList,
): Generator<ListedFrameDescription> {
  for (const description of descriptions) {
    yield { description, rows: unwindRows(description, problems) };
  }
}
