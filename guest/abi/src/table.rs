//! Generated from table.json by `npm run generate`.

// Syscalls: contract to kernel. Number in a7, arguments in a1 to a6, result in a0. [aVM 3.6]

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
/// a1 format, a2 its length, a3 words, a4 their length in bytes; 0
pub const CONSOLE_WRITE: u32 = 1000;

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
/// a0 pc of the ecall, a1 0 event or 1 log; the ordinal that goes into the record
pub const EVENT_FIRED: u32 = 8;
/// a0 address, a1 key, a2 its length, a3 value, a4 its length or SLOT_ABSENT
pub const SLOT_CHANGED: u32 = 9;
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
