/** Causes of traps, spelled as the specification's tables spell them. [Priv §3.1.15 table 3.6] */

export const EXCEPTION = {
  INSTRUCTION_ADDRESS_MISALIGNED: 0,
  INSTRUCTION_ACCESS_FAULT: 1,
  ILLEGAL_INSTRUCTION: 2,
  BREAKPOINT: 3,
  LOAD_ADDRESS_MISALIGNED: 4,
  LOAD_ACCESS_FAULT: 5,
  STORE_ADDRESS_MISALIGNED: 6,
  STORE_ACCESS_FAULT: 7,
  ECALL_FROM_U: 8,
  ECALL_FROM_S: 9,
  ECALL_FROM_M: 11,
  INSTRUCTION_PAGE_FAULT: 12,
  LOAD_PAGE_FAULT: 13,
  STORE_PAGE_FAULT: 15,
} as const;

export const INTERRUPT = {
  SUPERVISOR_SOFTWARE: 1,
  MACHINE_SOFTWARE: 3,
  SUPERVISOR_TIMER: 5,
  MACHINE_TIMER: 7,
  SUPERVISOR_EXTERNAL: 9,
  MACHINE_EXTERNAL: 11,
} as const;

/** mcause and scause have this bit set for an interrupt. */
export const INTERRUPT_BIT = 0x8000_0000;

const EXCEPTION_NAMES: Readonly<Record<number, string>> = {
  [EXCEPTION.INSTRUCTION_ADDRESS_MISALIGNED]: 'Instruction address misaligned',
  [EXCEPTION.INSTRUCTION_ACCESS_FAULT]: 'Instruction access fault',
  [EXCEPTION.ILLEGAL_INSTRUCTION]: 'Illegal instruction',
  [EXCEPTION.BREAKPOINT]: 'Breakpoint',
  [EXCEPTION.LOAD_ADDRESS_MISALIGNED]: 'Load address misaligned',
  [EXCEPTION.LOAD_ACCESS_FAULT]: 'Load access fault',
  [EXCEPTION.STORE_ADDRESS_MISALIGNED]: 'Store/AMO address misaligned',
  [EXCEPTION.STORE_ACCESS_FAULT]: 'Store/AMO access fault',
  [EXCEPTION.ECALL_FROM_U]: 'Environment call from U-mode',
  [EXCEPTION.ECALL_FROM_S]: 'Environment call from S-mode',
  [EXCEPTION.ECALL_FROM_M]: 'Environment call from M-mode',
  [EXCEPTION.INSTRUCTION_PAGE_FAULT]: 'Instruction page fault',
  [EXCEPTION.LOAD_PAGE_FAULT]: 'Load page fault',
  [EXCEPTION.STORE_PAGE_FAULT]: 'Store/AMO page fault',
};

const INTERRUPT_NAMES: Readonly<Record<number, string>> = {
  [INTERRUPT.SUPERVISOR_SOFTWARE]: 'Supervisor software interrupt',
  [INTERRUPT.MACHINE_SOFTWARE]: 'Machine software interrupt',
  [INTERRUPT.SUPERVISOR_TIMER]: 'Supervisor timer interrupt',
  [INTERRUPT.MACHINE_TIMER]: 'Machine timer interrupt',
  [INTERRUPT.SUPERVISOR_EXTERNAL]: 'Supervisor external interrupt',
  [INTERRUPT.MACHINE_EXTERNAL]: 'Machine external interrupt',
};

/** @param cause without the interrupt bit */
export function trapName(cause: number, interrupt: boolean): string {
  const name = (interrupt ? INTERRUPT_NAMES : EXCEPTION_NAMES)[cause];
  return name ?? `Reserved ${interrupt ? 'interrupt' : 'exception'} ${cause}`;
}
