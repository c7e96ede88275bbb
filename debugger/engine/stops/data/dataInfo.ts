/** What a data breakpoint on something would be. [DAP dataBreakpointInfo] */

import type { Frame } from '../../frame';
import type { Target } from '../../target';
import type { DataInfoView } from '../../views';
import { RAM_BASE } from '../../../vm/machine';
import { hex32 } from '../../../shared/hex';
import type { DataPlace } from './dataPlace';
import type { DataPlaces } from './dataPlaces';

export type DataRequest =
  /** So many bytes at an address of a frame's address space, the running one's without it. */
  | {
      readonly kind: 'address';
      readonly address: number;
      readonly bytes: number;
      readonly frame?: number;
    }
  /** What an expression stands for, or so many bytes from where it begins. */
  | {
      readonly kind: 'expression';
      readonly expression: string;
      readonly bytes?: number;
      readonly frame?: number;
    };

const ALL = ['write', 'read', 'readWrite'] as const;
const LARGEST = 1 << 20;

export function dataInfo(
  target: Target,
  places: DataPlaces,
  stack: readonly Frame[],
  request: DataRequest,
): DataInfoView {
  const frame = stack[request.frame ?? 0];
  if (request.kind === 'address') {
    const { address, bytes } = request;
    return info(places, memoryAt(target, frame, address, bytes, hex32(address)));
  }
  return { problem: 'not yet' };
}

function memoryAt(
  target: Target,
  frame: Frame | undefined,
  address: number,
  byteSize: number,
  name: string,
): DataPlace | string {
  if (!(byteSize > 0 && byteSize <= LARGEST))
    return `${byteSize} bytes cannot be watched: 1 to ${LARGEST} can.`;
  const isKernel = address >= RAM_BASE;
  const satp = frame?.satp ?? target.machine.satp;
  const task = isKernel ? undefined : target.run.tasks.find(it => it.satp === satp);
  return { kind: 'memory', name, address, byteSize, satp, type: undefined, task, frame: undefined };
}

function info(places: DataPlaces, place: DataPlace | string): DataInfoView {
  if (typeof place === 'string') return { problem: place };
  return {
    dataId: places.add(place),
    description: place.name,
    accessTypes: place.kind === 'register' ? ['write'] : ALL,
    canPersist: place.kind === 'slot',
  };
}
