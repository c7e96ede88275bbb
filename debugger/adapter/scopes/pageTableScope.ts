/** The Sv32 tree of the frame's address space: VPN, PPN, flags, pointer or leaf, and what is mapped there. [Priv §4.3] */

import type { PageEntryView, VariableView } from '../../engine/views';
import { hex, hex32 } from '../../shared/hex';
import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const pageTableScope: ScopeProvider = {
  name: 'Page tables',
  expensive: true,
  hasMeaning: isCode,
  variables: frame => frame.engine.pageTable(frame.view.id).map(toRow),
};

function toRow(entry: PageEntryView): VariableView {
  const vpn = entry.level === 1 ? entry.vaddr >>> 22 : (entry.vaddr >>> 12) & 0x3ff;
  const kind = entry.leaf ? (entry.level === 1 ? 'superpage' : 'page') : 'table';
  const owner = entry.owner === undefined ? '' : `  ${entry.owner}`;
  const { children } = entry;
  return {
    name: `VPN[${entry.level}] ${hex(vpn, 3)}`,
    value: `${hex32(entry.vaddr)} → PPN ${hex(entry.ppn, 6)} ${entry.flags} ${kind}${owner}`,
    readOnly: true,
    ...(entry.leaf ? { memoryReference: hex32(entry.vaddr) } : {}),
    ...(children === undefined ? {} : { children: () => children().map(toRow) }),
  };
}
