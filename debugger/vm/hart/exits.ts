/** Why the interpreter's inner loop ended. Numbers, because the loop tests one of them after every slow access. */

export const EXIT = {
  NONE: 0,
  /** As many steps as were asked for. */
  BUDGET: 1,
  /** Interrupts, mapping or mode may have changed: look again before the next instruction. */
  RESYNC: 2,
  /** The last step trapped; pc is at the handler. */
  TRAP: 3,
  /** pc is at a breakpoint; nothing there was executed. */
  BREAKPOINT: 4,
  /** pc is at a supervisor's ecall to the firmware; it was not executed. */
  FIRMWARE: 5,
  /** The guest asked the platform to stop. */
  FINISHED: 6,
  /** The hart waits for an interrupt that time will not bring. */
  IDLE: 7,
  /** The instruction at pc needs more than the quick loop has; it was not executed. */
  SLOW: 8,
  /** The last instruction touched watched memory; it is done. */
  WATCHED: 9,
  /** pc is where translated code can be entered; nothing there was executed. */
  TRANSLATED: 10,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];
