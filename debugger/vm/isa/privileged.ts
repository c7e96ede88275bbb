/** The privileged instructions of machine and supervisor mode. [Priv §3.3, §4.2] */

import { defineExtension } from './instruction';

const WHOLE = { format: 'I', mask: 0xffffffff, operands: '' } as const;

export const privileged = defineExtension('privileged', [
  { ...WHOLE, name: 'sret', match: 0x10200073, effect: { calls: 'supervisorReturn' } },
  { ...WHOLE, name: 'mret', match: 0x30200073, effect: { calls: 'machineReturn' } },
  { ...WHOLE, name: 'wfi', match: 0x10500073, effect: { calls: 'waitForInterrupt' } },
  {
    name: 'sfence.vma',
    match: 0x12000073,
    mask: 0xfe007fff,
    format: 'R',
    operands: 'rs1, rs2',
    effect: { calls: 'fenceVma' },
  },
]);
