/** What a person who has nothing but --help finds. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { EXIT_MEANINGS } from '../../debugger/cli/exitCodes';
import { commandTree, everyCommand, fullName, helpOf } from '../../scripts/lib/commandTree';
import { AVM } from './support/avm';

const PLAN = [
  ...[
    'new',
    'build',
    'update',
    'run',
    'test',
    'abi',
    'client',
    'state',
    'receipts',
    'trace',
    'disasm',
    'dwarf',
    'exec',
  ],
  ...['dap', 'chain', 'bundle', 'completion'],
];

function avm(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('avm --help', function () {
  this.timeout(30_000);
  const commands = everyCommand(commandTree());

  it('knows every command of the plan', () => {
    const names = commands.map(fullName);
    for (const it of PLAN) {
      assert.ok(names.includes(`avm ${it}`), it);
    }
  });

  for (const command of commands) {
    it(`describes ${fullName(command)} with its arguments, options and an example`, () => {
      const text = helpOf(command);
      assert.match(command.description(), /^[A-Za-z].{10,}/);
      for (const it of command.registeredArguments) {
        assert.ok(it.description.length > 3, `${it.name()} is not described`);
      }
      for (const it of command.options) {
        assert.ok(it.description.length > 3, `${it.flags} is not described`);
      }
      const around = [...(command.parent === null ? [] : [command.parent]), ...command.commands];
      const name = fullName(command).replace(/^avm$/, 'avm help');
      assert.match(
        [text, ...around.map(it => helpOf(it))].join('\n'),
        new RegExp(`^ {2}${name}\\b`, 'm'),
        'there is no example',
      );
    });
  }

  it('tells the exit codes', () => {
    const { code, out } = avm(['--help']);
    assert.equal(code, 0);
    for (const [number, meaning] of EXIT_MEANINGS) {
      assert.match(out, new RegExp(`^ +${number} {2}${meaning}$`, 'm'));
    }
    assert.equal(avm(['help', 'run']).out, avm(['run', '--help']).out);
  });

  const wrong: readonly [args: string[], sentence: RegExp][] = [
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', '--verbos', 'a.json'], /unknown option '--verbos'\n\(Did you mean --verbose\?\)/],
    [['run'], /missing required argument 'scenario'/],
    [['new', 'a', 'b'], /too many arguments/],
    [[], /Usage: avm/],
  ];
  for (const [args, sentence] of wrong) {
    it(`helps who says avm ${args.join(' ')}`, () => {
      const { code, out, err } = avm(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, sentence);
    });
  }

  it('is coloured when that is asked for, and never against NO_COLOR', () => {
    assert.ok(avm(['--help'], { FORCE_COLOR: '1', NO_COLOR: undefined }).out.includes('\u001b['));
    assert.ok(!avm(['--help'], { NO_COLOR: '1', FORCE_COLOR: undefined }).out.includes('\u001b'));
    assert.ok(
      !avm(['--help'], { NO_COLOR: undefined, FORCE_COLOR: undefined }).out.includes('\u001b'),
    );
  });
});
