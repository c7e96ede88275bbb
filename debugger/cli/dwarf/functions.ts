/** `avm dwarf functions`: every function with code, and every call that was inlined into it. */

import type {
  ListedCode,
  ListedFunction,
  ListedInlinedCall,
  ListedPlace,
} from '../../dwarf/listing/functions';
import type { AddressRange } from '../../dwarf/ranges';
import { hex32 } from '../../shared/hex';
import type { Subject } from './subject';

export const functions: Subject<ListedFunction> = {
  name: 'functions',
  description: 'print every function with code and every inlined call',
  example: 'avm dwarf functions --json contract.elf',
  items: info => info.listFunctions(),

  toJson: it => ({
    ...codeToJson(it),
    ...(it.isExternal ? { external: true } : {}),
    ...(it.isNoreturn ? { noreturn: true } : {}),
    inlined: it.inlined.map(inlinedToJson),
  }),

  *toText(it) {
    yield `${it.name}  ${rangesText(it.ranges)}${declaredAt(it.declaration)}`;
    yield* inlinedText(it.inlined, '  ');
  },
};

function inlinedToJson(it: ListedInlinedCall): unknown {
  return {
    ...codeToJson(it),
    call: it.call,
    ...(it.entryPc === undefined ? {} : { entry_pc: hex32(it.entryPc) }),
    inlined: it.inlined.map(inlinedToJson),
  };
}

function codeToJson(it: ListedCode): object {
  return {
    offset: hex32(it.offset),
    name: it.name,
    linkage_name: it.linkageName,
    declaration: it.declaration,
    ranges: it.ranges.map(({ low, high }) => ({ low: hex32(low), high: hex32(high) })),
  };
}

function* inlinedText(calls: readonly ListedInlinedCall[], indent: string): Generator<string> {
  for (const it of calls) {
    yield `${indent}${it.name}  ${rangesText(it.ranges)}  called at ${placeText(it.call)}`;
    yield* inlinedText(it.inlined, `${indent}  `);
  }
}

function rangesText(ranges: readonly AddressRange[]): string {
  return ranges.map(({ low, high }) => `${hex32(low)}-${hex32(high)}`).join(' ');
}

function declaredAt(place: ListedPlace): string {
  return place.file === undefined ? '' : `  declared at ${placeText(place)}`;
}

function placeText({ file, line, column }: ListedPlace): string {
  return [file ?? '?', line ?? 0, ...(column === undefined ? [] : [column])].join(':');
}
