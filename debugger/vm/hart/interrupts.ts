/** Which interrupts are pending, which is taken first, and when a timer will make the next. [Priv §3.1.9, §4.1.3] */

import { CSR, STATUS, STCE } from '../csr/addresses';
import { INTERRUPT } from '../isa/traps';
import { settleTimers, timeCount } from './counters';
import type { Hart } from './hart';
import { WORD } from './layout';
import { PRIVILEGE } from './privilege';

const { MACHINE_SOFTWARE, MACHINE_TIMER, MACHINE_EXTERNAL } = INTERRUPT;
const { SUPERVISOR_SOFTWARE, SUPERVISOR_TIMER, SUPERVISOR_EXTERNAL } = INTERRUPT;

/** Highest first. [Priv §3.1.9] */
const PRIORITY = [
  MACHINE_EXTERNAL,
  MACHINE_SOFTWARE,
  MACHINE_TIMER,
  SUPERVISOR_EXTERNAL,
  SUPERVISOR_SOFTWARE,
  SUPERVISOR_TIMER,
];

/** mip: what software set, and what the timers and the CLINT say now. */
export function pendingBits(hart: Hart): number {
  settleTimers(hart);
  const now = timeCount(hart);
  let pending = hart.csr(CSR.MIP);
  if (hasSupervisorTimer(hart)) {
    pending &= ~(1 << SUPERVISOR_TIMER);
    if (now >= hart.supervisorTimerDue) pending |= 1 << SUPERVISOR_TIMER;
  }
  if (hart.firmware) return pending;
  if (now >= hart.machineTimerDue) pending |= 1 << MACHINE_TIMER;
  if (hart.words[WORD.DEVICES] !== 0) pending |= 1 << MACHINE_SOFTWARE;
  return pending;
}

/** Whether the supervisor's timer bit follows stimecmp instead of being written. [Sstc] */
export function hasSupervisorTimer(hart: Hart): boolean {
  return (hart.csr(CSR.MENVCFGH) & STCE) !== 0;
}

/** The interrupt to take before the next instruction; -1 for none. */
export function pendingInterrupt(hart: Hart): number {
  const enabled = hart.csr(CSR.MIE);
  if (enabled === 0) return -1;
  const pending = pendingBits(hart) & enabled;
  if (pending === 0) return -1;
  const delegated = hart.csr(CSR.MIDELEG);
  const takes =
    (isEnabled(hart, PRIVILEGE.MACHINE, STATUS.MIE) ? pending & ~delegated : 0) ||
    (isEnabled(hart, PRIVILEGE.SUPERVISOR, STATUS.SIE) ? pending & delegated : 0);
  return takes === 0 ? -1 : (PRIORITY.find(it => ((takes >>> it) & 1) === 1) ?? -1);
}

/** A level's interrupts are on in every lower mode, and by its bit in its own. [Priv §3.1.6.1] */
function isEnabled(hart: Hart, level: number, bit: number): boolean {
  if (hart.privilege !== level) return hart.privilege < level;
  return (hart.csr(CSR.MSTATUS) & bit) !== 0;
}

/** How much `time` may count before an enabled timer falls due; Infinity for never, and for one that is due. */
export function timerDistance(hart: Hart): number {
  settleTimers(hart);
  const enabled = hart.csr(CSR.MIE);
  const now = timeCount(hart);
  let distance = Infinity;
  if (((enabled >>> SUPERVISOR_TIMER) & 1) === 1 && hasSupervisorTimer(hart)) {
    if (hart.supervisorTimerDue > now) distance = hart.supervisorTimerDue - now;
  }
  if (((enabled >>> MACHINE_TIMER) & 1) === 1 && !hart.firmware && hart.machineTimerDue > now) {
    distance = Math.min(distance, hart.machineTimerDue - now);
  }
  return distance;
}
