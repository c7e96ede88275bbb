import { strict as assert } from 'node:assert';
import { endingInWords } from './reason';

describe('how a call ended', () => {
  const cases: readonly [status: string, reason: string | undefined, words: string][] = [
    ['trapped', undefined, 'trapped'],
    ['panicked', 'insufficient', 'panicked (insufficient)'],
    ['panicked', 'panicked at src/main.rs:3:5: no', 'panicked at src/main.rs:3:5: no'],
    ['reverted', 'panicked at the disco', 'reverted (panicked at the disco)'],
  ];
  for (const [status, reason, words] of cases) {
    it(words, () => assert.equal(endingInWords(status, reason), words));
  }
});
