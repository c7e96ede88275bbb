/** Makes the transactions of a chain out of those of a scenario. */

import { InvariantError } from '../../shared/errors';
import { hexToBytes } from '../../shared/hex';
import { encodeCall } from '../abi/calls';
import { PACKED, encodeValue } from '../abi/codec';
import type { ContractAbi, FunctionAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Value } from '../abi/value';
import { bigintFromJson, isRefusal, valueFromJson } from '../abi/valueJson';
import { PACKED_TYPE_NAMES, parseType } from '../abi/valueType';
import type { Address } from '../address';
import type { Transaction } from '../transaction';
import { DEFAULT_GAS_LIMIT } from '../transaction';
import type { Path } from '../jsonDocument';
import type { Names } from './names';
import type { ScenarioProblem } from './problems';
import { suggest } from './problems';
import type { Place, PlacedTransaction, ScenarioTransaction, TypedValue } from './scenario';

/** What is wrong with them goes to a list. */
export class TransactionMaker {
  readonly addressOf: (text: string) => Address | undefined;
  #place: Place | undefined;

  constructor(
    private readonly names: Names,
    private readonly problems: ScenarioProblem[],
  ) {
    this.addressOf = names.addressOf;
  }

  /** What is wrong whatever its values turn out to be. */
  check(it: PlacedTransaction): void {
    this.#place = it.place;
    const called = it.function === undefined ? undefined : this.#called(it, it.function);
    if (called !== undefined) this.#strangeArguments(called, it);
  }

  transaction(it: PlacedTransaction): Transaction {
    this.#place = it.place;
    const kind = it.create !== undefined ? 'create' : it.call !== undefined ? 'call' : 'transfer';
    const value = it.transfer?.value ?? it.value ?? 0;
    return {
      kind,
      from: this.#party(it.from),
      to: this.#party(it.create ?? it.call ?? it.transfer?.to ?? ''),
      value: bigintFromJson(value) ?? 0n,
      nonce: it.nonce === undefined ? 'next' : (bigintFromJson(it.nonce) ?? 0n),
      data: it.create === undefined ? this.#input(it) : this.#image(it.create),
      gasLimit: it.gasLimit === undefined ? DEFAULT_GAS_LIMIT : (bigintFromJson(it.gasLimit) ?? 0n),
    };
  }

  #image(label: string): Uint8Array {
    const program = this.names.programs.get(label);
    if (program !== undefined) return program.image;
    this.#refuse(['create'], `${label} has not been built`);
    return new Uint8Array();
  }

  #input(it: ScenarioTransaction): Uint8Array {
    if (it.function !== undefined) return this.#call(it, it.function);
    if (typeof it.input === 'string') return this.#bytes(it.input);
    const values = (it.input ?? []).map((typed, at) => this.#typedValue(typed, ['input', at]));
    return Uint8Array.from(values.flatMap(bytes => [...bytes]));
  }

  #bytes(text: string): Uint8Array {
    const bytes = hexToBytes(text);
    if (bytes === undefined) this.#refuse(['input'], `${text} is not hexadecimal bytes`);
    return bytes ?? new Uint8Array();
  }

  #typedValue({ type, value }: TypedValue, path: Path): Uint8Array {
    const known = parseType(type);
    if (known === undefined || known.kind === 'named') {
      this.#refuse([...path, 'type'], `"${type}" is no type: ${PACKED_TYPE_NAMES}`);
      return new Uint8Array();
    }
    const read = valueFromJson(known, value, { addressOf: this.addressOf, types: [] });
    const bytes = isRefusal(read) ? undefined : encodeValue(PACKED, known, read);
    if (bytes !== undefined) return bytes;
    const why = isRefusal(read) ? read.refusal : `${type} has no bytes without a count`;
    this.#refuse([...path, isRefusal(read) ? 'value' : 'type'], why);
    return new Uint8Array();
  }

  #call(it: ScenarioTransaction, name: string): Uint8Array {
    const called = this.#called(it, name);
    if (called === undefined) return new Uint8Array();
    const abi = this.names.programAt(it.call)?.abi ?? EMPTY_ABI;
    const values = this.#arguments(abi, called, it);
    if (values === undefined) return new Uint8Array();
    const encoded = encodeCall(abi, called, values);
    if (!isRefusal(encoded)) return encoded;
    this.#refuse(['arguments'], encoded.refusal);
    return new Uint8Array();
  }

  #called(it: ScenarioTransaction, name: string): FunctionAbi | undefined {
    const functions = this.names.programAt(it.call)?.abi.functions ?? [];
    const called = functions.find(fn => fn.name === name);
    if (called === undefined) {
      const hint =
        functions.length === 0
          ? 'nothing describes its functions; give "input" instead'
          : suggest(
              name,
              functions.map(fn => fn.name),
            );
      this.#refuse(['function'], `${it.call ?? ''} has no function "${name}": ${hint}`);
    }
    return called;
  }

  #arguments(
    { types }: ContractAbi,
    called: FunctionAbi,
    it: ScenarioTransaction,
  ): Value[] | undefined {
    const given = it.arguments ?? {};
    const before = this.problems.length;
    this.#strangeArguments(called, it);
    const values = called.inputs.flatMap(({ name, type, typeName }) => {
      const json = given[name];
      const at = ['arguments', name];
      if (type === undefined) {
        this.#refuse(at, `${called.name} takes ${name} as ${typeName}: give "input" instead`);
      } else if (json === undefined) {
        this.#refuse(at, `${called.name} needs the argument "${name}" of type ${typeName}`);
      } else {
        const value = valueFromJson(type, json, { addressOf: this.addressOf, types });
        if (!isRefusal(value)) return [value];
        this.#refuse(at, value.refusal);
      }
      return [];
    });
    return this.problems.length === before ? values : undefined;
  }

  #strangeArguments({ name: called, inputs }: FunctionAbi, it: ScenarioTransaction): void {
    const known = inputs.map(input => input.name);
    for (const name of Object.keys(it.arguments ?? {}).filter(own => !known.includes(own))) {
      const problem = `${called} has no argument "${name}": ${suggest(name, known)}`;
      const { document, path } = this.#at(['arguments', name]);
      this.problems.push(document.keyProblem(path, problem));
    }
  }

  #party(name: string): Address {
    const address = this.addressOf(name);
    if (address === undefined) throw new InvariantError(`unchecked party ${name}`);
    return address;
  }

  #refuse(below: Path, message: string): void {
    const { document, path } = this.#at(below);
    this.problems.push(document.problem(path, message));
  }

  #at(below: Path): Place {
    if (this.#place === undefined) throw new InvariantError('a problem of no transaction');
    const { document, path } = this.#place;
    return { document, path: [...path, ...below] };
  }
}
