/**
 * Which engine the tests' machines have: `AVM_ENGINE=interpreter`, `translator`, or `eager`, which translates whatever
 * has run once, since programs of tests are over before anything is hot. The default is the product's.
 */

import { chooseEngine, EAGER, INTERPRETER, TRANSLATOR } from '../debugger/vm/jit/choice';

const CHOICES = { interpreter: INTERPRETER, translator: TRANSLATOR, eager: EAGER };

const name = process.env['AVM_ENGINE'] ?? 'translator';
if (!Object.hasOwn(CHOICES, name)) {
  throw new Error(`AVM_ENGINE is "${name}": it must be one of ${Object.keys(CHOICES).join(', ')}`);
}
chooseEngine(CHOICES[name as keyof typeof CHOICES]);
