/** Pointers that the optimizer kept nowhere, though what they point to is known. [DWARF5 §2.6.1.1.4] */

import { strict as assert } from 'node:assert';
import { createValue } from '../../debugger/dwarf/values/value';
import type { Place } from '../../debugger/dwarf/values/presentation';
import { memberOf, targetOf } from '../../debugger/engine/evaluate/places';
import { frameContext, stoppedAtText, unwound } from './stopped';
import { cFixture } from './tools';

/** The places of all variables of a function at the statement that holds a text. */
function placesAt(
  text: string,
  version: number,
  functionName: string,
  flags: readonly string[] = [],
): ReadonlyMap<string, Place> {
  const elf = cFixture('gcc', '2', version, 'data.c', flags);
  const stopped = stoppedAtText(elf, text, 'data.c');
  const [frame] = unwound(stopped);
  assert.ok(frame);
  const { info } = stopped;
  const depth = info.framesAt(frame.pc).findIndex(it => it.shortName === functionName);
  const places = new Map<string, Place>();
  for (const it of info.variablesAt(frame.pc, depth)) {
    places.set(it.name, info.variablePlace(it, frameContext(stopped, frame)));
  }
  return places;
}

function textOf(place: Place | undefined): string {
  return place === undefined ? 'nothing' : createValue(place).text;
}

const VIEWS = ['-ginline-points', '-gstatement-frontiers', '-gvariable-location-views=incompat5'];

describe('pointers to what is nowhere in memory', () => {
  // GNU's entries of location lists, which number the statements of an address.
  it('are found in lists with numbers of views', () => {
    const of = placesAt('int square = of->x', 5, 'lengthOf', VIEWS).get('of');
    assert.equal(textOf(of), '&point { x: 7, y: 4 }');
  });

  for (const [version, ...flags] of [[2], [4], [5], [4, '-gdwarf64'], [5, '-gdwarf64']] as const) {
    describe(['gcc O2, DWARF', version, ...flags].join(' '), () => {
      it('show what they point to, and have it and its fields', () => {
        const of = placesAt('int square = of->x', version, 'lengthOf', flags).get('of');
        assert.equal(textOf(of), '&point { x: 7, y: 4 }');
        assert.equal(textOf(of && memberOf(of, 'x')), '7');
        assert.equal(textOf(of && targetOf(of)), 'point { x: 7, y: 4 }');
      });
      it('lead to one another', () => {
        const places = placesAt('int square = of->x', version, 'pointed', flags);
        const twice = places.get('twice');
        assert.equal(textOf(twice), '&&82');
        const pointer = twice && targetOf(twice);
        assert.equal(textOf(pointer), '&82');
        assert.equal(textOf(pointer && targetOf(pointer)), '82');
      });
      it('cannot be set, and have no address', () => {
        const twice = placesAt('int square = of->x', version, 'pointed', flags).get('twice');
        const value = twice && createValue(twice);
        assert.equal(value?.readOnly, 'points to a value that is nowhere in memory');
        assert.equal(value.pointsTo, undefined);
      });
    });
  }
});
