/* eslint-disable */
// @ts-nocheck
/* Written by scripts/generateScenarioValidator.ts from schema.json: change that. */

import type { ValidateFunction } from 'ajv';

const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'avm-scenario',
  title: 'aVM scenario',
  description:
    'Accounts, contracts and transactions to run on a fresh chain, with what every receipt must say.',
  type: 'object',
  required: ['version'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'Where this schema is, for an editor.' },
    version: { const: 1, description: 'Version of this file form. It is 1.' },
    name: { type: 'string', description: 'What the scenario shows, in a few words.' },
    description: { type: 'string', description: 'What the scenario shows, at length.' },
    extends: {
      type: 'string',
      description:
        'Another scenario file, relative to this one: its accounts, contracts and transactions come first, with what they expect.',
    },
    rules: {
      enum: ['strict', 'compat'],
      default: 'strict',
      description:
        'strict: sound semantics; failures revert, nonces are checked, value moves. compat: as aVM v0.3 behaves where a contract can observe it.',
    },
    block: {
      type: 'object',
      additionalProperties: false,
      description: 'What the contracts are told of the block that the transactions are in.',
      properties: {
        number: {
          $ref: '#/definitions/amount',
          description: 'How many blocks there were before. 1 unless told.',
        },
        timestamp: {
          $ref: '#/definitions/amount',
          description: 'Seconds since 1970. The beginning of 2026 (1767225600) unless told.',
        },
        chainId: {
          $ref: '#/definitions/amount',
          description: 'Which chain it is. 1337 unless told.',
        },
      },
    },
    accounts: {
      type: 'object',
      description:
        'Accounts that exist before the first transaction, by label. A label may stand wherever an address may.',
      propertyNames: { $ref: '#/definitions/label' },
      additionalProperties: { $ref: '#/definitions/account' },
    },
    contracts: {
      type: 'object',
      description:
        'Programs and the addresses they are deployed to, by label. A create transaction deploys one.',
      propertyNames: { $ref: '#/definitions/label' },
      additionalProperties: { $ref: '#/definitions/contract' },
    },
    transactions: {
      type: 'array',
      description:
        'The bundle, in order. Each transaction has exactly one of create, call and transfer.',
      items: { $ref: '#/definitions/transaction' },
    },
    bundles: {
      type: 'array',
      description:
        'Instead of transactions: several bundles, one after another, each in a block of its own.',
      items: { $ref: '#/definitions/bundle' },
    },
    expect: {
      $ref: '#/definitions/stateExpectation',
      description: 'What the state must be at the end.',
    },
  },
  definitions: {
    label: {
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
      description: 'A name: letters, digits, _ and -, beginning with a letter.',
    },
    address: {
      type: 'string',
      pattern: '^(0x)?[0-9a-fA-F]{40}$',
      description: '20 bytes as 40 hexadecimal digits, with or without 0x.',
    },
    party: {
      type: 'string',
      description: 'A label of an account or a contract, or an address as 40 hexadecimal digits.',
    },
    amount: {
      type: ['integer', 'string'],
      minimum: 0,
      pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$',
      description: 'A number; above 2^53 as a decimal string.',
    },
    amountOrReference: {
      type: ['integer', 'string'],
      minimum: 0,
      pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
      description:
        'A number; above 2^53 as a decimal string; or a value of an earlier receipt, such as ${minted.return}.',
    },
    range: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      description: 'A range of numbers.',
      properties: {
        atLeast: { $ref: '#/definitions/amount', description: 'The smallest that will do.' },
        atMost: { $ref: '#/definitions/amount', description: 'The largest that will do.' },
      },
    },
    hex: {
      type: 'string',
      pattern: '^(0x)?([0-9a-fA-F]{2})*$',
      description: 'Bytes, two hexadecimal digits each, with or without 0x.',
    },
    account: {
      type: 'object',
      required: ['address'],
      additionalProperties: false,
      properties: {
        address: {
          $ref: '#/definitions/address',
          description: 'Where it is: 20 bytes as 40 hexadecimal digits, with or without 0x.',
        },
        balance: {
          $ref: '#/definitions/amount',
          description: 'Native coin it starts with, up to 2^128 - 1. 0 unless told.',
        },
        nonce: {
          $ref: '#/definitions/amount',
          description: 'Nonce of its next transaction. 0 unless told.',
        },
      },
      description: 'An account and what it has.',
    },
    contract: {
      type: 'object',
      required: ['address'],
      additionalProperties: false,
      description: 'A program from exactly one of crate, elf and image, and the address for it.',
      properties: {
        address: {
          $ref: '#/definitions/address',
          description: 'Where it is: 20 bytes as 40 hexadecimal digits, with or without 0x.',
        },
        crate: {
          type: 'string',
          description:
            "Folder of the contract's Cargo.toml, relative to this file. It is built before the run.",
        },
        bin: {
          type: 'string',
          pattern: '^[A-Za-z0-9_-]+$',
          description:
            "Which binary of the crate, where it has several: the name of a file in src/bin. Unless told, the one with the crate's name.",
        },
        elf: { type: 'string', description: 'A built ELF, relative to this file.' },
        image: {
          type: 'string',
          description: 'A flat image as aVM deploys it, relative to this file.',
        },
        abi: {
          type: 'string',
          description:
            'An abi.json, relative to this file. Unless told, the one beside the Cargo.toml or the program.',
        },
      },
    },
    bundle: {
      type: 'object',
      required: ['transactions'],
      additionalProperties: false,
      description: 'Transactions in one block.',
      properties: {
        block: {
          type: 'object',
          additionalProperties: false,
          description: 'What the contracts are told of the block that the transactions are in.',
          properties: {
            number: {
              $ref: '#/definitions/amount',
              description: 'How many blocks there were before. 1 unless told.',
            },
            timestamp: {
              $ref: '#/definitions/amount',
              description: 'Seconds since 1970. The beginning of 2026 (1767225600) unless told.',
            },
            chainId: {
              $ref: '#/definitions/amount',
              description: 'Which chain it is. 1337 unless told.',
            },
          },
        },
        transactions: {
          type: 'array',
          description: 'The bundle, in order.',
          items: { $ref: '#/definitions/transaction' },
        },
        expect: {
          $ref: '#/definitions/stateExpectation',
          description: 'What the state must be at the end.',
        },
      },
    },
    transaction: {
      type: 'object',
      description: 'A transaction: exactly one of create, call and transfer.',
      required: ['from'],
      additionalProperties: false,
      properties: {
        as: {
          $ref: '#/definitions/label',
          description:
            'A name for its receipt, for values in later transactions: ${name.return}, ${name.return.field}, ${name.events[0].field}, ${name.error.field}, ${name.gas}.',
        },
        create: {
          type: 'string',
          description: 'Deploy this contract (a label of contracts) to its address.',
        },
        call: {
          $ref: '#/definitions/party',
          description: 'Call this contract (a label or an address).',
        },
        transfer: {
          type: 'object',
          required: ['to', 'value'],
          additionalProperties: false,
          description: 'Move native coin.',
          properties: {
            to: { $ref: '#/definitions/party', description: 'Who gets it.' },
            value: { $ref: '#/definitions/amountOrReference', description: 'How much.' },
          },
        },
        from: { $ref: '#/definitions/party', description: 'The sender (a label or an address).' },
        function: {
          type: 'string',
          description:
            "A function of the contract's ABI; arguments are encoded as the contract expects them.",
        },
        arguments: {
          type: 'object',
          description:
            "The function's arguments by name. Addresses may be labels, numbers may be strings, bytes are hexadecimal; a text of the form ${name.return} is a value of an earlier receipt.",
        },
        input: {
          description:
            'Input of a call without an ABI: hexadecimal bytes, or values with their types, one after another.',
          anyOf: [
            { $ref: '#/definitions/hex' },
            { type: 'array', items: { $ref: '#/definitions/typedValue' } },
          ],
        },
        value: {
          $ref: '#/definitions/amountOrReference',
          description: 'Native coin that moves with a call or a create. 0 unless told.',
        },
        nonce: {
          $ref: '#/definitions/amount',
          description:
            "The transaction's nonce. Unless told, the one that the sender's account asks for.",
        },
        gasLimit: {
          $ref: '#/definitions/amount',
          description:
            'Gas that it may use: one for each instruction of a contract, plus prices of system calls. 100000000 unless told.',
        },
        comment: { type: 'string', description: 'A remark for the reader.' },
        expect: {
          $ref: '#/definitions/expectation',
          description: 'What the receipt, and the state after it, must say.',
        },
      },
    },
    typedValue: {
      type: 'object',
      required: ['type', 'value'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', description: 'What the value is, for the reader.' },
        type: {
          type: 'string',
          description:
            'address, bool, uint8 to uint256, int8 to int128, bytesN, T[N], (A,B), bytes or string.',
        },
        value: { description: 'A value of that type; an address may be a label.' },
      },
      description: 'A value with its type.',
    },
    expectation: {
      type: 'object',
      additionalProperties: false,
      description:
        'What the receipt, and the state after it, must say. What is not named is not checked.',
      properties: {
        status: {
          enum: ['success', 'failed', 'reverted', 'panicked', 'trapped', 'outOfGas', 'rejected'],
          description:
            'How it ended. failed: the contract answered success = false. rejected: it never ran.',
        },
        errorCode: { $ref: '#/definitions/amount', description: "The contract's error code." },
        error: {
          description:
            'The contract\'s error: its name, such as "Insufficient" or "TokenError::Insufficient", or its name and fields.',
          anyOf: [
            { type: 'string' },
            {
              type: 'object',
              required: ['name'],
              additionalProperties: false,
              properties: {
                name: {
                  type: 'string',
                  description: "The error's name, with or without its enum's.",
                },
                fields: {
                  type: 'object',
                  description:
                    'Fields by name; those not named are not checked. Each may be a pattern.',
                },
              },
            },
          ],
        },
        data: { $ref: '#/definitions/hex', description: 'Return data, exactly.' },
        returns: {
          description:
            'Return data, decoded by the function\'s ABI or, without one, by the type given: { "type": "uint128", "value": 42 }. Instead of a value, a pattern: { "atLeast": 1, "atMost": 9 }, { "matches": "^a" } or { "any": true }.',
        },
        events: {
          type: 'array',
          description: 'The events, all of them, in order.',
          items: { $ref: '#/definitions/expectedEvent' },
        },
        logs: {
          type: 'array',
          description:
            'The log lines, all of them, in order; each text or /pattern/ must be found in its line.',
          items: { type: 'string' },
        },
        reason: {
          type: 'string',
          description: 'A part of the reason, or a regular expression between slashes.',
        },
        maxGas: {
          $ref: '#/definitions/amountOrReference',
          description: 'Gas used is at most this.',
        },
        gasUsed: {
          anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
          description:
            'Gas used is exactly this, or within a range: { "atLeast": 1, "atMost": 9 }.',
        },
        balances: {
          type: 'object',
          description: 'Balances after the transaction, by label or address.',
          additionalProperties: {
            anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
            description: 'A number, or a range: { "atLeast": 1, "atMost": 9 }.',
          },
        },
        storage: {
          type: 'object',
          description:
            'Storage after the transaction, by contract, then by slot: Balances[alice], Metadata, or a raw key.',
          additionalProperties: {
            type: 'object',
            description:
              "A value of the slot's type, an object of a struct's fields, hexadecimal bytes, a pattern, or null for a slot that is not there.",
          },
        },
      },
    },
    expectedEvent: {
      type: 'object',
      additionalProperties: false,
      properties: {
        name: { type: 'string', description: "The event's name." },
        emitter: { $ref: '#/definitions/party', description: 'The contract that fired it.' },
        fields: {
          type: 'object',
          description: 'Fields by name; those not named are not checked. Each may be a pattern.',
        },
        data: { $ref: '#/definitions/hex', description: "The event's bytes, exactly." },
      },
      description: 'An event; what is not named is not checked.',
    },
    stateExpectation: {
      type: 'object',
      additionalProperties: false,
      description: 'What the state must be at the end: of the bundle, or of the scenario.',
      properties: {
        balances: {
          type: 'object',
          description: 'Balances at the end, by label or address.',
          additionalProperties: {
            anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
            description: 'A number, or a range: { "atLeast": 1, "atMost": 9 }.',
          },
        },
        storage: {
          type: 'object',
          description:
            'Storage at the end, by contract, then by slot: Balances[alice], Metadata, or a raw key.',
          additionalProperties: {
            type: 'object',
            description:
              "A value of the slot's type, an object of a struct's fields, hexadecimal bytes, a pattern, or null for a slot that is not there.",
          },
        },
        root: {
          type: 'string',
          pattern: '^(0x)?[0-9a-fA-F]{64}$',
          description:
            'The state root at the end, 64 hexadecimal digits. avm run and avm test compare it.',
        },
      },
    },
  },
};
const schema12 = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$',
  description: 'A number; above 2^53 as a decimal string.',
};
const schema15 = {
  type: 'string',
  pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
  description: 'A name: letters, digits, _ and -, beginning with a letter.',
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp('^([0-9_]+|0x[0-9a-fA-F]+)$', 'u');
const pattern3 = new RegExp('^[A-Za-z_][A-Za-z0-9_-]*$', 'u');
const schema16 = {
  type: 'object',
  required: ['address'],
  additionalProperties: false,
  properties: {
    address: {
      $ref: '#/definitions/address',
      description: 'Where it is: 20 bytes as 40 hexadecimal digits, with or without 0x.',
    },
    balance: {
      $ref: '#/definitions/amount',
      description: 'Native coin it starts with, up to 2^128 - 1. 0 unless told.',
    },
    nonce: {
      $ref: '#/definitions/amount',
      description: 'Nonce of its next transaction. 0 unless told.',
    },
  },
  description: 'An account and what it has.',
};
const schema17 = {
  type: 'string',
  pattern: '^(0x)?[0-9a-fA-F]{40}$',
  description: '20 bytes as 40 hexadecimal digits, with or without 0x.',
};
const pattern4 = new RegExp('^(0x)?[0-9a-fA-F]{40}$', 'u');
function validate11(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.address === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'address' },
        message: "must have required property '" + 'address' + "'",
        schema: schema16.required,
        parentSchema: schema16,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'address' || key0 === 'balance' || key0 === 'nonce')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema16,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.address !== undefined) {
      let data0 = data.address;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/address',
            schemaPath: '#/definitions/address/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?[0-9a-fA-F]{40}$' },
            message: 'must match pattern "' + '^(0x)?[0-9a-fA-F]{40}$' + '"',
            schema: '^(0x)?[0-9a-fA-F]{40}$',
            parentSchema: schema17,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/address',
          schemaPath: '#/definitions/address/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema17.type,
          parentSchema: schema17,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.balance !== undefined) {
      let data1 = data.balance;
      if (
        !(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1)) &&
        typeof data1 !== 'string'
      ) {
        const err4 = {
          instancePath: instancePath + '/balance',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      if (typeof data1 == 'number') {
        if (data1 < 0 || isNaN(data1)) {
          const err5 = {
            instancePath: instancePath + '/balance',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
      if (typeof data1 === 'string') {
        if (!pattern0.test(data1)) {
          const err6 = {
            instancePath: instancePath + '/balance',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    }
    if (data.nonce !== undefined) {
      let data2 = data.nonce;
      if (
        !(typeof data2 == 'number' && !(data2 % 1) && !isNaN(data2)) &&
        typeof data2 !== 'string'
      ) {
        const err7 = {
          instancePath: instancePath + '/nonce',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (typeof data2 == 'number') {
        if (data2 < 0 || isNaN(data2)) {
          const err8 = {
            instancePath: instancePath + '/nonce',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
      if (typeof data2 === 'string') {
        if (!pattern0.test(data2)) {
          const err9 = {
            instancePath: instancePath + '/nonce',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
    }
  } else {
    const err10 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema16.type,
      parentSchema: schema16,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}
const schema21 = {
  type: 'object',
  required: ['address'],
  additionalProperties: false,
  description: 'A program from exactly one of crate, elf and image, and the address for it.',
  properties: {
    address: {
      $ref: '#/definitions/address',
      description: 'Where it is: 20 bytes as 40 hexadecimal digits, with or without 0x.',
    },
    crate: {
      type: 'string',
      description:
        "Folder of the contract's Cargo.toml, relative to this file. It is built before the run.",
    },
    bin: {
      type: 'string',
      pattern: '^[A-Za-z0-9_-]+$',
      description:
        "Which binary of the crate, where it has several: the name of a file in src/bin. Unless told, the one with the crate's name.",
    },
    elf: { type: 'string', description: 'A built ELF, relative to this file.' },
    image: {
      type: 'string',
      description: 'A flat image as aVM deploys it, relative to this file.',
    },
    abi: {
      type: 'string',
      description:
        'An abi.json, relative to this file. Unless told, the one beside the Cargo.toml or the program.',
    },
  },
};
const pattern9 = new RegExp('^[A-Za-z0-9_-]+$', 'u');
function validate13(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.address === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'address' },
        message: "must have required property '" + 'address' + "'",
        schema: schema21.required,
        parentSchema: schema21,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'address' ||
        key0 === 'crate' ||
        key0 === 'bin' ||
        key0 === 'elf' ||
        key0 === 'image' ||
        key0 === 'abi'
      )) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema21,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.address !== undefined) {
      let data0 = data.address;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/address',
            schemaPath: '#/definitions/address/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?[0-9a-fA-F]{40}$' },
            message: 'must match pattern "' + '^(0x)?[0-9a-fA-F]{40}$' + '"',
            schema: '^(0x)?[0-9a-fA-F]{40}$',
            parentSchema: schema17,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/address',
          schemaPath: '#/definitions/address/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema17.type,
          parentSchema: schema17,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.crate !== undefined) {
      let data1 = data.crate;
      if (typeof data1 !== 'string') {
        const err4 = {
          instancePath: instancePath + '/crate',
          schemaPath: '#/properties/crate/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.crate.type,
          parentSchema: schema21.properties.crate,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.bin !== undefined) {
      let data2 = data.bin;
      if (typeof data2 === 'string') {
        if (!pattern9.test(data2)) {
          const err5 = {
            instancePath: instancePath + '/bin',
            schemaPath: '#/properties/bin/pattern',
            keyword: 'pattern',
            params: { pattern: '^[A-Za-z0-9_-]+$' },
            message: 'must match pattern "' + '^[A-Za-z0-9_-]+$' + '"',
            schema: '^[A-Za-z0-9_-]+$',
            parentSchema: schema21.properties.bin,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/bin',
          schemaPath: '#/properties/bin/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.bin.type,
          parentSchema: schema21.properties.bin,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.elf !== undefined) {
      let data3 = data.elf;
      if (typeof data3 !== 'string') {
        const err7 = {
          instancePath: instancePath + '/elf',
          schemaPath: '#/properties/elf/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.elf.type,
          parentSchema: schema21.properties.elf,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.image !== undefined) {
      let data4 = data.image;
      if (typeof data4 !== 'string') {
        const err8 = {
          instancePath: instancePath + '/image',
          schemaPath: '#/properties/image/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.image.type,
          parentSchema: schema21.properties.image,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.abi !== undefined) {
      let data5 = data.abi;
      if (typeof data5 !== 'string') {
        const err9 = {
          instancePath: instancePath + '/abi',
          schemaPath: '#/properties/abi/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.abi.type,
          parentSchema: schema21.properties.abi,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema21.type,
      parentSchema: schema21,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}
const schema23 = {
  type: 'object',
  description: 'A transaction: exactly one of create, call and transfer.',
  required: ['from'],
  additionalProperties: false,
  properties: {
    as: {
      $ref: '#/definitions/label',
      description:
        'A name for its receipt, for values in later transactions: ${name.return}, ${name.return.field}, ${name.events[0].field}, ${name.error.field}, ${name.gas}.',
    },
    create: {
      type: 'string',
      description: 'Deploy this contract (a label of contracts) to its address.',
    },
    call: {
      $ref: '#/definitions/party',
      description: 'Call this contract (a label or an address).',
    },
    transfer: {
      type: 'object',
      required: ['to', 'value'],
      additionalProperties: false,
      description: 'Move native coin.',
      properties: {
        to: { $ref: '#/definitions/party', description: 'Who gets it.' },
        value: { $ref: '#/definitions/amountOrReference', description: 'How much.' },
      },
    },
    from: { $ref: '#/definitions/party', description: 'The sender (a label or an address).' },
    function: {
      type: 'string',
      description:
        "A function of the contract's ABI; arguments are encoded as the contract expects them.",
    },
    arguments: {
      type: 'object',
      description:
        "The function's arguments by name. Addresses may be labels, numbers may be strings, bytes are hexadecimal; a text of the form ${name.return} is a value of an earlier receipt.",
    },
    input: {
      description:
        'Input of a call without an ABI: hexadecimal bytes, or values with their types, one after another.',
      anyOf: [
        { $ref: '#/definitions/hex' },
        { type: 'array', items: { $ref: '#/definitions/typedValue' } },
      ],
    },
    value: {
      $ref: '#/definitions/amountOrReference',
      description: 'Native coin that moves with a call or a create. 0 unless told.',
    },
    nonce: {
      $ref: '#/definitions/amount',
      description:
        "The transaction's nonce. Unless told, the one that the sender's account asks for.",
    },
    gasLimit: {
      $ref: '#/definitions/amount',
      description:
        'Gas that it may use: one for each instruction of a contract, plus prices of system calls. 100000000 unless told.',
    },
    comment: { type: 'string', description: 'A remark for the reader.' },
    expect: {
      $ref: '#/definitions/expectation',
      description: 'What the receipt, and the state after it, must say.',
    },
  },
};
const schema25 = {
  type: 'string',
  description: 'A label of an account or a contract, or an address as 40 hexadecimal digits.',
};
const schema27 = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
  description:
    'A number; above 2^53 as a decimal string; or a value of an earlier receipt, such as ${minted.return}.',
};
const schema29 = {
  type: 'string',
  pattern: '^(0x)?([0-9a-fA-F]{2})*$',
  description: 'Bytes, two hexadecimal digits each, with or without 0x.',
};
const schema30 = {
  type: 'object',
  required: ['type', 'value'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', description: 'What the value is, for the reader.' },
    type: {
      type: 'string',
      description:
        'address, bool, uint8 to uint256, int8 to int128, bytesN, T[N], (A,B), bytes or string.',
    },
    value: { description: 'A value of that type; an address may be a label.' },
  },
  description: 'A value with its type.',
};
const pattern11 = new RegExp('^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$', 'u');
const pattern12 = new RegExp('^(0x)?([0-9a-fA-F]{2})*$', 'u');
const schema34 = {
  type: 'object',
  additionalProperties: false,
  description:
    'What the receipt, and the state after it, must say. What is not named is not checked.',
  properties: {
    status: {
      enum: ['success', 'failed', 'reverted', 'panicked', 'trapped', 'outOfGas', 'rejected'],
      description:
        'How it ended. failed: the contract answered success = false. rejected: it never ran.',
    },
    errorCode: { $ref: '#/definitions/amount', description: "The contract's error code." },
    error: {
      description:
        'The contract\'s error: its name, such as "Insufficient" or "TokenError::Insufficient", or its name and fields.',
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: {
            name: { type: 'string', description: "The error's name, with or without its enum's." },
            fields: {
              type: 'object',
              description:
                'Fields by name; those not named are not checked. Each may be a pattern.',
            },
          },
        },
      ],
    },
    data: { $ref: '#/definitions/hex', description: 'Return data, exactly.' },
    returns: {
      description:
        'Return data, decoded by the function\'s ABI or, without one, by the type given: { "type": "uint128", "value": 42 }. Instead of a value, a pattern: { "atLeast": 1, "atMost": 9 }, { "matches": "^a" } or { "any": true }.',
    },
    events: {
      type: 'array',
      description: 'The events, all of them, in order.',
      items: { $ref: '#/definitions/expectedEvent' },
    },
    logs: {
      type: 'array',
      description:
        'The log lines, all of them, in order; each text or /pattern/ must be found in its line.',
      items: { type: 'string' },
    },
    reason: {
      type: 'string',
      description: 'A part of the reason, or a regular expression between slashes.',
    },
    maxGas: { $ref: '#/definitions/amountOrReference', description: 'Gas used is at most this.' },
    gasUsed: {
      anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
      description: 'Gas used is exactly this, or within a range: { "atLeast": 1, "atMost": 9 }.',
    },
    balances: {
      type: 'object',
      description: 'Balances after the transaction, by label or address.',
      additionalProperties: {
        anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
        description: 'A number, or a range: { "atLeast": 1, "atMost": 9 }.',
      },
    },
    storage: {
      type: 'object',
      description:
        'Storage after the transaction, by contract, then by slot: Balances[alice], Metadata, or a raw key.',
      additionalProperties: {
        type: 'object',
        description:
          "A value of the slot's type, an object of a struct's fields, hexadecimal bytes, a pattern, or null for a slot that is not there.",
      },
    },
  },
};
const schema37 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string', description: "The event's name." },
    emitter: { $ref: '#/definitions/party', description: 'The contract that fired it.' },
    fields: {
      type: 'object',
      description: 'Fields by name; those not named are not checked. Each may be a pattern.',
    },
    data: { $ref: '#/definitions/hex', description: "The event's bytes, exactly." },
  },
  description: 'An event; what is not named is not checked.',
};
function validate17(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'name' || key0 === 'emitter' || key0 === 'fields' || key0 === 'data')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema37,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 !== 'string') {
        const err1 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema37.properties.name.type,
          parentSchema: schema37.properties.name,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.emitter !== undefined) {
      let data1 = data.emitter;
      if (typeof data1 !== 'string') {
        const err2 = {
          instancePath: instancePath + '/emitter',
          schemaPath: '#/definitions/party/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.type,
          parentSchema: schema25,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.fields !== undefined) {
      let data2 = data.fields;
      if (!(data2 && typeof data2 == 'object' && !Array.isArray(data2))) {
        const err3 = {
          instancePath: instancePath + '/fields',
          schemaPath: '#/properties/fields/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema37.properties.fields.type,
          parentSchema: schema37.properties.fields,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.data !== undefined) {
      let data3 = data.data;
      if (typeof data3 === 'string') {
        if (!pattern12.test(data3)) {
          const err4 = {
            instancePath: instancePath + '/data',
            schemaPath: '#/definitions/hex/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?([0-9a-fA-F]{2})*$' },
            message: 'must match pattern "' + '^(0x)?([0-9a-fA-F]{2})*$' + '"',
            schema: '^(0x)?([0-9a-fA-F]{2})*$',
            parentSchema: schema29,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/data',
          schemaPath: '#/definitions/hex/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.type,
          parentSchema: schema29,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema37.type,
      parentSchema: schema37,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate17.errors = vErrors;
  return errors === 0;
}
const schema42 = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  description: 'A range of numbers.',
  properties: {
    atLeast: { $ref: '#/definitions/amount', description: 'The smallest that will do.' },
    atMost: { $ref: '#/definitions/amount', description: 'The largest that will do.' },
  },
};
function validate19(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      const err0 = {
        instancePath,
        schemaPath: '#/minProperties',
        keyword: 'minProperties',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 properties',
        schema: 1,
        parentSchema: schema42,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'atLeast' || key0 === 'atMost')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema42,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.atLeast !== undefined) {
      let data0 = data.atLeast;
      if (
        !(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0)) &&
        typeof data0 !== 'string'
      ) {
        const err2 = {
          instancePath: instancePath + '/atLeast',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (typeof data0 == 'number') {
        if (data0 < 0 || isNaN(data0)) {
          const err3 = {
            instancePath: instancePath + '/atLeast',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      }
      if (typeof data0 === 'string') {
        if (!pattern0.test(data0)) {
          const err4 = {
            instancePath: instancePath + '/atLeast',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
    }
    if (data.atMost !== undefined) {
      let data1 = data.atMost;
      if (
        !(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1)) &&
        typeof data1 !== 'string'
      ) {
        const err5 = {
          instancePath: instancePath + '/atMost',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data1 == 'number') {
        if (data1 < 0 || isNaN(data1)) {
          const err6 = {
            instancePath: instancePath + '/atMost',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
      if (typeof data1 === 'string') {
        if (!pattern0.test(data1)) {
          const err7 = {
            instancePath: instancePath + '/atMost',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema42.type,
      parentSchema: schema42,
      data,
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate19.errors = vErrors;
  return errors === 0;
}
function validate16(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema34.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema34,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.status !== undefined) {
      let data0 = data.status;
      if (!(
        data0 === 'success' ||
        data0 === 'failed' ||
        data0 === 'reverted' ||
        data0 === 'panicked' ||
        data0 === 'trapped' ||
        data0 === 'outOfGas' ||
        data0 === 'rejected'
      )) {
        const err1 = {
          instancePath: instancePath + '/status',
          schemaPath: '#/properties/status/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.status.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.status.enum,
          parentSchema: schema34.properties.status,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.errorCode !== undefined) {
      let data1 = data.errorCode;
      if (
        !(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1)) &&
        typeof data1 !== 'string'
      ) {
        const err2 = {
          instancePath: instancePath + '/errorCode',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (typeof data1 == 'number') {
        if (data1 < 0 || isNaN(data1)) {
          const err3 = {
            instancePath: instancePath + '/errorCode',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      }
      if (typeof data1 === 'string') {
        if (!pattern0.test(data1)) {
          const err4 = {
            instancePath: instancePath + '/errorCode',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
    }
    if (data.error !== undefined) {
      let data2 = data.error;
      const _errs7 = errors;
      let valid2 = false;
      const _errs8 = errors;
      if (typeof data2 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/error',
          schemaPath: '#/properties/error/anyOf/0/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.error.anyOf[0].type,
          parentSchema: schema34.properties.error.anyOf[0],
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      var _valid0 = _errs8 === errors;
      valid2 = valid2 || _valid0;
      if (!valid2) {
        const _errs10 = errors;
        if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
          if (data2.name === undefined) {
            const err6 = {
              instancePath: instancePath + '/error',
              schemaPath: '#/properties/error/anyOf/1/required',
              keyword: 'required',
              params: { missingProperty: 'name' },
              message: "must have required property '" + 'name' + "'",
              schema: schema34.properties.error.anyOf[1].required,
              parentSchema: schema34.properties.error.anyOf[1],
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
          for (const key1 in data2) {
            if (!(key1 === 'name' || key1 === 'fields')) {
              const err7 = {
                instancePath: instancePath + '/error',
                schemaPath: '#/properties/error/anyOf/1/additionalProperties',
                keyword: 'additionalProperties',
                params: { additionalProperty: key1 },
                message: 'must NOT have additional properties',
                schema: false,
                parentSchema: schema34.properties.error.anyOf[1],
                data: data2,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          }
          if (data2.name !== undefined) {
            let data3 = data2.name;
            if (typeof data3 !== 'string') {
              const err8 = {
                instancePath: instancePath + '/error/name',
                schemaPath: '#/properties/error/anyOf/1/properties/name/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
                schema: schema34.properties.error.anyOf[1].properties.name.type,
                parentSchema: schema34.properties.error.anyOf[1].properties.name,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          }
          if (data2.fields !== undefined) {
            let data4 = data2.fields;
            if (!(data4 && typeof data4 == 'object' && !Array.isArray(data4))) {
              const err9 = {
                instancePath: instancePath + '/error/fields',
                schemaPath: '#/properties/error/anyOf/1/properties/fields/type',
                keyword: 'type',
                params: { type: 'object' },
                message: 'must be object',
                schema: schema34.properties.error.anyOf[1].properties.fields.type,
                parentSchema: schema34.properties.error.anyOf[1].properties.fields,
                data: data4,
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          }
        } else {
          const err10 = {
            instancePath: instancePath + '/error',
            schemaPath: '#/properties/error/anyOf/1/type',
            keyword: 'type',
            params: { type: 'object' },
            message: 'must be object',
            schema: schema34.properties.error.anyOf[1].type,
            parentSchema: schema34.properties.error.anyOf[1],
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        var _valid0 = _errs10 === errors;
        valid2 = valid2 || _valid0;
      }
      if (!valid2) {
        const err11 = {
          instancePath: instancePath + '/error',
          schemaPath: '#/properties/error/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema34.properties.error.anyOf,
          parentSchema: schema34.properties.error,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      } else {
        errors = _errs7;
        if (vErrors !== null) {
          if (_errs7) {
            vErrors.length = _errs7;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.data !== undefined) {
      let data5 = data.data;
      if (typeof data5 === 'string') {
        if (!pattern12.test(data5)) {
          const err12 = {
            instancePath: instancePath + '/data',
            schemaPath: '#/definitions/hex/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?([0-9a-fA-F]{2})*$' },
            message: 'must match pattern "' + '^(0x)?([0-9a-fA-F]{2})*$' + '"',
            schema: '^(0x)?([0-9a-fA-F]{2})*$',
            parentSchema: schema29,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/data',
          schemaPath: '#/definitions/hex/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.type,
          parentSchema: schema29,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.events !== undefined) {
      let data6 = data.events;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate17(data6[i0], {
              instancePath: instancePath + '/events/' + i0,
              parentData: data6,
              parentDataProperty: i0,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err14 = {
          instancePath: instancePath + '/events',
          schemaPath: '#/properties/events/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.events.type,
          parentSchema: schema34.properties.events,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.logs !== undefined) {
      let data8 = data.logs;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data9 = data8[i1];
          if (typeof data9 !== 'string') {
            const err15 = {
              instancePath: instancePath + '/logs/' + i1,
              schemaPath: '#/properties/logs/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema34.properties.logs.items.type,
              parentSchema: schema34.properties.logs.items,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/logs',
          schemaPath: '#/properties/logs/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.logs.type,
          parentSchema: schema34.properties.logs,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      let data10 = data.reason;
      if (typeof data10 !== 'string') {
        const err17 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/properties/reason/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.reason.type,
          parentSchema: schema34.properties.reason,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.maxGas !== undefined) {
      let data11 = data.maxGas;
      if (
        !(typeof data11 == 'number' && !(data11 % 1) && !isNaN(data11)) &&
        typeof data11 !== 'string'
      ) {
        const err18 = {
          instancePath: instancePath + '/maxGas',
          schemaPath: '#/definitions/amountOrReference/type',
          keyword: 'type',
          params: { type: schema27.type },
          message: 'must be integer,string',
          schema: schema27.type,
          parentSchema: schema27,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      if (typeof data11 == 'number') {
        if (data11 < 0 || isNaN(data11)) {
          const err19 = {
            instancePath: instancePath + '/maxGas',
            schemaPath: '#/definitions/amountOrReference/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema27,
            data: data11,
          };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      }
      if (typeof data11 === 'string') {
        if (!pattern11.test(data11)) {
          const err20 = {
            instancePath: instancePath + '/maxGas',
            schemaPath: '#/definitions/amountOrReference/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
            parentSchema: schema27,
            data: data11,
          };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      }
    }
    if (data.gasUsed !== undefined) {
      let data12 = data.gasUsed;
      const _errs33 = errors;
      let valid10 = false;
      const _errs34 = errors;
      if (
        !(typeof data12 == 'number' && !(data12 % 1) && !isNaN(data12)) &&
        typeof data12 !== 'string'
      ) {
        const err21 = {
          instancePath: instancePath + '/gasUsed',
          schemaPath: '#/definitions/amountOrReference/type',
          keyword: 'type',
          params: { type: schema27.type },
          message: 'must be integer,string',
          schema: schema27.type,
          parentSchema: schema27,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
      if (typeof data12 == 'number') {
        if (data12 < 0 || isNaN(data12)) {
          const err22 = {
            instancePath: instancePath + '/gasUsed',
            schemaPath: '#/definitions/amountOrReference/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema27,
            data: data12,
          };
          if (vErrors === null) {
            vErrors = [err22];
          } else {
            vErrors.push(err22);
          }
          errors++;
        }
      }
      if (typeof data12 === 'string') {
        if (!pattern11.test(data12)) {
          const err23 = {
            instancePath: instancePath + '/gasUsed',
            schemaPath: '#/definitions/amountOrReference/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
            parentSchema: schema27,
            data: data12,
          };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
      }
      var _valid1 = _errs34 === errors;
      valid10 = valid10 || _valid1;
      if (!valid10) {
        const _errs37 = errors;
        if (
          !validate19(data12, {
            instancePath: instancePath + '/gasUsed',
            parentData: data,
            parentDataProperty: 'gasUsed',
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
          errors = vErrors.length;
        }
        var _valid1 = _errs37 === errors;
        valid10 = valid10 || _valid1;
      }
      if (!valid10) {
        const err24 = {
          instancePath: instancePath + '/gasUsed',
          schemaPath: '#/properties/gasUsed/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema34.properties.gasUsed.anyOf,
          parentSchema: schema34.properties.gasUsed,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      } else {
        errors = _errs33;
        if (vErrors !== null) {
          if (_errs33) {
            vErrors.length = _errs33;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.balances !== undefined) {
      let data13 = data.balances;
      if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
        for (const key2 in data13) {
          let data14 = data13[key2];
          const _errs42 = errors;
          let valid13 = false;
          const _errs43 = errors;
          if (
            !(typeof data14 == 'number' && !(data14 % 1) && !isNaN(data14)) &&
            typeof data14 !== 'string'
          ) {
            const err25 = {
              instancePath:
                instancePath + '/balances/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/amountOrReference/type',
              keyword: 'type',
              params: { type: schema27.type },
              message: 'must be integer,string',
              schema: schema27.type,
              parentSchema: schema27,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
          if (typeof data14 == 'number') {
            if (data14 < 0 || isNaN(data14)) {
              const err26 = {
                instancePath:
                  instancePath + '/balances/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/amountOrReference/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema27,
                data: data14,
              };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          }
          if (typeof data14 === 'string') {
            if (!pattern11.test(data14)) {
              const err27 = {
                instancePath:
                  instancePath + '/balances/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/amountOrReference/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
                message:
                  'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
                parentSchema: schema27,
                data: data14,
              };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          }
          var _valid2 = _errs43 === errors;
          valid13 = valid13 || _valid2;
          if (!valid13) {
            const _errs46 = errors;
            if (
              !validate19(data14, {
                instancePath:
                  instancePath + '/balances/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                parentData: data13,
                parentDataProperty: key2,
                rootData,
              })
            ) {
              vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
              errors = vErrors.length;
            }
            var _valid2 = _errs46 === errors;
            valid13 = valid13 || _valid2;
          }
          if (!valid13) {
            const err28 = {
              instancePath:
                instancePath + '/balances/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/balances/additionalProperties/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema34.properties.balances.additionalProperties.anyOf,
              parentSchema: schema34.properties.balances.additionalProperties,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          } else {
            errors = _errs42;
            if (vErrors !== null) {
              if (_errs42) {
                vErrors.length = _errs42;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err29 = {
          instancePath: instancePath + '/balances',
          schemaPath: '#/properties/balances/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.balances.type,
          parentSchema: schema34.properties.balances,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.storage !== undefined) {
      let data15 = data.storage;
      if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
        for (const key3 in data15) {
          let data16 = data15[key3];
          if (!(data16 && typeof data16 == 'object' && !Array.isArray(data16))) {
            const err30 = {
              instancePath:
                instancePath + '/storage/' + key3.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/storage/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema34.properties.storage.additionalProperties.type,
              parentSchema: schema34.properties.storage.additionalProperties,
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      } else {
        const err31 = {
          instancePath: instancePath + '/storage',
          schemaPath: '#/properties/storage/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.storage.type,
          parentSchema: schema34.properties.storage,
          data: data15,
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
  } else {
    const err32 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema34.type,
      parentSchema: schema34,
      data,
    };
    if (vErrors === null) {
      vErrors = [err32];
    } else {
      vErrors.push(err32);
    }
    errors++;
  }
  validate16.errors = vErrors;
  return errors === 0;
}
function validate15(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.from === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'from' },
        message: "must have required property '" + 'from' + "'",
        schema: schema23.required,
        parentSchema: schema23,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema23.properties, key0)) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema23,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.as !== undefined) {
      let data0 = data.as;
      if (typeof data0 === 'string') {
        if (!pattern3.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/as',
            schemaPath: '#/definitions/label/pattern',
            keyword: 'pattern',
            params: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' },
            message: 'must match pattern "' + '^[A-Za-z_][A-Za-z0-9_-]*$' + '"',
            schema: '^[A-Za-z_][A-Za-z0-9_-]*$',
            parentSchema: schema15,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/as',
          schemaPath: '#/definitions/label/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema15.type,
          parentSchema: schema15,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.create !== undefined) {
      let data1 = data.create;
      if (typeof data1 !== 'string') {
        const err4 = {
          instancePath: instancePath + '/create',
          schemaPath: '#/properties/create/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema23.properties.create.type,
          parentSchema: schema23.properties.create,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.call !== undefined) {
      let data2 = data.call;
      if (typeof data2 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/call',
          schemaPath: '#/definitions/party/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.type,
          parentSchema: schema25,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.transfer !== undefined) {
      let data3 = data.transfer;
      if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
        if (data3.to === undefined) {
          const err6 = {
            instancePath: instancePath + '/transfer',
            schemaPath: '#/properties/transfer/required',
            keyword: 'required',
            params: { missingProperty: 'to' },
            message: "must have required property '" + 'to' + "'",
            schema: schema23.properties.transfer.required,
            parentSchema: schema23.properties.transfer,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data3.value === undefined) {
          const err7 = {
            instancePath: instancePath + '/transfer',
            schemaPath: '#/properties/transfer/required',
            keyword: 'required',
            params: { missingProperty: 'value' },
            message: "must have required property '" + 'value' + "'",
            schema: schema23.properties.transfer.required,
            parentSchema: schema23.properties.transfer,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        for (const key1 in data3) {
          if (!(key1 === 'to' || key1 === 'value')) {
            const err8 = {
              instancePath: instancePath + '/transfer',
              schemaPath: '#/properties/transfer/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema23.properties.transfer,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data3.to !== undefined) {
          let data4 = data3.to;
          if (typeof data4 !== 'string') {
            const err9 = {
              instancePath: instancePath + '/transfer/to',
              schemaPath: '#/definitions/party/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema25.type,
              parentSchema: schema25,
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        if (data3.value !== undefined) {
          let data5 = data3.value;
          if (
            !(typeof data5 == 'number' && !(data5 % 1) && !isNaN(data5)) &&
            typeof data5 !== 'string'
          ) {
            const err10 = {
              instancePath: instancePath + '/transfer/value',
              schemaPath: '#/definitions/amountOrReference/type',
              keyword: 'type',
              params: { type: schema27.type },
              message: 'must be integer,string',
              schema: schema27.type,
              parentSchema: schema27,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
          if (typeof data5 == 'number') {
            if (data5 < 0 || isNaN(data5)) {
              const err11 = {
                instancePath: instancePath + '/transfer/value',
                schemaPath: '#/definitions/amountOrReference/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema27,
                data: data5,
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
          if (typeof data5 === 'string') {
            if (!pattern11.test(data5)) {
              const err12 = {
                instancePath: instancePath + '/transfer/value',
                schemaPath: '#/definitions/amountOrReference/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
                message:
                  'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
                parentSchema: schema27,
                data: data5,
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          }
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/transfer',
          schemaPath: '#/properties/transfer/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema23.properties.transfer.type,
          parentSchema: schema23.properties.transfer,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.from !== undefined) {
      let data6 = data.from;
      if (typeof data6 !== 'string') {
        const err14 = {
          instancePath: instancePath + '/from',
          schemaPath: '#/definitions/party/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.type,
          parentSchema: schema25,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.function !== undefined) {
      let data7 = data.function;
      if (typeof data7 !== 'string') {
        const err15 = {
          instancePath: instancePath + '/function',
          schemaPath: '#/properties/function/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema23.properties.function.type,
          parentSchema: schema23.properties.function,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.arguments !== undefined) {
      let data8 = data.arguments;
      if (!(data8 && typeof data8 == 'object' && !Array.isArray(data8))) {
        const err16 = {
          instancePath: instancePath + '/arguments',
          schemaPath: '#/properties/arguments/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema23.properties.arguments.type,
          parentSchema: schema23.properties.arguments,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.input !== undefined) {
      let data9 = data.input;
      const _errs27 = errors;
      let valid7 = false;
      const _errs28 = errors;
      if (typeof data9 === 'string') {
        if (!pattern12.test(data9)) {
          const err17 = {
            instancePath: instancePath + '/input',
            schemaPath: '#/definitions/hex/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?([0-9a-fA-F]{2})*$' },
            message: 'must match pattern "' + '^(0x)?([0-9a-fA-F]{2})*$' + '"',
            schema: '^(0x)?([0-9a-fA-F]{2})*$',
            parentSchema: schema29,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      } else {
        const err18 = {
          instancePath: instancePath + '/input',
          schemaPath: '#/definitions/hex/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.type,
          parentSchema: schema29,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      var _valid0 = _errs28 === errors;
      valid7 = valid7 || _valid0;
      if (!valid7) {
        const _errs31 = errors;
        if (Array.isArray(data9)) {
          const len0 = data9.length;
          for (let i0 = 0; i0 < len0; i0++) {
            let data10 = data9[i0];
            if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
              if (data10.type === undefined) {
                const err19 = {
                  instancePath: instancePath + '/input/' + i0,
                  schemaPath: '#/definitions/typedValue/required',
                  keyword: 'required',
                  params: { missingProperty: 'type' },
                  message: "must have required property '" + 'type' + "'",
                  schema: schema30.required,
                  parentSchema: schema30,
                  data: data10,
                };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
              if (data10.value === undefined) {
                const err20 = {
                  instancePath: instancePath + '/input/' + i0,
                  schemaPath: '#/definitions/typedValue/required',
                  keyword: 'required',
                  params: { missingProperty: 'value' },
                  message: "must have required property '" + 'value' + "'",
                  schema: schema30.required,
                  parentSchema: schema30,
                  data: data10,
                };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
              for (const key2 in data10) {
                if (!(key2 === 'name' || key2 === 'type' || key2 === 'value')) {
                  const err21 = {
                    instancePath: instancePath + '/input/' + i0,
                    schemaPath: '#/definitions/typedValue/additionalProperties',
                    keyword: 'additionalProperties',
                    params: { additionalProperty: key2 },
                    message: 'must NOT have additional properties',
                    schema: false,
                    parentSchema: schema30,
                    data: data10,
                  };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              }
              if (data10.name !== undefined) {
                let data11 = data10.name;
                if (typeof data11 !== 'string') {
                  const err22 = {
                    instancePath: instancePath + '/input/' + i0 + '/name',
                    schemaPath: '#/definitions/typedValue/properties/name/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                    schema: schema30.properties.name.type,
                    parentSchema: schema30.properties.name,
                    data: data11,
                  };
                  if (vErrors === null) {
                    vErrors = [err22];
                  } else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
              }
              if (data10.type !== undefined) {
                let data12 = data10.type;
                if (typeof data12 !== 'string') {
                  const err23 = {
                    instancePath: instancePath + '/input/' + i0 + '/type',
                    schemaPath: '#/definitions/typedValue/properties/type/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                    schema: schema30.properties.type.type,
                    parentSchema: schema30.properties.type,
                    data: data12,
                  };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
              }
            } else {
              const err24 = {
                instancePath: instancePath + '/input/' + i0,
                schemaPath: '#/definitions/typedValue/type',
                keyword: 'type',
                params: { type: 'object' },
                message: 'must be object',
                schema: schema30.type,
                parentSchema: schema30,
                data: data10,
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          }
        } else {
          const err25 = {
            instancePath: instancePath + '/input',
            schemaPath: '#/properties/input/anyOf/1/type',
            keyword: 'type',
            params: { type: 'array' },
            message: 'must be array',
            schema: schema23.properties.input.anyOf[1].type,
            parentSchema: schema23.properties.input.anyOf[1],
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        var _valid0 = _errs31 === errors;
        valid7 = valid7 || _valid0;
      }
      if (!valid7) {
        const err26 = {
          instancePath: instancePath + '/input',
          schemaPath: '#/properties/input/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema23.properties.input.anyOf,
          parentSchema: schema23.properties.input,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      } else {
        errors = _errs27;
        if (vErrors !== null) {
          if (_errs27) {
            vErrors.length = _errs27;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.value !== undefined) {
      let data13 = data.value;
      if (
        !(typeof data13 == 'number' && !(data13 % 1) && !isNaN(data13)) &&
        typeof data13 !== 'string'
      ) {
        const err27 = {
          instancePath: instancePath + '/value',
          schemaPath: '#/definitions/amountOrReference/type',
          keyword: 'type',
          params: { type: schema27.type },
          message: 'must be integer,string',
          schema: schema27.type,
          parentSchema: schema27,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
      if (typeof data13 == 'number') {
        if (data13 < 0 || isNaN(data13)) {
          const err28 = {
            instancePath: instancePath + '/value',
            schemaPath: '#/definitions/amountOrReference/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema27,
            data: data13,
          };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
      }
      if (typeof data13 === 'string') {
        if (!pattern11.test(data13)) {
          const err29 = {
            instancePath: instancePath + '/value',
            schemaPath: '#/definitions/amountOrReference/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
            parentSchema: schema27,
            data: data13,
          };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
      }
    }
    if (data.nonce !== undefined) {
      let data14 = data.nonce;
      if (
        !(typeof data14 == 'number' && !(data14 % 1) && !isNaN(data14)) &&
        typeof data14 !== 'string'
      ) {
        const err30 = {
          instancePath: instancePath + '/nonce',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
      if (typeof data14 == 'number') {
        if (data14 < 0 || isNaN(data14)) {
          const err31 = {
            instancePath: instancePath + '/nonce',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data14,
          };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
      }
      if (typeof data14 === 'string') {
        if (!pattern0.test(data14)) {
          const err32 = {
            instancePath: instancePath + '/nonce',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data14,
          };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      }
    }
    if (data.gasLimit !== undefined) {
      let data15 = data.gasLimit;
      if (
        !(typeof data15 == 'number' && !(data15 % 1) && !isNaN(data15)) &&
        typeof data15 !== 'string'
      ) {
        const err33 = {
          instancePath: instancePath + '/gasLimit',
          schemaPath: '#/definitions/amount/type',
          keyword: 'type',
          params: { type: schema12.type },
          message: 'must be integer,string',
          schema: schema12.type,
          parentSchema: schema12,
          data: data15,
        };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
      if (typeof data15 == 'number') {
        if (data15 < 0 || isNaN(data15)) {
          const err34 = {
            instancePath: instancePath + '/gasLimit',
            schemaPath: '#/definitions/amount/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema12,
            data: data15,
          };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      }
      if (typeof data15 === 'string') {
        if (!pattern0.test(data15)) {
          const err35 = {
            instancePath: instancePath + '/gasLimit',
            schemaPath: '#/definitions/amount/pattern',
            keyword: 'pattern',
            params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
            message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
            schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
            parentSchema: schema12,
            data: data15,
          };
          if (vErrors === null) {
            vErrors = [err35];
          } else {
            vErrors.push(err35);
          }
          errors++;
        }
      }
    }
    if (data.comment !== undefined) {
      let data16 = data.comment;
      if (typeof data16 !== 'string') {
        const err36 = {
          instancePath: instancePath + '/comment',
          schemaPath: '#/properties/comment/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema23.properties.comment.type,
          parentSchema: schema23.properties.comment,
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.expect !== undefined) {
      if (
        !validate16(data.expect, {
          instancePath: instancePath + '/expect',
          parentData: data,
          parentDataProperty: 'expect',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err37 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema23.type,
      parentSchema: schema23,
      data,
    };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate15.errors = vErrors;
  return errors === 0;
}
const schema46 = {
  type: 'object',
  required: ['transactions'],
  additionalProperties: false,
  description: 'Transactions in one block.',
  properties: {
    block: {
      type: 'object',
      additionalProperties: false,
      description: 'What the contracts are told of the block that the transactions are in.',
      properties: {
        number: {
          $ref: '#/definitions/amount',
          description: 'How many blocks there were before. 1 unless told.',
        },
        timestamp: {
          $ref: '#/definitions/amount',
          description: 'Seconds since 1970. The beginning of 2026 (1767225600) unless told.',
        },
        chainId: {
          $ref: '#/definitions/amount',
          description: 'Which chain it is. 1337 unless told.',
        },
      },
    },
    transactions: {
      type: 'array',
      description: 'The bundle, in order.',
      items: { $ref: '#/definitions/transaction' },
    },
    expect: {
      $ref: '#/definitions/stateExpectation',
      description: 'What the state must be at the end.',
    },
  },
};
const schema50 = {
  type: 'object',
  additionalProperties: false,
  description: 'What the state must be at the end: of the bundle, or of the scenario.',
  properties: {
    balances: {
      type: 'object',
      description: 'Balances at the end, by label or address.',
      additionalProperties: {
        anyOf: [{ $ref: '#/definitions/amountOrReference' }, { $ref: '#/definitions/range' }],
        description: 'A number, or a range: { "atLeast": 1, "atMost": 9 }.',
      },
    },
    storage: {
      type: 'object',
      description:
        'Storage at the end, by contract, then by slot: Balances[alice], Metadata, or a raw key.',
      additionalProperties: {
        type: 'object',
        description:
          "A value of the slot's type, an object of a struct's fields, hexadecimal bytes, a pattern, or null for a slot that is not there.",
      },
    },
    root: {
      type: 'string',
      pattern: '^(0x)?[0-9a-fA-F]{64}$',
      description:
        'The state root at the end, 64 hexadecimal digits. avm run and avm test compare it.',
    },
  },
};
const pattern28 = new RegExp('^(0x)?[0-9a-fA-F]{64}$', 'u');
function validate26(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'balances' || key0 === 'storage' || key0 === 'root')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema50,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.balances !== undefined) {
      let data0 = data.balances;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          const _errs6 = errors;
          let valid2 = false;
          const _errs7 = errors;
          if (
            !(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1)) &&
            typeof data1 !== 'string'
          ) {
            const err1 = {
              instancePath:
                instancePath + '/balances/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/amountOrReference/type',
              keyword: 'type',
              params: { type: schema27.type },
              message: 'must be integer,string',
              schema: schema27.type,
              parentSchema: schema27,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
          if (typeof data1 == 'number') {
            if (data1 < 0 || isNaN(data1)) {
              const err2 = {
                instancePath:
                  instancePath + '/balances/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/amountOrReference/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema27,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          }
          if (typeof data1 === 'string') {
            if (!pattern11.test(data1)) {
              const err3 = {
                instancePath:
                  instancePath + '/balances/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/amountOrReference/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' },
                message:
                  'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+|\\$\\{[^{}]*\\})$',
                parentSchema: schema27,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
          }
          var _valid0 = _errs7 === errors;
          valid2 = valid2 || _valid0;
          if (!valid2) {
            const _errs10 = errors;
            if (
              !validate19(data1, {
                instancePath:
                  instancePath + '/balances/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                parentData: data0,
                parentDataProperty: key1,
                rootData,
              })
            ) {
              vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
              errors = vErrors.length;
            }
            var _valid0 = _errs10 === errors;
            valid2 = valid2 || _valid0;
          }
          if (!valid2) {
            const err4 = {
              instancePath:
                instancePath + '/balances/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/balances/additionalProperties/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema50.properties.balances.additionalProperties.anyOf,
              parentSchema: schema50.properties.balances.additionalProperties,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          } else {
            errors = _errs6;
            if (vErrors !== null) {
              if (_errs6) {
                vErrors.length = _errs6;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/balances',
          schemaPath: '#/properties/balances/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema50.properties.balances.type,
          parentSchema: schema50.properties.balances,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.storage !== undefined) {
      let data2 = data.storage;
      if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
        for (const key2 in data2) {
          let data3 = data2[key2];
          if (!(data3 && typeof data3 == 'object' && !Array.isArray(data3))) {
            const err6 = {
              instancePath:
                instancePath + '/storage/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/storage/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema50.properties.storage.additionalProperties.type,
              parentSchema: schema50.properties.storage.additionalProperties,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/storage',
          schemaPath: '#/properties/storage/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema50.properties.storage.type,
          parentSchema: schema50.properties.storage,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.root !== undefined) {
      let data4 = data.root;
      if (typeof data4 === 'string') {
        if (!pattern28.test(data4)) {
          const err8 = {
            instancePath: instancePath + '/root',
            schemaPath: '#/properties/root/pattern',
            keyword: 'pattern',
            params: { pattern: '^(0x)?[0-9a-fA-F]{64}$' },
            message: 'must match pattern "' + '^(0x)?[0-9a-fA-F]{64}$' + '"',
            schema: '^(0x)?[0-9a-fA-F]{64}$',
            parentSchema: schema50.properties.root,
            data: data4,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/root',
          schemaPath: '#/properties/root/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema50.properties.root.type,
          parentSchema: schema50.properties.root,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema50.type,
      parentSchema: schema50,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate26.errors = vErrors;
  return errors === 0;
}
function validate24(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.transactions === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'transactions' },
        message: "must have required property '" + 'transactions' + "'",
        schema: schema46.required,
        parentSchema: schema46,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'block' || key0 === 'transactions' || key0 === 'expect')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema46,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.block !== undefined) {
      let data0 = data.block;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!(key1 === 'number' || key1 === 'timestamp' || key1 === 'chainId')) {
            const err2 = {
              instancePath: instancePath + '/block',
              schemaPath: '#/properties/block/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema46.properties.block,
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
        if (data0.number !== undefined) {
          let data1 = data0.number;
          if (
            !(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1)) &&
            typeof data1 !== 'string'
          ) {
            const err3 = {
              instancePath: instancePath + '/block/number',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
          if (typeof data1 == 'number') {
            if (data1 < 0 || isNaN(data1)) {
              const err4 = {
                instancePath: instancePath + '/block/number',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          }
          if (typeof data1 === 'string') {
            if (!pattern0.test(data1)) {
              const err5 = {
                instancePath: instancePath + '/block/number',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
          }
        }
        if (data0.timestamp !== undefined) {
          let data2 = data0.timestamp;
          if (
            !(typeof data2 == 'number' && !(data2 % 1) && !isNaN(data2)) &&
            typeof data2 !== 'string'
          ) {
            const err6 = {
              instancePath: instancePath + '/block/timestamp',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
          if (typeof data2 == 'number') {
            if (data2 < 0 || isNaN(data2)) {
              const err7 = {
                instancePath: instancePath + '/block/timestamp',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data2,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          }
          if (typeof data2 === 'string') {
            if (!pattern0.test(data2)) {
              const err8 = {
                instancePath: instancePath + '/block/timestamp',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data2,
              };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          }
        }
        if (data0.chainId !== undefined) {
          let data3 = data0.chainId;
          if (
            !(typeof data3 == 'number' && !(data3 % 1) && !isNaN(data3)) &&
            typeof data3 !== 'string'
          ) {
            const err9 = {
              instancePath: instancePath + '/block/chainId',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          if (typeof data3 == 'number') {
            if (data3 < 0 || isNaN(data3)) {
              const err10 = {
                instancePath: instancePath + '/block/chainId',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          }
          if (typeof data3 === 'string') {
            if (!pattern0.test(data3)) {
              const err11 = {
                instancePath: instancePath + '/block/chainId',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
        }
      } else {
        const err12 = {
          instancePath: instancePath + '/block',
          schemaPath: '#/properties/block/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema46.properties.block.type,
          parentSchema: schema46.properties.block,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.transactions !== undefined) {
      let data4 = data.transactions;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate15(data4[i0], {
              instancePath: instancePath + '/transactions/' + i0,
              parentData: data4,
              parentDataProperty: i0,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/transactions',
          schemaPath: '#/properties/transactions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema46.properties.transactions.type,
          parentSchema: schema46.properties.transactions,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.expect !== undefined) {
      if (
        !validate26(data.expect, {
          instancePath: instancePath + '/expect',
          parentData: data,
          parentDataProperty: 'expect',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err14 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema46.type,
      parentSchema: schema46,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
function validate10(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  /*# sourceURL="avm-scenario" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.version === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'version' },
        message: "must have required property '" + 'version' + "'",
        schema: schema11.required,
        parentSchema: schema11,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema11,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.$schema !== undefined) {
      let data0 = data.$schema;
      if (typeof data0 !== 'string') {
        const err2 = {
          instancePath: instancePath + '/$schema',
          schemaPath: '#/properties/%24schema/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema11.properties.$schema.type,
          parentSchema: schema11.properties.$schema,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.version !== undefined) {
      let data1 = data.version;
      if (1 !== data1) {
        const err3 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/properties/version/const',
          keyword: 'const',
          params: { allowedValue: 1 },
          message: 'must be equal to constant',
          schema: 1,
          parentSchema: schema11.properties.version,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data2 = data.name;
      if (typeof data2 !== 'string') {
        const err4 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema11.properties.name.type,
          parentSchema: schema11.properties.name,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.description !== undefined) {
      let data3 = data.description;
      if (typeof data3 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/description',
          schemaPath: '#/properties/description/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema11.properties.description.type,
          parentSchema: schema11.properties.description,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.extends !== undefined) {
      let data4 = data.extends;
      if (typeof data4 !== 'string') {
        const err6 = {
          instancePath: instancePath + '/extends',
          schemaPath: '#/properties/extends/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema11.properties.extends.type,
          parentSchema: schema11.properties.extends,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.rules !== undefined) {
      let data5 = data.rules;
      if (!(data5 === 'strict' || data5 === 'compat')) {
        const err7 = {
          instancePath: instancePath + '/rules',
          schemaPath: '#/properties/rules/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.rules.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema11.properties.rules.enum,
          parentSchema: schema11.properties.rules,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.block !== undefined) {
      let data6 = data.block;
      if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
        for (const key1 in data6) {
          if (!(key1 === 'number' || key1 === 'timestamp' || key1 === 'chainId')) {
            const err8 = {
              instancePath: instancePath + '/block',
              schemaPath: '#/properties/block/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema11.properties.block,
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data6.number !== undefined) {
          let data7 = data6.number;
          if (
            !(typeof data7 == 'number' && !(data7 % 1) && !isNaN(data7)) &&
            typeof data7 !== 'string'
          ) {
            const err9 = {
              instancePath: instancePath + '/block/number',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          if (typeof data7 == 'number') {
            if (data7 < 0 || isNaN(data7)) {
              const err10 = {
                instancePath: instancePath + '/block/number',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          }
          if (typeof data7 === 'string') {
            if (!pattern0.test(data7)) {
              const err11 = {
                instancePath: instancePath + '/block/number',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
        }
        if (data6.timestamp !== undefined) {
          let data8 = data6.timestamp;
          if (
            !(typeof data8 == 'number' && !(data8 % 1) && !isNaN(data8)) &&
            typeof data8 !== 'string'
          ) {
            const err12 = {
              instancePath: instancePath + '/block/timestamp',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
          if (typeof data8 == 'number') {
            if (data8 < 0 || isNaN(data8)) {
              const err13 = {
                instancePath: instancePath + '/block/timestamp',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data8,
              };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          }
          if (typeof data8 === 'string') {
            if (!pattern0.test(data8)) {
              const err14 = {
                instancePath: instancePath + '/block/timestamp',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data8,
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
        }
        if (data6.chainId !== undefined) {
          let data9 = data6.chainId;
          if (
            !(typeof data9 == 'number' && !(data9 % 1) && !isNaN(data9)) &&
            typeof data9 !== 'string'
          ) {
            const err15 = {
              instancePath: instancePath + '/block/chainId',
              schemaPath: '#/definitions/amount/type',
              keyword: 'type',
              params: { type: schema12.type },
              message: 'must be integer,string',
              schema: schema12.type,
              parentSchema: schema12,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
          if (typeof data9 == 'number') {
            if (data9 < 0 || isNaN(data9)) {
              const err16 = {
                instancePath: instancePath + '/block/chainId',
                schemaPath: '#/definitions/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
                message: 'must be >= 0',
                schema: 0,
                parentSchema: schema12,
                data: data9,
              };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
          if (typeof data9 === 'string') {
            if (!pattern0.test(data9)) {
              const err17 = {
                instancePath: instancePath + '/block/chainId',
                schemaPath: '#/definitions/amount/pattern',
                keyword: 'pattern',
                params: { pattern: '^([0-9_]+|0x[0-9a-fA-F]+)$' },
                message: 'must match pattern "' + '^([0-9_]+|0x[0-9a-fA-F]+)$' + '"',
                schema: '^([0-9_]+|0x[0-9a-fA-F]+)$',
                parentSchema: schema12,
                data: data9,
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          }
        }
      } else {
        const err18 = {
          instancePath: instancePath + '/block',
          schemaPath: '#/properties/block/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.block.type,
          parentSchema: schema11.properties.block,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.accounts !== undefined) {
      let data10 = data.accounts;
      if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
        for (const key2 in data10) {
          const _errs26 = errors;
          if (typeof key2 === 'string') {
            if (!pattern3.test(key2)) {
              const err19 = {
                instancePath: instancePath + '/accounts',
                schemaPath: '#/definitions/label/pattern',
                keyword: 'pattern',
                params: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' },
                message: 'must match pattern "' + '^[A-Za-z_][A-Za-z0-9_-]*$' + '"',
                schema: '^[A-Za-z_][A-Za-z0-9_-]*$',
                parentSchema: schema15,
                data: key2,
                propertyName: key2,
              };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = {
              instancePath: instancePath + '/accounts',
              schemaPath: '#/definitions/label/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema15.type,
              parentSchema: schema15,
              data: key2,
              propertyName: key2,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
          var valid5 = _errs26 === errors;
          if (!valid5) {
            const err21 = {
              instancePath: instancePath + '/accounts',
              schemaPath: '#/properties/accounts/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key2 },
              message: 'property name must be valid',
              schema: schema11.properties.accounts.propertyNames,
              parentSchema: schema11.properties.accounts,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
        for (const key3 in data10) {
          if (
            !validate11(data10[key3], {
              instancePath:
                instancePath + '/accounts/' + key3.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data10,
              parentDataProperty: key3,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err22 = {
          instancePath: instancePath + '/accounts',
          schemaPath: '#/properties/accounts/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.accounts.type,
          parentSchema: schema11.properties.accounts,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.contracts !== undefined) {
      let data12 = data.contracts;
      if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
        for (const key4 in data12) {
          const _errs33 = errors;
          if (typeof key4 === 'string') {
            if (!pattern3.test(key4)) {
              const err23 = {
                instancePath: instancePath + '/contracts',
                schemaPath: '#/definitions/label/pattern',
                keyword: 'pattern',
                params: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' },
                message: 'must match pattern "' + '^[A-Za-z_][A-Za-z0-9_-]*$' + '"',
                schema: '^[A-Za-z_][A-Za-z0-9_-]*$',
                parentSchema: schema15,
                data: key4,
                propertyName: key4,
              };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          } else {
            const err24 = {
              instancePath: instancePath + '/contracts',
              schemaPath: '#/definitions/label/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema15.type,
              parentSchema: schema15,
              data: key4,
              propertyName: key4,
            };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          var valid8 = _errs33 === errors;
          if (!valid8) {
            const err25 = {
              instancePath: instancePath + '/contracts',
              schemaPath: '#/properties/contracts/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key4 },
              message: 'property name must be valid',
              schema: schema11.properties.contracts.propertyNames,
              parentSchema: schema11.properties.contracts,
              data: data12,
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        for (const key5 in data12) {
          if (
            !validate13(data12[key5], {
              instancePath:
                instancePath + '/contracts/' + key5.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data12,
              parentDataProperty: key5,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err26 = {
          instancePath: instancePath + '/contracts',
          schemaPath: '#/properties/contracts/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.contracts.type,
          parentSchema: schema11.properties.contracts,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.transactions !== undefined) {
      let data14 = data.transactions;
      if (Array.isArray(data14)) {
        const len0 = data14.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate15(data14[i0], {
              instancePath: instancePath + '/transactions/' + i0,
              parentData: data14,
              parentDataProperty: i0,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err27 = {
          instancePath: instancePath + '/transactions',
          schemaPath: '#/properties/transactions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema11.properties.transactions.type,
          parentSchema: schema11.properties.transactions,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.bundles !== undefined) {
      let data16 = data.bundles;
      if (Array.isArray(data16)) {
        const len1 = data16.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate24(data16[i1], {
              instancePath: instancePath + '/bundles/' + i1,
              parentData: data16,
              parentDataProperty: i1,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err28 = {
          instancePath: instancePath + '/bundles',
          schemaPath: '#/properties/bundles/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema11.properties.bundles.type,
          parentSchema: schema11.properties.bundles,
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.expect !== undefined) {
      if (
        !validate26(data.expect, {
          instancePath: instancePath + '/expect',
          parentData: data,
          parentDataProperty: 'expect',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err29 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema11.type,
      parentSchema: schema11,
      data,
    };
    if (vErrors === null) {
      vErrors = [err29];
    } else {
      vErrors.push(err29);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}

export const isScenario: ValidateFunction = validate10;
