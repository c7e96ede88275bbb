/** `avm test` over real files, contracts that were built before, and the real kernel. */

import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { building } from '../engine/support/optimized';
import { avmTest, erc20, inFolder, root, transfer, wrong } from './support/avmTest';

const token = join(root, 'sample-contracts/token');
const typed = JSON.stringify({
  version: 1,
  accounts: { alice: { address: 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0' } },
  contracts: { token: { crate: token, address: 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1' } },
  transactions: [
    { create: 'token', from: 'alice' },
    { call: 'token', from: 'alice', function: 'init', arguments: { supply: 100 } },
    {
      call: 'token',
      from: 'alice',
      function: 'transfer',
      arguments: { to: 'alice', value: 101 },
      expect: { status: 'success' },
    },
  ],
});

describe('avm test', function () {
  this.timeout(120_000);

  it('finds scenarios in folders, leaves out what is built or hidden, and ends with 0', async () => {
    const scenarios = {
      'b.scenario.json': transfer,
      'a/inner.scenario.json': transfer,
      'a/target/no.scenario.json': '{',
      'node_modules/no.scenario.json': '{',
      '.hidden/no.scenario.json': '{',
      'tsconfig.json': '{',
    };
    await inFolder(scenarios, async folder => {
      const { code, out, err } = await avmTest([folder, '--no-build']);
      assert.equal(code, 0, out + err);
      assert.deepEqual(
        [...out.matchAll(/^pass {2}(\S+)/gm)].map(it => it[1]?.slice(folder.length)),
        ['/a/inner.scenario.json', '/b.scenario.json'],
      );
      assert.match(out, /^erc20 +transfer +2 +[\d,]+ +[\d,]+ +\S+ \S+ +[\d,]+ B +\d+ B$/m);
      assert.match(out, /^erc20: transfer +4 +[\d,]+ +[\d,]+ +\d/m);
      assert.match(out, /^2 passed; 8 transactions in /m);
      assert.ok(!out.includes('\u001b'));
    });
  });

  it('prints JSON at its end, and says meanwhile what has come of each', async () => {
    const files = { 'a.scenario.json': transfer, 'wrong.scenario.json': wrong };
    await inFolder(files, async folder => {
      const { code, out, err } = await avmTest([folder, '--no-build', '--json']);
      assert.equal(code, 1);
      assert.deepEqual((JSON.parse(out) as { passed: number }).passed, 1);
      assert.match(
        err,
        /^pass {2}\S*a\.scenario\.json {2}4 transactions, .*\nFAIL {2}\S*wrong\.scenario/m,
      );
    });
  });

  it('shows a failure as a difference, with the place, the line that failed and its stack', async () => {
    await inFolder({ 'wrong.scenario.json': wrong }, async folder => {
      const { code, out } = await avmTest([folder, '--no-build']);
      assert.equal(code, 1);
      assert.match(out, /^FAIL {2}.*wrong\.scenario\.json {2}4 transactions/m);
      assert.match(out, /^ {2}transaction 2: alice → token\.transfer\(.*\) {2}panicked$/m);
      assert.match(
        out,
        /^ {4}status {2}.*wrong\.scenario\.json:38:19\n {6}- success\n {6}\+ panicked \(insufficient\)$/m,
      );
      const source = readFileSync(join(erc20, 'src/main.rs'), 'utf8').split('\n');
      const line = source.findIndex(it => it.includes('b"insufficient"')) + 1;
      assert.match(out, /^ {4}token panicked: insufficient$/m);
      assert.match(out, new RegExp(`^ +${line} \\|     require\\(balance >= amount`, 'm'));
      assert.match(
        out,
        new RegExp(`^ {6}at erc20::withdraw {2}.*main\\.rs:${line}\\n.*erc20::transfer`, 'm'),
      );
      assert.match(out, /^ {4}returns {2}.*:51:71\n {6}- 1\n {6}\+ 100000000$/m);
      assert.match(out, /^0 passed, 1 failed; /m);
    });
  });

  it('finds where an error was made that the contract has returned, through functions of its own', async () => {
    await inFolder({ 'typed.scenario.json': typed }, async folder => {
      const { code, out } = await avmTest([folder, '--no-build', '--no-summary']);
      assert.equal(code, 1);
      const source = readFileSync(join(token, 'src/main.rs'), 'utf8').split('\n');
      const line = source.findIndex(it => it.includes('.ok_or(TokenError::Insufficient')) + 1;
      assert.match(out, /^ {6}\+ reverted \(TokenError::Insufficient: alice has 100, /m);
      assert.match(out, new RegExp(`^ {4}\\S*token/src/main\\.rs:${line}:\\d+$`, 'm'));
      assert.match(
        out,
        new RegExp(
          `at token::token::Token::shift .*:${line}\\n.*at token::token::Token::transfer `,
        ),
      );
    });
  });

  it('tells calls of one contract in another apart, and those that fail alike once', async () => {
    const crate = join(root, 'test/engine/fixtures/errors');
    const built = await building('0').build?.(crate, { line: () => {}, diagnostic: () => {} });
    assert.ok(built?.kind === 'built');
    const address = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1';
    const again = {
      ...{ call: 'errors', from: address, function: 'again' },
      ...{ arguments: { me: 'errors', n: 12 }, expect: { status: 'success' } },
    };
    const nested = JSON.stringify({
      version: 1,
      contracts: { errors: { elf: built.executable, address } },
      transactions: [
        { create: 'errors', from: address },
        { call: 'errors', from: address, function: 'init' },
        again,
      ],
    });
    await inFolder({ 'nested.scenario.json': nested }, async folder => {
      const { out } = await avmTest([folder, '--no-build', '--no-summary']);
      const source = readFileSync(join(crate, 'src/main.rs'), 'utf8').split('\n');
      const lineOf = (mark: string): number => source.findIndex(it => it.includes(mark)) + 1;
      const told = [...out.matchAll(/^ {4}(errors reverted.*)\n.*main\.rs:(\d+):\d+$/gm)];
      assert.deepEqual(
        told.map(it => [it[1], Number(it[2])]),
        [
          ['errors reverted', lineOf('// again 2')],
          ['errors reverted  12 times, one call in another', lineOf('// again 1, again 0')],
        ],
      );
    });
  });

  it('takes the scenarios that a text or an expression fits, and says so when none does', async () => {
    await inFolder({ 'one.scenario.json': transfer, 'two.scenario.json': '{' }, async folder => {
      assert.equal((await avmTest([folder, '--no-build', '--filter', 'one'])).code, 0);
      assert.equal((await avmTest([folder, '--no-build', '--filter', '/o[no]e\\./'])).code, 0);
      const [above, name] = folder.split('/').slice(-2);
      const asOnWindows = `${above}\\${name}\\one`;
      assert.equal((await avmTest([folder, '--no-build', '--filter', asOnWindows])).code, 0);
      const none = await avmTest([folder, '--no-build', '--filter', 'three']);
      assert.equal(none.code, 2);
      assert.match(none.err, /none of 2 scenarios is what the filter asks for: such as .*one/);
      assert.equal((await avmTest([join(folder, 'nowhere')])).code, 2);
    });
  });

  it('ends with 2 where a scenario or a contract is not right, and runs the others', async () => {
    const scenarios = {
      'a.scenario.json': '{ "version": 1, "acounts": {} }',
      'b.scenario.json': transfer,
    };
    await inFolder(scenarios, async folder => {
      const { code, out } = await avmTest([folder, '--no-build', '--no-summary']);
      assert.equal(code, 2);
      assert.match(out, /^ {6}.*a\.scenario\.json:1:17: .*did you mean "accounts"\?$/m);
      assert.match(out, /^pass {2}.*b\.scenario\.json/m);
      const built = await avmTest([join(folder, 'b.scenario.json')]);
      assert.equal(built.code, 2);
      assert.match(built.out, /b\.scenario\.json:11:\d+: .*erc20 does not compile$/m);
    });
  });

  it('lets the compiler say what is wrong with a contract, once for all its scenarios', async () => {
    const scenarios = { 'a.scenario.json': transfer, 'b.scenario.json': transfer };
    await inFolder(scenarios, async folder => {
      const message = 'cannot find value `stp` in this scope';
      const rendered = `error[E0425]: ${message}\n --> src/main.rs:3:1\n  |\n3 | stp\n  | ^^^\n`;
      const { code, out, err } = await avmTest([folder], {
        build: () =>
          Promise.resolve({
            kind: 'failed',
            reason: `${process.cwd()}/src/main.rs:3:1: ${message}`,
            messages: [
              { level: 'warning', message: 'unused', rendered: 'warning: unused\n' },
              { level: 'error', message, rendered },
            ],
          }),
      });
      assert.equal(code, 2);
      assert.equal(err, `building ${erc20}\n${rendered}`);
      assert.equal(out.match(/json:11:\d+: src\/main\.rs:3:1: cannot find value/g)?.length, 2, out);
      assert.match(out, /^0 passed, 2 failed$/m);
    });
  });

  it('says a panic of Rust’s own as Rust does, and a stack overflow without all its frames', async () => {
    const crate = join(root, 'sample-contracts/trouble');
    const scenario = JSON.stringify({
      version: 1,
      accounts: { alice: { address: 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0' } },
      contracts: { trouble: { crate, address: 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1' } },
      transactions: [
        { create: 'trouble', from: 'alice' },
        { call: 'trouble', from: 'alice', function: 'panic', expect: { status: 'success' } },
        { call: 'trouble', from: 'alice', function: 'deep', expect: { status: 'success' } },
      ],
    });
    await inFolder({ 'panic.scenario.json': scenario }, async folder => {
      const { out } = await avmTest([folder, '--no-build']);
      assert.match(out, /^ {6}\+ panicked at \S+main\.rs:\d+:\d+: index out of bounds: /m);
      assert.match(out, /^ {4}trouble panicked at \S+main\.rs:\d+:\d+: index out of bounds: /m);
      assert.match(out, /^ {4}trouble trapped: stack overflow: write to /m);
      assert.match(out, /^ {6}at trouble::\w+ {2}\S+main\.rs:\d+ {2}\d+ times$/m);
      assert.match(out, /^ {6}at trouble::entrypoint {2}/m);
    });
  });

  it('ends with 1 after as many instructions as it may run', async () => {
    await inFolder({ 'a.scenario.json': transfer }, async folder => {
      const { code, out } = await avmTest([folder, '--no-build', '--max-instructions', '100']);
      assert.equal(code, 1);
      assert.match(out, /given up after the instructions it was allowed/);
    });
  });

  it('stops with 130 when the user asks', async () => {
    await inFolder({ 'a.scenario.json': transfer }, async folder => {
      const { code, err } = await avmTest([folder, '--no-build'], { isInterrupted: () => true });
      assert.deepEqual({ code, err }, { code: 130, err: 'stopped\n' });
    });
  });

  it('prints JSON', async () => {
    await inFolder({ 'wrong.scenario.json': wrong }, async folder => {
      const { code, out } = await avmTest([folder, '--no-build', '--json']);
      assert.equal(code, 1);
      const report = JSON.parse(out) as {
        failed: number;
        scenarios: {
          verdict: string;
          mismatches: { what: string; place: { line: number } }[];
          failures: Record<string, { title: string; stack: { name: string }[] }[]>;
          functions: { name: string; stackBytes: number }[];
        }[];
      };
      assert.equal(report.failed, 1);
      const [scenario] = report.scenarios;
      assert.equal(scenario?.verdict, 'failed');
      assert.deepEqual(scenario.mismatches[0]?.what, 'status');
      assert.equal(scenario.failures['2']?.[0]?.title, 'token panicked');
      const used = scenario.functions.find(it => it.name === 'transfer')?.stackBytes ?? 0;
      assert.ok(used > 256 && used < 65_536, String(used));
    });
  });

  it('writes XML that is what JUnit writes: sums that fit, a case per transaction', async () => {
    const odd = wrong.replace('"erc20: transfer"', '"<odd> & \\u0007 \\"name\\""');
    await inFolder({ 'odd.scenario.json': odd, 'refused.scenario.json': '{' }, async folder => {
      const path = join(folder, 'report.xml');
      const { code } = await avmTest([
        folder,
        '--no-build',
        '--junit',
        path,
        '--reporter',
        'failures',
      ]);
      assert.equal(code, 2);
      const xml = readFileSync(path, 'utf8');
      assert.equal(XMLValidator.validate(xml), true);
      checkJunit(xml, { suites: 2, tests: 5, failures: 2, errors: 1 });
      assert.match(xml, /<testsuite name="&lt;odd&gt; &amp; \ufffd &quot;name&quot;"/);
      assert.match(xml, /panicked \(insufficient\)/);
      const nowhere = await avmTest([
        folder,
        '--no-build',
        '--junit',
        join(folder, 'no/such/x.xml'),
      ]);
      assert.equal(nowhere.code, 2);
    });
  });

  it('runs again what has changed, and nothing else, until the user stops', async () => {
    await inFolder({ 'a.scenario.json': transfer, 'b.scenario.json': transfer }, async folder => {
      let rounds = 0;
      const onNote = (text: string): void => {
        if (!text.includes('waiting for a change')) return;
        rounds++;
        if (rounds === 1) writeFileSync(join(folder, 'b.scenario.json'), wrong);
      };
      const isInterrupted = (): boolean => rounds === 2;
      const args = [folder, '--no-build', '--watch', '--no-summary'];
      const { code, out, err } = await avmTest(args, { isInterrupted, onNote });
      assert.equal(code, 130);
      assert.match(err, /changed: .*b\.scenario\.json\n/);
      assert.deepEqual(
        [...out.matchAll(/^(pass|FAIL) {2}.*\/(\w)\.scenario/gm)].map(it => `${it[1]} ${it[2]}`),
        ['pass a', 'pass b', 'FAIL b'],
      );
      assert.match(out, /^1 passed, 1 failed; 8 transactions/m);
    });
  });
});

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly failure?: { readonly '@message': string; readonly '@type': string };
  readonly error?: { readonly '@message': string; readonly '@type': string };
}

/** As Jenkins' schema for JUnit has it: which elements may be where, which attributes they need, and that numbers agree. */
function checkJunit(xml: string, wanted: Counts & { readonly suites: number }): void {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: name => name === 'testsuite' || name === 'testcase',
  });
  const { testsuites } = parser.parse(xml) as {
    testsuites: Record<string, string> & {
      testsuite: (Record<string, string> & { testcase: Case[] })[];
    };
  };
  const counts = (it: Record<string, unknown>): Counts => ({
    tests: Number(it['@tests']),
    failures: Number(it['@failures']),
    errors: Number(it['@errors']),
  });
  const { suites, ...sums } = wanted;
  assert.deepEqual(counts(testsuites), sums);
  assert.equal(testsuites.testsuite.length, suites);
  for (const suite of testsuites.testsuite) {
    const { testcase: cases } = suite;
    assert.ok(suite['@name'] && suite['@time']);
    assert.deepEqual(counts(suite), {
      tests: cases.length,
      failures: cases.filter(it => it.failure !== undefined).length,
      errors: cases.filter(it => it.error !== undefined).length,
    });
    for (const it of cases) {
      assert.ok(it['@name'] && it['@classname']);
      const bad = it.failure ?? it.error;
      if (bad !== undefined) assert.ok(bad['@message'] && bad['@type']);
    }
  }
}
