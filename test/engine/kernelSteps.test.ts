/** From a contract's ecall into the kernel and back, as a learner goes. */

import { strict as assert } from 'node:assert';
import { Session } from './support/session';

/** More instructions than from the start of a syscall's wrapper to its ecall. */
const MANY = 400;

/** In clibc's storage read, one instruction before the kernel. */
async function beforeEcall(justMyContract: boolean): Promise<Session> {
  const session = await Session.launch('erc20/transfer', { justMyContract });
  session.engine.setFunctionBreakpoints(['clibc::storage_map::read_slot']);
  await session.run('continue');
  session.engine.setFunctionBreakpoints([]);
  for (let count = 0; count < MANY; count++) {
    if (nextInstruction(session).endsWith('ecall')) return session;
    await session.run('next', true);
  }
  return assert.fail('no ecall');
}

function nextInstruction({ engine }: Session): string {
  return engine.disassemble(engine.stack()[0]?.pc ?? 0, 0, 1)[0]?.text ?? '';
}

/** What the registers hold. Whether they can be written changes while the kernel saves them. */
function valuesOf({ engine }: Session, frame: number): unknown {
  return engine.registers(frame).map(({ name, value }) => [name, value]);
}

describe('steps around an ecall', () => {
  it('go into the kernel by instruction, and the contract stays on the stack below', async () => {
    const session = await beforeEcall(true);
    const contract = session.stack();
    const registers = valuesOf(session, 0);
    await session.run('stepIn', true);
    const [entry, waiting, ...others] = session.stack();
    assert.deepEqual([entry, waiting?.split(' ')[0]], ['trap_entry (no source)', 'run']);
    assert.deepEqual(others.slice(-contract.length), contract);
    const first = session.engine.stack().findIndex(it => it.kind === 'contract');
    assert.deepEqual(valuesOf(session, first), registers);
  });

  it('see the same contract while the kernel saves its registers one by one', async () => {
    const session = await beforeEcall(true);
    const contract = session.stack();
    const registers = valuesOf(session, 0);
    await session.run('stepIn', true);
    for (let count = 0; session.where().startsWith('trap_entry'); count++) {
      // The kernel's own frames come between.
      const first = session.engine.stack().findIndex(it => it.kind === 'contract');
      assert.deepEqual(session.stack().slice(first), contract, `after ${count} instructions`);
      assert.deepEqual(valuesOf(session, first), registers, `after ${count} instructions`);
      await session.run('stepIn', true);
    }
  });

  it('come back to the instruction after it by stepping out', async () => {
    const session = await beforeEcall(false);
    const { pc } = session.engine.stack()[0] ?? assert.fail();
    await session.run('stepIn', true);
    await session.run('stepOut');
    assert.equal(session.engine.stack()[0]?.pc, pc + 4);
  });

  it('go over it', async () => {
    const session = await beforeEcall(true);
    const { pc } = session.engine.stack()[0] ?? assert.fail();
    await session.run('next', true);
    assert.equal(session.engine.stack()[0]?.pc, pc + 4);
  });

  it('go to the first line of the kernel by line, where the kernel counts as own code', async () => {
    const session = await beforeEcall(false);
    await session.run('stepIn');
    const [first, ...outer] = session.engine.stack();
    assert.equal(first?.kind, 'kernel');
    assert.match(first.source?.path ?? '', /guest\/kernel\/src\/\w+\.rs$/);
    const names = outer.map(it => it.name);
    assert.ok(names.includes('kernel::task::Task::run'), names.join());
    assert.ok(names.includes('erc20::init'), names.join());
  });

  it('pass the kernel by line, where it does not', async () => {
    const session = await beforeEcall(true);
    await session.run('stepIn');
    assert.equal(session.engine.stack()[0]?.kind, 'contract');
  });
});
