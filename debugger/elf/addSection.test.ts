import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MalformedInput } from '../shared/errors';
import { addSection } from './addSection';
import { readElf } from './elfImage';
import { sampleElf } from './sampleElf.fixture';

const NAME = '.avm.abi.json';
const bytes = fc.uint8Array({ maxLength: 300 });

describe('addSection', () => {
  it('adds bytes that are read back, and changes nothing else', () => {
    const before = readElf(sampleElf(), 'sample');
    fc.assert(
      fc.property(bytes, it => {
        const after = readElf(addSection(sampleElf(), NAME, it), 'sample');
        assert.deepEqual(after.section(NAME), it);
        assert.deepEqual(after.segments, before.segments);
        assert.deepEqual(after.symbols, before.symbols);
        assert.deepEqual(after.sectionNames, [...before.sectionNames, NAME]);
        assert.equal(after.sectionAddress(NAME), 0);
      }),
    );
  });

  it('replaces what was there, and leaves nothing of it behind', () => {
    fc.assert(
      fc.property(bytes, bytes, (first, second) => {
        const twice = addSection(addSection(sampleElf(), NAME, first), NAME, second);
        assert.deepEqual(twice, addSection(sampleElf(), NAME, second));
      }),
    );
  });

  it('refuses or gets right whatever a broken file is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sampleElf().length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(sampleElf().length),
        (changes, length) => {
          const file = sampleElf().slice(0, changes.length === 0 ? length : undefined);
          for (const [at, value] of changes) file[at] = value;
          let made: Uint8Array;
          try {
            made = addSection(file, NAME, Uint8Array.of(1, 2, 3));
          } catch (error) {
            assert.ok(error instanceof MalformedInput, String(error));
            return;
          }
          const names = readNames(made);
          if (names !== undefined) assert.deepEqual(names, Uint8Array.of(1, 2, 3));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('refuses to take the place of code', () => {
    assert.throws(() => addSection(sampleElf(), '.shstrtab', Uint8Array.of(1)), MalformedInput);
  });
});

/** What is read back; undefined where the file was not readable before either. */
function readNames(file: Uint8Array): Uint8Array | undefined {
  try {
    return readElf(file, 'made').section(NAME);
  } catch (error) {
    assert.ok(error instanceof MalformedInput, String(error));
    return undefined;
  }
}
