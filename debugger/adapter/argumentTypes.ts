/**
 * What the arguments of each request must be. [DAP requests]
 * Written by `npm run generate` from the protocol's schema: change that.
 */

import type { ObjectType } from './argumentType';
import { oneOf } from './argumentType';

export const argumentTypes: Readonly<Record<string, ObjectType>> = {
  cancel: { 'requestId?': 'integer', 'progressId?': 'string' },
  initialize: {
    'clientID?': 'string',
    'clientName?': 'string',
    adapterID: 'string',
    'locale?': 'string',
    'linesStartAt1?': 'boolean',
    'columnsStartAt1?': 'boolean',
    'pathFormat?': 'string',
    'supportsVariableType?': 'boolean',
    'supportsVariablePaging?': 'boolean',
    'supportsRunInTerminalRequest?': 'boolean',
    'supportsMemoryReferences?': 'boolean',
    'supportsProgressReporting?': 'boolean',
    'supportsInvalidatedEvent?': 'boolean',
    'supportsMemoryEvent?': 'boolean',
    'supportsArgsCanBeInterpretedByShell?': 'boolean',
    'supportsStartDebuggingRequest?': 'boolean',
    'supportsANSIStyling?': 'boolean',
  },
  disconnect: {
    'restart?': 'boolean',
    'terminateDebuggee?': 'boolean',
    'suspendDebuggee?': 'boolean',
  },
  terminate: { 'restart?': 'boolean' },
  breakpointLocations: {
    source: { 'name?': 'string', 'path?': 'string', 'sourceReference?': 'integer' },
    line: 'natural',
    'column?': 'natural',
    'endLine?': 'natural',
    'endColumn?': 'natural',
  },
  setBreakpoints: {
    source: { 'name?': 'string', 'path?': 'string', 'sourceReference?': 'integer' },
    'breakpoints?': [
      {
        line: 'natural',
        'column?': 'natural',
        'condition?': 'string',
        'hitCondition?': 'string',
        'logMessage?': 'string',
        'mode?': 'string',
      },
    ],
    'lines?': ['natural'],
    'sourceModified?': 'boolean',
  },
  setFunctionBreakpoints: {
    breakpoints: [{ name: 'string', 'condition?': 'string', 'hitCondition?': 'string' }],
  },
  setExceptionBreakpoints: {
    filters: ['string'],
    'filterOptions?': [{ filterId: 'string', 'condition?': 'string', 'mode?': 'string' }],
    'exceptionOptions?': [
      {
        'path?': [{ 'negate?': 'boolean', names: ['string'] }],
        breakMode: oneOf('never', 'always', 'unhandled', 'userUnhandled'),
      },
    ],
  },
  dataBreakpointInfo: {
    'variablesReference?': 'integer',
    name: 'string',
    'frameId?': 'integer',
    'bytes?': 'natural',
    'asAddress?': 'boolean',
    'mode?': 'string',
  },
  setDataBreakpoints: {
    breakpoints: [
      {
        dataId: 'string',
        'accessType?': oneOf('read', 'write', 'readWrite'),
        'condition?': 'string',
        'hitCondition?': 'string',
      },
    ],
  },
  setInstructionBreakpoints: {
    breakpoints: [
      {
        instructionReference: 'string',
        'offset?': 'integer',
        'condition?': 'string',
        'hitCondition?': 'string',
        'mode?': 'string',
      },
    ],
  },
  continue: { threadId: 'integer', 'singleThread?': 'boolean' },
  next: {
    threadId: 'integer',
    'singleThread?': 'boolean',
    'granularity?': oneOf('statement', 'line', 'instruction'),
  },
  stepIn: {
    threadId: 'integer',
    'singleThread?': 'boolean',
    'targetId?': 'integer',
    'granularity?': oneOf('statement', 'line', 'instruction'),
  },
  stepOut: {
    threadId: 'integer',
    'singleThread?': 'boolean',
    'granularity?': oneOf('statement', 'line', 'instruction'),
  },
  stepBack: {
    threadId: 'integer',
    'singleThread?': 'boolean',
    'granularity?': oneOf('statement', 'line', 'instruction'),
  },
  reverseContinue: { threadId: 'integer', 'singleThread?': 'boolean' },
  restartFrame: { frameId: 'integer' },
  goto: { threadId: 'integer', targetId: 'integer' },
  pause: { threadId: 'integer' },
  stackTrace: {
    threadId: 'integer',
    'startFrame?': 'natural',
    'levels?': 'natural',
    'format?': {
      'hex?': 'boolean',
      'parameters?': 'boolean',
      'parameterTypes?': 'boolean',
      'parameterNames?': 'boolean',
      'parameterValues?': 'boolean',
      'line?': 'boolean',
      'module?': 'boolean',
      'includeAll?': 'boolean',
    },
  },
  scopes: { frameId: 'integer' },
  variables: {
    variablesReference: 'integer',
    'filter?': oneOf('indexed', 'named'),
    'start?': 'natural',
    'count?': 'natural',
    'format?': { 'hex?': 'boolean' },
  },
  setVariable: {
    variablesReference: 'integer',
    name: 'string',
    value: 'string',
    'format?': { 'hex?': 'boolean' },
  },
  source: {
    'source?': { 'name?': 'string', 'path?': 'string', 'sourceReference?': 'integer' },
    sourceReference: 'integer',
  },
  terminateThreads: { 'threadIds?': ['integer'] },
  modules: { 'startModule?': 'natural', 'moduleCount?': 'natural' },
  evaluate: {
    expression: 'string',
    'frameId?': 'integer',
    'line?': 'natural',
    'column?': 'natural',
    'source?': { 'name?': 'string', 'path?': 'string', 'sourceReference?': 'integer' },
    'context?': 'string',
    'format?': { 'hex?': 'boolean' },
  },
  setExpression: {
    expression: 'string',
    value: 'string',
    'frameId?': 'integer',
    'format?': { 'hex?': 'boolean' },
  },
  stepInTargets: { frameId: 'integer' },
  gotoTargets: {
    source: { 'name?': 'string', 'path?': 'string', 'sourceReference?': 'integer' },
    line: 'natural',
    'column?': 'natural',
  },
  completions: { 'frameId?': 'integer', text: 'string', column: 'natural', 'line?': 'natural' },
  exceptionInfo: { threadId: 'integer' },
  readMemory: { memoryReference: 'string', 'offset?': 'integer', count: 'natural' },
  writeMemory: {
    memoryReference: 'string',
    'offset?': 'integer',
    'allowPartial?': 'boolean',
    data: 'string',
  },
  disassemble: {
    memoryReference: 'string',
    'offset?': 'integer',
    'instructionOffset?': 'integer',
    instructionCount: 'natural',
    'resolveSymbols?': 'boolean',
  },
  locations: { locationReference: 'integer' },
};
