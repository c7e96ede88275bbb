/** The translator while nothing is hot: its quick loop does everything, and nothing is translated. */

import type { EngineChoice } from './choice';

export const UNTRANSLATED: EngineChoice = {
  name: 'translator',
  eagerness: { interval: 4096, price: Infinity, shortestRun: 0, smallestUnit: Infinity },
};
