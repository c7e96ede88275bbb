/** How tests start `avm`. */

import { join } from 'node:path';

/**
 * What Node is given before avm's own arguments: its sources or, in `npm test`, which has just built it, the bundle that is
 * shipped. That starts in a tenth of the time.
 */
export const AVM: readonly string[] =
  process.env['AVM_BUNDLE'] === undefined
    ? [require.resolve('tsx/cli'), join(__dirname, '../../../debugger/cli.ts')]
    : [process.env['AVM_BUNDLE']];
