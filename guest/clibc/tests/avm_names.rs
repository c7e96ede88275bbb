//! aVM's contracts compile here unchanged: each name of its clibc, imported and used the way its
//! sources do. The behaviour behind the names is tested beside the code.

extern crate clibc;

use clibc::call::call;
use clibc::router::route;
use clibc::{
    BufferWriter, DataParser, FuncCall, HexCodec, Map, StorageKey, StorageMap, balance, concat_str,
    decode_calls, entrypoint, event, fire_event, hex_address, host, log, logf, persist_struct,
    read_u32, require, transfer,
    types::{SerializeField, address::Address, o::O, result::Result},
    vm_panic,
};

persist_struct!(Pool {
    reserve: u128,
    open: bool,
});

event!(PoolOpened {
    by => Address,
    reserve => u64,
    note => [u8; 4],
});

Map!(Shares);

struct PairKey {
    bytes: [u8; 40],
}

impl StorageKey for PairKey {
    fn as_storage_key(&self) -> &[u8] {
        &self.bytes
    }
}

entrypoint!(main_entry);

unsafe fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |to, _from, call| {
        match call.selector {
            0x01 => open(&to, caller, call.args),
            0x02 => Result::with_u32(shares_of(&program, caller)),
            0x03 => logs(call.args),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

fn open(program: &Address, caller: Address, args: &[u8]) -> Result {
    let mut pool = match Pool::load(program) {
        O::Some(_) => vm_panic(b"already open"),
        O::None => Pool {
            reserve: 0,
            open: false,
        },
    };
    let mut parser = DataParser::new(args);
    require(parser.remaining() >= 4, b"open: missing args");
    pool.reserve = parser.read_u32().into();
    pool.open = true;
    pool.store(program);
    Shares::set(program, caller, 7u32);
    Shares::set(program, PairKey { bytes: [1; 40] }, 8u64);
    fire_event!(PoolOpened::new(caller, pool.reserve as u64, *b"open"));

    let mut result = Result::new(true, 0);
    result.data[..2].copy_from_slice(&[1, 2]);
    result.data_len = 2;
    result
}

fn shares_of(program: &Address, owner: Address) -> u32 {
    match Shares::get(program, owner) {
        O::Some(shares) => shares,
        O::None => 0,
    }
}

fn logs(args: &[u8]) -> Result {
    let (x, y) = (10, 20);
    logf!("=== start ===");
    logf!("x=%d, y=%d, sum=%d", x, y, x + y);
    logf!("%x %c %f", 0xDEADBEEF, 'A' as u32, 1.5f32.to_bits());
    logf!("bytes: %d", args.len() as u32);
    log!("%s", b"Hello, VM!");
    log!("%b", args);
    log!("%a", [1u32, 2, 3]);
    log!("%A", [10u8, 20, 30]);
    log!("%d %d", x, y);
    let mut buffer = [0u8; 64];
    let greeting = concat_str!(buffer, b"Hello, ", b"World");
    log!("%s", greeting);
    log!("%s", clibc::concat!(b"a", b"b"));
    let mut hex = [0u8; 8];
    log!("%s", HexCodec::encode(&[0xde, 0xad], &mut hex));
    let point = (x, y);
    logf!("%s", debug: point);
    logf!("%s", display: x);
    logf!("100%% complete!");
    Result::new(true, 0)
}

const PROGRAM: Address = Address([1; 20]);
const CALLER: Address = Address([2; 20]);

fn run(data: &[u8]) -> Result {
    // Safety: main_entry asks for nothing; aVM's erc20 just declares it so.
    unsafe { main_entry(PROGRAM, CALLER, data) }
}

#[test]
fn a_contract_in_avms_words_runs() {
    host::reset();
    assert_eq!(run(&[2, 0]).get_u32_data(), Some(0));
    assert_eq!(run(&[1, 4, 9, 0, 0, 0]).bytes(), [1, 2]);
    assert_eq!(run(&[2, 0, 3, 0, 2, 0]).get_u32_data(), Some(7));
    assert_eq!(host::events()[0].len(), 64);
    assert_eq!(host::slots(&PROGRAM).len(), 3);
}

#[test]
#[should_panic(expected = "vm_panic: already open")]
fn a_panic_in_avms_words_says_why() {
    host::reset();
    run(&[1, 4, 9, 0, 0, 0, 1, 4, 9, 0, 0, 0]);
}

#[test]
fn functions_have_avms_signatures() {
    host::reset();
    let to = hex_address!("d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1");
    let calls: &mut [FuncCall] = &mut [FuncCall {
        selector: 0,
        args: &[],
    }];
    assert_eq!(decode_calls(&[1, 0], calls), 1);
    assert!(call(&PROGRAM, &to, &[]).is_none());
    assert!(!transfer!(&to, 1u64) && !transfer(&to, 1u64));
    assert_eq!(balance!(&to) + balance(&to), 0u128);
    assert_eq!(read_u32(&[1, 0, 0, 0]), 1);
    StorageMap::set(&PROGRAM, b"domain", b"key", 5u32);
    assert!(StorageMap::get::<u32>(&PROGRAM, b"domain", b"key").is_some());
    assert_eq!(
        Address::from_ptr(to.as_ref()).unwrap_or_panic("20 bytes"),
        to
    );
    assert_eq!(
        Result::with_u32_error(1),
        Result::new_with_data(false, 1, &[1, 0, 0, 0])
    );
    let mut offset = 0;
    to.serialize_field(&mut [0; 20], &mut offset);
    assert_eq!(offset, to.to_bytes().len());
    assert!(BufferWriter::new(&mut []).is_empty());
    let mut parser = DataParser::new(b"01020304");
    assert_eq!(parser.read_hex_into(&mut [0; 2]), [1, 2]);
    assert_eq!(parser.peek_bytes(2), b"03");
    assert!(parser.read_bool());
    assert_eq!(parser.remaining(), 3);
}
