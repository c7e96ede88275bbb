/**
 * Checks messages against the protocol's own JSON schema: requests, responses and events, whoever sent them.
 * Stricter than the schema in one thing: a property that it does not name is a mistake, except where it says that
 * launching and attaching take what they like.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019';

type Schema = Record<string, unknown>;
type Definitions = Readonly<Record<string, Schema>>;

export const definitions = (
  JSON.parse(readFileSync(join(__dirname, '../schema/debugAdapterProtocol.json'), 'utf8')) as {
    definitions: Definitions;
  }
).definitions;

/** Every request of the protocol that a client may send, by its command. The two that an adapter sends are not here. */
export const requestNames: ReadonlyMap<string, string> = namesBy('Request', 'command', [
  'runInTerminal',
  'startDebugging',
]);

export const eventNames: ReadonlyMap<string, string> = namesBy('Event', 'event', []);

/** What is wrong with a message of the protocol; nothing where it fits. A message of ours is none of its business. */
export function schemaProblems(message: Dap.ProtocolMessage): string[] {
  const name = definitionOf(message);
  if (name === undefined) return [`${subject(message)}: not in the protocol`];
  const validate = validatorOf(name);
  if (validate(message)) return [];
  return (validate.errors ?? []).map(it => `${subject(message)}: ${sentence(it)}`);
}

/** `avm/*`: see protocol.ts of the debugger. */
export function isOurs(message: Dap.ProtocolMessage): boolean {
  return subject(message).startsWith('avm/');
}

function definitionOf(message: Dap.ProtocolMessage): string | undefined {
  if (message.type === 'event') return eventNames.get((message as Dap.Event).event);
  const request = requestNames.get((message as Dap.Request).command);
  if (message.type === 'request') return request;
  if (!(message as Dap.Response).success) return 'ErrorResponse';
  return request?.replace(/Request$/, 'Response');
}

function subject(message: Dap.ProtocolMessage): string {
  const { event, command } = message as Partial<Dap.Event & Dap.Request>;
  return event ?? command ?? message.type;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const { unevaluatedProperty: unknown } = params as { unevaluatedProperty?: string };
  if (unknown !== undefined) return `${instancePath}/${unknown} is not in the protocol`;
  return `${instancePath} ${message ?? 'does not fit'}`;
}

function namesBy(base: string, key: string, without: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, { allOf }] of Object.entries(definitions)) {
    const [parent, own] = (allOf ?? []) as Schema[];
    if (parent?.['$ref'] !== `#/definitions/${base}`) continue;
    const properties = own?.['properties'] as Record<string, { enum?: string[] }>;
    const value = properties[key]?.enum?.[0];
    if (value !== undefined && !without.includes(value)) names.set(value, name);
  }
  return names;
}

const validators = new Map<string, ValidateFunction>();
// The schema's own words (`_enum`, `enumDescriptions`) and the formats of its integers are no business of a validator.
const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });

function validatorOf(name: string): ValidateFunction {
  let validate = validators.get(name);
  if (validate === undefined) {
    validate = ajv.compile({
      $ref: `#/definitions/${name}`,
      unevaluatedProperties: false,
      definitions: closedDefinitions,
    });
    validators.set(name, validate);
  }
  return validate;
}

/** What others extend has to stay open, for the heir is closed as a whole; and launching takes what it likes. */
const OPEN = new Set([
  'ProtocolMessage',
  'Request',
  'Event',
  'Response',
  'LaunchRequestArguments',
  'AttachRequestArguments',
  'Module', // Its columns may be an adapter's own: `additionalModuleColumns`.
]);

const closedDefinitions = Object.fromEntries(
  Object.entries(definitions).map(([name, it]) => [
    name,
    OPEN.has(name) ? it : closed(it, 'allOf' in it),
  ]),
);

/** A schema in which every object with named properties has no others. */
function closed(schema: unknown, isMessage: boolean): unknown {
  if (Array.isArray(schema)) return schema.map(it => closed(it, isMessage));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, it]) => [
      // The one `oneOf`, in RestartArguments, is between two types that take the same objects: nothing would fit it.
      key === 'oneOf' ? 'anyOf' : key,
      closed(it, key === 'allOf' && isMessage),
    ]),
  );
  const isClosed =
    !isMessage &&
    'properties' in inner &&
    !('additionalProperties' in inner) &&
    inner['type'] === 'object';
  return isClosed ? { ...inner, unevaluatedProperties: false } : inner;
}
