import assert from 'node:assert/strict';
import { readLcov } from './lcov';

const TEXT = `TN:
SF:/token/src/main.rs
FN:41,token::call
FN:90,<token::Key<A, B> as clibc::StorageKey>::key
FNDA:3,token::call
FNF:2
DA:42,3
DA:91,0
LF:2
end_of_record
SF:/token/src/lib.rs
end_of_record
`;

describe('a tracefile', () => {
  it('has the lines and functions of each file', () => {
    assert.deepEqual(readLcov(TEXT), [
      {
        path: '/token/src/main.rs',
        lines: [
          { line: 42, count: 3 },
          { line: 91, count: 0 },
        ],
        functions: [
          { name: 'token::call', line: 41, count: 3 },
          { name: '<token::Key<A, B> as clibc::StorageKey>::key', line: 90, count: 0 },
        ],
      },
      { path: '/token/src/lib.rs', lines: [], functions: [] },
    ]);
  });

  it('of nothing has nothing', () => assert.deepEqual(readLcov(''), []));
});
