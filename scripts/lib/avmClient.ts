/** A client as aVM's build generates it, out of a sample's ABI: what its examples include. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const samples = join(__dirname, '../../sample-contracts');

interface Abi {
  readonly functions: readonly {
    readonly name: string;
    readonly selector: number;
    readonly inputs: readonly { readonly name: string; readonly type: string }[];
  }[];
}

/** How aVM's types are written in Rust, and as bytes. */
const TYPES: Readonly<Record<string, { rust: string; bytes: (name: string) => string }>> = {
  address: { rust: 'Address', bytes: name => `&${name}.0` },
  uint8: { rust: 'u8', bytes: name => `&${name}.to_le_bytes()` },
  uint32: { rust: 'u32', bytes: name => `&${name}.to_le_bytes()` },
};

/** Rust to be included where `Address`, `Result` and `call` are in scope. */
export function avmClient(sample: string): string {
  const abi = JSON.parse(readFileSync(join(samples, sample, 'abi.json'), 'utf8')) as Abi;
  const type = `${sample.charAt(0).toUpperCase()}${sample.slice(1)}Contract`;
  const methods = abi.functions.length === 0 ? [CALL_MAIN] : abi.functions.map(method);
  return `pub struct ${type} {
    pub address: Address,
}

#[allow(dead_code)]
impl ${type} {
    pub fn new(address: Address) -> Self {
        Self { address }
    }
${methods.join('')}}
`;
}

const CALL_MAIN = `
    pub fn call_main(&self, caller: &Address, data: &[u8]) -> Option<Result> {
        call(caller, &self.address, data)
    }
`;

function method({ name, selector, inputs }: Abi['functions'][number]): string {
  const known = inputs.flatMap(it => {
    const type = TYPES[it.type];
    return type === undefined ? [] : [{ name: it.name, ...type }];
  });
  const parameters = known.map(it => `, ${it.name}: ${it.rust}`).join('');
  const parts = known.map(it => `            ${it.bytes(it.name)},\n`).join('');
  return `
    pub fn ${name}(&self, caller: &Address${parameters}) -> Option<Result> {
        let mut input = [0; 256];
        input[0] = ${selector};
        let mut len = 2;
        let parts: &[&[u8]] = &[
${parts}        ];
        for part in parts {
            input[len..len + part.len()].copy_from_slice(part);
            len += part.len();
        }
        input[1] = (len - 2) as u8;
        call(caller, &self.address, &input[..len])
    }
`;
}
