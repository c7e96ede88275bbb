/** Generated from guest/abi/table.json by `npm run generate`. */

// Syscalls: contract to kernel. Number in a7, arguments in a1 to a6, result in a0. [aVM 3.6]

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
/** a1 format, a2 its length, a3 words, a4 their length in bytes; 0 */
export const CONSOLE_WRITE = 1000;

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
/** a0 pc of the ecall, a1 0 event or 1 log; the ordinal that goes into the record */
export const EVENT_FIRED = 8;
/** a0 address, a1 key, a2 its length, a3 value, a4 its length or SLOT_ABSENT */
export const SLOT_CHANGED = 9;
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
