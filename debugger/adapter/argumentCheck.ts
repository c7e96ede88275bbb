/**
 * Arguments of requests, before a handler sees them: a client's mistake is answered with the argument's name.
 * What the protocol does not know is let through, for clients may be newer than this adapter.
 */

import { argumentTypes } from './argumentTypes';
import { RequestError } from './requestError';

export type ArgumentType = 'string' | 'integer' | 'boolean' | readonly ArgumentType[] | ObjectType;

/** By name; a name that ends with `?` may be left out. */
export interface ObjectType {
  readonly [name: string]: ArgumentType;
}

/** @throws RequestError where an argument is missing or has the wrong type */
export function checkArguments(command: string, args: unknown): void {
  const type = argumentTypes[command];
  if (type !== undefined) check(command, args, type, '');
}

function check(command: string, value: unknown, type: ArgumentType, at: string): void {
  if (typeof type === 'string') {
    if (!isSimple(value, type)) wrong(command, at, type === 'integer' ? 'an integer' : `a ${type}`);
  } else if (isList(type)) {
    if (!Array.isArray(value)) wrong(command, at, 'a list');
    const [items] = type;
    if (items !== undefined)
      value.forEach((it, index) => check(command, it, items, `${at}[${index}]`));
  } else {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      wrong(command, at, 'an object');
    checkMembers(command, value as Record<string, unknown>, type, at);
  }
}

function checkMembers(
  command: string,
  value: Readonly<Record<string, unknown>>,
  type: ObjectType,
  at: string,
): void {
  for (const [key, member] of Object.entries(type)) {
    const name = key.replace(/\?$/, '');
    const place = at === '' ? name : `${at}.${name}`;
    // Some clients write null for what they leave out.
    const given = value[name] ?? undefined;
    if (given !== undefined) check(command, given, member, place);
    else if (name === key) throw new RequestError(`${command} needs "${place}"`);
  }
}

function wrong(command: string, at: string, wanted: string): never {
  throw new RequestError(
    `${command}: ${at === '' ? 'its arguments' : `"${at}"`} must be ${wanted}`,
  );
}

function isList(type: ArgumentType): type is readonly ArgumentType[] {
  return Array.isArray(type);
}

function isSimple(value: unknown, type: 'string' | 'integer' | 'boolean'): boolean {
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === type;
}
