import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** In a process of its own, where WebAssembly's compiler is told to refuse. */
const PROGRAM = `
import { boot } from './debugger/vm/testMachine';
import { takeRefusal } from './debugger/vm/jit/choice';
WebAssembly.Module = class { constructor() { throw new EvalError('not allowed here'); } };
const said = [];
for (let at = 0; at < 2; at += 1) {
  const { machine, x } = boot('loop: addi a0, a0, 1; j loop');
  machine.run(20_000);
  said.push(takeRefusal(), x('a0'), machine.translation?.translated ?? 0);
}
console.log(JSON.stringify(said));
`;

describe('a host that does not compile WebAssembly', function () {
  this.timeout(60_000);

  it('has the interpreter, and that is said once', () => {
    const output = execFileSync('npx', ['tsx', '--eval', PROGRAM], { cwd: root, encoding: 'utf8' });
    const [sentence, count, translated, ...second] = JSON.parse(output) as unknown[];
    assert.match(String(sentence), /everything is interpreted.*not allowed here/);
    assert.deepEqual([count, translated], [10_000, 0]);
    assert.deepEqual(second, [null, 10_000, 0]);
  });
});
