import { strict as assert } from 'node:assert';
import type { ElfSymbol } from './elfImage';
import { SymbolTable } from './symbolTable';

const symbol = (name: string, value: number, size: number, rest: Partial<ElfSymbol> = {}) => ({
  name,
  value,
  size,
  type: 2,
  binding: 1,
  section: 1,
  ...rest,
});

const table = new SymbolTable({
  symbols: [
    symbol('outer', 0x100, 0x40),
    symbol('inner', 0x110, 8),
    symbol('_ZN5erc208transfer17h0123456789abcdefE', 0x200, 0x10),
    symbol('entry', 0x300, 0, { type: 0 }),
    symbol('$x', 0x304, 0, { type: 0, binding: 0 }),
    symbol('absent', 0x305, 4, { section: 0 }),
    symbol('alias', 0x308, 0, { type: 0, binding: 0 }),
    symbol('last', 0x308, 4),
    symbol('__stack_size', 0x108, 0, { type: 0, section: 0xfff1 }),
  ],
});

describe('SymbolTable', () => {
  const cases: readonly [address: number, name: string | undefined, offset?: number][] = [
    [0xff, undefined],
    [0x108, 'outer', 8], // And not a linker script's number.
    [0x100, 'outer', 0],
    [0x114, 'inner', 4],
    [0x118, 'outer', 0x18], // Past the nested symbol, back in the outer one.
    [0x140, undefined],
    [0x20c, 'erc20::transfer', 12],
    [0x307, 'entry', 7], // Without a size: up to the next symbol; marks and undefined ones do not count.
    [0x308, 'last', 0],
    [0x30c, undefined],
  ];
  for (const [address, name, offset] of cases) {
    it(`finds ${name ?? 'nothing'} at ${address.toString(16)}`, () => {
      const place = table.at(address);
      assert.equal(place?.name, name);
      assert.equal(place?.offset, offset);
    });
  }

  it('finds by demangled and by mangled name', () => {
    assert.equal(table.named('erc20::transfer')?.value, 0x200);
    assert.equal(table.named('_ZN5erc208transfer17h0123456789abcdefE')?.value, 0x200);
    assert.equal(table.named('nobody'), undefined);
    assert.equal(table.spelled('_ZN5erc208transfer17h0123456789abcdefE')?.value, 0x200);
    assert.equal(table.spelled('erc20::transfer'), undefined);
  });
});
