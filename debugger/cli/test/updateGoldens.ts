/** Writes what was seen over what was expected, and leaves every other character of the file as it is. */

import { applyEdits, modify } from 'jsonc-parser';
import type { Golden } from '../../chain/scenario/expectations';
import type { CliServices } from '../services';
import type { ScenarioOutcome } from './outcome';

const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** Some editors begin a file with it; it is no part of the JSON. */
const BYTE_ORDER_MARK = '\ufeff';

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
  const files: string[] = [];
  let values = 0;
  let contradictions = 0;
  for (const [path, own] of byFile(goldens, services)) {
    const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await services.readFile(path),
    );
    const mark = whole.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const edits = [...distinct(own)];
    const agreed = edits.flatMap(it => it ?? []);
    contradictions += edits.length - agreed.length;
    values += agreed.length;
    if (agreed.length === 0) continue;
    const updated = agreed.reduce(
      (now, it) => applyEdits(now, modify(now, it.path, it.value, FORMATTING)),
      whole.slice(mark.length),
    );
    await services.writeFile(path, new TextEncoder().encode(`${mark}${updated}`));
    files.push(own[0]?.document.source ?? path);
  }
  return { files, values, left: mismatches.length - goldens.length + contradictions };
}

/** One file may be known by several names: as it was given, and as another one extends it. */
function byFile(
  goldens: readonly Golden[],
  services: Pick<CliServices, 'resolvePath'>,
): Map<string, Golden[]> {
  const files = new Map<string, Golden[]>();
  for (const it of goldens) {
    const path = services.resolvePath(process.cwd(), it.document.source);
    files.set(path, [...(files.get(path) ?? []), it]);
  }
  return files;
}

/** One for each place; undefined where scenarios that share the place have seen different values. */
function distinct(goldens: readonly Golden[]): Iterable<Golden | undefined> {
  const places = new Map<string, Golden | undefined>();
  for (const it of goldens) {
    const place = JSON.stringify(it.path);
    const known = places.get(place);
    const isSame = known !== undefined && JSON.stringify(known.value) === JSON.stringify(it.value);
    places.set(place, isSame || !places.has(place) ? it : undefined);
  }
  return places.values();
}
