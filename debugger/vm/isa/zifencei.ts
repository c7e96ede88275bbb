/** Zifencei: what was stored becomes what is fetched. [Unpriv §3] */

import { defineExtension } from './instruction';

export const zifencei = defineExtension('Zifencei', [
  {
    name: 'fence.i',
    match: 0x0000100f,
    mask: 0x0000707f, // Reserved imm, rs1 and rd are ignored.
    format: 'I',
    operands: '',
    effect: { calls: 'fenceInstruction' },
  },
]);
