/** The Sv32 tree of the frame's address space: VPN, PPN, flags, pointer or leaf, and what is mapped there. [Priv §4.3] */

import type { PageEntryView, VariableView } from '../../engine/views';
import { hex, hex32 } from '../../shared/hex';
import { formatMemoryReference } from '../../shared/memoryReference';
import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const pageTableScope: ScopeProvider = {
  name: 'Page tables',
  expensive: true,
  hasMeaning: isCode,
  variables({ engine, view }) {
    const root = engine.pageTable(view.id);
    return root.length === 0 ? [] : [sizeRow(root), ...root.map(it => toRow(it, view.space))];
  },
};

/** The whole tree is walked for it, so it waits until somebody asks. */
function sizeRow(root: readonly PageEntryView[]): VariableView {
  const name = 'mapped';
  return {
    name,
    value: '',
    readOnly: true,
    hint: { kind: 'virtual', isLazy: true },
    children: () => [{ name, value: `${mappedKib(root)} KiB`, readOnly: true }],
  };
}

function mappedKib(entries: readonly PageEntryView[]): number {
  return entries.reduce((sum, { leaf, level, children }) => {
    if (leaf) return sum + (level === 1 ? SUPERPAGE_KIB : PAGE_KIB);
    return sum + mappedKib(children?.() ?? []);
  }, 0);
}

const PAGE_KIB = 4;
const SUPERPAGE_KIB = 4096;

function toRow(entry: PageEntryView, space: string | undefined): VariableView {
  const vpn = entry.level === 1 ? entry.vaddr >>> 22 : (entry.vaddr >>> 12) & 0x3ff;
  const kind = entry.leaf ? (entry.level === 1 ? 'superpage' : 'page') : 'table';
  const owner = entry.owner === undefined ? '' : `  ${entry.owner}`;
  const { children } = entry;
  return {
    name: `VPN[${entry.level}] ${hex(vpn, 3)}`,
    value: `${hex32(entry.vaddr)} → PPN ${hex(entry.ppn, 6)} ${entry.flags} ${kind}${owner}`,
    readOnly: true,
    ...(entry.leaf ? { memoryReference: formatMemoryReference(entry.vaddr, space) } : {}),
    ...(children === undefined ? {} : { children: () => children().map(it => toRow(it, space)) }),
  };
}
