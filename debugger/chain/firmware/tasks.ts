/** TASK_STARTED, TASK_ENDED and EVENT_FIRED: what the kernel tells a debugger. None of it can change a result. */

import type { FirmwareContext } from './context';
import { FIRED_KINDS } from './firmwareState';
import { TASK_ANNOUNCEMENT_BYTES, taskAnnouncement } from './records';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, readRecord, refused, returned } from './sbi';

/** What a transaction fires beyond this is not remembered: a contract that runs wild must not fill the host's memory. */
const MAX_FIRED = 1 << 16;

/** a0: a TaskAnnouncement. */
export function startTask(context: FirmwareContext, [announcement]: FirmwareArguments): Answer {
  const { memory, state, observer } = context;
  const task = readRecord(memory, taskAnnouncement, announcement, TASK_ANNOUNCEMENT_BYTES);
  if (task === undefined) return refused(SBI.ERR_INVALID_ADDRESS);
  state.tasks = [...state.tasks, task];
  observer.taskStarted?.(task);
  return returned();
}

/** a0: the task's id. */
export function endTask({ state, observer }: FirmwareContext, [id]: FirmwareArguments): Answer {
  const task = state.tasks.find(it => it.id === id);
  if (task === undefined) return refused(SBI.ERR_INVALID_PARAM);
  state.tasks = state.tasks.filter(it => it !== task);
  observer.taskEnded?.(task);
  return returned();
}

/** a0: pc of the ecall, a1: 0 an event, 1 a log, 2 a call. Answers the ordinal under which the place is remembered. */
export function rememberEvent(context: FirmwareContext, [pc, number]: FirmwareArguments): Answer {
  const { state, observer, position } = context;
  const kind = FIRED_KINDS[number];
  if (kind === undefined) return refused(SBI.ERR_INVALID_PARAM);
  const ordinal = state.fired.length;
  if (ordinal >= MAX_FIRED) return returned(MAX_FIRED);
  const task = state.tasks.at(-1);
  const place = observer.eventFired?.({ ordinal, kind, pc, position, task });
  state.fired.push({ ordinal, kind, pc, position, task, place });
  return returned(ordinal);
}
