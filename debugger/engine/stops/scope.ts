/** Where a stop's condition is asked: the running frame, found only as far as the condition looks. */

import type { Frame } from '../frame';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import { unwind } from '../unwinding';
import type { Names } from './names';
import { NO_NAMES } from './names';

export class StopScope {
  #frame: Frame | undefined;

  /** @param isAtTrap as of `hartStanding` */
  constructor(
    readonly target: Target,
    readonly isAtTrap = false,
    readonly names: Names = NO_NAMES,
  ) {}

  /** Whether it is a contract that stands here, or has just trapped. */
  get isContract(): boolean {
    return this.isAtTrap || this.target.isInUserMode;
  }

  get frame(): Frame {
    this.#frame ??= runningFrame(this.target, this.isAtTrap);
    return this.#frame;
  }

  with(names: Names | undefined): StopScope {
    return names === undefined ? this : new StopScope(this.target, this.isAtTrap, names);
  }
}

/** The innermost frame alone: nothing below it is unwound. */
export function runningFrame(target: Target, isAtTrap: boolean): Frame {
  const standing = hartStanding(target, isAtTrap);
  const { module, task, satp, pc } = standing;
  const [logical] = module?.framesAt(pc) ?? [];
  let cfa: { value: number | undefined } | undefined;
  return {
    id: 0,
    kind: task === undefined ? 'kernel' : 'contract',
    name: logical?.name ?? '',
    task,
    module,
    satp,
    pc,
    lookupPc: pc,
    get cfa() {
      cfa ??= { value: innermostCfa(target, isAtTrap) };
      return cfa.value;
    },
    function: logical,
    depth: 0,
    registers: number => standing.registers(number),
  };
}

function innermostCfa(target: Target, isAtTrap: boolean): number | undefined {
  for (const frame of unwind(target.machine, hartStanding(target, isAtTrap))) return frame.cfa;
  return undefined;
}
