/** What a new user does first: a project, its tests, a mistake, and what is said of it. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
import { join } from 'node:path';
import { STYLES } from '../../debugger/cli/new/project';
import { findToolchain } from '../../debugger/host/toolchain';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('avm new', function () {
  this.timeout(240_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'avm-new-'))));
  after(() => rmSync(folder, { recursive: true }));

  const run = (program: string, args: readonly string[], cwd = folder): Ended => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      cwd,
      // syn and its like are compiled once for all the projects and for the samples.
      env: { ...process.env, NO_COLOR: '1', CARGO_TARGET_DIR: join(root, 'target') },
    });
    return { code: status, out: stdout, err: stderr };
  };
  const avm = (args: readonly string[], cwd = folder): Ended =>
    run(process.execPath, [...AVM, ...args], cwd);

  for (const style of STYLES) {
    it(`makes a ${style} contract that passes its tests, here and on the machine`, async () => {
      const crate = `my-${style}`;
      const made = avm(['new', crate, '--style', style]);
      assert.equal(made.code, 0, made.err);
      assert.match(made.out, new RegExp(`^made .*/${crate}\n[^]*avm test`));
      const project = join(folder, crate);
      for (const it of ['.gitignore', '.vscode/launch.json', '.cargo/config.toml', 'README.md']) {
        assert.ok(existsSync(join(project, it)), it);
      }
      const source = readFileSync(join(project, 'src/main.rs'), 'utf8');
      assert.doesNotMatch(source, /my[-_]contract|MyContract/);

      const rust = await findToolchain(project);
      assert.ok(!('missing' in rust), 'missing' in rust ? rust.missing : '');
      const tested = run(rust.cargo, ['test', '--quiet', '--offline'], project);
      assert.equal(tested.code, 0, tested.out + tested.err);
      assert.match(tested.out, /3 passed/);
      // Nothing newer than what the library was tested with, and nothing that another contract of ours needs.
      const checksums = (path: string): string[] =>
        readFileSync(join(path, 'Cargo.lock'), 'utf8').match(/^checksum = .*$/gm) ?? [];
      const ours = checksums(root);
      const theirs = checksums(project);
      assert.ok(theirs.length >= 4 && theirs.every(it => ours.includes(it)));
      const formatted = run('rustfmt', ['--edition', '2024', '--check', 'src/main.rs'], project);
      assert.equal(formatted.code, 0, formatted.out + formatted.err);

      const ran = avm(['test'], project);
      assert.equal(ran.code, 0, ran.out + ran.err);
      const scenarios = readdirSync(join(project, 'scenarios'));
      assert.equal(scenarios.length, 2);
    });
  }

  it('leaves a project whose failures can be read', () => {
    avm(['new', 'broken']);
    const project = join(folder, 'broken');
    const path = join(project, 'src/main.rs');
    const source = readFileSync(path, 'utf8');
    const change = (from: string, to: string): void => {
      assert.ok(source.includes(from));
      writeFileSync(path, source.replace(from, to));
    };
    change('checked_add(step)', 'checked_add(step + 1)');
    const wrong = avm(['test', '--filter', 'count'], project);
    assert.equal(wrong.code, 1, wrong.err);
    assert.match(wrong.out, /bob → broken\.add\(step: 2\)[^]*returns .*\n +- 7\n +\+ 8\n/);

    change('step > MOST', 'step > MOST;');
    const unsound = avm(['run', 'scenarios/count.scenario.json'], project);
    assert.equal(unsound.code, 2);
    assert.match(unsound.err, /count\.scenario\.json:\d+:\d+: .*src\/main\.rs:\d+:\d+: /);
  });

  it('brings the library of a project up to date, but for what was changed there', () => {
    avm(['new', 'old']);
    const project = join(folder, 'old');
    const at = (path: string): string => join(project, 'lib', path);
    const said = (...args: string[]): Ended => avm(['update', ...args], project);
    assert.deepEqual(said(), { code: 0, out: 'lib/ is up to date\n', err: '' });

    // As an older avm would have made it.
    const list = JSON.parse(readFileSync(at('library.json'), 'utf8')) as {
      files: Record<string, string>;
    };
    const older = (path: string, text: string): void => {
      list.files[path] = createHash('sha256').update(text).digest('hex');
      writeFileSync(at(path), text);
    };
    const shipped = readFileSync(at('clibc/src/log.rs'), 'utf8');
    older('clibc/src/log.rs', '// old');
    older('clibc/src/gone.rs', '// gone');
    older('clibc/src/text.rs', '// old');
    writeFileSync(at('library.json'), JSON.stringify(list));
    writeFileSync(at('clibc/src/hex.rs'), '// mine');
    writeFileSync(at('clibc/src/text.rs'), '// mine, too');
    writeFileSync(at('clibc/src/own.rs'), '// own');
    assert.match(
      avm(['build'], project).err,
      /^lib is the contract library of another avm: avm up/,
    );

    const refused = said();
    assert.equal(refused.code, 2);
    assert.match(refused.err, /^lib\/clibc\/src\/text\.rs was changed in the project and in avm$/m);
    assert.equal(readFileSync(at('clibc/src/log.rs'), 'utf8'), '// old');

    const forced = said('--force');
    assert.deepEqual([forced.code, forced.out], [0, 'updated 3 files in lib/\n']);
    assert.equal(forced.err, 'lib/clibc/src/hex.rs was changed in the project, and stays\n');
    assert.equal(readFileSync(at('clibc/src/log.rs'), 'utf8'), shipped);
    assert.equal(readFileSync(at('clibc/src/hex.rs'), 'utf8'), '// mine');
    assert.deepEqual(
      ['gone', 'own'].map(it => existsSync(at(`clibc/src/${it}.rs`))),
      [false, true],
    );
    assert.match(avm(['update', '.']).err, /^\. has no contract library in lib\/$/m);
  });

  const refused: readonly [what: string, args: readonly string[], sentence: RegExp][] = [
    [
      'a name with capitals',
      ['MyToken'],
      /"MyToken" is no name for a crate: .*: my-token would do/,
    ],
    ['a path', ['../token'], /"\.\.\/token" is no name for a crate/],
    ['nothing that could be one', ['42'], /beginning with a letter$/m],
    ['a keyword', ['match'], /"match" is a word of Rust's own/],
    ['a library', ['clibc'], /"clibc" is the name of a library/],
    ['an account of its scenarios', ['alice'], /name of an account/],
    ['a folder that is there', ['taken'], /there is something at .*taken already/],
    ['a style that is none', ['token', '--style', 'c'], /Allowed choices are typed, router/],
    ['a folder that is a file', ['token', '--in', 'file'], /file\/token cannot be made: /],
  ];
  for (const [what, args, sentence] of refused) {
    it(`refuses ${what}`, () => {
      mkdirSync(join(folder, 'taken'), { recursive: true });
      writeFileSync(join(folder, 'file'), '');
      const before = readdirSync(folder);
      const { code, err } = avm(['new', ...args]);
      assert.equal(code, 2);
      assert.match(err, sentence);
      assert.deepEqual(readdirSync(folder), before);
    });
  }
});
