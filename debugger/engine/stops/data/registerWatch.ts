/** A watch on a register of one program. What others do to it in between is no change of this program's. */

import { hex32 } from '../../../shared/hex';
import type { WatchedRegister } from '../../../vm/machine';
import { PRIVILEGE } from '../../../vm/machine';
import type { Target } from '../../target';
import type { Sighting } from '../rule';
import type { RegisterPlace } from './dataPlace';

export class RegisterWatch {
  #last: number;

  constructor(
    private readonly target: Target,
    readonly place: RegisterPlace,
  ) {
    this.#last = this.#read();
  }

  get watched(): WatchedRegister[] {
    const { number, task } = this.place;
    return task === undefined
      ? [{ number, privilege: PRIVILEGE.SUPERVISOR }]
      : [{ number, privilege: PRIVILEGE.USER, satp: task.satp }];
  }

  refresh(): void {
    if (this.#isRunning) this.#last = this.#read();
  }

  /** The machine has found it changed. */
  sees(): Sighting {
    const { name } = this.place;
    const [old, now] = [this.#last, this.#read()];
    this.#last = now;
    return {
      reason: 'data breakpoint',
      description: `${name} changed`,
      text: `${name} changed from ${hex32(old)} to ${hex32(now)}`,
      names: new Map([
        ['old', BigInt(old)],
        ['new', BigInt(now)],
      ]),
    };
  }

  get #isRunning(): boolean {
    return this.target.runningTask?.id === this.place.task?.id;
  }

  #read(): number {
    return (this.target.machine.registers[this.place.number] ?? 0) >>> 0;
  }
}
