/**
 * Arguments of requests, before a handler sees them: a client's mistake is answered with the argument's name.
 * What the protocol does not know is let through, for clients may be newer than this adapter.
 */

import type { ArgumentType, ObjectType, SimpleType } from './argumentType';
import { Words } from './argumentType';
import { argumentTypes } from './argumentTypes';
import { RequestError } from './requestError';

/**
 * @returns the arguments as handlers take them: without what a client has written `null` for
 * @throws RequestError where an argument is missing or has the wrong type
 */
export function readArguments(command: string, given: unknown): object {
  return readObject(command, given ?? {}, typesOf(command), '');
}

function typesOf(command: string): ObjectType {
  return (Object.hasOwn(argumentTypes, command) ? argumentTypes[command] : undefined) ?? {};
}

/**
 * Who means a thread that is not there means another session.
 * @throws RequestError where a request names one
 */
export function checkThread(
  command: string,
  args: { readonly threadId?: unknown },
  threads: () => readonly { readonly id: number }[],
): void {
  if (!Object.hasOwn(typesOf(command), 'threadId')) return;
  const ids = threads().map(it => it.id);
  if (ids.some(it => it === args.threadId)) return;
  throw new RequestError(`there is no thread ${String(args.threadId)}, only ${ids.join(', ')}`);
}

/** Some clients write null for what they leave out, and Lua's write an object with nothing in it as a list. */
export function withoutNulls(given: unknown): Record<string, unknown> | undefined {
  if (Array.isArray(given)) return given.length === 0 ? {} : undefined;
  if (typeof given !== 'object' || given === null) return undefined;
  return Object.fromEntries(Object.entries(given).filter(([, it]) => it !== null));
}

function read(command: string, value: unknown, type: ArgumentType, at: string): unknown {
  if (typeof type === 'string') {
    if (!isSimple(value, type)) wrong(command, at, SPOKEN[type]);
    return value;
  }
  if (type instanceof Words) {
    if (!type.all.some(it => it === value)) wrong(command, at, `one of ${type.all.join(', ')}`);
    return value;
  }
  if (!isList(type)) return readObject(command, value, type, at);
  if (!Array.isArray(value)) wrong(command, at, 'a list');
  const [items] = type;
  return items === undefined
    ? value
    : value.map((it, index) => read(command, it, items, `${at}[${index}]`));
}

function readObject(command: string, value: unknown, type: ObjectType, at: string): object {
  const members = withoutNulls(value) ?? wrong(command, at, 'an object');
  for (const [key, member] of Object.entries(type)) {
    const name = key.replace(/\?$/, '');
    const place = at === '' ? name : `${at}.${name}`;
    if (Object.hasOwn(members, name)) members[name] = read(command, members[name], member, place);
    else if (name === key) throw new RequestError(`${command} needs "${place}"`);
  }
  return members;
}

function wrong(command: string, at: string, wanted: string): never {
  throw new RequestError(
    `${command}: ${at === '' ? 'its arguments' : `"${at}"`} must be ${wanted}`,
  );
}

function isList(type: ArgumentType): type is readonly ArgumentType[] {
  return Array.isArray(type);
}

const SPOKEN: Readonly<Record<SimpleType, string>> = {
  string: 'a string',
  integer: 'an integer',
  natural: 'an integer that is not negative',
  boolean: 'a boolean',
};

function isSimple(value: unknown, type: SimpleType): boolean {
  if (type === 'natural') return Number.isSafeInteger(value) && Number(value) >= 0;
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === type;
}
