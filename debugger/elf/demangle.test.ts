import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { demangle } from './demangle';

const cases: readonly [mangled: string, name: string][] = [
  ['main', 'main'],
  ['_ZN3foo3barEv', '_ZN3foo3barEv'], // C++: no Rust hash.
  ['_ZN5erc208transfer17h0123456789abcdefE', 'erc20::transfer'],
  ['_ZN4core3fmt9Formatter3pad17h0123456789abcdefE.llvm.1234ABCD', 'core::fmt::Formatter::pad'],
  [
    '_ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h930b740aa94f1d3aE',
    "<Test + 'static as foo::Bar<Test>>::bar",
  ],
  ['_RNvCs1234_5erc208transfer', 'erc20::transfer'],
  ['_RNvC6_123foo3bar', '123foo::bar'],
  ['_RNvMs_Cs4fqI2P2rA04_5erc20NtB4_8Metadata6scaled', '<erc20::Metadata>::scaled'],
  [
    '_RNvXNtCs2xsho4i7u1F_6tokens6ledgerNtB2_8MetadataNtB2_7Persist5store',
    '<tokens::ledger::Metadata as tokens::ledger::Persist>::store',
  ],
  ['_RINvC5token7largestmE', 'token::largest::<u32>'],
  [
    '_RINvNtC3std3mem8align_ofNtNtC3std3mem12DiscriminantE',
    'std::mem::align_of::<std::mem::Discriminant>',
  ],
  ['_RNCNvC4core3one0B3_', 'core::one::{closure#0}'],
  ['_RNCNvC4core3one00', 'core::one::{closure#0}'],
  ['_RNCNvC4core3ones_0', 'core::one::{closure#1}'],
  ['_RINvC1a1bShE', 'a::b::<[u8]>'],
  ['_RINvC1a1bAhj4_E', 'a::b::<[u8; 4]>'],
  ['_RINvC1a1bTmeEE', 'a::b::<(u32, str)>'],
  ['_RINvC1a1bTmEE', 'a::b::<(u32,)>'],
  ['_RINvC1a1bRQmPOhE', 'a::b::<&&mut u32, *const *mut u8>'],
  ['_RINvC1a1bFmhEyE', 'a::b::<fn(u32, u8) -> u64>'],
  ['_RINvC1a1bFUKCEuE', 'a::b::<unsafe extern "C" fn()>'],
  ['_RINvC1a1bFG_RL0_hEuE', "a::b::<for<'a> fn(&'a u8)>"],
  ['_RINvC1a1bDNtC1c5TraitEL_E', 'a::b::<dyn c::Trait>'],
  ['_RINvC1a1bDNtC1c4Iterp4ItemmEL_E', 'a::b::<dyn c::Iter<Item = u32>>'],
  ['_RINvC1a1bKb1_E', 'a::b::<true>'],
  ['_RINvC1a1bKin5_E', 'a::b::<-5>'],
  ['_RINvC1a1bKc61_E', "a::b::<'a'>"],
  [
    '_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y',
    'utf8_idents::საჭმელად_გემრიელი_სადილი',
  ],
];

describe('demangle', () => {
  for (const [mangled, name] of cases) {
    it(name, () => assert.equal(demangle(mangled), name));
  }

  it('gives a broken name back as it is', () => {
    for (const name of [
      '_R',
      '_RNvC5erc20',
      '_RNvB_3foo',
      '_RNvC5erc208transfe',
      '_ZN99x17h0123456789abcdefE',
    ]) {
      assert.equal(demangle(name), name);
    }
  });

  it('ends for any name', () => {
    const letters = fc.constantFrom(...'NvCMXYIBRSTAFDELKGUs_0123456789abtu');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 80 }), text => {
        demangle(`_R${text.join('')}`);
      }),
      { numRuns: 5000 },
    );
  });
});
