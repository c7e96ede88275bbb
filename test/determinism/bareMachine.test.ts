/** A busy bare machine from any of its positions is that machine: here, and in a process of its own. */

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../debugger/vm/isa/assemble';
import type { MachineSnapshot } from '../../debugger/vm/machine';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';
import { writeSnapshot } from '../../debugger/vm/snapshotFile';
import { BUSY_PROGRAM } from './support/busyProgram';
import { Random } from './support/random';

const RAM_BYTES = 16 << 20;
const END = 200_000;

function busyMachine(): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  machine.writePhysical(RAM_BASE, assemble(BUSY_PROGRAM, RAM_BASE).bytes);
  return machine;
}

function hash(snapshot: MachineSnapshot): string {
  return createHash('sha256').update(writeSnapshot(snapshot)).digest('hex');
}

function runTo(machine: Machine, position: number): void {
  assert.equal(machine.run(position - machine.position), 'budget');
  assert.equal(machine.position, position);
}

describe('a busy bare machine', () => {
  const random = new Random(4711);
  const positions = random.ascending(60, END);
  const snapshots: MachineSnapshot[] = [];
  let output = '';

  before(() => {
    const machine = busyMachine();
    machine.console = bytes => (output += String.fromCharCode(...bytes));
    for (const position of [...positions, END]) {
      runTo(machine, position);
      snapshots.push(machine.snapshot());
    }
  });

  it('is busy', () => {
    const last = snapshots.at(-1) ?? assert.fail();
    const machine = busyMachine();
    machine.restore(last);
    const [s3 = 0, s6 = 0, s7 = 0] = [19, 22, 23].map(it => machine.registers[it]);
    assert.ok(s3 > 4000, `${s3} rounds`);
    assert.ok(s6 !== 0 && s7 !== 0, 'no timer interrupt');
    assert.ok(output.length > 50, `${output.length} bytes of output`);
    assert.notEqual(machine.readPhysical(RAM_BASE + 0x50000, 4)?.join(), '0,0,0,0');
    assert.notEqual(machine.readPhysical(RAM_BASE + 0x450000, 4)?.join(), '0,0,0,0');
  });

  it('is the same without snapshots', () => {
    const machine = busyMachine();
    runTo(machine, END);
    assert.equal(hash(machine.snapshot()), hash(snapshots.at(-1) ?? assert.fail()));
  });

  it('is the same one step at a time', () => {
    const machine = busyMachine();
    for (let step = 0; step < 20_000; step += 1) machine.run(1);
    const other = busyMachine();
    runTo(other, 20_000);
    assert.equal(hash(machine.snapshot()), hash(other.snapshot()));
  });

  it('goes on from any position, in any order', () => {
    const machine = busyMachine();
    for (const from of random.shuffled(snapshots.slice(0, -1))) {
      machine.restore(from);
      assert.equal(machine.position, from.position);
      const to = snapshots[random.below(snapshots.length)] ?? assert.fail();
      if (to.position < from.position) continue;
      runTo(machine, to.position);
      assert.equal(hash(machine.snapshot()), hash(to));
    }
  });

  it('goes on in another process', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-snapshot-'));
    try {
      const from = snapshots[30] ?? assert.fail();
      const path = join(folder, 'busy.snapshot');
      writeFileSync(path, writeSnapshot(from));
      const script = join(__dirname, 'support/resume.ts');
      const args = ['--import', 'tsx', script, path, String(END - from.position)];
      const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
      assert.equal(printed.trim(), hash(snapshots.at(-1) ?? assert.fail()));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
