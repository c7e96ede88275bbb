/** The line that each sample's README names: a breakpoint on it stops there, and a step over it ends in the same function. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { Session, lineOf, sourceOf } from './support/session';

const SAMPLE_CONTRACTS = join(__dirname, '../../sample-contracts');

interface Sample {
  readonly scenario: string;
  /** Below sample-contracts; the contract's src/main.rs unless told. */
  readonly file?: string;
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
  {
    scenario: 'escrow/release',
    line: 'pay(paid, amount)',
    functions: ['settle', 'release', 'dispatch', 'entrypoint'],
    next: 'settle main.rs: paid,',
  },
  {
    scenario: 'multisig/call',
    line: 'call_with(&to, &input',
    functions: ['execute', 'dispatch', 'entrypoint'],
    next: 'execute main.rs: let data = answer.map_err(|error| WalletError::Failed {',
  },
  {
    scenario: 'vault/robbed',
    line: 'Too late',
    functions: [
      // Four times it was called while it paid, and asked again.
      ...Array.from({ length: 4 }, () => [
        ...['withdraw', 'dispatch', 'entrypoint'],
        ...['call_with', 'try_call', 'withdraw', 'withdraw', 'receive', 'dispatch', 'entrypoint'],
        ...['call_with', 'try_call', 'call', 'send'],
      ]).flat(),
      ...['withdraw', 'dispatch', 'entrypoint'],
      ...['call_with', 'try_call', 'withdraw', 'withdraw', 'rob', 'dispatch', 'entrypoint'],
    ],
    next: 'withdraw main.rs: emit(Withdrawn { owner, amount });',
  },
  {
    scenario: 'orderbook/match',
    file: 'orderbook/src/book.rs',
    line: 'let quantity = wanted.min',
    functions: ['take', 'limit', 'match_orders', 'dispatch', 'entrypoint'],
    next: 'take book.rs: wanted -= quantity;',
  },
];

describe('the line that a sample’s README names', () => {
  for (const { scenario, file, line, functions, next } of SAMPLES) {
    it(`stops in ${scenario}`, async () => {
      const [crate = ''] = scenario.split('/');
      const source = file === undefined ? sourceOf(crate) : join(SAMPLE_CONTRACTS, file);
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
