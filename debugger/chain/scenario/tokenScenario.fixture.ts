/** A scenario of a small token, for tests. */

import type { ContractAbi, StorageAbi } from '../abi/contractAbi';
import { mergeAbi } from '../abi/contractAbi';
import { readDeclarations } from '../abi/declarations';
import { parseAbi } from '../abi/document';
import type { Program } from '../abi/program';
import { hashCode } from '../codeHash';
import type { ResolvedScenario } from './resolve';
import { resolveScenario } from './resolve';
import { parseScenario } from './scenario';

export const TOKEN = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1';
export const ALICE = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0';
export const BOB = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d2';

/** A scenario file with these transactions. */
export function file(...transactions: string[]): string {
  return `{
  "version": 1,
  "accounts": {
    "alice": { "address": "${ALICE}", "balance": "1000" },
    "bob": { "address": "0x${BOB.toUpperCase()}" }
  },
  "contracts": { "token": { "crate": "..", "address": "${TOKEN}" } },
  "transactions": [
    ${transactions.join(',\n    ')}
  ]
}
`;
}

const declared = mergeAbi(
  parseAbi(
    `{ "functions": [
      { "name": "transfer", "selector": 2, "inputs": [
        { "name": "to", "type": "address" }, { "name": "amount", "type": "uint32" } ] },
      { "name": "balance_of", "selector": 5, "inputs": [ { "name": "owner", "type": "address" } ],
        "outputs": [ { "type": "uint32" } ] } ] }`,
    'abi.json',
  ),
  readDeclarations(
    new TextEncoder().encode(
      'event Transfer(from:Address,value:u32)\nstruct Meta(supply:u32)\nmap Balances\n',
    ),
  ),
);
/** A map whose keys have a type: an owner and a number. */
const limits: StorageAbi = {
  name: 'limits',
  domain: 'limits',
  kind: 'map',
  key: { kind: 'tuple', items: [{ kind: 'address' }, { kind: 'uint', bits: 8 }] },
  value: { kind: 'uint', bits: 32 },
  layout: 'borsh',
};
export const abi: ContractAbi = { ...declared, storage: [...declared.storage, limits] };
const image = Uint8Array.of(0x13);
export const token: Program = {
  name: 'token',
  path: 'token.elf',
  bytes: image,
  image,
  codeHash: hashCode(image),
  abi,
};

export function resolve(...transactions: string[]): ResolvedScenario {
  return resolveScenario(
    parseScenario(file(...transactions), 'a.scenario.json'),
    new Map([['token', token]]),
  );
}
