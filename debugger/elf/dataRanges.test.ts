/** Mapping symbols to ranges: which marks count, and where data ends. */

import { strict as assert } from 'node:assert';
import { dataRanges } from './dataRanges';
import type { ElfSymbol } from './elfImage';

function symbol(name: string, value: number, more: Partial<ElfSymbol> = {}): ElfSymbol {
  return { name, value, size: 0, type: 0, binding: 0, section: 1, ...more };
}

describe('data ranges', () => {
  it('are from a mark of data to the next one of code', () => {
    const symbols = [symbol('$x', 0x100), symbol('$d', 0x104), symbol('$xrv32imac', 0x10c)];
    assert.deepEqual(dataRanges(symbols), [{ start: 0x104, end: 0x10c }]);
  });

  it('are found whatever the order of the symbols is', () => {
    const symbols = [symbol('$d.7', 0x20), symbol('$x', 0x14), symbol('$x.2', 0x24)];
    symbols.push(symbol('$d', 0x10));
    assert.deepEqual(dataRanges(symbols), [
      { start: 0x10, end: 0x14 },
      { start: 0x20, end: 0x24 },
    ]);
  });

  it('end where a function begins, for not every compiler makes marks', () => {
    const symbols = [symbol('$d', 0x10), symbol('main', 0x18, { type: 2 })];
    assert.deepEqual(dataRanges(symbols), [{ start: 0x10, end: 0x18 }]);
  });

  it('reach to the end of everything without another mark', () => {
    const symbols = [symbol('$x', 0), symbol('$d', 0x10)];
    assert.deepEqual(dataRanges(symbols), [{ start: 0x10, end: 2 ** 32 }]);
  });

  it('are none in a section without code, as that of debug information', () => {
    const symbols = [symbol('$x', 0x100), symbol('$d', 0x104, { section: 2 })];
    assert.deepEqual(dataRanges(symbols), []);
  });

  it('take nothing for a mark that is a number or only looks like one', () => {
    const symbols = [
      symbol('$x', 0x20),
      symbol('$d', 0, { section: 0xfff1 }),
      symbol('$d', 0, { section: 0 }),
      symbol('$data', 0x10),
    ];
    assert.deepEqual(dataRanges(symbols), []);
  });
});
