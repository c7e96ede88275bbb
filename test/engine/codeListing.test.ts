/** Code without source as text: the same instructions as llvm-objdump has, and every address on its own line. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { codeListing } from '../../debugger/engine/inspect/codeListing';
import type { Target } from '../../debugger/engine/target';
import { llvm } from '../dwarf/tools';
import { loadTarget } from './support/loadTarget';

const root = join(__dirname, '../..');
const kernelPath = join(root, 'dist/kernel.elf');
const scenario = join(root, 'sample-contracts/simple/scenarios/larger.scenario.json');

describe('a code listing', () => {
  let target: Target;
  before(async () => {
    target = await loadTarget(scenario, kernelPath);
  });

  for (const name of ['trap_entry', '_start']) {
    it(`of ${name} has the instructions of llvm-objdump`, () => {
      const { kernel } = target;
      const pc = kernel.symbols.named(name)?.value ?? NaN;
      const listing = codeListing(kernel, pc);
      assert.equal(listing?.name, name);
      const rows = (listing?.text() ?? '').split('\n').filter(it => it.startsWith('0x'));
      const all = objdump();
      const first = all.indexOf(addressAndBytes(rows[0] ?? ''));
      assert.equal(Number(rows[0]?.slice(0, 10)), pc);
      assert.deepEqual(rows.map(addressAndBytes), all.slice(first, first + rows.length));
    });
  }

  it('is the same for every address of a function, each on its line', () => {
    const { kernel } = target;
    const pc = kernel.symbols.named('trap_entry')?.value ?? NaN;
    const whole = codeListing(kernel, pc);
    const lines = (whole?.text() ?? '').split('\n');
    const addresses = lines.filter(it => it.startsWith('0x')).map(it => Number(it.slice(0, 10)));
    assert.ok(addresses.length > 30);
    for (const address of addresses) {
      const listing = codeListing(kernel, address);
      assert.equal(listing?.id, whole?.id);
      assert.equal(Number(lines[(listing?.line ?? 0) - 1]?.slice(0, 10)), address);
    }
  });

  it('names what is jumped to, and says why it is there', () => {
    const { kernel } = target;
    const text =
      codeListing(kernel, kernel.symbols.named('trap_entry')?.value ?? NaN)?.text() ?? '';
    assert.match(text, /^# trap_entry of kernel: no source is recorded for this code\.\n\n0x/);
    assert.match(text, /\bj 0x[0-9a-f]{8} <kernel_trap>$/m);
  });

  it('is none where there is no code', () => {
    assert.equal(codeListing(target.kernel, 0x4000_0000), undefined);
  });
});

/** `800000dc 73150514`: bytes in the order of memory. */
function addressAndBytes(row: string): string {
  const [address = '', bytes = ''] = row.split(/\s+/);
  return `${address.slice(2)} ${bytes}`;
}

/** Of the whole kernel. */
function objdump(): string[] {
  const lines = llvm('llvm-objdump', ['-d', kernelPath]).matchAll(ROW);
  return [...lines].map(
    ([, address = '', word = '']) => `${address.padStart(8, '0')} ${inMemory(word.trim())}`,
  );
}

const ROW = /^\s*([0-9a-f]+): ((?:[0-9a-f]{4} ?)+|[0-9a-f]{8})\s/gm;

/** A word as llvm-objdump prints it, to the bytes that it is stored in. */
function inMemory(word: string): string {
  return word
    .split(' ')
    .flatMap(it => it.match(/../g)?.reverse() ?? [])
    .join('');
}
