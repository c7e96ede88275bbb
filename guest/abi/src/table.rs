//! Generated from table.json by `npm run generate`.

// Syscalls: contract to kernel. Number in a7, arguments in a1 to a6, result in a0. Below 12 and 1000: [aVM 3.6]; the rest are ours.

/// a1 address, a2 domain, a3 key, a4 key length << 16 | domain length; a pointer to length and value, or 0
pub const STORAGE_GET: u32 = 1;
/// a1 to a4 as STORAGE_GET, a5 value, a6 its length; 0
pub const STORAGE_SET: u32 = 2;
/// a1 message, a2 its length; does not return
pub const PANIC: u32 = 3;
/// a1 to, a2 from, a3 input, a4 its length; a pointer to a result block, or 0
pub const CALL_PROGRAM: u32 = 5;
/// a1 bytes, a2 their length; 0
pub const FIRE_EVENT: u32 = 6;
/// a1 size, a2 alignment; a pointer, or 0
pub const ALLOC: u32 = 7;
/// a1 pointer, a2 size; 0
pub const DEALLOC: u32 = 8;
/// a2 to, a3 value low, a4 value high; 0, or 1 if nothing moved
pub const TRANSFER: u32 = 9;
/// a1 address; a pointer to 16 bytes, or 0
pub const BALANCE: u32 = 10;
/// a1 result block; does not return
pub const FINISH: u32 = 11;
/// a1 where the 20 bytes of the caller's address go; 0
pub const CALLER: u32 = 12;
/// a1 where the 20 bytes of the transaction's sender go; 0
pub const ORIGIN: u32 = 13;
/// a1 where the 16 bytes of the coin that came with this call go; 0
pub const CALL_VALUE: u32 = 14;
/// a1 where 8 bytes go: gas left after this call; 0
pub const GAS_LEFT: u32 = 15;
/// a1 where 32 bytes go: number, timestamp, chain id, index of the transaction, 8 each; 0
pub const BLOCK: u32 = 16;
/// a1 to a4 as STORAGE_GET; 0, or an error
pub const STORAGE_DELETE: u32 = 17;
/// a1 data, a2 its length; does not return
pub const RETURN: u32 = 18;
/// a1 data, a2 its length, a3 the contract's error code; does not return
pub const REVERT: u32 = 19;
/// a1 to, a2 input, a3 its length, a4 16 bytes of value or 0, a5 and a6 gas low and high; 0, how the callee ended, or an error
pub const CALL: u32 = 20;
/// a1 offset, a2 destination, a3 room there; length of what the last call gave back, all of it
pub const RETURN_DATA: u32 = 21;
/// a1 code, a2 its length, a3 16 bytes of value or 0, a4 where the 20 bytes of the address go; 0, or an error
pub const CREATE: u32 = 22;
/// a1 data, a2 its length, a3 where 32 bytes go; 0, or an error
pub const KECCAK_256: u32 = 23;
/// a1 data, a2 its length, a3 where 32 bytes go; 0, or an error
pub const SHA_256: u32 = 24;
/// a1 hash (32), a2 signature (r, s: 64), a3 public key, a4 its length (33 or 65); 0, or an error
pub const SECP256K1_VERIFY: u32 = 25;
/// a1 hash (32), a2 signature (r, s: 64), a3 recovery id, a4 where the public key's x and y (64) go; 0, or an error
pub const SECP256K1_RECOVER: u32 = 26;
/// an error of the syscall before this one, or the code of the callee that it called; 0 if all was well
pub const LAST_ERROR: u32 = 27;
/// a1 to, a2 16 bytes of value or 0; 0, or an error
pub const PAY: u32 = 28;
/// a1 format, a2 its length, a3 words, a4 their length in bytes; 0
pub const CONSOLE_WRITE: u32 = 1000;

// Errors of syscalls, above every way in which a call can end (STATUS_…).

/// there is no contract at that address
pub const ERROR_NO_CONTRACT: u32 = 257;
/// calls are nested too deeply
pub const ERROR_TOO_DEEP: u32 = 258;
/// the account has not that much coin, or the payee no room for it
pub const ERROR_CANNOT_PAY: u32 = 259;
/// the data is longer than may be
pub const ERROR_TOO_LONG: u32 = 260;
/// the slot belongs to another account
pub const ERROR_NOT_YOURS: u32 = 261;
/// the domain is not UTF-8
pub const ERROR_NOT_TEXT: u32 = 262;
/// there is no such slot or account
pub const ERROR_ABSENT: u32 = 263;
/// the transaction has made as many as it may
pub const ERROR_TOO_MANY: u32 = 264;
/// an argument means nothing
pub const ERROR_INVALID: u32 = 265;
/// there is code at that address already
pub const ERROR_OCCUPIED: u32 = 266;
/// the signature is not one of that key over that hash
pub const ERROR_SIGNATURE: u32 = 267;
/// the contract's code cannot be loaded
pub const ERROR_NOT_LOADABLE: u32 = 268;
/// there is no memory left for it
pub const ERROR_NO_MEMORY: u32 = 269;
/// no syscall has this number
pub const ERROR_UNKNOWN_SYSCALL: u32 = 270;

// Gas: what a syscall costs beside its instructions, which cost one each. [aVM 12] where it had a price.

/// the way into the kernel and back takes as long as so many instructions
pub const PRICE_SYSCALL: u32 = 1000;
/// caller, origin, value, gas, block: a few bytes that are at hand
pub const PRICE_CONTEXT: u32 = 2;
/// a read of the database, at worst
pub const PRICE_STORAGE_GET: u32 = 2100;
/// a slot that every node keeps from now on
pub const PRICE_STORAGE_SET: u32 = 20_000;
/// a write of the database, after which nothing is kept
pub const PRICE_STORAGE_DELETE: u32 = 5000;
/// keys are spelled out, hashed and compared byte by byte
pub const PRICE_STORAGE_KEY_BYTE: u32 = 4;
/// values are kept for ever
pub const PRICE_STORAGE_VALUE_BYTE: u32 = 16;
/// a line of a receipt, or an event
pub const PRICE_LOG: u32 = 375;
/// receipts are kept, though nobody has to have them at hand
pub const PRICE_LOG_BYTE: u32 = 8;
/// a task, a checkpoint of the journal, a call's part of the receipt; by the same measure
pub const PRICE_CALL: u32 = 20_000;
/// each page that the callee begins with: its image, its stack, its arguments; found and zeroed
pub const PRICE_PAGE: u32 = 1400;
/// input is copied twice and kept in the receipt
pub const PRICE_CALL_BYTE: u32 = 4;
/// so is what is returned
pub const PRICE_RETURN_BYTE: u32 = 4;
/// each 32 bytes of returned data that are copied to the contract
pub const PRICE_COPY_WORD: u32 = 3;
/// an account and its code, which every node keeps
pub const PRICE_CREATE: u32 = 32_000;
/// code is kept for ever, as values are
pub const PRICE_CODE_BYTE: u32 = 16;
/// finding pages
pub const PRICE_ALLOC: u32 = 15;
/// each 32 bytes of them have to be zeroed
pub const PRICE_ALLOC_WORD: u32 = 11;
/// almost nothing
pub const PRICE_DEALLOC: u32 = 4;
/// two accounts change
pub const PRICE_TRANSFER: u32 = 9000;
/// a read of the database, at worst
pub const PRICE_BALANCE: u32 = 2600;
/// setting up the sponge; the host takes as long as for so many instructions
pub const PRICE_KECCAK_256: u32 = 2500;
/// each 32 bytes that it takes in; by the same measure
pub const PRICE_KECCAK_256_WORD: u32 = 200;
/// setting it up; by the same measure
pub const PRICE_SHA_256: u32 = 1000;
/// each 32 bytes of it; by the same measure
pub const PRICE_SHA_256_WORD: u32 = 60;
/// two multiplications on the curve: about a millisecond, in which a contract retires so many instructions
pub const PRICE_SECP256K1: u32 = 200_000;

// SBI extensions and the chain's own functions: kernel to firmware. [SBI]

/// base
pub const EID_BASE: u32 = 0x10;
/// debug console
pub const EID_DBCN: u32 = 0x4442_434e;
/// system reset
pub const EID_SRST: u32 = 0x5352_5354;
/// the chain; in the space of firmware-specific extensions
pub const EID_CHAIN: u32 = 0x0a61_564d;
/// a0 where the header goes; 1, or 0 at the end of the bundle
pub const TRANSACTION_NEXT: u32 = 0;
/// a0 offset, a1 destination, a2 length; bytes copied
pub const TRANSACTION_DATA: u32 = 1;
/// a0 address, a1 where the record goes; 1, or 0 if absent
pub const ACCOUNT_READ: u32 = 2;
/// a0 address, a1 offset, a2 destination, a3 length; bytes copied
pub const CODE_READ: u32 = 3;
/// a0 address, a1 key, a2 its length, a3 destination, a4 capacity; length or SLOT_ABSENT
pub const STORAGE_READ: u32 = 4;
/// a0 record, a1 its length
pub const COMMIT: u32 = 5;
/// a0 announcement
pub const TASK_STARTED: u32 = 6;
/// a0 task id
pub const TASK_ENDED: u32 = 7;
/// a0 pc of the ecall, a1 0 event, 1 log or 2 call; the ordinal that goes into the record
pub const EVENT_FIRED: u32 = 8;
/// a0 address, a1 key, a2 its length, a3 value, a4 its length or SLOT_ABSENT
pub const SLOT_CHANGED: u32 = 9;
/// a0 where the block's context goes: number, timestamp, chain id, 8 bytes each
pub const BLOCK_READ: u32 = 10;
/// a0 data, a1 its length, a2 where 32 bytes go
pub const HASH_KECCAK_256: u32 = 11;
/// a0 data, a1 its length, a2 where 32 bytes go
pub const HASH_SHA_256: u32 = 12;
/// secp256k1: a0 hash, a1 signature, a2 public key, a3 its length; 1 if it is valid, else 0
pub const SIGNATURE_VERIFY: u32 = 13;
/// secp256k1: a0 hash, a1 signature, a2 recovery id, a3 where 64 bytes go; 1 if there is a key, else 0
pub const SIGNATURE_RECOVER: u32 = 14;
/// a0 address, a1 code, a2 its length: what runs there before it is committed
pub const CODE_CHANGED: u32 = 15;
/// what STORAGE_READ answers for a slot that is not there
pub const SLOT_ABSENT: u32 = 0xffff_ffff;
/// no caller, no parent
pub const NO_INDEX: u32 = 0xffff_ffff;

// Sizes and places. [docs/architecture.md, Address map]

/// an account's address
pub const ADDRESS_BYTES: u32 = 20;
/// a result block: success u8, error u32, length u32, 256 bytes of data
pub const RESULT_BYTES: u32 = 265;
/// the data in a result block
pub const RESULT_DATA_BYTES: u32 = 256;
/// where an aVM-linked contract leaves its result block
pub const RESULT_ADDRESS: u32 = 0x100;
/// the longest event
pub const EVENT_BYTES: u32 = 256;
/// to, from and input, read-only
pub const ARGS_PAGE: u32 = 0x3fff_f000;
/// one unmapped page below the args page
pub const STACK_TOP: u32 = 0x3fff_e000;
/// a contract's stack
pub const STACK_BYTES: u32 = 0x1_0000;
/// the most heap a task may have
pub const HEAP_BYTES: u32 = 0x10_0000;
/// the kernel, and all of physical memory
pub const RAM_BASE: u32 = 0x8000_0000;
/// bytes of input under the strict rules
pub const MAX_INPUT_STRICT: u32 = 3072;
/// bytes of input under the compat rules
pub const MAX_INPUT_COMPAT: u32 = 1024;
/// bytes of a contract's image under the strict rules
pub const MAX_IMAGE_STRICT: u32 = 0x10_0000;
/// bytes of a contract's image under the compat rules
pub const MAX_IMAGE_COMPAT: u32 = 0x3_2000;
/// the most bytes that RETURN and REVERT take
pub const MAX_RETURN: u32 = 16_384;
/// the most bytes that a hash takes
pub const MAX_HASHED: u32 = 65_536;
/// calls within calls
pub const MAX_DEPTH: u32 = 64;
/// the longest image that CREATE takes: the kernel keeps it twice until the transaction ends
pub const MAX_CREATE: u32 = 0x8_0000;

// Transactions, rules and what became of them; the tags of the records.

/// native coin
pub const KIND_TRANSFER: u32 = 0;
/// an account gets code
pub const KIND_CREATE: u32 = 1;
/// a contract runs
pub const KIND_CALL: u32 = 2;
/// sound semantics
pub const RULES_STRICT: u32 = 0;
/// what aVM contracts can observe of aVM
pub const RULES_COMPAT: u32 = 1;
/// it did what it should
pub const STATUS_SUCCESS: u32 = 0;
/// the contract returned success = false
pub const STATUS_FAILED: u32 = 1;
/// the contract reverted
pub const STATUS_REVERTED: u32 = 2;
/// the contract panicked, with a message
pub const STATUS_PANICKED: u32 = 3;
/// the contract did what it may not
pub const STATUS_TRAPPED: u32 = 4;
/// the gas limit was reached
pub const STATUS_OUT_OF_GAS: u32 = 5;
/// nothing ran: the transaction itself is wrong
pub const STATUS_REJECTED: u32 = 6;
/// in a receipt: what was paid for syscalls that do not exist
pub const SYSCALL_UNKNOWN: u32 = 0xffff_ffff;
