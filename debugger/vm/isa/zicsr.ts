/** Zicsr: instructions that read and write control and status registers. [Unpriv §9] */

import { defineExtension } from './instruction';

const I = { format: 'I', mask: 0x0000707f } as const;
const REGISTER = { ...I, operands: 'rd, csr, rs1' } as const;
/** The immediate stands in rs1's place. */
const IMMEDIATE = { ...I, operands: 'rd, csr, uimm' } as const;

export const zicsr = defineExtension('Zicsr', [
  { ...REGISTER, name: 'csrrw', match: 0x00001073, effect: { calls: 'csrReadWrite' } },
  { ...REGISTER, name: 'csrrs', match: 0x00002073, effect: { calls: 'csrReadSet' } },
  { ...REGISTER, name: 'csrrc', match: 0x00003073, effect: { calls: 'csrReadClear' } },
  { ...IMMEDIATE, name: 'csrrwi', match: 0x00005073, effect: { calls: 'csrReadWriteImmediate' } },
  { ...IMMEDIATE, name: 'csrrsi', match: 0x00006073, effect: { calls: 'csrReadSetImmediate' } },
  { ...IMMEDIATE, name: 'csrrci', match: 0x00007073, effect: { calls: 'csrReadClearImmediate' } },
]);
