import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from '../../debugger/chain/abi/program';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { parseScenario } from '../../debugger/chain/scenario/scenario';
import { newScenario } from './newScenario';

interface Written {
  contracts: Record<string, unknown>;
  transactions: Record<string, unknown>[];
}

const write = (name: string, abi?: object | string) =>
  JSON.parse(newScenario(name, typeof abi === 'object' ? JSON.stringify(abi) : abi)) as Written;

describe('a new scenario', () => {
  it('deploys the contract and calls each function with samples', () => {
    const { transactions } = write('token', {
      functions: [
        { name: 'init', inputs: [{ name: 'supply', type: 'uint32' }] },
        {
          name: 'transfer',
          inputs: [
            { name: 'to', type: 'address' },
            { name: 'decimals', type: 'uint8' },
            { name: 'memo', type: 'bytes2' },
          ],
        },
      ],
    });
    assert.deepEqual(transactions, [
      { create: 'token', from: 'alice', expect: { status: 'success' } },
      { call: 'token', from: 'alice', function: 'init', arguments: { supply: 100 } },
      {
        call: 'token',
        from: 'alice',
        function: 'transfer',
        arguments: { to: 'bob', decimals: 1, memo: '0x0000' },
      },
    ]);
  });

  it('leaves out what it cannot encode', () => {
    const { transactions } = write('token', {
      functions: [{ name: 'odd', inputs: [{ name: 'what', type: 'Metadata' }] }],
    });
    assert.deepEqual(transactions[1]?.['input'], []);
  });

  for (const [what, abi] of [
    ['no abi.json', undefined],
    ['an abi.json that does not parse', '{'],
    ['an abi.json without functions', '{}'],
  ] as const) {
    it(`calls the contract with nothing where there is ${what}`, () => {
      const { transactions } = write('token', abi);
      assert.equal(transactions.length, 2);
      assert.equal(transactions[1]?.['call'], 'token');
      assert.deepEqual(transactions[1]?.['input'], []);
    });
  }

  it('does not confuse the contract with an account', () => {
    assert.deepEqual(Object.keys(write('alice').contracts), ['contract']);
  });

  const samples = join(__dirname, '../../sample-contracts');
  // A typed contract carries its interface in its ELF and has no file.
  const described = readdirSync(samples).filter(it => existsSync(join(samples, it, 'abi.json')));
  for (const name of described) {
    it(`is one that the debugger takes, for ${name}`, () => {
      const text = readFileSync(join(samples, name, 'abi.json'), 'utf8');
      const scenario = parseScenario(newScenario(name, text), 'new.scenario.json');
      const abiFile = { path: 'abi.json', text };
      const program = createProgram({ name, path: name, bytes: Uint8Array.of(1), abiFile });
      const { bundle } = resolveScenario(scenario, new Map([[name, program]]));
      assert.equal(bundle.length, 1 + Math.max(1, program.abi.functions.length));
    });
  }
});
