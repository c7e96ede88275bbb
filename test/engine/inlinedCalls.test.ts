/** Lines that have no code but that of a call of somebody else's, which was inlined: where one stops at them. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsAhead } from '../../debugger/engine/codePlace';
import { Module } from '../../debugger/engine/module';
import { SymbolTable } from '../../debugger/elf/symbolTable';
import type { FixtureElf } from '../dwarf/tools';
import { FIXTURES, rustFixture } from '../dwarf/tools';
import { servicesAt } from './support/optimized';
import { Session, lineOf as lineIn, sourceOf } from './support/session';

const FILE = '/fixture/inlined.rs';
const text = readFileSync(join(FIXTURES, 'inlined.rs'), 'utf8').split('\n');
const lineOf = (part: string): number => text.findIndex(it => it.includes(part)) + 1;

/** What is asked for, and what of the source stands there. */
const LINES: readonly (readonly [asked: string, found: string, name: string])[] = [
  ['fn on_one_line', 'fn on_one_line', 'on_one_line'],
  ['fn on_a_line_of_its_own', 'a.wrapping_mul', 'on_a_line_of_its_own'],
  ['a.wrapping_mul', 'a.wrapping_mul', 'on_a_line_of_its_own'],
  ['fn before_another_line', 'a.rotate_left', 'before_another_line'],
  ['a.rotate_left', 'a.rotate_left', 'before_another_line'],
];

function moduleOf({ image, path, info }: FixtureElf): Module {
  const parts = { id: '', kind: 'contract', name: 'inlined', path, image } as const;
  const symbols = new SymbolTable(image);
  return new Module({ ...parts, symbols, info: info(), isOwnFile: it => it === FILE });
}

describe('a line that only calls what was inlined', () => {
  for (const version of [4, 5]) {
    const elf = rustFixture('0', version, 'inlined');
    for (const [asked, found, name] of LINES) {
      it(`can be stopped at: ${asked}, DWARF ${version}`, () => {
        const module = moduleOf(elf);
        const place = module.info.breakpointAt(FILE, lineOf(asked));
        assert.equal(place?.line, lineOf(found));
        assert.equal(place.addresses.length, 1);
        const [address = 0] = place.addresses;
        const frames = module.framesAt(address);
        const top = frames[callsAhead(module, frames)];
        assert.equal(top?.shortName, name);
        assert.deepEqual([top.file, top.line], [FILE, lineOf(found)]);
        const { file, line, isOwn, chain } = module.placeAt(address);
        assert.deepEqual([file, line, isOwn], [FILE, lineOf(found), true]);
        assert.deepEqual(chain, [`inlined::${name}`]);
        // Its arguments are there: it is behind the prologue.
        assert.ok(address > (frames.at(-1)?.lowPc ?? 0));
      });
    }

    it(`is a place for a breakpoint, DWARF ${version}`, () => {
      const line = lineOf('a.wrapping_mul');
      const places = elf.info().linesWithCode(FILE, line, line);
      assert.deepEqual(
        places.map(it => it.line),
        [line],
      );
    });

    it(`is where a step stops that comes to it, DWARF ${version}`, () => {
      const module = moduleOf(elf);
      const [address = 0] =
        module.info.breakpointAt(FILE, lineOf('a.wrapping_mul'))?.addresses ?? [];
      assert.ok(module.placeAt(address).isStatement);
    });
  }
});

describe('a breakpoint on a line whose first code is an inlined call', () => {
  const dex = sourceOf('dex');
  const line = lineIn(dex, '        number(shares)');
  const trouble = sourceOf('trouble');

  async function stopped(condition = ''): Promise<Session> {
    const session = await Session.launch('dex/trade', { services: servicesAt('3'), build: true });
    const wish = condition === '' ? { line } : { line, condition };
    const [placed] = session.engine.setSourceBreakpoints(dex, [wish]);
    assert.equal(placed?.line, line);
    assert.equal(await session.run('continue'), 'add main.rs: number(shares)');
    return session;
  }

  it('stops in that line, of the function that makes the call', async () => {
    const { engine } = await stopped();
    assert.deepEqual([engine.stack()[0]?.name, engine.stack()[0]?.line], ['dex::Desk::add', line]);
    assert.ok(engine.locals(0).some(it => it.name === 'shares'));
  });

  it('asks its condition there', async () => {
    const session = await stopped('shares > 0');
    // It may be optimized out there; in the callee it would not even be known.
    assert.doesNotMatch(session.stop?.text ?? '', /there is no variable/);
  });

  it('is before the call: a step over passes it, and a step into goes there', async () => {
    const over = await stopped();
    assert.doesNotMatch(await over.run('next'), /^number /);
    const into = await stopped();
    assert.match(await into.run('stepIn'), /^number /);
  });

  it('asks it of each turn of a loop that is nothing but calls of the library', async () => {
    for (const level of ['0', '3'] as const) {
      const session = await Session.launch('trouble/trouble', {
        services: servicesAt(level),
        build: true,
      });
      const condition = 'turns == 5';
      const wish = { line: lineIn(trouble, 'turns = black_box'), condition };
      session.engine.setSourceBreakpoints(trouble, [wish]);
      assert.match(await session.run('continue'), /^forever main\.rs: turns = black_box/);
      assert.equal(session.stop?.text, undefined);
      assert.equal(session.engine.evaluate('turns', 0).value, '5');
    }
  });
});
