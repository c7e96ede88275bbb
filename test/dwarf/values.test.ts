/** Values in programs that rustc built, stopped on the machine, against the text that their source lets expect. */

import { strict as assert } from 'node:assert';
import { encodeValue } from '../../debugger/dwarf/values/encode';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import type { PhysicalFrame, Stopped } from './stopped';
import { frameContext, stoppedAtText, stoppedIn, unwound } from './stopped';
import { VARIANTS, rustFixture } from './tools';

type Expected = Readonly<Record<string, readonly [type: string, text: string | RegExp]>>;

/** By text of the line to stop at. */
const stops: Readonly<Record<string, Expected>> = {
  'black_box((&letter, &truth': {
    seed: ['u32', '7'],
    small: ['u8', '200'],
    negative: ['i8', '-5'],
    short: ['i16', '-3000'],
    word: ['u32', '7'],
    long: ['u64', '81985529216486895'],
    huge: ['u128', '340_282_366_920_938_463_463_374_607_431_768_211_455'],
    least: ['i128', '-170_141_183_460_469_231_731_687_303_715_884_105_728'],
    letter: ['char', "'ß'"],
    truth: ['bool', 'true'],
    half: ['f32', '0.5'],
    third: ['f64', '1.25'],
    unit: ['()', '()'],
  },
  'black_box((&slice, &text': {
    seed: ['u32', '7'],
    metadata: ['Metadata', 'Metadata { total_supply: 1000, decimals: 18 }'],
    pair: ['Pair', 'Pair(7, -7)'],
    tuple: ['(u32, bool, char)', "(7, true, 'x')"],
    numbers: ['[u32; 3]', '[1, 2, 3]'],
    grid: ['[[u8; 2]; 2]', '[[1, 2], [3, 4]]'],
    empty: ['[u32; 0]', '[]'],
    slice: ['&[u32]', '[2, 3] (len 2)'],
    text: ['&str', '"hello\\n\\"world\\""'],
    word: ['Word', 'Word { whole: 67305985, bytes: [1, 2, 3, 4] }'],
    status: ['Status', 'Closed'],
    reference: ['&Metadata', '&Metadata { total_supply: 1000, decimals: 18 }'],
    pointer: ['*const Pair', /^0x[0-9a-f]{8}$/],
    function: ['fn(u32) -> u32', 'tokens::scalars'],
    nothing: ['Unit', 'Unit'],
  },
  'black_box((&mint': {
    seed: ['u32', '7'],
    some: ['Option<u32>', 'Some(7)'],
    none: ['Option<u32>', 'None'],
    niche: ['Option<&u32>', 'Some(&7)'],
    null: ['Option<&u32>', 'None'],
    ok: ['Result<u32, &str>', 'Ok(5)'],
    error: ['Result<u32, &str>', 'Err("broken")'],
    mint: ['Transfer', 'Mint { to: [1, 2, 3, 4], value: 9 }'],
    burn: ['Transfer', 'Burn(3)'],
    idle: ['Transfer', 'Nothing'],
    nested: ['Option<Option<bool>>', 'Some(None)'],
    letter: ['Option<char>', 'None'],
  },
  'black_box(&closure': {
    seed: ['u32', '7'],
    boxed: ['Box<Metadata>', 'Metadata { total_supply: 7, decimals: 2 }'],
    list: ['Vec<u32>', '[10, 11, 12] (len 3)'],
    text: ['String', '"owned"'],
    names: ['Vec<String>', '["a", "bc"] (len 2)'],
    shared: ['Rc<RefCell<u32>>', 'RefCell { value: 41 }'],
    cell: ['Cell<u8>', '5'],
    object: ['Box<dyn Persist>', '6 as u32'],
    bytes: ['Box<[u8]>', '[1, 2, 3] (len 3)'],
    offset: ['u32', '7'],
    closure: ['heap::{closure#0}', 'heap::{closure#0} { offset: &7 }'],
  },
  'black_box((&nothing, &word': {
    seed: ['u32', '7'],
    address: ['Address', `0x${'d5'.repeat(20)}`],
    tail: ['Node', 'Node { value: 2, next: None }'],
    chain: ['Node', 'Node { value: 1, next: Some(Node { value: 2, next: None }) }'],
    only: ['Only', 'One(7)'],
    below: ['Signed', 'Below(4)'],
    above: ['Signed', 'Above(5)'],
    whole: ['Niches', 'Whole(true, 6)'],
    first: ['Niches', 'First'],
    second: ['Niches', 'Second(7)'],
    nonzero: ['Option<NonZero<u32>>', 'Some(8)'],
    ring: ['VecDeque<u16>', '[2, 3, 4, 5] (len 4)'],
    label: ['Box<str>', '"boxed"'],
    long: ['[u8; 300]', `[${'9, '.repeat(16)}…]`],
    many: ['Vec<u8>', `[${'9, '.repeat(16)}…] (len 300)`],
    nothing: ['Vec<Unit>', '[] (len 0)'],
    word: ['u8', '119'],
    counter: ['Atomic<usize>', '10'],
    ordering: ['Ordering', 'Less'],
    one: ['(u8)', '(11,)'],
  },
};

function values(stopped: Stopped, frame: PhysicalFrame, depth = 0): Map<string, DwarfValue> {
  const context = frameContext(stopped, frame);
  const found = new Map<string, DwarfValue>();
  for (const variable of stopped.info.variablesAt(frame.pc, depth)) {
    if (variable.isShadowed) continue;
    const value = stopped.info.readVariable(variable, context);
    assert.equal(value.type, variable.type);
    found.set(variable.name, value);
  }
  return found;
}

function inner(stopped: Stopped): PhysicalFrame {
  return unwound(stopped)[0]!;
}

function child(value: DwarfValue | undefined, ...path: readonly string[]): DwarfValue {
  let at = value;
  for (const name of path) at = at?.children?.().find(it => it.name === name)?.value;
  assert.ok(at, path.join(' '));
  return at;
}

describe('values in a program without optimization', function () {
  this.timeout(120_000);
  for (const version of [4, 5]) {
    for (const [text, expected] of Object.entries(stops)) {
      it(`${text}), DWARF ${version}`, () => {
        const stopped = stoppedAtText(rustFixture('0', version), text);
        const found = values(stopped, inner(stopped));
        assert.deepEqual([...found.keys()].sort(), Object.keys(expected).sort());
        for (const [name, value] of found) {
          const [type, wanted] = expected[name]!;
          assert.equal(value.type, type, name);
          if (typeof wanted === 'string') assert.equal(value.text, wanted, name);
          else assert.match(value.text, wanted, name);
        }
        assert.deepEqual(stopped.info.problems, []);
      });
    }
  }

  it('shows the innermost of shadowed variables and keeps the others', () => {
    const stopped = stoppedAtText(rustFixture('0', 5), 'let value = "inner";');
    const before = stopped.info.variablesAt(stopped.machine.pc, 0);
    assert.deepEqual(
      before.map(it => [it.name, it.isParameter, it.isShadowed]),
      [
        ['value', false, false],
        ['value', false, true],
        ['value', true, true],
      ],
    );
    const frame = inner(stopped);
    const texts = before.map(
      it => stopped.info.readVariable(it, frameContext(stopped, frame)).text,
    );
    assert.deepEqual(texts, ['16', '8', '7']);
  });

  it('reads the variables of each caller in its own frame', () => {
    const stopped = stoppedIn(rustFixture('0', 4), 'tokens::marker');
    const recursive = unwound(stopped).filter(
      ({ pc }) => stopped.info.framesAt(pc).at(-1)?.shortName === 'recursive',
    );
    const depths = recursive.map(it => values(stopped, it).get('depth')?.text);
    assert.deepEqual(depths, ['0', '1', '2', '3', '4', '5']);
    const locals = recursive.map(it => values(stopped, it).get('local')?.text);
    assert.equal(locals[3], `[${Array(8).fill('3').join(', ')}]`);
  });

  it('reads the variables of inlined calls', () => {
    const stopped = stoppedAtText(rustFixture('0', 5), 'let next = value.wrapping_add(1);');
    const frames = stopped.info.framesAt(stopped.machine.pc).map(it => it.shortName);
    assert.deepEqual(frames, ['add_one', 'double', 'scaled']);
    const frame = inner(stopped);
    assert.equal(values(stopped, frame, 0).get('value')?.text, '2000');
    assert.equal(values(stopped, frame, 1).get('amount')?.text, '1000');
    assert.equal(values(stopped, frame, 2).get('factor')?.text, '3');
  });

  it('reads statics', () => {
    const stopped = stoppedAtText(rustFixture('0', 5), 'black_box((&nothing, &word');
    const statics = stopped.info.statics(stopped.machine.pc);
    const next = statics.find(it => it.name === 'tokens::NEXT');
    const heap = statics.find(it => it.name === 'tokens::HEAP');
    assert.ok(next && heap);
    assert.ok(statics.every(it => !it.name.includes('vtable')));
    const frame = frameContext(stopped, inner(stopped));
    assert.match(stopped.info.readVariable(next, frame).text, /^[1-9]\d*$/);
    assert.equal(stopped.info.readVariable(heap, frame).type, '[u64; 512]');
  });
});

describe('parts of values', function () {
  this.timeout(120_000);
  const stopped = (): Stopped => stoppedAtText(rustFixture('0', 5), 'black_box((&nothing, &word');

  it('come by name, and through boxes', () => {
    const it = stopped();
    const chain = values(it, inner(it)).get('chain');
    assert.equal(child(chain, 'next', '0', '*', 'value').text, '2');
    assert.equal(child(chain, 'next', '0').type, 'Box<Node>');
  });

  it('come in ranges where there are many, or as many as are asked for', () => {
    const it = stopped();
    const many = values(it, inner(it)).get('many')!;
    assert.equal(many.indexedCount, 300);
    const ranges = many.children!();
    assert.deepEqual(
      ranges.map(range => range.name),
      ['[0..100]', '[100..200]', '[200..300]'],
    );
    assert.equal(ranges[2]!.value.children!()[99]!.name, '[299]');
    const asked = many.children!(290, 20);
    assert.deepEqual(
      asked.map(({ name, value }) => `${name} ${value.text}`),
      Array.from({ length: 10 }, (_, at) => `[${290 + at}] 9`),
    );
    assert.equal(asked[0]!.value.address, many.children!(0, 1)[0]!.value.address! + 290);
  });

  it('can be written where they are', () => {
    const it = stopped();
    const frame = inner(it);
    const value = child(values(it, frame).get('chain'), 'next', '0', '*', 'value');
    assert.equal(value.readOnly, undefined);
    const bytes = encodeValue(value.layout, '0xbeef');
    assert.ok(bytes instanceof Uint8Array && value.address !== undefined);
    assert.ok(it.machine.writePhysical(value.address, bytes));
    assert.match(values(it, frame).get('chain')!.text, /next: Some\(Node { value: 48879,/);
  });

  it('that are wrapped are written as what is in them', () => {
    const it = stopped();
    const counter = values(it, inner(it)).get('counter')!;
    assert.equal(counter.readOnly, undefined);
    assert.deepEqual(encodeValue(counter.layout, '300'), Uint8Array.of(0x2c, 1, 0, 0));
  });

  it('of a place that cannot be read say so', () => {
    const it = stopped();
    const frame = inner(it);
    const chain = values(it, frame).get('chain')!;
    // The pointer to the rest of the chain.
    const next = child(chain, 'next').address!;
    assert.ok(it.machine.writePhysical(next, Uint8Array.of(0x00, 0x00, 0x00, 0x10)));
    const broken = values(it, frame).get('chain')!;
    const reason = '<unreadable memory at 0x10000000>';
    assert.equal(broken.text, `Node { value: 1, next: Some(${reason}) }`);
    assert.equal(child(broken, 'next', '0', '*').text, reason);
  });

  it('of a vector that is not yet written are not made up', () => {
    const it = stopped();
    const frame = inner(it);
    const many = values(it, frame).get('many')!;
    assert.ok(it.machine.writePhysical(many.address!, new Uint8Array(12).fill(0xff)));
    const broken = values(it, frame).get('many')!;
    assert.equal(broken.text, '<impossible length 4294967295: not initialized?>');
    assert.deepEqual(
      broken.children?.().map(({ name }) => name),
      ['buf', 'len'],
    );
  });

  it('of a frame whose registers are lost say so', () => {
    const it = stopped();
    const lost = { ...inner(it), registers: () => undefined, cfa: undefined };
    const texts = [...values(it, lost)].map(([, value]) => value.text);
    assert.deepEqual(new Set(texts), new Set(['<the frame is not known>']));
  });
});

/** Functions whose variables are assigned once, with the line of `stops` that says to what. */
const assignedOnce: Readonly<Record<string, string>> = {
  scalars: 'black_box((&letter, &truth',
  aggregates: 'black_box((&slice, &text',
  variants: 'black_box((&mint',
};

/** The expected text, in which the found one may have reasons in place of any part. */
function agrees(found: string, expected: string | RegExp): boolean {
  if (typeof expected !== 'string') return expected.test(found) || found.includes('<');
  const literal = found.split(/<[^<>]*>/).map(it => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(expected);
}

describe('values in an optimized program', function () {
  this.timeout(120_000);
  for (const [level, version] of VARIANTS.filter(([it]) => it !== '0')) {
    it(`are right or missing where they are in no memory, O${level}, DWARF ${version}`, () => {
      const stopped = stoppedIn(rustFixture(level, version), 'tokens::_start');
      const { machine, info } = stopped;
      machine.breakpoints.clear();
      const seen = new Map<string, Set<string>>();
      let checked = 0;
      for (let step = 0; step < 20_000; step++) {
        machine.run(1);
        const frames = info.framesAt(machine.pc);
        const depth = frames.length - 1;
        const functionName = frames[depth]?.shortName ?? '';
        const expected = stops[assignedOnce[functionName] ?? ''];
        if (!expected) continue;
        for (const [name, value] of values(stopped, inner(stopped), depth)) {
          const wanted = expected[name]?.[1] ?? '';
          const isRight = agrees(value.text, wanted);
          // Its slot on the stack is a variable's place from its declaration on, the write may come later.
          if (value.address === undefined) {
            const where = `${name} at 0x${machine.pc.toString(16)}: ${value.text}`;
            assert.ok(isRight, `${where} for ${String(wanted)}`);
            checked++;
          }
          const key = `${functionName} ${name}`;
          seen.set(key, (seen.get(key) ?? new Set()).add(isRight ? 'right' : value.text));
        }
      }
      const wrong = [...seen].filter(([, texts]) => !texts.has('right'));
      assert.deepEqual(wrong, []);
      assert.ok(checked > 100 && seen.size > 25, `${checked} of ${seen.size} variables`);
      assert.deepEqual(info.problems, []);
    });
  }
});
