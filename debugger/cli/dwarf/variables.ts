/** `avm dwarf variables`: every variable, and where its value is at each address. */

import type { ListedVariable, ListedVariables } from '../../dwarf/listing/variables';
import { hex32 } from '../../shared/hex';
import type { Subject } from './subject';

export const variables: Subject<ListedVariables> = {
  name: 'variables',
  description: 'print every variable and parameter, and where it is at each address',
  example: 'avm dwarf variables --json contract.elf',
  items: info => info.listVariables(),

  toJson: it => ({
    ...(it.offset === undefined ? {} : { offset: hex32(it.offset) }),
    // Statics are of no function.
    function: it.function ?? null,
    ...(it.isInlined ? { inlined: true } : {}),
    variables: it.variables.map(variableToJson),
  }),

  *toText(it) {
    yield `${it.function ?? 'statics'}${it.isInlined ? '  inlined' : ''}`;
    for (const variable of it.variables) yield* variableText(variable);
  },
};

function variableToJson(it: ListedVariable): object {
  return {
    offset: hex32(it.offset),
    name: it.name,
    type: it.type,
    ...(it.isParameter ? { parameter: true } : {}),
    declaration: { file: it.file, line: it.line },
    scope: it.scope.map(({ low, high }) => ({ low: hex32(low), high: hex32(high) })),
    ...(it.location === undefined ? {} : { location: it.location }),
    locations: it.locations.map(({ low, high, expression }) => ({
      low: hex32(low),
      high: hex32(high),
      expression,
    })),
    ...(it.constant === undefined ? {} : { constant: it.constant }),
  };
}

function* variableText(it: ListedVariable): Generator<string> {
  const place = it.file === undefined ? '' : `  ${it.file}:${it.line ?? 0}`;
  const kind = it.isParameter ? '  parameter' : '';
  yield `  ${it.name ?? '_'}: ${it.type}${kind}${place}  ${wholeText(it)}`.trimEnd();
  for (const { low, high, expression } of it.locations) {
    yield `    ${hex32(low)}-${hex32(high)}  ${expression === '' ? 'nowhere' : expression}`;
  }
}

function wholeText({ location, locations, constant }: ListedVariable): string {
  if (constant !== undefined) return `= ${constant}`;
  if (location !== undefined) return location === '' ? 'optimized out' : location;
  return locations.length === 0 ? 'optimized out' : '';
}
