/** What a data breakpoint can be on. */

import type { Address } from '../../../chain/address';
import type { Task } from '../../../chain/run';
import type { Module } from '../../module';
import type { Stop } from '../../moves';

export type DataPlace = MemoryPlace | RegisterPlace | VariablePlace | SlotPlace;

export interface MemoryPlace {
  readonly kind: 'memory';
  readonly name: string;
  readonly address: number;
  readonly byteSize: number;
  readonly satp: number;
  /** As the program calls it: how its bytes are compared, and shown where `show` is not there. */
  readonly type: string | undefined;
  /** What it holds now, as the Variables view has it. */
  readonly show?: (() => string) | undefined;
  /** Whose memory it is; undefined for the kernel's. */
  readonly task: Task | undefined;
  /** The frame that it goes away with. */
  readonly frame: FrameEnd | undefined;
}

/** Of the running program: x1 to x31. */
export interface RegisterPlace {
  readonly kind: 'register';
  readonly name: string;
  readonly number: number;
  /** undefined for the kernel. */
  readonly task: Task | undefined;
}

/** A variable, or a part of one, that is in registers while its frame is there. */
export interface VariablePlace {
  readonly kind: 'variable';
  /** The expression that has its value. */
  readonly name: string;
  readonly byteSize: number;
  /** As the program calls it: how its bytes are shown. */
  readonly type: string | undefined;
  /** All that it is in or computed from, wherever in its scope. */
  readonly registers: readonly number[];
  /** Where it comes to be in another register, with a value that it may not have had before. */
  readonly starts: readonly number[];
  /** The function whose variable it is. */
  readonly owner: string;
  /** undefined for the kernel. */
  readonly task: Task | undefined;
  readonly module: Module;
  /** The frame that it goes away with. */
  readonly frame: FrameEnd;
  /** How many logical frames are outside of its own: calls that were inlined, and the function. */
  readonly outer: number;
  /** Offset of the variable's entry in .debug_info, for another one may have the same name. */
  readonly entry: number;
  /** What it holds when it is asked for; undefined where it has no value there. */
  readonly bytes: Uint8Array | undefined;
}

export interface SlotPlace {
  readonly kind: 'slot';
  readonly name: string;
  readonly account: Address;
  readonly domain: string;
  /** `domain:hex`; undefined for every slot of the domain. */
  readonly key: string | undefined;
}

export interface FrameEnd {
  /** The function's name. */
  readonly name: string;
  /** Identifies the frame among those of its function. */
  readonly cfa: number;
  /** Where the function begins; undefined where nobody knows. */
  readonly lowPc: number | undefined;
  /** Where its caller goes on; undefined where it has none and ends with its task. */
  readonly stop: Stop | undefined;
}

export type AccessType = 'read' | 'write' | 'readWrite';

export const reads = (it: AccessType): boolean => it !== 'write';
export const writes = (it: AccessType): boolean => it !== 'read';

/** The same place has the same one, whoever asks. */
export function dataIdOf(it: DataPlace): string {
  switch (it.kind) {
    case 'slot':
      return `slot ${it.account} ${JSON.stringify(it.domain)} ${it.key ?? '*'}`;
    case 'register':
      return `register x${it.number} of ${owner(it.task)}`;
    case 'variable':
      return `variable ${it.name} in frame 0x${it.frame.cfa.toString(16)} of ${owner(it.task)}`;
    case 'memory': {
      const end = it.frame === undefined ? '' : ` in frame 0x${it.frame.cfa.toString(16)}`;
      return `memory 0x${it.address.toString(16)}+${it.byteSize} of ${owner(it.task)}${end}`;
    }
  }
}

function owner(task: Task | undefined): string {
  return task === undefined ? 'the kernel' : `task ${task.satp}.${task.trapFrame}.${task.id}`;
}
