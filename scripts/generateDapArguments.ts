/** Writes debugger/adapter/argumentTypes.ts from the protocol's schema; `--check` compares instead. */

import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { definitions, requestNames } from '../test/dap/support/protocolSchema';
import { writeGenerated } from './lib/writeGenerated';

type Schema = Readonly<Record<string, unknown>>;

/** Of a source these are not read, and the first is made of sources in turn. */
const UNREAD = new Set(['sources', 'adapterData', 'checksums', 'origin', 'presentationHint']);
/** Their arguments are what we say they are: launchArguments.ts. */
const OURS = new Set(['launch', 'attach', 'restart']);

/** Signed in the schema, though they count from 0. */
const INDICES = new Set(['startModule']);

const path = join(__dirname, '../debugger/adapter/argumentTypes.ts');

void main();

async function main(): Promise<void> {
  const rows = [...requestNames]
    .filter(([command]) => !OURS.has(command))
    .map(([command, name]) => [command, argumentsOf(name)] as const)
    .filter(([, type]) => Object.keys(type).length > 0);
  const text = `/**
 * What the arguments of each request must be. [DAP requests]
 * Written by \`npm run generate\` from the protocol's schema: change that.
 */

import type { ObjectType } from './argumentType';
import { oneOf } from './argumentType';

export const argumentTypes: Readonly<Record<string, ObjectType>> = ${written(Object.fromEntries(rows))};
`;
  writeGenerated(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

/** As TypeScript: the words that an argument may be are a call. */
function written(type: object): string {
  return JSON.stringify(type).replace(
    /\{"oneOf":\[([^\]]*)\]\}/g,
    (_, words: string) => `oneOf(${words})`,
  );
}

function argumentsOf(request: string): object {
  const [, own] = definitions[request]?.['allOf'] as Schema[];
  const schema = (own?.['properties'] as Record<string, Schema>)['arguments'];
  return schema === undefined ? {} : objectType(resolved(schema));
}

function objectType(schema: Schema): object {
  const required = new Set((schema['required'] ?? []) as string[]);
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  return Object.fromEntries(
    properties
      .filter(([name]) => !UNREAD.has(name))
      .map(([name, it]) => [required.has(name) ? name : `${name}?`, typeOf(it, name)]),
  );
}

function typeOf(reference: Schema, name = ''): unknown {
  const schema = resolved(reference);
  if (schema['type'] === 'array') return [typeOf(schema['items'] as Schema)];
  if (schema['type'] === 'object') return objectType(schema);
  // Those of an `_enum` are examples: others are allowed.
  if (schema['enum'] !== undefined) return { oneOf: schema['enum'] };
  const isUnsigned = String(schema['format']).startsWith('uint') || INDICES.has(name);
  return schema['type'] === 'integer' && isUnsigned ? 'natural' : schema['type'];
}

function resolved(schema: Schema): Schema {
  const reference = schema['$ref'] as string | undefined;
  const parts = schema['allOf'] as readonly Schema[] | undefined;
  if (parts !== undefined) return merged(parts.map(resolved));
  if (reference === undefined) return schema;
  return resolved(definitions[reference.replace('#/definitions/', '')] ?? {});
}

/** One that extends another has the properties of both. */
function merged(parts: readonly Schema[]): Schema {
  const all = (key: string): Schema[] => parts.map(it => (it[key] ?? {}) as Schema);
  return {
    type: 'object',
    properties: Object.assign({}, ...all('properties')) as Schema,
    required: parts.flatMap(it => (it['required'] ?? []) as string[]),
  };
}
