/** The storage syscalls as the kernel will understand them. [guest/kernel/src/syscall/storage.rs] */

import {
  ADDRESS_BYTES,
  STORAGE_DELETE,
  STORAGE_GET,
  STORAGE_SET,
} from '../../../chain/abi.generated';
import type { Address } from '../../../chain/address';
import { addressFromBytes } from '../../../chain/address';
import type { Task } from '../../../chain/run';
import { bytesToHex } from '../../../shared/hex';
import type { Target } from '../../target';
import type { UserTrap } from '../trap';

const A7 = 17;

/** The slot that a STORAGE_GET asks for; undefined for everything else, and where the kernel will refuse it. */
export function slotAskedFor(
  trap: UserTrap,
): { readonly task: Task; readonly account: Address; readonly key: string } | undefined {
  const { target, syscall, a } = trap;
  const task = target.currentTask;
  if (syscall !== STORAGE_GET || task === undefined) return undefined;
  const { machine } = target;
  const [domainLength, keyLength] = [a(4) & 0xffff, a(4) >>> 16];
  const owner = machine.readVirtual(a(1), ADDRESS_BYTES);
  const domain = machine.readVirtual(a(2), domainLength);
  const key = machine.readVirtual(a(3), keyLength);
  const isWhole =
    owner.length === ADDRESS_BYTES && domain.length === domainLength && key.length === keyLength;
  if (!isWhole || addressFromBytes(owner) !== task.to) return undefined;
  const text = `${new TextDecoder().decode(domain)}:${bytesToHex(key)}`;
  return { task, account: task.to, key: text };
}

/** Whether the kernel is serving a task's own write of a slot, and not taking back what another one wrote. */
export function isWritingSlot({ machine }: Target, task: Task): boolean {
  const bytes = machine.readPhysical(task.trapFrame + A7 * 4, 4);
  if (bytes === undefined) return false;
  const syscall = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return syscall === STORAGE_SET || syscall === STORAGE_DELETE;
}
