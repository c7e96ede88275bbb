/** What docs/abi.md says before its tables. */

export const ABI = `The ABI of a contract says how its functions are called, what they return, what its events, errors and storage mean. It is
a JSON document, made from the contract's Rust: by clibc's macros, and so by the compiler, for contracts of the typed
layer; by a parser of Rust for those of the router layer. It travels in the ELF, and everything that shows a contract reads
it: scenarios take arguments by name, receipts, views and the debugger show calls, returns, events, errors and storage in
words, and clients are generated from it.

## Where it is

| Place | What | Wins over |
| --- | --- | --- |
| section \`.avm.abi.json\` of the ELF | the whole document, put there after cargo by \`avm build\`, F5 and every other build | all others |
| section \`.avm.abi\` of the ELF | a line for each declaration, left there by clibc's macros | a file |
| \`<executable>.abi.json\` | the same document, for other tools | |
| \`abi.json\` beside \`Cargo.toml\`, or \`"abi"\` of a contract in a scenario | for ELFs and images that say nothing of themselves | |

None of the sections is loaded: an account's code has no trace of them. A line in \`.avm.abi\` is an object with one member
out of \`contract\`, \`function\`, \`event\`, \`error\`, \`type\` and \`storage\`, in the form below, or, from the router layer,
\`event Name(field:type,…)\`, \`struct Name(field:type,…)\` or \`map Name\`. Lines may be there twice, zero bytes may stand
between them, and a line of a kind that nobody knows is passed over.

aVM's documents, version 1.0, are read as well; \`avm abi --abi-version 1\` writes them.

## Calls

| \`calls\` | Input | Returned data |
| --- | --- | --- |
| \`typed\` | selector of 4 bytes, the first of keccak-256 of the function's name; arguments in Borsh, to the last byte | Borsh |
| \`router\` | for each call: selector of 1 byte, length of 1 byte, arguments packed | of the last call, packed |
| \`raw\` | what the contract makes of it | what the contract makes of it |

A selector is written as the number that its bytes spell, the first highest. A typed contract that refuses reverts with the
variant's \`code\` and, as data, the 4 bytes of the error's \`id\` and the enum's value in Borsh. An event is its name, zero
padded to 32 bytes, and its fields.

## Types

| Type | In Rust | Borsh | Packed | In a scenario's JSON |
| --- | --- | --- | --- | --- |
| \`address\` | \`Address\` | 20 bytes | the same | a label or 40 hexadecimal digits |
| \`bool\` | \`bool\` | 0 or 1 | the same | \`true\`, \`false\` |
| \`uint8\` … \`uint256\`, \`int8\` … \`int128\` | \`u8\` … | little-endian | the same | a number, or text beyond 2^53: \`"0x10"\`, \`"1_000"\` |
| \`bytesN\` | \`[u8; N]\` | as they are | the same | \`"0x…"\` |
| \`bytes\` | \`Vec<u8>\`, \`&[u8]\` | u32 count, then bytes | takes the rest | \`"0x…"\` |
| \`string\` | \`String\`, \`&str\` | u32 count, then UTF-8 | takes the rest | text |
| \`T[]\` | \`Vec<T>\` | u32 count, then each | none | a list |
| \`T[N]\` | \`[T; N]\` | each | the same | a list |
| \`(A,B)\`, \`()\` | tuples | each | the same | a list |
| \`option<T>\` | \`Option<T>\` | 0, or 1 and the value | none | \`null\` or the value; \`{ "some": … }\` where an option is in an option |
| a name of \`types\` | a struct | its fields | the same | an object, or a list where fields have no names |
| a name of \`types\` | an enum | the variant's index, a byte; its fields | none | the variant's name; \`{ "Variant": fields }\` where it has some |

Borsh (<https://borsh.io>) has one encoding for a value, so what is read again is byte for byte what was written. \`repr-c\`
is neither: the memory of a \`persist_struct!\` of the router layer, with the padding that riscv32 gives it.

## Storage

The key of a slot is \`domain:\` and hexadecimal digits. An \`item\` has the digits of \`keyHex\`, or none; a \`map\` has those
of the key in Borsh. Views and scenarios call slots \`supply\`, \`balances[alice]\` and \`allowances[alice, bob]\`.`;
