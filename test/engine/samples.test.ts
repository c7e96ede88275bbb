/** The line that each sample's README names: a breakpoint on it stops there, and a step over it ends in the same function. */

import { strict as assert } from 'node:assert';
import { Session, lineOf, sourceOf } from './support/session';

interface Sample {
  readonly scenario: string;
  readonly line: string;
  /** The functions on the stack, innermost first. */
  readonly functions: readonly string[];
  readonly next: string;
}

const SAMPLES: readonly Sample[] = [
  {
    scenario: 'multi_func/compare',
    line: 'match call.selector',
    functions: ['{closure#0}', 'route', 'main_entry', 'entrypoint'],
    next: '{closure#0} main.rs: selector::COMPARE => compare(call.args),',
  },
  {
    scenario: 'native_transfer/pay',
    line: 'let is_paid = transfer!',
    functions: ['send', 'entrypoint'],
    next: 'send main.rs: let owned = balance!(&receiver);',
  },
  {
    scenario: 'allocator_demo/fill',
    line: 'numbers.push(number)',
    functions: ['grow_vector', 'fill', 'entrypoint'],
    next: 'grow_vector main.rs: for number in given {',
  },
  {
    scenario: 'lib_import/hash',
    line: 'hasher.update(data)',
    functions: ['hash', 'entrypoint'],
    next: 'hash main.rs: Result::new_with_data(true, 0, &hasher.finalize())',
  },
  {
    scenario: 'logging/lines',
    line: 'log!("text %s"',
    functions: ['buffers', 'tell', 'entrypoint'],
    next: 'buffers main.rs: log!("bytes %b", [0xde_u8, 0xad, 0xbe, 0xef]);',
  },
  {
    scenario: 'ecdsa_verify/verify',
    line: 'let is_signed = secp256k1_verify',
    functions: ['verify', 'entrypoint'],
    next: 'verify main.rs: require(is_signed, b"signature verification failed");',
  },
  {
    scenario: 'ecdsa_verify_guest/verify',
    line: 'let is_signed = signer.verify_prehash',
    functions: ['verify', 'entrypoint'],
    next: 'verify main.rs: require(is_signed, b"signature verification failed");',
  },
  {
    scenario: 'avm_dex/avm',
    line: 'fire_event!(LiquidityRemoved::new(',
    functions: ['remove', 'main_entry', 'entrypoint'],
    next: 'remove main.rs: let mut both = [0; 32];',
  },
  {
    scenario: 'token/transfer',
    line: 'let left = have.checked_sub(value)',
    functions: ['shift', 'transfer', 'dispatch', 'entrypoint'],
    next: 'shift main.rs: self.balances.set(from, left);',
  },
];

describe('the line that a sample’s README names', () => {
  for (const { scenario, line, functions, next } of SAMPLES) {
    it(`stops in ${scenario}`, async () => {
      const [crate = ''] = scenario.split('/');
      const source = sourceOf(crate);
      const session = await Session.launch(scenario);
      session.engine.setSourceBreakpoints(source, [{ line: lineOf(source, line) }]);
      await session.run('continue');
      const stack = session.engine.stack().filter(it => it.kind === 'contract');
      assert.deepEqual(
        stack.map(it => shortName(it.name)),
        functions,
      );
      assert.equal(await session.run('next'), next);
    });
  }
});

/** Without modules, types and type parameters. */
function shortName(name: string): string {
  return /(?:^|::)([^:<>]+)(?:<.*>)?$/.exec(name)?.[1] ?? name;
}
