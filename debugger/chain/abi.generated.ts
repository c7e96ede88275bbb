/** Generated from guest/abi/table.json by `npm run generate`. */

// Syscalls: contract to kernel. Number in a7, arguments in a1 to a6, result in a0. Below 12 and 1000: [aVM 3.6]; the rest are ours.

/** a1 address, a2 domain, a3 key, a4 key length << 16 | domain length; a pointer to length and value, or 0 */
export const STORAGE_GET = 1;
/** a1 to a4 as STORAGE_GET, a5 value, a6 its length; 0 */
export const STORAGE_SET = 2;
/** a1 message, a2 its length; does not return */
export const PANIC = 3;
/** a1 to, a2 from, a3 input, a4 its length; a pointer to a result block, or 0 */
export const CALL_PROGRAM = 5;
/** a1 bytes, a2 their length; 0 */
export const FIRE_EVENT = 6;
/** a1 size, a2 alignment; a pointer, or 0 */
export const ALLOC = 7;
/** a1 pointer, a2 size; 0 */
export const DEALLOC = 8;
/** a2 to, a3 value low, a4 value high; 0, or 1 if nothing moved */
export const TRANSFER = 9;
/** a1 address; a pointer to 16 bytes, or 0 */
export const BALANCE = 10;
/** a1 result block; does not return */
export const FINISH = 11;
/** a1 where the 20 bytes of the caller's address go; 0 */
export const CALLER = 12;
/** a1 where the 20 bytes of the transaction's sender go; 0 */
export const ORIGIN = 13;
/** a1 where the 16 bytes of the coin that came with this call go; 0 */
export const CALL_VALUE = 14;
/** a1 where 8 bytes go: gas left after this call; 0 */
export const GAS_LEFT = 15;
/** a1 where 32 bytes go: number, timestamp, chain id, index of the transaction, 8 each; 0 */
export const BLOCK = 16;
/** a1 to a4 as STORAGE_GET; 0, or an error */
export const STORAGE_DELETE = 17;
/** a1 data, a2 its length; does not return */
export const RETURN = 18;
/** a1 data, a2 its length, a3 the contract's error code; does not return */
export const REVERT = 19;
/** a1 to, a2 input, a3 its length, a4 16 bytes of value or 0, a5 and a6 gas low and high; 0, how the callee ended, or an error */
export const CALL = 20;
/** a1 offset, a2 destination, a3 room there; length of what the last call gave back, all of it */
export const RETURN_DATA = 21;
/** a1 code, a2 its length, a3 16 bytes of value or 0, a4 where the 20 bytes of the address go; 0, or an error */
export const CREATE = 22;
/** a1 data, a2 its length, a3 where 32 bytes go; 0, or an error */
export const KECCAK_256 = 23;
/** a1 data, a2 its length, a3 where 32 bytes go; 0, or an error */
export const SHA_256 = 24;
/** a1 hash (32), a2 signature (r, s: 64), a3 public key, a4 its length (33 or 65); 0, or an error */
export const SECP256K1_VERIFY = 25;
/** a1 hash (32), a2 signature (r, s: 64), a3 recovery id, a4 where the public key's x and y (64) go; 0, or an error */
export const SECP256K1_RECOVER = 26;
/** an error of the syscall before this one, or the code of the callee that it called; 0 if all was well */
export const LAST_ERROR = 27;
/** a1 to, a2 16 bytes of value or 0; 0, or an error */
export const PAY = 28;
/** a1 format, a2 its length, a3 words, a4 their length in bytes; 0 */
export const CONSOLE_WRITE = 1000;

// Errors of syscalls, above every way in which a call can end (STATUS_…).

/** there is no contract at that address */
export const ERROR_NO_CONTRACT = 257;
/** calls are nested too deeply */
export const ERROR_TOO_DEEP = 258;
/** the account has not that much coin, or the payee no room for it */
export const ERROR_CANNOT_PAY = 259;
/** the data is longer than may be */
export const ERROR_TOO_LONG = 260;
/** the slot belongs to another account */
export const ERROR_NOT_YOURS = 261;
/** the domain is not UTF-8 */
export const ERROR_NOT_TEXT = 262;
/** there is no such slot or account */
export const ERROR_ABSENT = 263;
/** the transaction has made as many as it may */
export const ERROR_TOO_MANY = 264;
/** an argument means nothing */
export const ERROR_INVALID = 265;
/** there is code at that address already */
export const ERROR_OCCUPIED = 266;
/** the signature is not one of that key over that hash */
export const ERROR_SIGNATURE = 267;
/** the contract's code cannot be loaded */
export const ERROR_NOT_LOADABLE = 268;
/** there is no memory left for it */
export const ERROR_NO_MEMORY = 269;
/** no syscall has this number */
export const ERROR_UNKNOWN_SYSCALL = 270;

// Gas: what a syscall costs beside its instructions, which cost one each. [aVM 12] where it had a price.

/** the way into the kernel and back takes as long as so many instructions */
export const PRICE_SYSCALL = 1000;
/** caller, origin, value, gas, block: a few bytes that are at hand */
export const PRICE_CONTEXT = 2;
/** a read of the database, at worst */
export const PRICE_STORAGE_GET = 2100;
/** a slot that every node keeps from now on */
export const PRICE_STORAGE_SET = 20000;
/** a write of the database, after which nothing is kept */
export const PRICE_STORAGE_DELETE = 5000;
/** keys are spelled out, hashed and compared byte by byte */
export const PRICE_STORAGE_KEY_BYTE = 4;
/** values are kept for ever */
export const PRICE_STORAGE_VALUE_BYTE = 16;
/** a line of a receipt, or an event */
export const PRICE_LOG = 375;
/** receipts are kept, though nobody has to have them at hand */
export const PRICE_LOG_BYTE = 8;
/** a task, a checkpoint of the journal, a call's part of the receipt; by the same measure */
export const PRICE_CALL = 20000;
/** each page that the callee begins with: its image, its stack, its arguments; found and zeroed */
export const PRICE_PAGE = 1400;
/** input is copied twice and kept in the receipt */
export const PRICE_CALL_BYTE = 4;
/** so is what is returned */
export const PRICE_RETURN_BYTE = 4;
/** each 32 bytes of returned data that are copied to the contract */
export const PRICE_COPY_WORD = 3;
/** an account and its code, which every node keeps */
export const PRICE_CREATE = 32000;
/** code is kept for ever, as values are */
export const PRICE_CODE_BYTE = 16;
/** finding pages */
export const PRICE_ALLOC = 15;
/** each 32 bytes of them have to be zeroed */
export const PRICE_ALLOC_WORD = 11;
/** almost nothing */
export const PRICE_DEALLOC = 4;
/** two accounts change */
export const PRICE_TRANSFER = 9000;
/** a read of the database, at worst */
export const PRICE_BALANCE = 2600;
/** setting up the sponge; the host takes as long as for so many instructions */
export const PRICE_KECCAK_256 = 2500;
/** each 32 bytes that it takes in; by the same measure */
export const PRICE_KECCAK_256_WORD = 200;
/** setting it up; by the same measure */
export const PRICE_SHA_256 = 1000;
/** each 32 bytes of it; by the same measure */
export const PRICE_SHA_256_WORD = 60;
/** two multiplications on the curve: about a millisecond, in which a contract retires so many instructions */
export const PRICE_SECP256K1 = 200000;

// SBI extensions and the chain's own functions: kernel to firmware. [SBI]

/** base */
export const EID_BASE = 0x10;
/** debug console */
export const EID_DBCN = 0x4442434e;
/** system reset */
export const EID_SRST = 0x53525354;
/** the chain; in the space of firmware-specific extensions */
export const EID_CHAIN = 0x0a61564d;
/** a0 where the header goes; 1, or 0 at the end of the bundle */
export const TRANSACTION_NEXT = 0;
/** a0 offset, a1 destination, a2 length; bytes copied */
export const TRANSACTION_DATA = 1;
/** a0 address, a1 where the record goes; 1, or 0 if absent */
export const ACCOUNT_READ = 2;
/** a0 address, a1 offset, a2 destination, a3 length; bytes copied */
export const CODE_READ = 3;
/** a0 address, a1 key, a2 its length, a3 destination, a4 capacity; length or SLOT_ABSENT */
export const STORAGE_READ = 4;
/** a0 record, a1 its length */
export const COMMIT = 5;
/** a0 announcement */
export const TASK_STARTED = 6;
/** a0 task id */
export const TASK_ENDED = 7;
/** a0 pc of the ecall, a1 0 event, 1 log or 2 call; the ordinal that goes into the record */
export const EVENT_FIRED = 8;
/** a0 address, a1 key, a2 its length, a3 value, a4 its length or SLOT_ABSENT */
export const SLOT_CHANGED = 9;
/** a0 where the block's context goes: number, timestamp, chain id, 8 bytes each */
export const BLOCK_READ = 10;
/** a0 data, a1 its length, a2 where 32 bytes go */
export const HASH_KECCAK_256 = 11;
/** a0 data, a1 its length, a2 where 32 bytes go */
export const HASH_SHA_256 = 12;
/** secp256k1: a0 hash, a1 signature, a2 public key, a3 its length; 1 if it is valid, else 0 */
export const SIGNATURE_VERIFY = 13;
/** secp256k1: a0 hash, a1 signature, a2 recovery id, a3 where 64 bytes go; 1 if there is a key, else 0 */
export const SIGNATURE_RECOVER = 14;
/** a0 address, a1 code, a2 its length: what runs there before it is committed */
export const CODE_CHANGED = 15;
/** what STORAGE_READ answers for a slot that is not there */
export const SLOT_ABSENT = 0xffffffff;
/** no caller, no parent */
export const NO_INDEX = 0xffffffff;

// Sizes and places. [docs/architecture.md, Address map]

/** an account's address */
export const ADDRESS_BYTES = 20;
/** a result block: success u8, error u32, length u32, 256 bytes of data */
export const RESULT_BYTES = 265;
/** the data in a result block */
export const RESULT_DATA_BYTES = 256;
/** where an aVM-linked contract leaves its result block */
export const RESULT_ADDRESS = 0x100;
/** the longest event */
export const EVENT_BYTES = 256;
/** to, from and input, read-only */
export const ARGS_PAGE = 0x3ffff000;
/** one unmapped page below the args page */
export const STACK_TOP = 0x3fffe000;
/** a contract's stack */
export const STACK_BYTES = 0x10000;
/** the most heap a task may have */
export const HEAP_BYTES = 0x100000;
/** the kernel, and all of physical memory */
export const RAM_BASE = 0x80000000;
/** bytes of input under the strict rules */
export const MAX_INPUT_STRICT = 3072;
/** bytes of input under the compat rules */
export const MAX_INPUT_COMPAT = 1024;
/** bytes of a contract's image under the strict rules */
export const MAX_IMAGE_STRICT = 0x100000;
/** bytes of a contract's image under the compat rules */
export const MAX_IMAGE_COMPAT = 0x32000;
/** the most bytes that RETURN and REVERT take */
export const MAX_RETURN = 16384;
/** the most bytes that a hash takes */
export const MAX_HASHED = 65536;
/** calls within calls */
export const MAX_DEPTH = 64;
/** the longest image that CREATE takes: the kernel keeps it twice until the transaction ends */
export const MAX_CREATE = 0x80000;

// Transactions, rules and what became of them; the tags of the records.

/** native coin */
export const KIND_TRANSFER = 0;
/** an account gets code */
export const KIND_CREATE = 1;
/** a contract runs */
export const KIND_CALL = 2;
/** sound semantics */
export const RULES_STRICT = 0;
/** what aVM contracts can observe of aVM */
export const RULES_COMPAT = 1;
/** it did what it should */
export const STATUS_SUCCESS = 0;
/** the contract returned success = false */
export const STATUS_FAILED = 1;
/** the contract reverted */
export const STATUS_REVERTED = 2;
/** the contract panicked, with a message */
export const STATUS_PANICKED = 3;
/** the contract did what it may not */
export const STATUS_TRAPPED = 4;
/** the gas limit was reached */
export const STATUS_OUT_OF_GAS = 5;
/** nothing ran: the transaction itself is wrong */
export const STATUS_REJECTED = 6;
/** in a receipt: what was paid for syscalls that do not exist */
export const SYSCALL_UNKNOWN = 0xffffffff;

/** Syscalls by number. */
export const SYSCALL_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'STORAGE_GET'],
  [2, 'STORAGE_SET'],
  [3, 'PANIC'],
  [5, 'CALL_PROGRAM'],
  [6, 'FIRE_EVENT'],
  [7, 'ALLOC'],
  [8, 'DEALLOC'],
  [9, 'TRANSFER'],
  [10, 'BALANCE'],
  [11, 'FINISH'],
  [12, 'CALLER'],
  [13, 'ORIGIN'],
  [14, 'CALL_VALUE'],
  [15, 'GAS_LEFT'],
  [16, 'BLOCK'],
  [17, 'STORAGE_DELETE'],
  [18, 'RETURN'],
  [19, 'REVERT'],
  [20, 'CALL'],
  [21, 'RETURN_DATA'],
  [22, 'CREATE'],
  [23, 'KECCAK_256'],
  [24, 'SHA_256'],
  [25, 'SECP256K1_VERIFY'],
  [26, 'SECP256K1_RECOVER'],
  [27, 'LAST_ERROR'],
  [28, 'PAY'],
  [1000, 'CONSOLE_WRITE'],
]);
