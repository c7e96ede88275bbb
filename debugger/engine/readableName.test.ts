import { strict as assert } from 'node:assert';
import { readableName } from './readableName';

describe('readable names of functions', () => {
  const names: readonly [name: string, readable: string][] = [
    ['erc20::balance_of', 'erc20::balance_of'],
    ['clibc::log::bytes_of<&str>', 'clibc::log::bytes_of<&str>'],
    [
      'core::iter::Iterator::map<core::slice::iter::Iter<book::Trade<u8>>, fn(&Trade) -> u64>',
      'core::iter::Iterator::map',
    ],
    [
      '<core::iter::adapters::zip::Zip<A, B> as core::iter::traits::iterator::Iterator>::next',
      '<core::iter::adapters::zip::Zip as core::iter::traits::iterator::Iterator>::next',
    ],
    [
      'alloc::vec::Vec<T, alloc::alloc::Global>::push_within_capacity_of_this_one<u32>',
      'alloc::vec::Vec::push_within_capacity_of_this_one',
    ],
  ];
  for (const [name, readable] of names) {
    it(`are ${readable}`, () => assert.equal(readableName(name), readable));
  }
});
