/** `avm test --update`: what was seen becomes what is expected, in the scenarios themselves. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { avmTest, inFolder, transfer, wrong } from './support/avmTest';

describe('avm test --update', function () {
  this.timeout(120_000);

  it('writes what was seen over what was expected, and nothing else', async () => {
    const commented = wrong.replace('"transactions"', '// The whole of it:\n  "transactions"');
    await inFolder({ 'wrong.scenario.json': `\ufeff${commented}` }, async folder => {
      const path = join(folder, 'wrong.scenario.json');
      const { code, err } = await avmTest([path, '--no-build', '--update', '--no-summary']);
      assert.equal(code, 0);
      assert.match(err, /updated 6 values in /);
      const text = readFileSync(path, 'utf8');
      assert.match(text, /^\ufeff\{[^]*\/\/ The whole of it:/);
      assert.match(
        text,
        /"storage": \{ "token": \{ "Balances\[alice\]": 100000000, "Balances\[bob\]": null/,
      );
      const lines = text.slice(1).split('\n');
      const changed = commented.split('\n').filter(it => !lines.includes(it));
      assert.equal(
        changed.filter(it => !/expect|status|events|storage|Transfer|\]/.test(it)).length,
        0,
      );
      assert.equal((await avmTest([path, '--no-build'])).code, 0);
    });
  });

  it('leaves ranges and values of earlier receipts alone', async () => {
    const related = transfer
      .replace(
        '"call": "token",\n      "from": "alice",\n      "function": "transfer"',
        '"as": "moved", $&',
      )
      .replace('"data": "80f0fa02", "returns": 50000000', '"returns": "${moved.gas}", "maxGas": 1')
      .replace('"events": [] }', '"balances": { "alice": { "atMost": 1 } } }');
    await inFolder({ 'related.scenario.json': related }, async folder => {
      const { code, err } = await avmTest([folder, '--no-build', '--update']);
      assert.equal(code, 1);
      assert.match(err, /updated 1 value in /);
      assert.match(err, /2 cannot be updated/);
      const text = readFileSync(join(folder, 'related.scenario.json'), 'utf8');
      assert.match(text, /"returns": "\$\{moved\.gas\}", "maxGas": \d\d+,/);
    });
  });

  it('writes a value once that scenarios share, and a root', async () => {
    const root = '0'.repeat(64);
    const more = JSON.stringify({ version: 1, extends: 'base.scenario.json', expect: { root } });
    const base = transfer.replace('"returns": 50000000', '"returns": 1');
    await inFolder({ 'base.scenario.json': base, 'more.scenario.json': more }, async folder => {
      const { code, err } = await avmTest([folder, '--no-build', '--update', '--no-summary']);
      assert.equal(code, 0);
      assert.match(err, /updated 2 values in \S+base\.scenario\.json, \S+more\.scenario\.json/);
      assert.equal(readFileSync(join(folder, 'base.scenario.json'), 'utf8'), transfer);
      assert.equal((await avmTest([folder, '--no-build'])).code, 0);
    });
  });
});
