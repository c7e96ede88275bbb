/** Which pointer of a system call the kernel will refuse, told before it has seen the call. */

import { strict as assert } from 'node:assert';
import { DEFAULT_BLOCK } from '../../debugger/chain/block';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import type { BadPointer } from '../../debugger/engine/stops/syscallPointers';
import { SYSCALL_POINTERS, badPointerOf } from '../../debugger/engine/stops/syscallPointers';
import { hex32 } from '../../debugger/shared/hex';
import { PRIVILEGE } from '../../debugger/vm/machine';
import type { Attack } from '../kernel/attack';
import { CAUSE, GOOD, elf, wellDone } from '../kernel/attack';
import { account, call, create, kernel } from '../kernel/chain';
import { forgedLengths, forgedPointers } from '../kernel/forgeries';
import { SYSCALLS, isPointer } from '../kernel/syscallArguments';
import { Session } from './support/session';

const SLICE_STEPS = 10_000_000;
const ECALL = 8;

/** What was told of the system call that each attack is about, and how the attack ended. */
async function run(attacks: readonly Attack[]) {
  const bundle = attacks.flatMap(({ kind, code, data }, at) => {
    const to = account(0x1000 + at);
    return [create(to, kind.build([...code, ...wellDone], data)), call(to)];
  });
  const good = create(GOOD, elf.build(wellDone));
  const chain = { kernel, state: new ChainState(), rules: 'strict', block: DEFAULT_BLOCK } as const;
  const run = new ChainRun({ ...chain, bundle: [good, ...bundle] });
  const { machine } = run;
  machine.stopOnTrap = true;
  const told = new Map<number, BadPointer>();
  for (;;) {
    const stop = run.run(SLICE_STEPS);
    if (stop === 'waiting') await run.ready();
    else if (stop === 'trap') {
      const { from, cause, interrupt } = machine.lastTrap;
      if (from !== PRIVILEGE.USER || interrupt || cause !== ECALL) continue;
      const a = (number: number): number => (machine.registers[10 + number] ?? 0) >>> 0;
      const bad = badPointerOf(machine, a(7), a);
      if (bad !== undefined) told.set(run.receipts.length, bad);
    } else if (stop !== 'budget') break;
  }
  return attacks.map((_, at) => ({ bad: told.get(2 * at + 2), receipt: run.receipts[2 * at + 2] }));
}

describe('the pointers of system calls', () => {
  it('are those that are known to the kernel', () => {
    for (const { name, number, args } of SYSCALLS) {
      const known = args.flatMap((it, at) =>
        isPointer(it) ? [[at + 1, it.access === 'read' ? 'load' : 'store', it.isOptional]] : [],
      );
      const told = (SYSCALL_POINTERS.get(number) ?? []).map(it => [
        it.argument,
        it.access,
        it.isOptional,
      ]);
      assert.deepEqual([...told].sort(byArgument), known, name);
    }
  });

  it('are seen through where they are bad, by their first bad address', async () => {
    const attacks = SYSCALLS.flatMap(row => [
      ...forgedPointers(elf, row),
      ...forgedLengths(elf, row),
    ]);
    let trapped = 0;
    for (const [at, { bad, receipt }] of (await run(attacks)).entries()) {
      const { name } = attacks[at] ?? assert.fail();
      if (receipt?.status !== 'trapped') continue;
      trapped++;
      assert.ok(bad, `${name}: nothing told`);
      const cause = bad.row.access === 'load' ? CAUSE.LOAD_FAULT : CAUSE.STORE_FAULT;
      assert.deepEqual(
        [hex32(bad.address), cause],
        [hex32(receipt.trap?.value ?? 0), receipt.trap?.cause],
        name,
      );
    }
    assert.ok(trapped > attacks.length / 4, `${trapped} of ${attacks.length}`);
  }).timeout(120_000);

  it('stop a contract at the ecall that the kernel refuses for them, and at no other', async () => {
    const session = await Session.launch('traps/traps');
    const { engine } = session;
    engine.setExceptionFilters([{ id: 'trap', condition: 'contract == syscall_pointer' }]);
    assert.match(await session.run('continue'), /^fire_bytes /);
    assert.match(
      session.stack().join('\n'),
      /main_entry syscall_pointer\.rs: .*from_raw_parts\(nowhere, 24\)/,
    );
    const { description, details = '', isUncaught } = engine.exceptionInfo() ?? assert.fail();
    assert.equal(description, 'syscall_pointer hands FIRE_EVENT a pointer that cannot be read');
    assert.match(details, /^a1 \(event\), 24 bytes at 0x20000000: 0x20000000 is not mapped\. /);
    assert.equal(isUncaught, true);
    assert.equal(await session.run('continue'), 'terminated');
    assert.equal(session.receipts.at(-1)?.status, 'trapped');
  });

  it('are the faults that conditions ask for', async () => {
    const session = await Session.launch('traps/traps');
    const condition = 'cause == 13 && stval == 0x20000000';
    session.engine.setExceptionFilters([{ id: 'trap', condition }]);
    assert.match(await session.run('continue'), /^fire_bytes /);
    assert.equal(await session.run('continue'), 'terminated');
  });
});

function byArgument([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return Number(a) - Number(b);
}
