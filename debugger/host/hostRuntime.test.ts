import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** More than there are by themselves in so short a time. */
const TIMES = 5;

/** In a process of its own, since it is told about the whole of it. */
const PROGRAM = `
const { readdirSync } = require('node:fs');
const { getPriority } = require('node:os');
const { PerformanceObserver, constants } = require('node:perf_hooks');
const { settleRuntime } = require(${JSON.stringify(join(__dirname, 'hostRuntime.ts'))});
const collections = [];
new PerformanceObserver(list => collections.push(...list.getEntries())).observe({ entryTypes: ['gc'] });
const makeRoom = settleRuntime();
for (let time = 0; time < ${TIMES}; time++) makeRoom();
setTimeout(() => {
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [];
  const others = threads.filter(it => it !== process.pid);
  console.log(JSON.stringify({
    minor: collections.filter(it => it.detail.kind === constants.NODE_PERFORMANCE_GC_MINOR).length,
    isSlower: others.some(it => getPriority(it) > getPriority()),
  }));
}, 50);
`;

describe('what V8 is told', () => {
  it('collects what is short-lived when it is asked to, and lets nobody wait for its threads', () => {
    const printed = execFileSync(process.execPath, ['-r', 'tsx', '-e', PROGRAM], {
      encoding: 'utf8',
    });
    const { minor, isSlower } = JSON.parse(printed) as { minor: number; isSlower: boolean };
    assert.ok(minor >= TIMES, `${minor} collections`);
    assert.equal(isSlower, process.platform === 'linux');
  });
});
