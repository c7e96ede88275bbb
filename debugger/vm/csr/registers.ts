/** All CSRs, and the one way to read and write them. */

import { scheduleTimers } from '../hart/counters';
import type { Hart } from '../hart/hart';
import { TLB_KIND } from '../hart/layout';
import { selectBanks } from '../hart/trap';
import { isOpen as isMemoryOpen } from '../mmu/pmp';
import { CSR, STATUS } from './addresses';
import { configurationCsrs } from './configuration';
import { counterCsrs } from './counters';
import { isOpen, isReadOnly, lowestPrivilege, type CsrDefinition } from './csr';
import { protectionCsrs } from './protection';
import { statusCsrs } from './status';
import { trapCsrs } from './traps';
import { triggerCsrs } from './triggers';

export const CSRS: readonly CsrDefinition[] = [
  ...statusCsrs,
  ...trapCsrs,
  ...configurationCsrs,
  ...protectionCsrs,
  ...triggerCsrs,
  ...counterCsrs,
].sort((a, b) => a.address - b.address);

const byAddress = new Map(CSRS.map(it => [it.address, it]));

export function findCsr(address: number): CsrDefinition | undefined {
  return byAddress.get(address);
}

export function resetCsrs(hart: Hart): void {
  for (const row of CSRS) hart.setCsr(row.address, row.reset);
  scheduleTimers(hart);
}

/** Whether an instruction may, in the hart's mode. Otherwise it is illegal. [Priv §2.1] */
export function isAccessible(hart: Hart, csr: CsrDefinition, writes: boolean): boolean {
  if (hart.privilege < lowestPrivilege(csr.address)) return false;
  if (writes && isReadOnly(csr.address)) return false;
  return csr.gates.every(it => isOpen(it, hart));
}

export function readCsr(hart: Hart, csr: CsrDefinition): number {
  return csr.read === undefined ? hart.csr(csr.address) : csr.read(hart);
}

export function writeCsr(hart: Hart, csr: CsrDefinition, value: number): void {
  const oldStatus = hart.csr(CSR.MSTATUS);
  if (csr.write !== undefined) csr.write(hart, value);
  else hart.setCsr(csr.address, csr.legalize(value, hart.csr(csr.address), hart));
  if (csr.affects === 'mapping') hart.tlb.flush();
  else if (csr.affects === 'space') hart.tlb.enterSpace(hart.csr(CSR.SATP), isMemoryOpen(hart));
  else if (csr.affects === 'timers') scheduleTimers(hart);
  else if (csr.affects === 'modes') applyStatus(hart, oldStatus ^ hart.csr(CSR.MSTATUS));
}

/** SUM and MXR are part of what a TLB entry allows; MPRV and MPP choose its bank. */
function applyStatus(hart: Hart, changed: number): void {
  if ((changed & (STATUS.SUM | STATUS.MXR)) !== 0) {
    hart.tlb.flushKind(TLB_KIND.LOAD);
    hart.tlb.flushKind(TLB_KIND.STORE);
  }
  selectBanks(hart);
}
