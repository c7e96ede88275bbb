/** Counters, what may read them, and the supervisor's timer. [Priv §3.1.10–§3.1.12, §4.1.5] [Unpriv §10] [Sstc] */

import {
  CYCLE,
  INSTRET,
  readCounter,
  readTime,
  writeCounter,
  writeInhibit,
  type WritableCounter,
} from '../hart/counters';
import type { Hart } from '../hart/hart';
import type { Long } from '../hart/long';
import { PRIVILEGE } from '../hart/privilege';
import { CSR, STCE } from './addresses';
import { bit, bits, constant, csr, type CsrDefinition, type CsrGate } from './csr';

/** A high half stands 0x80 above its low half. [Priv §2.2] */
const HIGH_HALF = 0x80;
const TIME_BIT = 1;
const FIRST_EVENT = 3;
const LAST_EVENT = 31;
const EVENT_FIELD = bits('HPM', LAST_EVENT, FIRST_EVENT);
const ENABLE_FIELDS = [bit('CY', 0), bit('TM', 1), bit('IR', 2), EVENT_FIELD];

const { USER, SUPERVISOR } = PRIVILEGE;
const BELOW_MACHINE = [USER, SUPERVISOR];

/** Each mode below machine needs leave of those above it. [Priv §3.1.11] */
function leave(counter: number): CsrGate[] {
  const mask = 1 << counter;
  return [
    { modes: BELOW_MACHINE, csr: CSR.MCOUNTEREN, mask, isOpenWhen: 'set' },
    { modes: [USER], csr: CSR.SCOUNTEREN, mask, isOpenWhen: 'set' },
  ];
}

function machineCounter(name: string, address: number, counter: WritableCounter): CsrDefinition[] {
  return [
    csr({
      name,
      address,
      read: hart => readCounter(hart, counter).low | 0,
      write(hart, value) {
        writeCounter(hart, counter, { ...readCounter(hart, counter), low: value >>> 0 });
      },
    }),
    csr({
      name: `${name}h`,
      address: address + HIGH_HALF,
      read: hart => readCounter(hart, counter).high | 0,
      write(hart, value) {
        writeCounter(hart, counter, { ...readCounter(hart, counter), high: value >>> 0 });
      },
    }),
  ];
}

/** Read-only, where mcounteren and scounteren allow it. */
function userCounter(name: string, address: number, read: (hart: Hart) => Long): CsrDefinition[] {
  const gates = leave(address - CSR.CYCLE);
  return [
    csr({ name, address, read: hart => read(hart).low | 0, gates }),
    csr({
      name: `${name}h`,
      address: address + HIGH_HALF,
      read: hart => read(hart).high | 0,
      gates,
    }),
  ];
}

/** Zihpm's counters count nothing: all are zero. [Priv §3.1.10] */
function eventCounters(): CsrDefinition[] {
  const rows: CsrDefinition[] = [];
  for (let index = FIRST_EVENT; index <= LAST_EVENT; index += 1) {
    rows.push(
      constant(`mhpmevent${index}`, CSR.MHPMEVENT + index),
      constant(`mhpmcounter${index}`, CSR.MCYCLE + index),
      constant(`mhpmcounter${index}h`, CSR.MCYCLEH + index),
      ...userCounter(`hpmcounter${index}`, CSR.CYCLE + index, () => ({ high: 0, low: 0 })),
    );
  }
  return rows;
}

function timeCompare(name: string, address: number): CsrDefinition {
  return csr({
    name,
    address,
    reset: -1, // Far away, so that no timer is pending before one is armed.
    gates: [
      { modes: BELOW_MACHINE, csr: CSR.MENVCFGH, mask: STCE, isOpenWhen: 'set' },
      { modes: BELOW_MACHINE, csr: CSR.MCOUNTEREN, mask: 1 << TIME_BIT, isOpenWhen: 'set' },
    ],
    affects: 'timers',
  });
}

export const counterCsrs = [
  ...machineCounter('mcycle', CSR.MCYCLE, CYCLE),
  ...machineCounter('minstret', CSR.MINSTRET, INSTRET),
  ...userCounter('cycle', CSR.CYCLE, hart => readCounter(hart, CYCLE)),
  ...userCounter('time', CSR.TIME, readTime),
  ...userCounter('instret', CSR.INSTRET, hart => readCounter(hart, INSTRET)),
  csr({ name: 'mcounteren', address: CSR.MCOUNTEREN, fields: ENABLE_FIELDS }),
  csr({ name: 'scounteren', address: CSR.SCOUNTEREN, fields: ENABLE_FIELDS }),
  csr({
    name: 'mcountinhibit',
    address: CSR.MCOUNTINHIBIT,
    fields: [bit('CY', 0), bit('IR', 2), EVENT_FIELD],
    write: (hart, value) => writeInhibit(hart, value & ~(1 << TIME_BIT)), // Time never stops.
  }),
  timeCompare('stimecmp', CSR.STIMECMP),
  timeCompare('stimecmph', CSR.STIMECMPH),
  ...eventCounters(),
];
