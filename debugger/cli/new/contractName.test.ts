import { strict as assert } from 'node:assert';
import { readContractName } from './contractName';

describe('the name of a contract', () => {
  const names: readonly [given: string, module: string, type: string][] = [
    ['token', 'token', 'Token'],
    ['my-2nd_token', 'my_2nd_token', 'My2ndToken'],
    // Such a type is in scope already.
    ['item', 'item', 'ItemContract'],
    ['refused', 'refused', 'RefusedContract'],
  ];
  for (const [given, module, type] of names) {
    it(`is ${type} for ${given}`, () => {
      assert.deepEqual(readContractName(given), { crate: given, module, type });
    });
  }

  it('cannot be what Rust, cargo or the template call something else', () => {
    const refused = [
      '',
      'Token',
      '2nd',
      'a b',
      'a/b',
      'fn',
      'std',
      'deps',
      'bob',
      'tests',
      'con',
      'com1',
    ];
    for (const it of refused) {
      assert.equal(typeof readContractName(it), 'string', it);
    }
    assert.equal(typeof readContractName('a'.repeat(64)), 'object');
    assert.equal(typeof readContractName('a'.repeat(65)), 'string');
  });

  it('comes with the nearest that would do', () => {
    assert.match(String(readContractName('ERC 20 Token!')), /: erc-20-token would do$/);
    assert.doesNotMatch(String(readContractName('42')), /would do/);
  });
});
