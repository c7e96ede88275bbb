/** Writes what was seen over what was expected, and leaves every other character of the file as it is. */

import { applyEdits, modify } from 'jsonc-parser';
import type { Golden } from '../../chain/scenario/expectations';
import type { CliServices } from '../services';
import type { ScenarioOutcome } from './outcome';

const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

export interface Updated {
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  readonly values: number;
  /** Differences that have no value to be written: a range that is missed, a receipt that is not there. */
  readonly left: number;
}

export async function updateGoldens(
  outcomes: readonly ScenarioOutcome[],
  services: Pick<CliServices, 'readFile' | 'writeFile' | 'resolvePath'>,
): Promise<Updated> {
  const mismatches = outcomes.flatMap(it => it.mismatches);
  const goldens = mismatches.flatMap(it => it.golden ?? []);
  const byFile = new Map<string, Golden[]>();
  for (const it of goldens) {
    const { source } = it.document;
    byFile.set(source, [...(byFile.get(source) ?? []), it]);
  }
  for (const [source, own] of byFile) {
    const path = services.resolvePath(process.cwd(), source);
    const text = new TextDecoder().decode(await services.readFile(path));
    const updated = own.reduce(
      (now, it) => applyEdits(now, modify(now, it.path, it.value, FORMATTING)),
      text,
    );
    await services.writeFile(path, new TextEncoder().encode(updated));
  }
  return {
    files: [...byFile.keys()],
    values: goldens.length,
    left: mismatches.length - goldens.length,
  };
}
