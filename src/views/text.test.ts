import assert from 'node:assert/strict';
import { bytesText, code, counted, facts, grouped, shortHex } from './text';

const cases: readonly [what: string, actual: string, expected: string][] = [
  ['groups thousands', grouped('1234567'), '1,234,567'],
  ['leaves three digits alone', grouped('999'), '999'],
  [
    'groups what no number can hold',
    grouped('340282366920938463463374607431768211455'),
    '340,282,366,920,938,463,463,374,607,431,768,211,455',
  ],
  ['leaves text alone', grouped('-12 coins'), '-12 coins'],
  ['shortens an address', shortHex('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0'), 'd5a3…d0d0'],
  ['leaves a label alone', shortHex('alice'), 'alice'],
  ['leaves short hexadecimal alone', shortHex('deadbeef'), 'deadbeef'],
  ['counts one', counted(1, 'event'), '1 event'],
  ['counts none', counted(0, 'event'), '0 events'],
  ['counts many', counted(1200, 'slot'), '1,200 slots'],
  ['writes bytes', bytesText('0aff'), '0x0aff'],
  ['says that there are no bytes', bytesText(''), 'empty'],
  ['quotes text', code('a *b*'), '`a *b*`'],
  ['quotes backticks', code('a `b` ``c'), '``` a `b` ``c ```'],
  ['keeps a line a line', code('a\n# b'), '`a # b`'],
  [
    'lists what there is',
    facts([
      ['a', '1'],
      ['b', undefined],
      ['c', ''],
      ['d', '2'],
    ]),
    '- a: `1`\n- d: `2`',
  ],
];

describe('text of the views', () => {
  for (const [what, actual, expected] of cases) {
    it(what, () => assert.equal(actual, expected));
  }
});
