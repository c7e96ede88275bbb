/** A first scenario for a crate: deploys the contract and calls each function of its abi.json once. */

interface AbiFunction {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
}

const ALICE = 'a11ce00000000000000000000000000000000001';
const BOB = 'b0b0000000000000000000000000000000000002';
const CONTRACT = 'c0de000000000000000000000000000000000003';

/**
 * @param name of the crate
 * @param abi text of its abi.json, where it has one
 * @returns the text of a file in the crate's `scenarios` folder
 */
export function newScenario(name: string, abi: string | undefined): string {
  const label = ['alice', 'bob'].includes(name) ? 'contract' : name;
  const functions = abi === undefined ? [] : readFunctions(abi);
  const calls = functions.map(it => callOf(label, it)).filter(it => it !== undefined);
  const scenario = {
    version: 1,
    name: `${name}: first calls`,
    rules: 'strict',
    accounts: {
      alice: { address: ALICE, balance: '1000000000' },
      bob: { address: BOB, balance: '1000000000' },
    },
    contracts: { [label]: { crate: '..', address: CONTRACT } },
    transactions: [
      { create: label, from: 'alice', expect: { status: 'success' } },
      ...(calls.length > 0 ? calls : [bareCall(label)]),
    ],
  };
  return `${JSON.stringify(scenario, undefined, 2)}\n`;
}

/** Functions that can be read; a file that cannot is as good as none here. */
function readFunctions(text: string): AbiFunction[] {
  try {
    const { functions } = JSON.parse(text) as { functions?: unknown };
    return Array.isArray(functions) ? functions.filter(isFunction) : [];
  } catch {
    return [];
  }
}

function isFunction(it: unknown): it is AbiFunction {
  const { name, inputs } = (it ?? {}) as { name?: unknown; inputs?: unknown };
  return typeof name === 'string' && Array.isArray(inputs);
}

/** undefined where a type has no sample: the scenario could not encode it either. */
function callOf(label: string, { name, inputs }: AbiFunction): object | undefined {
  const samples = inputs.map(it => [it.name, sampleOf(it.type)] as const);
  if (samples.some(([, sample]) => sample === undefined)) return undefined;
  return { call: label, from: 'alice', function: name, arguments: Object.fromEntries(samples) };
}

function sampleOf(type: string): string | number | boolean | undefined {
  const number = /^(?:u|uint|i|int)(8|16|32|64|128|256)$/.exec(type);
  if (number !== null) return number[1] === '8' ? 1 : 100;
  const bytes = /^bytes(\d+)$/.exec(type);
  if (bytes !== null) return `0x${'00'.repeat(Number(bytes[1]))}`;
  const samples: Record<string, string | boolean> = {
    address: 'bob',
    Address: 'bob',
    bool: true,
    bytes: '0x00',
    string: 'text',
  };
  return Object.hasOwn(samples, type) ? samples[type] : undefined;
}

function bareCall(label: string): object {
  return {
    call: label,
    from: 'alice',
    input: [],
    comment: 'Values in order, each as { "name": "a", "type": "uint32", "value": 100 }.',
  };
}
