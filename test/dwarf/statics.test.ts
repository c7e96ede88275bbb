/** Values without a frame: statics in every form, and C's types under each version of DWARF. */

import { strict as assert } from 'node:assert';
import type { FrameContext } from '../../debugger/dwarf/values';
import type { FixtureElf } from './tools';
import { assembled, cFixture } from './tools';

/** By name, as text, out of the program's file. */
function statics(elf: FixtureElf): Map<string, string> {
  const context: FrameContext = {
    pc: 0,
    cfa: undefined,
    registers: () => undefined,
    readMemory: (address, length) => {
      for (const { vaddr, fileBytes } of elf.image.segments) {
        const start = address - vaddr;
        if (start >= 0 && start + length <= fileBytes.length) {
          return fileBytes.subarray(start, start + length);
        }
      }
      return undefined;
    },
  };
  const info = elf.info();
  const values = info.statics().map(it => {
    const { type, text } = info.readVariable(it, context);
    return [it.name, `${type} = ${text}`] as const;
  });
  assert.deepEqual(info.problems, []);
  return new Map(values);
}

describe('statics', () => {
  it('are found in every form that has a value', () => {
    assert.deepEqual(Object.fromEntries(statics(assembled('statics.s'))), {
      PLAIN: 'u32 = 11',
      BEHIND: 'u32 = 22',
      INDEXED: 'u32 = 22',
      INDEXED_BEHIND: 'u32 = 33',
      COMPUTED: 'bool = false',
      CONSTANT: 'u32 = 77',
      TEXT: '[u8; 3] = [104, 105, 0]',
      BELOW: 'Choice = Below(44)',
      ABOVE: 'Choice = Above(55)',
      ELSE: 'Choice = Else(66)',
    });
  });

  for (const compiler of ['gcc', 'clang'] as const) {
    for (const version of [2, 3, 4, 5]) {
      it(`of C: ${compiler}, DWARF ${version}`, () => {
        const found = statics(cFixture(compiler, '0', version));
        assert.equal(
          found.get('shared'),
          'bits = bits { first: 1, second: -3, third: 78187493530, fourth: true, fifth: GREEN }',
        );
        assert.equal(found.get('grid'), '[[int; 3]; 2] = [[1, 2, 3], [4, 5, 6]]');
        assert.equal(found.get('ratio'), 'double = 0.75');
        assert.equal(found.get('counter'), 'unsigned int = 5');
        assert.equal(found.get('corner'), 'point = point { x: -1, y: 1 }');
        assert.match(found.get('names')!, /^\[\*const char; 3\] = /);
        assert.match(found.get('opaque')!, /^\*const undefined = /);
      });
    }
  }
});
