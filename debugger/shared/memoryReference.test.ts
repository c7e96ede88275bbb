import { strict as assert } from 'node:assert';
import { formatMemoryReference, parseMemoryReference } from './memoryReference';

describe('memory references', () => {
  const rows: readonly [text: string, address: number, space: string | undefined][] = [
    ['0x00001234', 0x1234, undefined],
    ['0x00001234@2.7', 0x1234, '2.7'],
    ['0x7ffffffc@0.12', 0x7ffffffc, '0.12'],
    ['0x80000000', 0x8000_0000, undefined],
  ];
  for (const [text, address, space] of rows) {
    it(`${text} is read as it is written`, () => {
      assert.equal(formatMemoryReference(address, space), text);
      assert.deepEqual(parseMemoryReference(text), { address, space });
    });
  }

  it('of the kernel belong to no call: it is in every space', () => {
    assert.equal(formatMemoryReference(0x8000_1000, '1.3'), '0x80001000');
  });

  for (const text of [
    '',
    '1234',
    '0x',
    '0x123456789',
    '0x10@',
    '0x10@x',
    '0x10@1',
    '0x10@1.2 ',
    ' 0x10',
  ]) {
    it(`"${text}" is none`, () => assert.equal(parseMemoryReference(text), undefined));
  }
});
