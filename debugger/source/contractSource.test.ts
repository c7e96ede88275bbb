import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { typeName } from '../chain/abi/valueType';
import { abiOfSources } from './contractSource';

const route = (arms: string): string =>
  `fn main_entry(p: Address, c: Address, data: &[u8]) -> Result {
     route(data, p, c, |_to, _from, call| {
       let mut args = DataParser::new(call.args);
       match call.selector { ${arms} _ => vm_panic(b"?") }
     })
   }`;

/** A line for each function: `transfer#3(to:address,amount:uint32) uint32`. */
async function functionsOf(text: string): Promise<string[]> {
  const { functions } = await abiOfSources([{ path: 'src/main.rs', text }]);
  return functions.map(it => {
    const inputs = it.inputs.map(own => `${own.name}:${own.type && typeName(own.type)}`).join();
    const output = it.output === undefined ? '' : ` ${typeName(it.output)}`;
    return `${it.name}#${it.selector}(${inputs})${output}`;
  });
}

describe('abiOfSources', () => {
  it('reads selectors that are literals, constants, and several of one function', async () => {
    const text = `
      const TRANSFER: u8 = 3;
      mod selector { pub const BURN: u8 = b'b'; }
      pub fn transfer(p: &Address, to: Address, amount: u32) {}
      pub fn burn(amount: u64) {}
      ${route(`TRANSFER => transfer(&p, args.read_address(), args.read_u32()),
               selector::BURN | 0x0f => burn(args.read_u64()),`)}`;
    assert.deepEqual(await functionsOf(text), [
      'transfer#3(to:address,amount:uint32)',
      'burn#15(amount:uint64)',
      'burn_98#98(amount:uint64)',
    ]);
  });

  it('follows the bytes into the function that decodes them', async () => {
    const text = `
      /// Larger of two.
      fn compare(args: &[u8]) -> Result {
        let mut args = DataParser::new(args);
        let (a, b) = (args.read_u32(), args.read_u32());
        Result::with_u32(a.max(b))
      }
      fn name(text: &str) {}
      fn keep(bytes: &[u8]) {}
      ${route('1 => compare(call.args), 2 => keep(call.args), 3 => keep(args.read_bytes(4)),')}`;
    assert.deepEqual(await functionsOf(text), [
      'compare#1(a:uint32,b:uint32) uint32',
      'keep#2(bytes:bytes)',
      'keep_3#3(bytes:bytes4)',
    ]);
  });

  it('says bytes where branches decode differently, and no more than it knows', async () => {
    const text = `
      fn buy(n: u64) {}
      fn sell(n: u32) {}
      ${route('1 => match args.read_u8() { 0 => buy(args.read_u64()), _ => sell(args.read_u32()) },')}`;
    const [it] = await functionsOf(text);
    assert.match(it ?? '', /#1\(arg0:uint8,args:bytes\)$/);
  });

  it('takes documentation and declarations', async () => {
    const text = `//! A purse.
      event!(/// Someone paid.
        Paid { /// Who. \n from => Address, tags => [u8; 4] });
      persist_struct!(/// Kept. \n Purse { total: u32, });
      Map!(Owners);
      /// Pays.
      ///
      /// Twice.
      #[inline]
      fn pay() {}
      ${route('1 => pay(),')}`;
    const abi = await abiOfSources([{ path: 'src/main.rs', text }]);
    assert.equal(abi.docs, 'A purse.');
    assert.equal(abi.functions[0]?.docs, 'Pays.\n\nTwice.');
    assert.deepEqual(
      abi.events.map(it => [
        it.name,
        it.docs,
        it.fields.map(own => [own.name, own.typeName, own.docs]),
      ]),
      [
        [
          'Paid',
          'Someone paid.',
          [
            ['from', 'Address', 'Who.'],
            ['tags', '[u8; 4]', undefined],
          ],
        ],
      ],
    );
    assert.deepEqual(
      abi.storage.map(it => [it.name, it.domain, it.docs]),
      [
        ['Purse', 'P', 'Kept.'],
        ['Owners', 'Owners', undefined],
      ],
    );
  });

  it('reads no comment and no string as code, and whatever is no Rust as nothing', async () => {
    const text = `// route(d, p, c, |a, b, call| match call.selector { 1 => x() })
      const S: &str = "route(d, p, c, |a, b, call| match call.selector { 1 => x() })";`;
    assert.equal((await abiOfSources([{ path: 'src/main.rs', text }])).calls, 'raw');
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200, unit: 'binary' }), async it => {
        assert.ok((await abiOfSources([{ path: 'src/main.rs', text: route(it) }])).functions);
      }),
    );
  });
});
