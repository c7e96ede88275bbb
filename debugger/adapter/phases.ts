/** What may be asked in which phase of a session, and the sentence for what may not. */

import type { Need } from './handler';

/**
 * new: before launch or attach; ready: loaded, not started; ended: receipts and state can still be asked for;
 * unloaded: ended before anything was there; left: the machine goes on without this client.
 */
export type Phase =
  'new' | 'launching' | 'ready' | 'stopped' | 'running' | 'ended' | 'unloaded' | 'left';

/** fresh: nothing is loaded, as launch and attach need it; the others as requests have them. */
export type Demand = 'fresh' | Exclude<Need, 'nothing' | 'server'>;

const ALREADY = 'this session has been launched already';
const ATTACHED_ALREADY = 'this session is attached already';
const NOT_YET = 'nothing is launched yet';
const LOADING = 'the session is being loaded';
const NOT_STARTED = 'the machine has not started yet';
const RUNNING = 'the machine is running: pause it first';
const LEFT = 'this client has left the session';
export const ENDED = 'the session has ended';
const ENDED_UNLOADED = 'the session has ended before it was loaded: start another one';

/** undefined: it may be asked. */
const refusals: Readonly<Record<Phase, Readonly<Record<Demand, string | undefined>>>> = {
  new: { fresh: undefined, launched: NOT_YET, stopped: NOT_YET },
  launching: { fresh: LOADING, launched: LOADING, stopped: LOADING },
  ready: { fresh: ALREADY, launched: undefined, stopped: NOT_STARTED },
  stopped: { fresh: ALREADY, launched: undefined, stopped: undefined },
  running: { fresh: ALREADY, launched: undefined, stopped: RUNNING },
  ended: { fresh: ALREADY, launched: undefined, stopped: ENDED },
  unloaded: { fresh: ENDED_UNLOADED, launched: ENDED_UNLOADED, stopped: ENDED_UNLOADED },
  left: { fresh: ALREADY, launched: LEFT, stopped: LEFT },
};

/** Why it may not be asked; undefined where it may. */
export function refusal(phase: Phase, demand: Demand, isAttached: boolean): string | undefined {
  const sentence = refusals[phase][demand];
  return sentence === ALREADY && isAttached ? ATTACHED_ALREADY : sentence;
}
