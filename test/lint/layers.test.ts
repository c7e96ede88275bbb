/** The layer table holds: lint refuses an import against it, and lets those through that it allows. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const root = join(__dirname, '../..');
const eslint = new ESLint({ cwd: root });

async function complaints(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return (result?.messages ?? []).flatMap(it => it.ruleId ?? []);
}

describe('imports', function () {
  this.timeout(60_000);

  const refused: readonly [file: string, imported: string][] = [
    ['debugger/shared/probe.ts', '../vm/machine'],
    ['debugger/vm/probe.ts', '../chain/run'],
    ['debugger/vm/hart/probe.ts', '../../elf/elfImage'],
    ['debugger/elf/probe.ts', '../dwarf/debugInfo'],
    ['debugger/dwarf/probe.ts', '../elf/elfImage'],
    ['debugger/chain/probe.ts', '../engine/views'],
    ['debugger/engine/probe.ts', '../adapter/session'],
    ['debugger/engine/probe.ts', '@vscode/debugprotocol'],
    ['debugger/engine/probe.ts', 'node:fs'],
    ['debugger/adapter/probe.ts', '../vm/machine'],
    ['debugger/adapter/probe.ts', 'vscode'],
    ['src/probe.ts', '../debugger/engine/debugEngine'],
  ];
  for (const [file, imported] of refused) {
    it(`of ${imported} are refused in ${file}`, async () => {
      const found = await complaints(file, `import * as it from '${imported}';\nvoid it;\n`);
      assert.deepEqual(found, ['no-restricted-imports']);
    });
  }

  const allowed: readonly [file: string, imported: string][] = [
    ['debugger/chain/probe.ts', '../vm/machine'],
    ['debugger/engine/probe.ts', '../dwarf/debugInfo'],
    ['debugger/adapter/probe.ts', '../engine/views'],
    ['debugger/host/probe.ts', 'node:fs'],
    ['src/probe.ts', '../debugger/protocol'],
  ];
  for (const [file, imported] of allowed) {
    it(`of ${imported} are allowed in ${file}`, async () => {
      assert.deepEqual(
        await complaints(file, `import * as it from '${imported}';\nvoid it;\n`),
        [],
      );
    });
  }
});
