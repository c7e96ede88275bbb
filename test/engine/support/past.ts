/** What tests of going back have in common. */

import { strict as assert } from 'node:assert';
import { Session } from './session';

/** All that a person sees of a stop. */
export function see(session: Session): object {
  const { engine, stop } = session;
  return {
    stop,
    exception: engine.exceptionInfo(),
    stack: session.stack(),
    locals: engine.locals(0).map(it => [it.name, it.value]),
    registers: engine.registers(0),
    storage: engine.storage(0).map(it => [it.name, it.value]),
    receipts: engine.receipts(),
    accounts: engine.accounts(),
  };
}

export function dataIdOf({ engine }: Session, expression: string): string {
  const info = engine.dataInfo({ kind: 'expression', expression });
  return 'problem' in info ? assert.fail(info.problem) : info.dataId;
}

export function watch(session: Session, expression: string): void {
  const { engine } = session;
  const [view] = engine.setDataBreakpoints([{ dataId: dataIdOf(session, expression) }]);
  assert.equal(view?.verified, true, view?.message);
}

/** At the first stop of a function, with no breakpoint left. */
export async function inFunction(name: string, scenario = 'erc20/transfer'): Promise<Session> {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([{ name }]);
  await session.run('continue');
  session.engine.setFunctionBreakpoints([]);
  return session;
}
