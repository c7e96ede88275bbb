import { strict as assert } from 'node:assert';
import type { FailureFrame } from '../failures/failureView';
import { Terminal } from '../terminal';
import { printFailures } from './printOutcome';

describe('a failure on a terminal', () => {
  it('says how many frames it leaves out', () => {
    const stack: FailureFrame[] = [
      { name: 'inner', path: 'src/main.rs', line: 3, isForeign: false, times: 1 },
    ];
    const printed = (framesLeftOut: number): string => {
      let text = '';
      const stream = { write: (it: string) => ((text += it), true) };
      const failure = { title: 'token panicked', detail: 'no', place: undefined, stack };
      printFailures([{ ...failure, framesLeftOut }], new Terminal(stream, stream));
      return text;
    };
    const whole = '\n    token panicked: no\n      at inner  src/main.rs:3\n';
    assert.equal(printed(0), whole);
    assert.equal(printed(1), `${whole}      and 1 more frame further out\n`);
    assert.equal(printed(12), `${whole}      and 12 more frames further out\n`);
  });
});
