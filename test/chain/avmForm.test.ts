/**
 * Contracts in aVM's words, built in our form and in aVM's, as ELFs and as flat images: each name of aVM's library is
 * used, and aVM's fixtures give what they give. With aVM's own sources: scripts/checkAvm.ts.
 */

import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatMismatch } from '../../debugger/chain/scenario/expectations';
import { formatProblem } from '../../debugger/chain/scenario/problems';
import { readElf } from '../../debugger/elf/elfImage';
import type { ContractSource, Form } from '../../scripts/lib/avmForm';
import { buildForm, flatImage } from '../../scripts/lib/avmForm';
import { runExchanged, sampleScenario } from '../../scripts/lib/exchanged';

const BUILD_MILLISECONDS = 240_000;

/** Where a header says where execution begins; 0 for nowhere. [ELF §1] */
const E_ENTRY = 24;

const root = join(__dirname, '../..');
const names: ContractSource = { name: 'names', path: join(__dirname, 'avm/names.rs') };
const namesScenario = join(__dirname, 'avm/names.scenario.json');

/** Each with its scenarios; what they call is among them. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  allocator_demo: ['avm', 'fill'],
  avm_dex: ['avm', 'refusals'],
  call_program: ['avm', 'call'],
  erc20: ['avm', 'allowance'],
  logging: ['avm'],
  multi_func: ['avm', 'compare'],
  native_transfer: ['avm-guest', 'pay'],
  simple: ['avm', 'larger'],
  storage: ['avm'],
};
const samples = Object.keys(SAMPLES).map(name => ({
  name,
  path: join(root, 'sample-contracts', name, 'src/main.rs'),
}));

describe('contracts in aVM’s words', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'avm-form-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('in our form', () => {
    let elves: ReadonlyMap<string, string>;

    before('builds', async function () {
      this.timeout(BUILD_MILLISECONDS);
      elves = await build('clibc', [names], join(folder, 'clibc'));
    });

    it('use every name', () => isAsExpected(namesScenario, elves));
  });

  describe('in aVM’s form', () => {
    let elves: ReadonlyMap<string, string>;
    const images = new Map<string, string>();

    before('builds', async function () {
      this.timeout(BUILD_MILLISECONDS);
      elves = await build('avm', [names, ...samples], join(folder, 'avm'));
      for (const [name, path] of elves) {
        const image = join(folder, `${name}.bin`);
        writeFileSync(image, flatImage(readFileSync(path), path));
        images.set(name, image);
      }
    });

    it('lie where aVM’s lie', () => {
      for (const path of elves.values()) {
        assert.equal(readElf(readFileSync(path), path).entry, 0x400);
      }
      for (const path of images.values()) {
        const image = readFileSync(path);
        assert.equal(
          image.findIndex(it => it !== 0),
          0x400,
        );
      }
    });

    it('use every name from an ELF', () => isAsExpected(namesScenario, elves));
    it('use every name from a flat image', () => isAsExpected(namesScenario, images));
    it('begin at their first byte where an ELF names no entry, as aVM’s do', () => {
      const nameless = new Map<string, string>();
      for (const [name, path] of elves) {
        const elf = readFileSync(path);
        elf.writeUInt32LE(0, E_ENTRY);
        const without = join(folder, `${name}.noentry`);
        writeFileSync(without, elf);
        nameless.set(name, without);
      }
      return isAsExpected(namesScenario, nameless);
    });

    for (const [sample, scenarios] of Object.entries(SAMPLES)) {
      for (const scenario of scenarios) {
        const path = sampleScenario(`${sample}/${scenario}`);
        it(`run ${sample}/${scenario} from ELFs`, () => isAsExpected(path, elves));
      }
      // Without an ELF nobody knows how a struct lies in storage: fixtures name its bytes.
      const [fixture = ''] = scenarios;
      const path = sampleScenario(`${sample}/${fixture}`);
      it(`run ${sample}/${fixture} from flat images`, () => isAsExpected(path, images));
    }
  });
});

async function build(
  form: Form,
  sources: readonly ContractSource[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const outcome = await buildForm(form, sources, folder, []);
  if (outcome.kind === 'failed') assert.fail(outcome.reason);
  return outcome.elves;
}

async function isAsExpected(path: string, executables: ReadonlyMap<string, string>): Promise<void> {
  const { stop, mismatches } = await runExchanged(path, executables);
  assert.equal(stop, 'complete');
  assert.deepEqual(
    mismatches.map(it => formatProblem({ ...it.place, message: formatMismatch(it) })),
    [],
  );
}
