/** abi.json beside a contract's Cargo.toml, in aVM's form. [avm.md 6.4] */

import type { ParseError } from 'jsonc-parser';
import { parse, printParseErrorCode } from 'jsonc-parser';
import { MalformedInput } from '../../shared/errors';
import type { ContractAbi, EventAbi, Field, FunctionAbi } from './contractAbi';
import { parseType } from './valueType';

/** Unknown members are passed over, so that a richer form can be read; a missing or wrong one is refused. */
export function parseAbiFile(text: string, source: string): ContractAbi {
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const at = { source, offset: first.offset };
    throw new MalformedInput('not-json', at, printParseErrorCode(first.error));
  }
  const read = new AbiReader(source);
  const root = read.object(json, 'the file');
  return {
    functions: read.list(root['functions'] ?? [], 'functions').map(it => read.function(it)),
    events: read.list(root['events'] ?? [], 'events').map(it => read.event(it)),
    structs: [],
    maps: [],
  };
}

class AbiReader {
  constructor(private readonly source: string) {}

  object(json: unknown, what: string): Record<string, unknown> {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      this.#fail(`${what} is not an object`);
    }
    return json as Record<string, unknown>;
  }

  list(json: unknown, what: string): unknown[] {
    return Array.isArray(json) ? json : this.#fail(`${what} is not a list`);
  }

  function(json: unknown): FunctionAbi {
    const object = this.object(json, 'a function');
    const name = this.#name(object, 'a function');
    const selector = object['selector'];
    if (typeof selector !== 'number' || !Number.isInteger(selector) || selector >> 8 !== 0) {
      this.#fail(`the selector of ${name} is not a number from 0 to 255`);
    }
    const [output] = this.list(object['outputs'] ?? [], `outputs of ${name}`);
    return {
      name,
      selector,
      inputs: this.#fields(object, name),
      output: output === undefined ? undefined : parseType(this.#typeOf(output, name)),
    };
  }

  event(json: unknown): EventAbi {
    const object = this.object(json, 'an event');
    const name = this.#name(object, 'an event');
    return { name, fields: this.#fields(object, name) };
  }

  #fields(object: Record<string, unknown>, owner: string): Field[] {
    return this.list(object['inputs'] ?? [], `inputs of ${owner}`).map(json => {
      const typeName = this.#typeOf(json, owner);
      const name = this.#name(this.object(json, `an input of ${owner}`), `an input of ${owner}`);
      return { name, typeName, type: parseType(typeName) };
    });
  }

  #typeOf(json: unknown, owner: string): string {
    const type = this.object(json, `a parameter of ${owner}`)['type'];
    return typeof type === 'string' ? type : this.#fail(`a parameter of ${owner} has no type`);
  }

  #name(object: Record<string, unknown>, what: string): string {
    const name = object['name'];
    return typeof name === 'string' ? name : this.#fail(`${what} has no name`);
  }

  #fail(detail: string): never {
    throw new MalformedInput('not-an-abi', { source: this.source, offset: 0 }, detail);
  }
}
