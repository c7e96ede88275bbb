/** The sentences for programs whose debug information lies in other files, or has no variables. */

import { strict as assert } from 'node:assert';
import { missingDebug } from './missingDebug';

function sentence(...files: readonly string[]): string | undefined {
  return missingDebug({ splitFiles: () => files, describesVariables: () => true });
}

describe('debug information in other files', () => {
  it('is nothing to speak of where there is none', () => {
    assert.equal(sentence(), undefined);
  });

  it('is named, with what to build with', () => {
    assert.equal(
      sentence('main.dwo'),
      'its functions and variables are described in main.dwo, which is not read: build without -gsplit-dwarf, or with split-debuginfo = "off"',
    );
  });

  it('is counted where it is many files', () => {
    assert.match(
      sentence('a.dwo', 'b.dwo', 'c.dwo') ?? '',
      /a\.dwo and 2 more files, which are not/,
    );
  });
});
