import { strict as assert } from 'node:assert';
import { bytesToHex } from './hex';
import { remembering } from './remembering';
import { Spellings } from './spellings';

describe('spellings', () => {
  it('are spelled once while they are kept', () => {
    const spelled: string[] = [];
    const spellings = new Spellings(it => {
      spelled.push(bytesToHex(it));
      return bytesToHex(it);
    }, 4);
    const bytes = Uint8Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3, 4, 5);
    assert.equal(spellings.of(bytes, 0, 3), '010203');
    assert.equal(spellings.of(bytes, 3, 6), '010203');
    assert.equal(spellings.of(bytes, 6, 11), '0102030405');
    assert.equal(spellings.of(bytes, 6, 11), '0102030405');
    assert.deepEqual(spelled, ['010203', '0102030405', '0102030405']);
  });

  it('are right, whichever share a place, and whatever becomes of the bytes', () => {
    const spellings = new Spellings(bytesToHex, 8);
    const bytes = new Uint8Array(8);
    for (let round = 0; round < 5000; round += 1) {
      const length = round % 9;
      for (let at = 0; at < length; at += 1) bytes[at] = (round * (at + 3)) >> 2;
      assert.equal(spellings.of(bytes, 0, length), bytesToHex(bytes.subarray(0, length)));
    }
  });

  it('are not kept where they are none', () => {
    const spellings = new Spellings<string>(() => {
      throw new TypeError('no text');
    }, 8);
    for (const _ of [1, 2]) assert.throws(() => spellings.of(new Uint8Array(4), 0, 4), TypeError);
  });
});

describe('a function that remembers', () => {
  it('makes an answer once, and forgets rather than growing for ever', () => {
    const made: string[] = [];
    const doubled = remembering((it: string) => {
      made.push(it);
      return it + it;
    }, 2);
    assert.deepEqual(['a', 'b', 'a', 'b'].map(doubled), ['aa', 'bb', 'aa', 'bb']);
    assert.deepEqual(['c', 'a'].map(doubled), ['cc', 'aa']);
    assert.deepEqual(made, ['a', 'b', 'c', 'a']);
  });
});
