/** What the adapter says it can do. A test calls each of these for real. [DAP Capabilities] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export const exceptionFilters: Dap.ExceptionBreakpointsFilter[] = [
  {
    filter: 'panic',
    label: 'Panic',
    description: 'A contract panics, before its call is undone.',
    default: true,
  },
  {
    filter: 'trap',
    label: 'Trap',
    description: 'A contract does what the machine refuses: a page fault, an illegal instruction.',
    default: true,
  },
  {
    filter: 'outOfGas',
    label: 'Out of gas',
    description: 'A contract has used up its gas.',
    default: false,
  },
  {
    filter: 'failed',
    label: 'Failed call',
    description: 'A contract finishes without success, or reverts.',
    default: false,
  },
];

export const capabilities: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsBreakpointLocationsRequest: true,
  exceptionBreakpointFilters: exceptionFilters,
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsSteppingGranularity: true,
  supportsSetVariable: true,
  supportsValueFormattingOptions: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsModulesRequest: true,
  supportsLoadedSourcesRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsCancelRequest: true,
};
