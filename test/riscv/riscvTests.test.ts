/** The directed tests in riscv-tests/, on our machine: all pass, but those that are there to fail. */

import { strict as assert } from 'node:assert';
import { buildTests, listTests, runTest } from '../../scripts/lib/riscvTests';
import { BASE_INSTRUCTIONS, COMPRESSED_INSTRUCTIONS } from '../../debugger/vm/isa/instructions';

/** Instructions whose tests are called otherwise, or that have a part in several. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  csrrw: 'csr',
  csrrs: 'csr',
  csrrc: 'csr',
  csrrwi: 'csr',
  csrrsi: 'csr',
  csrrci: 'csr',
  'sfence.vma': 'fence',
};

const tests = listTests();
const FAILING = new Set(['selftest']);

describe('riscv-tests', function () {
  this.timeout(240_000);

  before(() => buildTests(tests));

  for (const test of tests.filter(it => !FAILING.has(it.suite))) {
    it(test.title, () => {
      const { passed, sentence, cases } = runTest(test);
      assert.ok(passed, sentence);
      assert.ok(cases > 0);
    });
  }

  it('a case that fails is a failure, and is named', () => {
    for (const test of tests.filter(it => it.name === 'fails')) {
      assert.equal(runTest(test).sentence, 'failed in case 3');
      assert.equal(runTest(test).passed, false);
    }
  });

  it('a test that passes over a case has not passed', () => {
    for (const test of tests.filter(it => it.name === 'passes_over')) {
      assert.equal(runTest(test).sentence, 'passed without reaching test_3');
      assert.equal(runTest(test).passed, false);
    }
  });

  it('each instruction has a test', () => {
    const names = new Set(tests.map(it => it.name));
    const rows = [...BASE_INSTRUCTIONS, ...COMPRESSED_INSTRUCTIONS].map(it => it.name);
    const missing = rows.filter(it => {
      return !names.has(it.replaceAll('.', '_')) && !names.has(ELSEWHERE[it] ?? '');
    });
    assert.deepEqual(missing, []);
  });
});
