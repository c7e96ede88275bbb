import { strict as assert } from 'node:assert';
import { shortTypeName } from './typeNames';

describe('names of types', () => {
  const names: readonly [recorded: string, shown: string][] = [
    ['alloc::vec::Vec<u32, alloc::alloc::Global>', 'Vec<u32>'],
    ['core::option::Option<&erc20::ledger::Entry>', 'Option<&Entry>'],
    ['book::{impl#1}::Side', 'Side'],
    // Closures are as rustc's messages have them: by number, in the function that they are written in.
    ['book::book::{impl#0}::settle::{closure_env#0}', 'settle::{closure#0}'],
    ['a::f::{closure#0}::{closure_env#1}<u32>', 'f::{closure#0}::{closure#1}<u32>'],
    ['a::f::{async_fn_env#0}', 'f::{async_fn#0}'],
    [
      'core::iter::Map<core::slice::Iter<u8>, a::f::{closure_env#2}>',
      'Map<Iter<u8>, f::{closure#2}>',
    ],
    ['{closure_env#0}', '{closure#0}'],
  ];
  for (const [recorded, shown] of names) {
    it(`are ${shown}`, () => assert.equal(shortTypeName(recorded), shown));
  }
});
