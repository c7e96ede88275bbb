import assert from 'node:assert/strict';
import { absentSource } from './absentSource';

describe('a source that is not here', () => {
  it('says how to map it', () => {
    const text = absentSource('/rustc/core/hint.rs', new Set());
    assert.match(text, /^\/\/ \/rustc\/core\/hint\.rs\n\/\/ is not on this machine/);
    assert.match(text, /"sourceMap"/);
  });

  it('has every line that a client is sent to', () => {
    const lines = absentSource('/rustc/core/hint.rs', new Set([490, 2, 17])).split('\n');
    assert.match(lines[1] ?? '', /is not on this machine/);
    assert.equal(lines[16], '// line 17 of a file that is not on this machine');
    assert.equal(lines[489], '// line 490 of a file that is not on this machine');
    assert.deepEqual(lines.slice(490), ['']);
  });

  it('has no more lines than files have', () => {
    const text = absentSource('/rustc/core/hint.rs', new Set([5, 0xffff_ffff]));
    assert.equal(text.split('\n').length, 6);
  });
});
