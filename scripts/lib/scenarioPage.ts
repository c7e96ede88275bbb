/** What docs/scenarios.md says before its tables. */

export const SCENARIO = `A scenario is a JSON file that says who there is, which contracts, what they are asked to do, and what must come of it. F5
debugs one, \`avm run\` runs one, and [\`avm test\`](testing.md) runs all there are. Comments and trailing commas are allowed.
VS Code with the extension completes and checks files that are called \`*.scenario.json\`, while they are typed: members, labels,
and the functions, arguments, slots and events that contracts had when they were built last. Everything else that is wrong, down
to a value that does not fit, is told with file, line and column, and with what would be right.

\`\`\`json
{
  "version": 1,
  "name": "a transfer",
  "accounts": {
    "alice": { "address": "d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0", "balance": 1000 },
    "bob": { "address": "d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d2" }
  },
  "contracts": {
    "token": { "crate": "..", "address": "d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1" }
  },
  "transactions": [
    { "create": "token", "from": "alice" },
    { "call": "token", "from": "alice", "function": "init", "arguments": { "supply": "1_000" } },
    {
      "call": "token", "from": "alice", "function": "transfer", "arguments": { "to": "bob", "value": 10 },
      "expect": {
        "status": "success",
        "events": [{ "name": "Transfer", "fields": { "from": "alice", "to": "bob", "value": 10 } }],
        "storage": { "token": { "balances[bob]": 10 } }
      }
    }
  ]
}
\`\`\`

A label stands wherever an address may: in arguments, in fields, between the brackets of a slot. Which functions, events,
errors and slots there are comes from the contract's [ABI](abi.md), and with it how values are written.

## What is expected

Only what is named is checked, after each transaction that has an \`expect\`. A transaction that is meant to fail says so:

\`\`\`json
"expect": { "status": "reverted", "error": { "name": "Insufficient", "fields": { "have": 0 } } }
"expect": { "status": "panicked", "reason": "overflow" }
"expect": { "status": "rejected", "reason": "/nonce/" }
\`\`\`

| Status | The transaction |
|---|---|
| \`success\` | did what it was asked to |
| \`reverted\` | was refused by the contract, with an error |
| \`panicked\` | met a panic |
| \`trapped\` | met a fault of the machine: a null pointer, an illegal instruction |
| \`outOfGas\` | needed more than \`gasLimit\` |
| \`failed\` | ran, and answered that it failed: a contract that returns \`success = false\` |
| \`rejected\` | never ran: its nonce, its balance or its size is not right |

A slot has the name that State shows: \`supply\`, \`balances[alice]\`, \`allowances[alice, bob]\`, or its raw key, such as
\`supply:\`. \`null\` is a slot that is not there.

\`expect\` at the end of the file, or of a bundle, is about the state that is left: balances, storage, and \`root\`, the hash of
all of it ([state](state.md)). \`avm test --update\` writes a root, as any other value, for you.

### Patterns

Instead of a value, in \`returns\`, in fields of events and errors, and in storage:

| Pattern | Fits |
|---|---|
| \`{ "atLeast": 1, "atMost": 9 }\` | a number in that range; either bound may be left out; also in \`balances\` and \`gasUsed\` |
| \`{ "matches": "^tok" }\` | a value whose text fits the regular expression |
| \`{ "any": true }\` | every value, so long as there is one |

\`reason\` and \`logs\` are parts of texts, or regular expressions between slashes. Expressions are JavaScript's with the flag \`u\`,
without lookahead, lookbehind and references to groups: a text is gone through once, whatever is looked for.

## Values of earlier receipts

A transaction with \`"as": "minted"\` has a receipt that those after it can ask, in arguments, in values and in what they
expect. A text that is nothing but such a reference becomes the value itself; within a text it is written into it.

| Reference | Is |
|---|---|
| \`\${minted.return}\`, \`\${minted.return.id}\`, \`\${minted.return[0]}\` | what it returned, a field, an item |
| \`\${minted.events[0].value}\` | a field of an event |
| \`\${failed.error.have}\` | a field of the error with which it was refused |
| \`\${minted.gas}\` | the gas that it used |

\`\`\`json
{ "as": "minted", "call": "nft", "from": "alice", "function": "mint" },
{ "call": "nft", "from": "alice", "function": "transfer", "arguments": { "id": "\${minted.return}", "to": "bob" } }
\`\`\`

## Several bundles

Instead of \`transactions\`, \`bundles\` is a list of them. Each is in a block of its own, whose number and time the contracts
are told, and can say what the state is at its end:

\`\`\`json
"bundles": [
  { "block": { "number": 1 }, "transactions": [ … ], "expect": { "balances": { "alice": 0 } } },
  { "block": { "number": 100, "timestamp": 1767312000 }, "transactions": [ … ] }
]
\`\`\`

## Shared set-up

\`"extends": "setup.scenario.json"\` begins with the accounts, contracts and transactions of that file, with all that they
expect, and its rules and block where this one has none. Labels and names of transactions are known from there on. A file may
extend one that extends another; one that leads back to itself is refused, with the files on the way.
`;
