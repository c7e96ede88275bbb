/** The index of what the adapter serves: a row per request. */

import type { Handler, Need, Served } from './handler';
import { announceAttached, attach, disconnect } from './handlers/attach';
import * as breakpoints from './handlers/breakpoints';
import { cancel } from './handlers/cancel';
import * as chainState from './handlers/chainState';
import { completions } from './handlers/completions';
import { dataBreakpointInfo, setDataBreakpoints } from './handlers/dataBreakpoints';
import { setExceptionBreakpoints } from './handlers/exceptionBreakpoints';
import * as evaluate from './handlers/evaluate';
import * as execution from './handlers/execution';
import * as lifecycle from './handlers/lifecycle';
import * as memory from './handlers/memory';
import * as modules from './handlers/modules';
import * as placement from './handlers/placement';
import { setSlotBreakpoints } from './handlers/slotBreakpoints';
import * as stack from './handlers/stack';
import * as variables from './handlers/variables';

export const requests = {
  initialize: always(lifecycle.initialize),
  launch: always(lifecycle.launch, lifecycle.announceReady),
  attach: row('server', attach, announceAttached),
  configurationDone: launched(lifecycle.configurationDone, session => session.start()),
  restart: launched(lifecycle.restart, session => session.start()),
  terminate: always(lifecycle.terminate, session => session.announceEnd()),
  disconnect: always(disconnect, session => void session.close()),
  cancel: always(cancel),

  setBreakpoints: launched(breakpoints.setBreakpoints),
  setFunctionBreakpoints: launched(breakpoints.setFunctionBreakpoints),
  setInstructionBreakpoints: launched(breakpoints.setInstructionBreakpoints),
  setExceptionBreakpoints: launched(setExceptionBreakpoints),
  dataBreakpointInfo: stopped(dataBreakpointInfo),
  setDataBreakpoints: launched(setDataBreakpoints),
  breakpointLocations: launched(breakpoints.breakpointLocations),

  continue: stopped(execution.continueRun),
  next: stopped(execution.next),
  stepIn: stopped(execution.stepIn),
  stepOut: stopped(execution.stepOut),
  reverseContinue: stopped(execution.reverseContinue),
  stepBack: stopped(execution.stepBack),
  pause: launched(execution.pause),
  stepInTargets: stopped(placement.stepInTargets),
  gotoTargets: stopped(placement.gotoTargets),
  goto: stopped(placement.goTo, session => session.announceMove()),
  restartFrame: stopped(placement.restartFrame, session => session.announceMove()),

  threads: launched(stack.threads),
  stackTrace: stopped(stack.stackTrace),
  scopes: stopped(stack.scopes),
  exceptionInfo: stopped(stack.exceptionInfo),
  variables: stopped(variables.variables),
  setVariable: stopped(variables.setVariable),
  locations: stopped(variables.locations),
  evaluate: stopped(evaluate.evaluate),
  setExpression: stopped(evaluate.setExpression),
  completions: stopped(completions),

  readMemory: stopped(memory.readMemory),
  writeMemory: stopped(memory.writeMemory),
  disassemble: stopped(memory.disassemble),

  modules: launched(modules.modules),
  loadedSources: launched(modules.loadedSources),
  source: launched(modules.source),

  'avm/stepBackInto': stopped(execution.stepBackInto),
  'avm/stepBackOut': stopped(execution.stepBackOut),
  'avm/goBack': stopped(execution.goBack),
  'avm/stops': launched(chainState.stops),
  'avm/setJustMyContract': launched(execution.setJustMyContract),
  'avm/state': launched(chainState.state),
  'avm/receipts': launched(chainState.receipts),
  'avm/setSlotBreakpoints': launched(setSlotBreakpoints),
} satisfies Readonly<Record<string, Served>>;

type After = NonNullable<Served['after']>;

function always<Args, Body>(handle: Handler<Args, Body>, after?: After): Served {
  return row('nothing', handle, after);
}

/** Served from launch on, while the machine runs, and after it has ended. */
function launched<Args, Body>(handle: Handler<Args, Body>, after?: After): Served {
  return row('launched', handle, after);
}

/** Speaks of a state, so there must be one that stays. */
function stopped<Args, Body>(handle: Handler<Args, Body>, after?: After): Served {
  return row('stopped', handle, after);
}

function row<Args, Body>(need: Need, handle: Handler<Args, Body>, after?: After): Served {
  return { need, handle, ...(after === undefined ? {} : { after }) };
}
