/** A process of its own: `resume.ts SNAPSHOT STEPS` goes on from a bare machine's snapshot and prints the hash. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Machine } from '../../../debugger/vm/machine';
import { readSnapshot, writeSnapshot } from '../../../debugger/vm/snapshotFile';

const [path = '', steps = '0'] = process.argv.slice(2);
const snapshot = readSnapshot(readFileSync(path), path);
const machine = new Machine(snapshot.kind);
machine.restore(snapshot);
machine.run(Number(steps));
console.log(createHash('sha256').update(writeSnapshot(machine.snapshot())).digest('hex'));
