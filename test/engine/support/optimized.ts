/** Sample contracts built at another optimization level than they are debugged at. */

import { join } from 'node:path';
import type { EngineServices } from '../../../debugger/engine/services';
import { buildCrate } from '../../../debugger/host/cargo';
import { fileExists, readFile, resolvePath } from '../../../debugger/host/files';

const root = join(__dirname, '../../..');

/** rustc's `-C opt-level`. */
export type Level = '0' | '1' | '2' | '3' | 's' | 'z';

const files: EngineServices = { readFile, fileExists, resolvePath };

/**
 * Services of a session whose contracts are built at a level, each level in a folder of its own. At level 0 they are
 * those that have been built before.
 */
export function servicesAt(level: Level): EngineServices {
  return level === '0' ? files : building(level);
}

/** The same for contracts that are no samples, so that nobody has built them. */
export function building(level: Level): EngineServices {
  return {
    ...files,
    build: async crate => {
      process.env['CARGO_PROFILE_DEV_OPT_LEVEL'] = level;
      process.env['CARGO_TARGET_DIR'] = join(root, 'target/optimized', level);
      try {
        return await buildCrate({ crate });
      } finally {
        delete process.env['CARGO_PROFILE_DEV_OPT_LEVEL'];
        delete process.env['CARGO_TARGET_DIR'];
      }
    },
  };
}
