/** The mapped regions of the frame's address space; a client opens one in its memory view. */

import type { RegionView, VariableView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import { formatMemoryReference } from '../../shared/memoryReference';
import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const memoryScope: ScopeProvider = {
  name: 'Memory',
  expensive: true,
  hasMeaning: isCode,
  variables: ({ engine, view }) => engine.memoryRegions(view.id).map(it => toRow(it, view.space)),
};

function toRow(region: RegionView, space: string | undefined): VariableView {
  const size = region.end - region.start;
  return {
    name: region.name,
    value: `${hex32(region.start)}..${hex32(region.end)} ${region.flags} ${formatSize(size)}`,
    memoryReference: formatMemoryReference(region.start, space),
    readOnly: true,
  };
}

function formatSize(bytes: number): string {
  if (bytes >= 1024 * 1024 && bytes % (1024 * 1024) === 0) return `${bytes / 1024 / 1024} MiB`;
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} B`;
}
