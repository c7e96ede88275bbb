import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { MalformedInput } from '../shared/errors';
import { readElf } from './elfImage';
import { loadableImage } from './loadable';
import { sampleElf } from './sampleElf.fixture';

function codeOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof MalformedInput, String(error));
    return error.code;
  }
  return 'none';
}

describe('readElf', () => {
  it('gives segments by address, sections and symbols', () => {
    const image = readElf(sampleElf(), 'sample');
    assert.equal(image.entry, 0x1004);
    assert.deepEqual(
      image.segments.map(it => [it.vaddr, it.fileBytes.length, it.memSize, it.flags]),
      [
        [0x1000, 8, 8, 5],
        [0x2000, 4, 16, 6],
      ],
    );
    assert.deepEqual(image.sectionNames, ['.text', '.symtab', '.strtab', '.shstrtab']);
    assert.deepEqual(image.section('.text'), Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    assert.equal(image.section('.debug_info'), undefined);
    assert.deepEqual(image.symbols, [
      { name: '_start', value: 0x1004, size: 4, type: 2, binding: 1, section: 1 },
    ]);
  });

  const broken: readonly [what: string, edit: (elf: DataView) => void, code: string][] = [
    ['another magic', elf => elf.setUint8(0, 0), 'not-elf'],
    ['64-bit class', elf => elf.setUint8(4, 2), 'wrong-class'],
    ['no class', elf => elf.setUint8(4, 0), 'no-class'],
    ['no byte order', elf => elf.setUint8(5, 0), 'no-byte-order'],
    ['big-endian order', elf => elf.setUint8(5, 2), 'wrong-byte-order'],
    ['x86 machine', elf => elf.setUint16(18, 62, true), 'wrong-machine'],
    ['program headers past the end', elf => elf.setUint16(44, 0xfff0, true), 'truncated'],
    ['program headers over the header', elf => elf.setUint32(28, 4, true), 'overlapping-headers'],
    [
      'program headers of another size',
      elf => elf.setUint16(42, 56, true),
      'wrong-program-header-size',
    ],
    ['section headers past the end', elf => elf.setUint32(32, 0xffffff00, true), 'truncated'],
    ['a segment larger in the file', elf => elf.setUint32(52 + 20, 3, true), 'oversized-segment'],
    ['a segment outside the file', elf => elf.setUint32(52 + 4, 0x10000, true), 'truncated'],
    ['overlapping segments', elf => elf.setUint32(52 + 8, 0x1004, true), 'overlapping-segments'],
    [
      'a segment past 4 GiB',
      elf => elf.setUint32(52 + 8, 0xfffffffc, true),
      'segment-past-address-space',
    ],
  ];
  for (const [what, edit, code] of broken) {
    it(`refuses ${what}`, () => {
      const elf = sampleElf();
      edit(new DataView(elf.buffer));
      assert.equal(
        codeOf(() => readElf(elf, 'sample')),
        code,
      );
    });
  }

  it('refuses every truncation by name', () => {
    const elf = sampleElf();
    for (let length = 0; length < elf.length; length++) {
      assert.notEqual(
        codeOf(() => readElf(elf.subarray(0, length), 'sample')),
        'none',
      );
    }
  });

  it('answers mutated files with a record or a MalformedInput', () => {
    const position = fc.tuple(fc.nat(sampleElf().length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 8 }), edits => {
        const elf = sampleElf();
        for (const [at, value] of edits) elf[at] = value;
        codeOf(() => readElf(elf, 'sample').symbols);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds in the first section what the header has no room for', () => {
    const elf = sampleElf();
    const plain = readElf(sampleElf(), 'sample');
    const view = new DataView(elf.buffer);
    const first = view.getUint32(32, true);
    view.setUint32(first + 20, view.getUint16(48, true), true);
    view.setUint32(first + 24, view.getUint16(50, true), true);
    view.setUint32(first + 28, view.getUint16(44, true), true);
    view.setUint16(44, 0xffff, true); // PN_XNUM
    view.setUint16(48, 0, true);
    view.setUint16(50, 0xffff, true); // SHN_XINDEX
    const image = readElf(elf, 'sample');
    assert.deepEqual(image.sectionNames, plain.sectionNames);
    assert.deepEqual(image.segments, plain.segments);
  });

  it('asks for no bytes of a segment that is all zeros', () => {
    const elf = sampleElf();
    const view = new DataView(elf.buffer);
    view.setUint32(52 + 4, 0xfffff000, true);
    view.setUint32(52 + 16, 0, true);
    assert.deepEqual(readElf(elf, 'sample').segments[1]?.fileBytes, new Uint8Array());
  });

  it('leaves out a section that lies outside the file, and says so', () => {
    const elf = sampleElf();
    const view = new DataView(elf.buffer);
    view.setUint32(view.getUint32(32, true) + 40 + 16, 0xfffffff0, true);
    const image = readElf(elf, 'sample');
    assert.equal(image.section('.text'), undefined);
    assert.equal(image.segments.length, 2);
    assert.deepEqual(image.problems, ['section .text lies outside the file, and is left out']);
  });

  it('says that a compressed section cannot be read', () => {
    const elf = sampleElf();
    const view = new DataView(elf.buffer);
    view.setUint32(view.getUint32(32, true) + 40 + 8, 0x800, true);
    const image = readElf(elf, 'sample');
    assert.equal(image.section('.text'), undefined);
    assert.match(image.problems.join(), /section \.text (?:is|says it is) compressed/);
  });
});

describe('loadableImage', () => {
  it('keeps entry and segments and drops the rest', () => {
    const whole = readElf(sampleElf(), 'sample');
    const bytes = loadableImage(sampleElf(), 'sample');
    const cut = readElf(bytes, 'cut');
    assert.equal(bytes.length, 52 + 2 * 32 + 8 + 4);
    assert.equal(cut.entry, whole.entry);
    assert.deepEqual(cut.segments, whole.segments);
    assert.deepEqual(cut.sectionNames, []);
    assert.deepEqual(loadableImage(bytes, 'cut'), bytes);
  });

  it('passes a flat image through', () => {
    const flat = Uint8Array.of(0, 0, 0, 0, 0x13);
    assert.equal(loadableImage(flat, 'flat'), flat);
  });

  it('reads no section table, so a broken one does no harm', () => {
    const elf = sampleElf();
    const sound = loadableImage(elf, 'sample');
    const view = new DataView(elf.buffer);
    view.setUint32(view.getUint32(32, true) + 40 + 16, 0xfffffff0, true);
    assert.deepEqual(loadableImage(elf, 'sample'), sound);
  });
});
