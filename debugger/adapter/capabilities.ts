/** What the adapter says it can do. A test calls each of these for real. [DAP Capabilities] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { EXCEPTION_FILTERS } from '../engine/stops/exceptionFilters';
import { MODES } from '../engine/stops/modes';

const exceptionFilters: Dap.ExceptionBreakpointsFilter[] = EXCEPTION_FILTERS.map(it => ({
  filter: it.id,
  label: it.label,
  description: it.description,
  default: it.isDefault,
  supportsCondition: true,
  conditionDescription: it.condition,
}));

const breakpointModes: Dap.BreakpointMode[] = MODES.map(
  ({ mode, label, description, appliesTo }) => ({
    mode,
    label,
    description,
    appliesTo: [...appliesTo],
  }),
);

/** Columns of the Modules view beyond the protocol's own. [DAP ColumnDescriptor] */
const moduleColumns = [
  { attributeName: 'codeHash', label: 'Code hash', type: 'string', width: 20 },
  { attributeName: 'size', label: 'Bytes', type: 'number', width: 10 },
  { attributeName: 'optimization', label: 'Optimization', type: 'string', width: 14 },
  { attributeName: 'producer', label: 'Compiler', type: 'string', width: 40 },
  { attributeName: 'dwarfVersion', label: 'DWARF', type: 'string', width: 6 },
] as const;

export type ModuleColumn = (typeof moduleColumns)[number]['attributeName'];

export const capabilities: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  breakpointModes,
  exceptionBreakpointFilters: exceptionFilters,
  supportsExceptionFilterOptions: true,
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsSteppingGranularity: true,
  supportsStepInTargetsRequest: true,
  supportsStepBack: true,
  supportsGotoTargetsRequest: true,
  supportsRestartFrame: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsValueFormattingOptions: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', ':', '[', '$'],
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsModulesRequest: true,
  additionalModuleColumns: [...moduleColumns],
  supportedChecksumAlgorithms: ['MD5'],
  supportsLoadedSourcesRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsCancelRequest: true,
  supportsANSIStyling: true,
};

/** Of an adapter that serves a port, where a machine can outlive its client. */
export const serverCapabilities: Dap.Capabilities = {
  supportTerminateDebuggee: true,
  supportSuspendDebuggee: true,
};
