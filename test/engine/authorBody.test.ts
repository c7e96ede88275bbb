/** Where steps stop in functions whose body is nothing but code of the library that was inlined. */

import { strict as assert } from 'node:assert';
import { bodyOf } from '../../debugger/engine/authorBody';
import { Module } from '../../debugger/engine/module';
import { SymbolTable } from '../../debugger/elf/symbolTable';
import { rustFixture } from '../dwarf/tools';

describe('a step into a function', () => {
  const { image, info } = rustFixture('2', 5, 'kinds');
  const module = new Module({
    id: 'kinds',
    kind: 'contract',
    name: 'kinds',
    path: 'kinds.elf',
    image,
    symbols: new SymbolTable(image),
    info: info(),
    isOwnFile: it => it.startsWith('/fixture/'),
  });
  const entryOf = (name: string): number => {
    const [found] = module.info.functionNamed(name);
    assert.ok(found?.lowPc !== undefined, name);
    return found.lowPc;
  };

  it('stops behind the prologue', () => {
    const entry = entryOf('kinds::recursive');
    assert.equal(bodyOf(module, entry), module.entryBehind(entry));
    assert.notEqual(bodyOf(module, entry), entry);
  });

  it('stops there, too, where all behind that is the library’s: before the first call of it', () => {
    const entry = entryOf('kinds::done');
    const body = bodyOf(module, entry);
    assert.notEqual(body, entry);
    assert.equal(body, module.entryBehind(entry));
    assert.equal(module.info.lineAt(body)?.file.startsWith('/fixture/'), false);
    assert.equal(module.placeAt(body).isOwn, true);
  });
});
