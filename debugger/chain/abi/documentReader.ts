/** Reads the parts of an ABI document: its form is checked, what it does not know is passed over. */

import { MalformedInput } from '../../shared/errors';
import { JsonDocument } from '../jsonDocument';
import type {
  CallForm,
  ContractAbi,
  ErrorAbi,
  ErrorVariantAbi,
  EventAbi,
  Field,
  FunctionAbi,
  Mutability,
  StorageAbi,
  TypeAbi,
  VariantAbi,
} from './contractAbi';
import { layoutOf, selectorWidth } from './contractAbi';
import type { ValueType } from './valueType';
import { TYPE_NAMES, parseType } from './valueType';

type Members = Readonly<Record<string, unknown>>;

const FORMS: readonly CallForm[] = ['typed', 'router', 'raw'];
const MUTABILITIES: readonly Mutability[] = ['view', 'write', 'payable'];
const MAX_CODE = 0xffff_ffff;

export class DocumentReader {
  constructor(private readonly source: string) {}

  json(text: string): unknown {
    const document = new JsonDocument(text, this.source);
    const [first] = document.syntaxErrors();
    if (first === undefined) return document.value;
    const { offset, message } = first;
    const at = { source: this.source, offset, ...document.placeOf(offset) };
    throw new MalformedInput('not-json', at, message.replace(/^not JSON: /, ''));
  }

  object(json: unknown, what: string): Members {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      this.#fail(`${what} is not an object`);
    }
    return json as Members;
  }

  list(json: unknown, what: string): unknown[] {
    if (json === undefined) return [];
    return Array.isArray(json) ? json : this.#fail(`${what} is not a list`);
  }

  /** What a document says of the contract as a whole. */
  about(object: Members): Partial<ContractAbi> {
    const name = this.#text(object, 'name', 'the contract');
    const sourceHash = this.#text(object, 'sourceHash', 'the contract');
    const calls = this.#oneOf(object, 'calls', FORMS, 'the contract');
    return {
      ...(name !== undefined && { name }),
      ...this.#docs(object),
      ...(sourceHash !== undefined && { sourceHash }),
      ...(calls !== undefined && { calls }),
    };
  }

  function(json: unknown, calls: CallForm): FunctionAbi {
    const object = this.object(json, 'a function');
    const name = this.#name(object, 'a function');
    const outputs = this.list(object['outputs'], `outputs of ${name}`);
    const outputName = outputs.length === 0 ? undefined : this.#typeName(outputs[0], name);
    const error = this.#text(object, 'error', name);
    return {
      name,
      selector: this.#selector(object, name, calls),
      ...this.#docs(object),
      mutability: this.#oneOf(object, 'mutability', MUTABILITIES, name) ?? 'write',
      isInit: object['init'] === true,
      inputs: this.#fields(object, 'inputs', name),
      output: outputName === undefined ? undefined : parseType(outputName),
      outputName,
      ...(error !== undefined && { error }),
    };
  }

  event(json: unknown, calls: CallForm): EventAbi {
    const object = this.object(json, 'an event');
    const name = this.#name(object, 'an event');
    const layout =
      this.#oneOf(object, 'layout', ['borsh', 'packed'] as const, name) ?? layoutOf(calls);
    return { name, ...this.#docs(object), layout, fields: this.#fields(object, 'inputs', name) };
  }

  error(json: unknown): ErrorAbi {
    const object = this.object(json, 'an error');
    const name = this.#name(object, 'an error');
    const variants = this.list(object['variants'], `variants of ${name}`);
    return {
      name,
      id: this.#number(object, 'id', name, MAX_CODE),
      ...this.#docs(object),
      variants: variants.map(it => this.#errorVariant(it, name)),
    };
  }

  type(json: unknown): TypeAbi {
    const object = this.object(json, 'a type');
    const name = this.#name(object, 'a type');
    const docs = this.#docs(object);
    const kind = this.#oneOf(object, 'kind', ['struct', 'enum'] as const, name);
    if (kind === undefined) this.#fail(`the type ${name} has no kind`);
    if (kind === 'enum') {
      const variants = this.list(object['variants'], `variants of ${name}`);
      return { kind, name, ...docs, variants: variants.map(it => this.#variant(it, name)) };
    }
    const layout = this.#oneOf(object, 'layout', ['borsh', 'repr-c'] as const, name) ?? 'borsh';
    return { kind, name, ...docs, layout, fields: this.#fields(object, 'fields', name) };
  }

  storage(json: unknown): StorageAbi {
    const object = this.object(json, 'a storage item');
    const name = this.#name(object, 'a storage item');
    const kind = this.#oneOf(object, 'kind', ['item', 'map'] as const, name) ?? 'item';
    const keyHex = this.#text(object, 'keyHex', name);
    return {
      name,
      ...this.#docs(object),
      domain: this.#text(object, 'domain', name) ?? name,
      kind,
      ...(keyHex !== undefined && { keyHex: keyHex.toLowerCase() }),
      key: kind === 'map' ? this.#typeAt(object, 'key', name) : undefined,
      value: this.#typeAt(object, 'value', name),
      layout: this.#oneOf(object, 'layout', ['borsh', 'repr-c'] as const, name) ?? 'borsh',
    };
  }

  /** @throws MalformedInput that says what is wrong with the document */
  #fail(detail: string): never {
    throw new MalformedInput('not-an-abi', { source: this.source, offset: 0 }, detail);
  }

  #errorVariant(json: unknown, owner: string): ErrorVariantAbi {
    const object = this.object(json, `a variant of ${owner}`);
    const name = this.#name(object, `a variant of ${owner}`);
    const message = this.#text(object, 'message', name);
    return {
      name,
      code: this.#number(object, 'code', `${owner}::${name}`, MAX_CODE),
      ...this.#docs(object),
      ...(message !== undefined && { message }),
      fields: this.#fields(object, 'inputs', `${owner}::${name}`),
    };
  }

  #variant(json: unknown, owner: string): VariantAbi {
    const object = this.object(json, `a variant of ${owner}`);
    const name = this.#name(object, `a variant of ${owner}`);
    const fields = this.#fields(object, 'fields', `${owner}::${name}`);
    return { name, ...this.#docs(object), fields };
  }

  #fields(object: Members, member: string, owner: string): Field[] {
    return this.list(object[member], `${member} of ${owner}`).map(json => {
      const field = this.object(json, `one of ${member} of ${owner}`);
      const typeName = this.#typeName(field, owner);
      const name = this.#name(field, `one of ${member} of ${owner}`);
      const type = parseType(typeName);
      const indexed = field['indexed'] === true;
      return { name, typeName, type, ...this.#docs(field), ...(indexed && { indexed }) };
    });
  }

  #selector(object: Members, name: string, calls: CallForm): number {
    const width = selectorWidth(calls);
    return width === 0 ? 0 : this.#number(object, 'selector', name, 2 ** (8 * width) - 1);
  }

  #number(object: Members, member: string, owner: string, highest: number): number {
    const value = object[member];
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest) {
      return value;
    }
    return this.#fail(`the ${member} of ${owner} is not a number from 0 to ${highest}`);
  }

  #typeName(json: unknown, owner: string): string {
    const type = this.object(json, `a parameter of ${owner}`)['type'];
    return typeof type === 'string' ? type : this.#fail(`a parameter of ${owner} has no type`);
  }

  #typeAt(object: Members, member: string, owner: string): ValueType | undefined {
    const text = this.#text(object, member, owner);
    if (text === undefined) return undefined;
    return (
      parseType(text) ??
      this.#fail(`the ${member} of ${owner}, "${text}", is none of ${TYPE_NAMES}`)
    );
  }

  #name(object: Members, what: string): string {
    return this.#text(object, 'name', what) ?? this.#fail(`${what} has no name`);
  }

  #docs(object: Members): { docs?: string } {
    const docs = object['docs'];
    return typeof docs === 'string' && docs !== '' ? { docs } : {};
  }

  #text(object: Members, member: string, owner: string): string | undefined {
    const text = object[member];
    if (text === undefined || typeof text === 'string') return text;
    return this.#fail(`the ${member} of ${owner} is not a string`);
  }

  #oneOf<T extends string>(
    object: Members,
    member: string,
    known: readonly T[],
    owner: string,
  ): T | undefined {
    const text = this.#text(object, member, owner);
    if (text === undefined) return undefined;
    const found = known.find(it => it === text);
    return (
      found ?? this.#fail(`the ${member} of ${owner}, "${text}", is none of ${known.join(', ')}`)
    );
  }
}
