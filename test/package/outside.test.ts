/** The .vsix alone, on a contract that lives somewhere else and was built with plain cargo. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { version } from '../../package.json';
import { TARGET, findToolchain } from '../../debugger/host/toolchain';
import type { ReceiptsResponse } from '../../debugger/protocol';
import { zipEntries } from '../../scripts/lib/zipEntries';

const vsix = join(__dirname, '../..', `avm-debug-${version}.vsix`);
const PREFIX = 'extension/';

const MAIN = `#![no_std]
#![no_main]

use clibc::{entrypoint, types::{address::Address, result::Result}};

entrypoint!(double);

fn double(_program: Address, _caller: Address, data: &[u8]) -> Result {
    let number = u32::from(data[0]);
    let doubled = number + number;
    Result::with_u32(doubled)
}
`;

const scenario = {
  version: 1,
  name: 'double',
  accounts: { alice: { address: '11'.repeat(20) } },
  contracts: { double: { elf: `../target/${TARGET}/debug/double`, address: '22'.repeat(20) } },
  transactions: [
    { create: 'double', from: 'alice' },
    { call: 'double', from: 'alice', input: '0x15', expect: { data: '2a000000' } },
  ],
};

describe('the package', () => {
  let folder: string;
  let crate: string;
  let client: DebugClient;

  before(async function () {
    this.timeout(120_000);
    assert.ok(existsSync(vsix), `${vsix} is missing: npm run package makes it`);
    folder = mkdtempSync(join(tmpdir(), 'outside-'));
    for (const entry of zipEntries(readFileSync(vsix)) ?? assert.fail('no zip file')) {
      if (entry.name.startsWith(PREFIX)) {
        write(join(folder, 'installed', entry.name.slice(PREFIX.length)), entry.read());
      }
    }
    crate = join(folder, 'double');
    write(join(crate, 'src/main.rs'), MAIN);
    write(join(crate, 'scenarios/double.scenario.json'), JSON.stringify(scenario));
    write(join(crate, 'Cargo.toml'), manifest());
    await build(crate);
  });

  beforeEach(async () => {
    client = new DebugClient('node', join(folder, 'installed/dist/adapter.js'), 'avm');
    await client.start();
  });
  afterEach(() => client.stop());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('stops in its source, shows its variables, and reads its receipt', async () => {
    const path = join(crate, 'src/main.rs');
    const line = MAIN.split('\n').findIndex(it => it.includes('Result::with_u32')) + 1;
    await Promise.all([
      client.waitForEvent('initialized', 30_000),
      client.initializeRequest(),
      client.launchRequest({
        scenario: join(crate, 'scenarios/double.scenario.json'),
        build: false,
      } as Dap.LaunchRequestArguments),
    ]);
    await client.setBreakpointsRequest({ source: { path }, breakpoints: [{ line }] });
    await Promise.all([client.configurationDoneRequest(), client.waitForEvent('stopped', 30_000)]);

    const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
    assert.deepEqual([stackFrames[0]?.name, stackFrames[0]?.line], ['double::double', line]);
    assert.equal(stackFrames[0]?.source?.path, path);
    const { scopes } = (await client.scopesRequest({ frameId: stackFrames[0]?.id ?? 0 })).body;
    const locals = scopes.find(it => it.name === 'Locals') ?? assert.fail();
    const { variables } = (
      await client.variablesRequest({ variablesReference: locals.variablesReference })
    ).body;
    assert.equal(variables.find(it => it.name === 'doubled')?.value, '42');

    await Promise.all([
      client.continueRequest({ threadId: 1 }),
      client.waitForEvent('terminated', 30_000),
    ]);
    const { receipts } = (await client.customRequest('avm/receipts')).body as ReceiptsResponse;
    assert.deepEqual(
      receipts.map(it => [it.status, it.expectation?.met]),
      [
        ['success', undefined],
        ['success', true],
      ],
    );
  });

  const avm = (...args: string[]): string => {
    const program = join(folder, 'installed/dist/avm.js');
    const env = { ...process.env, CARGO_TARGET_DIR: join(folder, 'target') };
    const ran = spawnSync('node', [program, ...args], { encoding: 'utf8', cwd: folder, env });
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
    return ran.stdout;
  };

  it('makes contracts in either style that pass their scenarios', function () {
    this.timeout(240_000);
    for (const style of ['typed', 'router']) {
      avm('new', `my-${style}`, '--style', style);
      assert.match(avm('test', '--no-summary', `my-${style}`), /^2 passed; 11 transactions/m);
    }
  });

  it('has the same files where npm installs it', () => {
    const listed = spawnSync('npm', ['pack', '--dry-run', '--json'], {
      encoding: 'utf8',
      cwd: join(__dirname, '../..'),
    });
    const [pack] = JSON.parse(listed.stdout) as [{ files: { path: string }[] }];
    const packed = pack.files.map(it => it.path.toLowerCase().replace(/^license$/, 'license.txt'));
    const installed = readdirSync(join(folder, 'installed'), { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      packed.filter(it => !installed.some(own => own.toLowerCase() === it)),
      [],
    );
  });

  it('keeps a chain on disk, with the database that it brings', () => {
    const file = join(crate, 'scenarios/double.scenario.json');
    avm('run', '--no-build', '--chain', 'chain', file);
    assert.match(avm('chain', 'info', 'chain'), /^transactions 2\naccounts {5}2\ncontracts {4}1\n/);
  });
});

/** The library comes with the extension. */
function manifest(): string {
  return `[package]
name = "double"
version = "0.1.0"
edition = "2024"

[dependencies]
clibc = { path = "../installed/guest/clibc" }

[profile.dev]
panic = "abort"
`;
}

/** As a person would who has a Rust for the target: no flag of ours but the linker script. */
async function build(crate: string): Promise<void> {
  const rust = await findToolchain(crate);
  assert.ok(!('missing' in rust), 'missing' in rust ? rust.missing : '');
  const built = spawnSync(rust.cargo, ['build', '--quiet', '--target', TARGET], {
    cwd: crate,
    env: {
      ...process.env,
      ...rust.env,
      RUSTFLAGS: [...rust.rustflags, '-Clink-arg=-Tcontract.ld'].join(' '),
    },
    encoding: 'utf8',
  });
  assert.equal(built.status, 0, built.stderr);
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
