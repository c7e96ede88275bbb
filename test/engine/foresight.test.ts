/** What is read ahead changes no answer and nothing of the machine, and is not read again. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { Foresight } from '../../debugger/engine/foresight';
import { receiptSoFar, receiptView } from '../../debugger/engine/receiptView';
import { Stack } from '../../debugger/engine/stack';
import { hartStanding } from '../../debugger/engine/standing';
import { loadTarget } from './support/loadTarget';
import { Session } from './support/session';

const root = join(__dirname, '../..');
const SCENARIO = 'sample-contracts/erc20/scenarios/transfer.scenario.json';
const STEPS = 24;

const drain = (work: Iterator<unknown>): void => {
  while (work.next().done !== true);
};

/** Views hold functions, which differ: what a client gets of them does not. */
function seen({ engine, receipts }: Session): string {
  const stack = engine.stack();
  return JSON.stringify(
    {
      position: engine.position,
      registers: engine.registers(0),
      csrs: engine.csrs(),
      stack,
      locals: stack.slice(0, 3).map((_, frame) => engine.locals(frame)),
      receipts,
    },
    (_, it: unknown) => (typeof it === 'bigint' ? String(it) : it),
    1,
  );
}

describe('reading ahead', () => {
  it('changes no answer, at any stop', async () => {
    const sessions = [
      await Session.launch('orderbook/match'),
      await Session.launch('orderbook/match'),
    ];
    const [plain, ahead] = sessions;
    assert.ok(plain && ahead);
    for (const { engine } of sessions) engine.setFunctionBreakpoints([{ name: '*::limit' }]);
    await Promise.all(sessions.map(it => it.run('continue')));
    const actions = ['next', 'stepIn', 'next', 'stepOut'] as const;
    for (let step = 0; step < STEPS; step++) {
      drain(ahead.engine.foresee());
      assert.equal(seen(ahead), seen(plain));
      const action = actions[step % actions.length] ?? 'next';
      assert.equal(await ahead.run(action), await plain.run(action));
    }
  });

  it('leaves nothing to be read for the functions on the stack and the system calls', async () => {
    const target = await loadTarget(join(root, SCENARIO), join(root, 'dist/kernel.elf'));
    const [entry] = target.modules.flatMap(it =>
      it.info.functionNamed('erc20::transfer').flatMap(({ addresses }) => addresses),
    );
    assert.ok(entry !== undefined);
    const { machine, run } = target;
    machine.breakpoints.add(entry);
    while (run.run(1_000_000) !== 'breakpoint');
    const stack = new Stack(target, hartStanding(target, false));
    const foresight = new Foresight(target);
    drain(foresight.from(stack));

    const asked: number[] = [];
    for (const { info } of target.modules) {
      const lineAt = info.lineAt.bind(info);
      info.lineAt = pc => {
        asked.push(pc);
        return lineAt(pc);
      };
    }
    for (const { module, pc } of stack.slice(0, 4)) module?.placeAt(pc);
    const contract = stack.at(0)?.module;
    const calls = [...(contract?.systemCalls() ?? [])];
    assert.deepEqual(new Set(calls.map(it => contract?.placeAt(it).kind)), new Set(['ecall']));
    assert.deepEqual(asked, []);
    const again = foresight.from(stack);
    let turns = 0;
    while (again.next().done !== true) turns += 1;
    // One a frame at most.
    assert.ok(turns <= 6, String(turns));
  });

  it('describes the receipt of what runs as the true one will be, as far as it can be known', async () => {
    const target = await loadTarget(join(root, SCENARIO), join(root, 'dist/kernel.elf'));
    assert.equal(receiptSoFar(target), undefined);
    const { machine, run } = target;
    const place = target.modules.flatMap(it => it.info.functionNamed('erc20::transfer'))[0];
    const [entry] = place?.addresses ?? [];
    assert.ok(entry !== undefined);
    machine.breakpoints.add(entry);
    while (run.run(1_000_000) !== 'breakpoint');
    const receipt = receiptSoFar(target);
    assert.ok(receipt);
    const { title, function: called, calls } = receiptView(target, receipt, undefined);

    machine.breakpoints.clear();
    while (run.receipts.length <= receipt.index) run.run(100_000);
    const [last] = run.receipts.slice(receipt.index);
    assert.ok(last);
    const known = receiptView(target, last, undefined);
    assert.deepEqual([title, called], [known.title, known.function]);
    assert.deepEqual(calls[0]?.function, known.calls[0]?.function);
  });
});
