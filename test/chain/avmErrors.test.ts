/** What aVM's token and market get wrong, put into copies of ours: each time the scenarios say so, and where. */

import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildCrate } from '../../debugger/host/cargo';
import { findToolchain } from '../../debugger/host/toolchain';
import { runExchanged, sampleScenario } from '../../scripts/lib/exchanged';

const root = join(__dirname, '../..');
const samples = join(root, 'sample-contracts');
const BUILD_MILLISECONDS = 240_000;

interface Mistake {
  /** Of the executable. */
  readonly name: string;
  readonly sample: 'erc20' | 'dex';
  /** Below `src`. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly scenario: string;
  /** What is said of the first expectation that fails. */
  readonly caught: { readonly transaction: number; readonly what: string };
}

const bothRead = (sum: string): string => `
    let owned = balance_of(program, to);
    let left = withdraw(program, caller, amount);
    let received = ${sum};
    Balances::set(program, to, received);
`;
const transfer = `
    let left = withdraw(program, caller, amount);
    let received = deposit(program, to, amount);
`;

const mistakes: readonly Mistake[] = [
  {
    name: 'reads_both_balances_first',
    sample: 'erc20',
    file: 'main.rs',
    right: transfer,
    wrong: bothRead('owned.checked_add(amount).unwrap_or_default()'),
    scenario: 'refusals',
    caught: { transaction: 5, what: 'storage.token.Balances[alice]' },
  },
  {
    name: 'wraps_a_balance',
    sample: 'erc20',
    file: 'main.rs',
    right: transfer,
    wrong: bothRead('owned.wrapping_add(amount)'),
    scenario: 'refusals',
    caught: { transaction: 5, what: 'storage.token.Balances[alice]' },
  },
  {
    name: 'begins_twice',
    sample: 'erc20',
    file: 'main.rs',
    right: 'require(Metadata::load(program).is_none(), b"already initialized");',
    wrong: '',
    scenario: 'refusals',
    caught: { transaction: 3, what: 'status' },
  },
  {
    name: 'spends_an_allowance_again',
    sample: 'erc20',
    file: 'main.rs',
    right: 'Allowances::set(program, &allowance_key, allowance - amount);',
    wrong: '',
    scenario: 'allowance',
    caught: { transaction: 3, what: 'storage.token.Allowances[alice, bob]' },
  },
  {
    name: 'takes_no_fee',
    sample: 'dex',
    file: 'pool.rs',
    right: 'TRADED: u128 = 997',
    wrong: 'TRADED: u128 = 1000',
    scenario: 'trade',
    caught: { transaction: 6, what: 'returns' },
  },
  {
    name: 'ignores_the_least_output',
    sample: 'dex',
    file: 'main.rs',
    right: 'tokens > 0 && tokens >= least_tokens',
    wrong: 'tokens > 0 && least_tokens != 1',
    scenario: 'refusals',
    caught: { transaction: 12, what: 'status' },
  },
  {
    name: 'pays_nothing_out',
    sample: 'dex',
    file: 'main.rs',
    right: 'require(transfer!(&self.trader, coin), b"the market cannot pay");',
    wrong: 'require(transfer!(&self.program, coin), b"the market cannot pay");',
    scenario: 'trade',
    caught: { transaction: 8, what: 'balances.bob' },
  },
  {
    name: 'multiplies_in_64_bits',
    sample: 'dex',
    file: 'pool.rs',
    right: 'traded * theirs / (ours * WHOLE + traded)',
    wrong: 'u128::from((traded as u64).wrapping_mul(theirs as u64)) / (ours * WHOLE + traded)',
    scenario: 'large',
    caught: { transaction: 8, what: 'status' },
  },
];

describe('what aVM’s contracts get wrong', () => {
  let folder: string;
  let built: string;

  before('builds the copies', async function () {
    this.timeout(BUILD_MILLISECONDS);
    folder = mkdtempSync(join(tmpdir(), 'avm-mistakes-'));
    for (const it of mistakes) writeCopy(folder, it);
    writeFileSync(join(folder, 'Cargo.toml'), manifest());
    copyFileSync(join(root, 'Cargo.lock'), join(folder, 'Cargo.lock'));
    const rust = await findToolchain(root);
    if ('missing' in rust) assert.fail(rust.missing);
    // What the samples have been built with is there already.
    const env = { ...rust.env, CARGO_TARGET_DIR: join(root, 'target') };
    const outcome = await buildCrate({ crate: folder }, { ...rust, env });
    if (outcome.kind === 'failed') assert.fail(outcome.reason);
    built = dirname(outcome.executable);
  });

  after('takes the copies away', () => rmSync(folder, { recursive: true, force: true }));

  for (const mistake of mistakes) {
    it(mistake.name.replaceAll('_', ' '), async () => {
      const copy = new Map([[mistake.sample, join(built, mistake.name)]]);
      const path = sampleScenario(`${mistake.sample}/${mistake.scenario}`);
      const { stop, mismatches } = await runExchanged(path, copy);
      assert.equal(stop, 'complete');
      // Without the mistake there is no difference. [fixtures.test.ts]
      const [first] = mismatches;
      assert.deepEqual({ transaction: first?.transaction, what: first?.what }, mistake.caught);
    });
  }
});

/** A copy's sources, with one thing as aVM has it. */
function writeCopy(folder: string, { name, sample, file, right, wrong }: Mistake): void {
  mkdirSync(join(folder, name));
  for (const it of sample === 'dex' ? ['main.rs', 'pool.rs', 'token.rs'] : ['main.rs']) {
    const source = readFileSync(join(samples, sample, 'src', it), 'utf8');
    if (it === file) assert.equal(source.split(right).length, 2, `${name}: ${right}`);
    writeFileSync(
      join(folder, name, it),
      it === file ? source.replace(right, () => wrong) : source,
    );
  }
}

/** One crate, so that cargo is asked once. */
function manifest(): string {
  const binaries = mistakes.map(
    ({ name }) => `[[bin]]\nname = "${name}"\npath = "${name}/main.rs"\ntest = false\n`,
  );
  return `[package]
name = "avm_mistakes"
version = "0.1.0"
edition = "2024"

${binaries.join('\n')}
[dependencies]
clibc = { path = ${JSON.stringify(join(root, 'guest/clibc'))} }

[profile.dev]
panic = "abort"

[workspace]
`;
}
