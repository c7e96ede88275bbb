/** Generated clients in projects outside the repository: compiled strictly, and their bytes compared with what the forms say. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { ContractAbi, FunctionAbi } from '../../debugger/chain/abi/contractAbi';
import { EMPTY_ABI } from '../../debugger/chain/abi/contractAbi';
import { createProgram } from '../../debugger/chain/abi/program';
import { runHeadless } from '../../debugger/chain/headless';
import { formatMismatch } from '../../debugger/chain/scenario/expectations';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { ClientRefusal } from '../../debugger/client/names';
import { rustClient } from '../../debugger/client/rust';
import { typescriptClient } from '../../debugger/client/typescript';
import { buildCrate } from '../../debugger/host/cargo';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { TARGET } from '../../debugger/host/toolchain';
import * as ts from 'typescript';
import { bytesToHex } from '../../debugger/shared/hex';

const root = join(__dirname, '../..');

function abiOf(sample: string): ContractAbi {
  const path = join(root, 'target', TARGET, 'debug', sample);
  return createProgram({ name: sample, path, bytes: readFileSync(path) }).abi;
}

/** Compiles as a user would, and gives the module. */
function compiled(folder: string, name: string, text: string): Record<string, never> {
  writeFileSync(join(folder, `${name}.ts`), text);
  const options = [
    '--strict',
    '--noUncheckedIndexedAccess',
    '--exactOptionalPropertyTypes',
    '--noImplicitReturns',
    '--noUnusedLocals',
    '--noUnusedParameters',
    '--noImplicitOverride',
    '--noPropertyAccessFromIndexSignature',
    '--erasableSyntaxOnly',
  ];
  const target = ['--target', 'es2022', '--lib', 'es2022,dom', '--module', 'commonjs'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const ran = spawnSync(process.execPath, [tsc, ...options, ...target, `${name}.ts`], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(ran.stdout + ran.stderr, '');
  return createRequire(join(folder, 'x.js'))(join(folder, `${name}.js`)) as Record<string, never>;
}

describe('generated clients', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'avm-client-'));
  after(() => rmSync(folder, { recursive: true }));
  const alice = `0x${'11'.repeat(20)}`;

  it('encode in TypeScript the bytes of the form, for typed contracts and for routers', () => {
    const token = compiled(folder, 'token', typescriptClient(abiOf('token'))) as unknown as {
      calls: { transfer(to: string, value: bigint): Uint8Array };
      returns: { balance_of(data: Uint8Array): bigint };
      decodeError(data: Uint8Array): unknown;
      storage: { balances: { key(of: string): string } };
    };
    // The selector: the first bytes of keccak-256 of the name. The rest: Borsh.
    assert.equal(
      bytesToHex(token.calls.transfer(alice, 258n)),
      `b483afd3${'11'.repeat(20)}0201${'00'.repeat(14)}`,
    );
    assert.equal(token.returns.balance_of(new Uint8Array(16).fill(1, 0, 2)), 257n);
    assert.equal(token.storage.balances.key(alice), `balances:${'11'.repeat(20)}`);
    assert.equal(token.decodeError(Uint8Array.of(0, 0, 0, 0, 0)), undefined);
    assert.throws(() => token.calls.transfer(alice, -1n), /does not fit/);
    assert.throws(() => token.calls.transfer('0x11', 1n), /no address/);
    const erc20 = compiled(folder, 'erc20', typescriptClient(abiOf('erc20'))) as unknown as {
      calls: { transfer(to: string, amount: number): Uint8Array };
    };
    assert.equal(bytesToHex(erc20.calls.transfer(alice, 7)), `0218${'11'.repeat(20)}07000000`);
  });

  it('have parameters of any name that Rust has, and nothing that nobody uses', () => {
    const names = ['address', 'text', 'bytes', 'call', 'encode', 'count', 'list', 'data', 'hex'];
    const address = { kind: 'address' } as const;
    const registered: FunctionAbi = {
      name: 'register',
      selector: 1,
      mutability: 'write',
      isInit: false,
      output: undefined,
      outputName: undefined,
      inputs: names.map(name => ({ name, typeName: 'Address', type: address })),
    };
    const text = typescriptClient({ ...EMPTY_ABI, calls: 'typed', functions: [registered] });
    const client = compiled(folder, 'names', text) as unknown as {
      calls: { register(...addresses: string[]): Uint8Array };
    };
    const input = client.calls.register(...names.map(() => alice));
    assert.equal(bytesToHex(input), `00000001${'11'.repeat(20 * names.length)}`);
    assert.doesNotMatch(text, /\$option|\$routed|\$text/);
  });

  it('compile in Rust, in a contract that calls others, and do what they say', async () => {
    const crate = join(folder, 'caller');
    mkdirSync(join(crate, 'src'), { recursive: true });
    writeFileSync(
      join(crate, 'Cargo.toml'),
      `[package]\nname = "caller"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nclibc = { path = ${JSON.stringify(join(root, 'guest/clibc'))} }\n[profile.dev]\npanic = "abort"\n[workspace]\n`,
    );
    writeFileSync(join(crate, 'src/token.rs'), rustClient(abiOf('token')));
    writeFileSync(join(crate, 'src/ledger.rs'), rustClient(abiOf('erc20')));
    writeFileSync(join(crate, 'src/main.rs'), CALLER);
    const built = await buildCrate({ crate });
    assert.equal(built.kind, 'built', JSON.stringify(built));
    const { abi } = createProgram({
      name: 'caller',
      path: built.executable,
      bytes: readFileSync(built.executable),
    });
    assert.deepEqual(
      abi.functions.map(it => it.name),
      ['pay', 'post'],
    );
    assert.match(abi.sourceHash ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.equal(readFileSync(`${built.executable}.abi.json`, 'utf8').includes('"pay"'), true);
    const path = join(folder, 'calls.scenario.json');
    writeFileSync(path, JSON.stringify(callsScenario(built.executable)));
    const services = { readFile, fileExists, resolvePath };
    const scenario = await loadScenario(path, services);
    const resolved = resolveScenario(scenario, await loadPrograms(scenario, folder, services));
    const kernel = join(root, 'dist/kernel.elf');
    const outcome = await runHeadless(resolved, { kernel: readElf(readFileSync(kernel), kernel) });
    assert.deepEqual(outcome.mismatches.map(formatMismatch), []);
    assert.equal(outcome.stop, 'complete');
  });

  it('of routers give text and bytes their end in Rust, too', () => {
    const text = { typeName: 'string', type: { kind: 'string' } } as const;
    const number = { typeName: 'uint8', type: { kind: 'uint', bits: 8 } } as const;
    const say = (...inputs: FunctionAbi['inputs']): string =>
      rustClient({
        ...EMPTY_ABI,
        calls: 'router',
        functions: [
          {
            name: 'say',
            selector: 7,
            mutability: 'write',
            isInit: false,
            output: { kind: 'bytes' },
            outputName: undefined,
            inputs,
          },
        ],
      });
    assert.match(
      say({ name: 'at', ...number }, { name: 'what', ...text }),
      /fn say\(&self, at: u8, what: &str\) -> Result<Vec<u8>, .*\n.*route\(0x07, &at, what\.as_bytes\(\)\)/,
    );
    assert.throws(() => say({ name: 'what', ...text }, { name: 'at', ...number }), ClientRefusal);
  });

  it('are well-formed, or refused, whatever the names and the documentation are', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '*/ evil(); /*',
        '"',
        '`${x}`',
        'delete',
        'self',
        'match',
        '__proto__',
        'Reader',
        "');",
        '\\',
        '\u2028',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, argument, docs) => {
        const abi: ContractAbi = {
          ...EMPTY_ABI,
          name: docs,
          docs,
          calls: 'typed',
          functions: [
            {
              name,
              selector: 1,
              docs,
              mutability: 'write',
              isInit: false,
              output: undefined,
              outputName: undefined,
              inputs: [{ name: argument, typeName: 'u8', type: { kind: 'uint', bits: 8 } }],
            },
          ],
        };
        let text: string;
        try {
          text = typescriptClient(abi);
          assert.doesNotMatch(rustClient(abi), /^(?!\s*#!?\[doc).*evil/m);
        } catch (error) {
          assert.ok(error instanceof ClientRefusal, String(error));
          return;
        }
        const file = ts.createSourceFile('client.ts', text, ts.ScriptTarget.ES2022);
        assert.deepEqual((file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics, []);
        // Nothing of what was given stands as a statement of its own.
        assert.equal(file.statements.filter(it => ts.isExpressionStatement(it)).length, 0);
      }),
      { numRuns: 60 },
    );
  });

  it('refuse a string that is not last where nothing delimits it', () => {
    const text = { name: 'text', typeName: '&str', type: { kind: 'string' } } as const;
    const inputs = [text, { ...text, name: 'more' }];
    const functions = [
      {
        name: 'say',
        selector: 1,
        mutability: 'write',
        isInit: false,
        inputs,
        output: undefined,
        outputName: undefined,
      } as const,
    ];
    assert.throws(
      () => typescriptClient({ ...EMPTY_ABI, functions }),
      /say, text: nothing says where the string ends/,
    );
  });
});

/** The caller has five units of each token. */
function callsScenario(caller: string): object {
  const at = (digit: string): string => digit.repeat(40);
  const elf = (sample: string): string => join(root, 'target', TARGET, 'debug', sample);
  const call = (function_: string, args: object, returns: unknown): object => ({
    call: 'caller',
    from: 'alice',
    function: function_,
    arguments: args,
    expect: { status: 'success', returns },
  });
  const set = (token: string, function_: string, args: object): object => ({
    call: token,
    from: 'alice',
    function: function_,
    arguments: args,
    expect: { status: 'success' },
  });
  return {
    version: 1,
    accounts: { alice: { address: at('a') }, bob: { address: at('b') } },
    contracts: {
      caller: { elf: caller, address: at('c') },
      token: { elf: elf('token'), address: at('1') },
      ledger: { elf: elf('erc20'), address: at('2') },
    },
    transactions: [
      ...['caller', 'token', 'ledger'].map(it => ({ create: it, from: 'alice' })),
      set('token', 'init', { supply: 100 }),
      set('token', 'transfer', { to: 'caller', value: 5 }),
      set('ledger', 'init', { total_supply: 100, decimals: 0 }),
      set('ledger', 'transfer', { to: 'caller', amount: 5 }),
      call('pay', { at: 'token', to: 'bob', value: 3 }, 3),
      call('pay', { at: 'token', to: 'bob', value: 3 }, 2), // What it has, out of the refusal.
      call('post', { at: 'ledger', to: 'bob', amount: 3 }, 3),
      call('post', { at: 'ledger', to: 'bob', amount: 3 }, null),
    ],
  };
}

const CALLER = `#![cfg_attr(target_arch = "riscv32", no_std, no_main)]
mod ledger;
mod token;
use clibc::{client::CallError, prelude::*};

#[contract]
mod caller {
    use super::*;

    #[storage]
    pub struct Caller { paid: Item<u128> }

    impl Caller {
        pub fn pay(&mut self, at: Address, to: Address, value: u128) -> u128 {
            let token = token::Client::at(at);
            match token.transfer(to, value) {
                Ok(()) => token.balance_of(to).unwrap_or(0),
                Err(CallError::Refused(token::TokenError::Insufficient { have, .. })) => have,
                Err(_) => u128::MAX,
            }
        }

        /// Through a router; without a balance nothing moves.
        pub fn post(&mut self, at: Address, to: Address, amount: u32) -> Option<u32> {
            let ledger = ledger::Client::at(at).with_gas(1_000_000);
            ledger.transfer(to, amount).ok()?;
            ledger.balance_of(to).ok()
        }
    }
}
`;
