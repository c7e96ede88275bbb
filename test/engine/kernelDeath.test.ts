/** A kernel that finds itself in a state it cannot be in: its last words, and where it stood. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf } from '../../debugger/elf/elfImage';
import { Session } from './support/session';

const path = join(__dirname, '../../dist/kernel.elf');

/** A counter of guest/kernel/src/frames.rs. */
function addressOf(name: string): number {
  const { symbols } = readElf(readFileSync(path), path);
  const symbol = symbols.find(it => it.name.includes('kernel6frames') && it.name.includes(name));
  return symbol?.value ?? assert.fail(`the kernel has no ${name}`);
}

describe('a kernel that dies', () => {
  it('says why, shows its own stack, and ends the session after that', async () => {
    const session = await Session.launch('erc20/transfer', { stopOnEntry: true });
    await session.run('continue');
    // As if a page frame had never come back.
    session.engine.writeMemory(addressOf('IN_USE'), Uint8Array.of(0xff, 0, 0, 0));
    await session.run('continue');
    assert.equal(session.stop?.reason, 'exception');
    assert.equal(session.stop.description, 'The kernel has died');
    assert.match(
      session.engine.exceptionInfo()?.details ?? '',
      /boot\.rs:\d+:\d+:\s.*page frames were lost/s,
    );
    const stack = session.stack();
    assert.ok(
      stack.some(it => /^main boot\.rs: .*assert_eq!/.test(it)),
      stack.join('\n'),
    );
    assert.equal(await session.run('continue'), 'terminated');
    assert.equal(session.stop.exitCode, 1);
  });

  it('can be gone back from, to before it was hurt', async () => {
    const session = await Session.launch('erc20/transfer', { stopOnEntry: true });
    const { engine } = session;
    await session.run('continue');
    engine.writeMemory(addressOf('IN_USE'), Uint8Array.of(0xff, 0, 0, 0));
    engine.setFunctionBreakpoints([{ name: 'erc20::init' }]);
    const init = await session.run('continue');
    await session.run('continue');
    assert.equal(session.stop?.description, 'The kernel has died');
    assert.equal(await session.back('reverseContinue'), init);
    // The change was made at the first instruction: before it is nothing.
    await session.back('reverseContinue');
    assert.equal(session.stop.reason, 'entry');
    await session.run('continue');
    await session.run('continue');
    assert.equal(session.stop.description, 'The kernel has died');
  });
});
