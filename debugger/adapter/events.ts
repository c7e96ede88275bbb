/** Every event that is sent, with its body. [DAP events] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CustomEvents } from '../protocol';

export interface EventBodies extends CustomEvents {
  initialized: undefined;
  stopped: Dap.StoppedEvent['body'];
  continued: Dap.ContinuedEvent['body'];
  exited: Dap.ExitedEvent['body'];
  terminated: undefined;
  output: Dap.OutputEvent['body'];
  process: Dap.ProcessEvent['body'];
  thread: Dap.ThreadEvent['body'];
  breakpoint: Dap.BreakpointEvent['body'];
  module: Dap.ModuleEvent['body'];
  loadedSource: Dap.LoadedSourceEvent['body'];
  progressStart: Dap.ProgressStartEvent['body'];
  progressUpdate: Dap.ProgressUpdateEvent['body'];
  progressEnd: Dap.ProgressEndEvent['body'];
  invalidated: Dap.InvalidatedEvent['body'];
  memory: Dap.MemoryEvent['body'];
}

export type SendEvent = <Name extends keyof EventBodies>(
  name: Name,
  body: EventBodies[Name],
) => void;
