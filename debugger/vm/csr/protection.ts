/** The registers of physical memory protection: four of sixteen entries' configurations, and an address each. [Priv §3.7.1] */

import { isPmpAddressLocked, PMP, PMP_ENTRIES } from '../mmu/pmp';
import { CSR } from './addresses';
import { bit, bits, csr, type CsrDefinition, type CsrField } from './csr';

const ENTRIES_PER_REGISTER = 4;
const WRITABLE = PMP.R | PMP.W | PMP.X | PMP.A | PMP.L;

/** A locked entry keeps its byte; so does one that would be writable and not readable, which is reserved. */
function legalizeEntry(next: number, old: number): number {
  const isReserved = (next & (PMP.R | PMP.W)) === PMP.W;
  return (old & PMP.L) !== 0 || isReserved ? old : next & WRITABLE;
}

function legalizeConfig(next: number, old: number): number {
  let value = 0;
  for (let at = 0; at < 32; at += 8) {
    value |= legalizeEntry((next >>> at) & 0xff, (old >>> at) & 0xff) << at;
  }
  return value;
}

function entryFields(entry: number, low: number): CsrField[] {
  return [
    bit(`L${entry}`, low + 7),
    bits(`A${entry}`, low + 4, low + 3),
    bit(`X${entry}`, low + 2),
    bit(`W${entry}`, low + 1),
    bit(`R${entry}`, low),
  ];
}

function configurations(): CsrDefinition[] {
  return Array.from({ length: PMP_ENTRIES / ENTRIES_PER_REGISTER }, (_, register) =>
    csr({
      name: `pmpcfg${register}`,
      address: CSR.PMPCFG0 + register,
      fields: [3, 2, 1, 0].flatMap(it => entryFields(register * ENTRIES_PER_REGISTER + it, it * 8)),
      legalize: legalizeConfig,
      affects: 'mapping',
    }),
  );
}

function addresses(): CsrDefinition[] {
  return Array.from({ length: PMP_ENTRIES }, (_, entry) =>
    csr({
      name: `pmpaddr${entry}`,
      address: CSR.PMPADDR0 + entry,
      legalize: (next, old, hart) => (isPmpAddressLocked(hart, entry) ? old : next),
      affects: 'mapping',
    }),
  );
}

export const protectionCsrs = [...configurations(), ...addresses()];
