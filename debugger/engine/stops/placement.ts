/** Where the code breakpoints of a wish stand: addresses in programs, or a sentence on why nowhere. */

import { matchesName } from '../../dwarf/breakpoints';
import type { Module } from '../module';
import { isForeign } from '../ownCode';
import type { Target } from '../target';
import { readPattern } from './functionPattern';

/** An address means something in one program only; without one, in whatever program runs there. */
export interface Site {
  readonly module: Module | undefined;
  readonly address: number;
}

export type Placement =
  | {
      readonly sites: readonly Site[];
      /** From 1; 0 where the code belongs to no line. */
      readonly line: number;
      readonly column?: number;
      /** What a person should know of it. */
      readonly note?: string;
    }
  | { readonly problem: string };

/** Which contracts have nothing of their author's code: what is looked for may be in one of them. */
function untold(modules: readonly Module[]): string {
  const names = modules.filter(it => it.kind === 'contract' && !hasOwnLines(it)).map(it => it.name);
  if (names.length === 0) return '';
  const have = names.length === 1 ? 'has' : 'have';
  return ` ${names.join(', ')} ${have} no debug information of its source: build with -C debuginfo=2, and do not strip it.`;
}

function hasOwnLines({ info }: Module): boolean {
  return info.files().some(it => !isForeign(it));
}

export function placeLine(
  { modules, sources }: Target,
  path: string,
  line: number,
  column: number | undefined,
): Placement {
  const files = modules.flatMap(module =>
    sources.recordedAs(module, path).map(file => ({ module, file })),
  );
  if (files.length === 0) {
    return {
      problem: `No program of this scenario was compiled from this file.${untold(modules)}`,
    };
  }
  const places = files.flatMap(({ module, file }) => {
    const place = module.info.breakpointAt(file, line, column);
    return place === undefined ? [] : [{ module, place }];
  });
  // Where programs disagree, the one that has code nearest to the wish is right.
  const nearest = Math.min(...places.map(it => it.place.line));
  const chosen = places.filter(it => it.place.line === nearest);
  const first = chosen[0];
  if (first === undefined) return { problem: 'There is no code on this line or after it.' };
  const at = first.place.column;
  return {
    sites: chosen.flatMap(({ module, place }) =>
      place.addresses.map(address => ({ module, address })),
    ),
    line: nearest,
    ...(at !== undefined && { column: at }),
    ...(nearest !== line && {
      note: 'There is no code on the line that was asked for: this is the next that has some.',
    }),
  };
}

/** Nobody knows where its prologue ends. */
const BY_SYMBOL =
  'There is a symbol and no debug information: the stop is at the first instruction.';

export function placeFunction({ modules }: Target, name: string): Placement {
  const pattern = readPattern(name);
  if ('problem' in pattern) return pattern;
  const described = modules.flatMap(module =>
    module.info
      .functionNamed(pattern.matches)
      .flatMap(it => it.addresses.map(address => ({ module, address, name: it.name }))),
  );
  const isDescribed = described.length > 0;
  const all = isDescribed
    ? described
    : modules.flatMap(module =>
        module.symbols
          .functions(it => matchesName(it, pattern.matches))
          .map(it => ({ module, ...it })),
      );
  if (pattern.isGivenUp?.() === true) {
    return { problem: `${name} takes too long to be looked for: a simpler expression will do.` };
  }
  // The kernel and clibc have a `transfer` of their own, which nobody means who has written another.
  const own = all.filter(it => it.module.placeAt(it.address).isOwn);
  const sites = own.length > 0 ? own : all;
  const first = sites[0];
  if (first === undefined) {
    return {
      problem: `No program of this scenario has a function named ${name}.${untold(modules)}`,
    };
  }
  const names = new Set(sites.map(it => it.name));
  const notes = [
    ...(names.size > 1 ? [`${names.size} functions match.`] : []),
    ...(isDescribed ? [] : [BY_SYMBOL]),
  ];
  return {
    sites: sites.map(({ module, address }) => ({ module, address })),
    line: names.size > 1 ? 0 : first.module.placeAt(first.address).line,
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}
