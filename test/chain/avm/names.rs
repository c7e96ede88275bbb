//! Every public name of aVM's clibc, in a contract that runs: what it finds wrong, it panics about.

#![no_std]
#![no_main]

extern crate alloc;
extern crate clibc;

use alloc::{string::String, vec::Vec};
use clibc::allocator::VmAllocator;
use clibc::call::call;
use clibc::router::route;
use clibc::{
    BufferWriter, CONSOLE_WRITE_ID, DataParser, FuncCall, HexCodec, LOG_PREFIX, Map,
    PERSISTENT_DOMAIN, Persistent, StorageKey, StorageMap, as_bytes, balance, concat_str,
    decode_calls, entrypoint, event, fire_event, hex_address, log, logf, persist_struct, read_u32,
    require, transfer,
    types::{O, SerializeField, address::Address, result::Result},
    vm_panic,
};
use core::alloc::{GlobalAlloc, Layout};
use core::fmt::Write;

persist_struct!(Settings {
    limit: u32,
    open: bool,
});

Map!(Votes);

event!(Voted {
    by => Address,
    weight => u64,
    choice => u32,
    final_vote => bool,
    kind => u8,
    tag => [u8; 4],
});

struct Pair {
    bytes: [u8; 40],
}

impl StorageKey for Pair {
    fn as_storage_key(&self) -> &[u8] {
        &self.bytes
    }
}

entrypoint!(main_entry);

unsafe fn main_entry(program: Address, caller: Address, data: &[u8]) -> Result {
    route(data, program, caller, |to, from, call| {
        require(to == program && from == caller, b"addresses");
        match call.selector {
            0x01 => parsing(call.args),
            0x02 => storing(&program, caller),
            0x03 => telling(&program, caller),
            0x04 => paying(&program, call.args),
            0x05 => results(),
            0x06 => allocating(),
            0x07 => vm_panic(b"as asked"),
            0x08 => panic!("with a number: {}", 42),
            _ => vm_panic(b"unknown selector"),
        }
    })
}

fn parsing(args: &[u8]) -> Result {
    let mut parser = DataParser::new(args);
    require(parser.remaining() == 37 + 4 + 40, b"remaining");
    require(parser.peek_bytes(4) == [7, 0, 0, 0], b"peek_bytes");
    require(read_u32(parser.peek_bytes(4)) == 7, b"read_u32");
    require(parser.read_u32() == 7, b"parser.read_u32");
    require(parser.read_u64() == 8, b"parser.read_u64");
    require(parser.read_bool(), b"parser.read_bool");
    let address = parser.read_address();
    require(parser.read_bytes(4) == b"rest", b"parser.read_bytes");
    let mut hex = [0; 2];
    require(
        parser.read_hex_into(&mut hex) == [0xbe, 0xef],
        b"parser.read_hex_into",
    );
    require(
        parser.read_hex_address() == address,
        b"parser.read_hex_address",
    );

    let known = hex_address!("d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1");
    require(address == known, b"hex_address");
    let mut text = [0; 40];
    let digits = HexCodec::encode(address.as_ref(), &mut text);
    require(HexCodec::decode_address(digits) == known, b"HexCodec");
    let mut bytes = [0; 2];
    HexCodec::decode_into(b"0aFf", &mut bytes);
    require(bytes == [0x0a, 0xff], b"HexCodec::decode_into");

    let mut calls = [FuncCall {
        selector: 0,
        args: &[],
    }; 2];
    require(
        decode_calls(&[1, 1, 9, 2, 0], &mut calls) == 2,
        b"decode_calls",
    );
    require(calls[0].args == [9] && calls[1].selector == 2, b"FuncCall");
    Result::with_u32(1)
}

fn storing(program: &Address, caller: Address) -> Result {
    require(PERSISTENT_DOMAIN == "P", b"PERSISTENT_DOMAIN");
    require(Settings::load(program).is_none(), b"load before");
    let settings = Settings {
        limit: 9,
        open: true,
    };
    settings.store(program);
    let loaded: Settings = Settings::load(program).expect("load");
    require(loaded.limit == 9 && loaded.open, b"load");
    keep(
        program,
        &Settings {
            limit: 10,
            ..settings
        },
    );

    Votes::set(program, caller, 5u32);
    let pair = Pair { bytes: [3; 40] };
    Votes::set(program, pair, 6u64);
    let votes: O<u32> = Votes::get(program, caller);
    require(votes.unwrap_or_panic("votes") == 5, b"Votes::get");
    let other: O<u64> = Votes::get(program, caller);
    require(other.is_none(), b"of another size");
    StorageMap::set(program, b"plain", b"key", 7u16);
    let plain: O<u16> = StorageMap::get(program, b"plain", b"key");
    require(matches!(plain, O::Some(7)), b"StorageMap");
    Result::with_u32(2)
}

/// What is persistent can be kept by whoever does not know what it is.
fn keep<T: Persistent>(program: &Address, it: &T) {
    it.store(program);
}

fn telling(program: &Address, caller: Address) -> Result {
    let voted = Voted::new(caller, 1_000_000_007, 3, true, 4, *b"tag!");
    let mut bytes = [0; 256];
    require(
        voted.write_bytes(&mut bytes) == 32 + 20 + 8 + 4 + 1 + 1 + 4,
        b"write_bytes",
    );
    require(&bytes[..5] == b"Voted", b"the name of an event");
    fire_event!(voted);

    require(
        CONSOLE_WRITE_ID == 1000 && LOG_PREFIX.len() < 64,
        b"console",
    );
    let mut buffer = [0; 32];
    log!("plain");
    log!(
        "%s %b",
        as_bytes!("text").as_ptr() as u32,
        4,
        bytes.as_ptr() as u32,
        2
    );
    log!("%s", concat_str!(buffer, b"one, ", b"two"));
    log!("%s", clibc::concat!(b"three, ", b"four"));
    log!("%a", [1u32, 2]);
    logf!("%d%% %u %x %c %f", 1, 2, 3, 'A' as u32, 1.5f32.to_bits());
    logf!("%s", debug: O::Some(5).is_some());
    logf!("%s", display: program);

    let mut text = [0; 8];
    let mut writer = BufferWriter::new(&mut text);
    require(writer.is_empty(), b"BufferWriter::is_empty");
    let _ = write!(writer, "{}", 123);
    require(writer.len() == 3, b"BufferWriter::len");
    Result::with_u32(3)
}

fn paying(program: &Address, args: &[u8]) -> Result {
    let to = Address::from_ptr(args).expect("an address");
    require(balance!(&to) == 0 && balance(&to) == 0, b"balance before");
    require(transfer!(&to, 3u64), b"transfer!");
    require(transfer(&to, 4), b"transfer");
    require(balance!(&to) == 7, b"balance after");
    require(!transfer(&to, u64::MAX), b"more than there is");
    require(call(program, &to, b"nobody is there").is_none(), b"call");
    let own = call(program, program, &[5, 0]);
    require(own.is_some_and(|it| it.success), b"call of itself");
    Result::with_u32(4)
}

fn results() -> Result {
    let mut result = Result::new(true, 0);
    result.set_data(&[1; 300]);
    require({ result.data_len } == 256, b"set_data");
    require(Result::with_u32(9).get_u32_data() == Some(9), b"with_u32");
    let failed = Result::with_u32_error(6);
    require(
        !failed.success && { failed.error_code } == 6,
        b"with_u32_error",
    );
    require(
        Result::new_with_data(true, 0, b"ab").data[..2] == *b"ab",
        b"new_with_data",
    );

    let mut some = O::some(1);
    require(some.is_some() && O::<u8>::none().is_none(), b"O");
    if let O::Some(it) = some.as_mut() {
        *it += 1;
    }
    require(matches!(some.as_ref(), O::Some(2)), b"as_mut");
    require(some.map(|it| it * 2).expect("map") == 4, b"map");

    let address = Address([9; 20]);
    let (mut bytes, mut offset) = ([0; 40], 0);
    address.serialize_field(&mut bytes, &mut offset);
    7u32.serialize_field(&mut bytes, &mut offset);
    true.serialize_field(&mut bytes, &mut offset);
    require(
        offset == 25 && bytes[20] == 7 && bytes[24] == 1,
        b"SerializeField",
    );
    require(address.to_bytes() == [9; 20], b"to_bytes");
    Result::with_u32(5)
}

fn allocating() -> Result {
    let mut numbers = Vec::new();
    for number in 0..100u32 {
        numbers.push(number);
    }
    let text: String = numbers.iter().map(|_| 'x').collect();
    require(text.len() == 100, b"String");
    let layout = Layout::from_size_align(64, 16).unwrap_or_else(|_| vm_panic(b"layout"));
    // Safety: the layout has a size, and what it gives is given back with the same one.
    unsafe {
        let block = VmAllocator.alloc(layout);
        require(
            !block.is_null() && block as usize % 16 == 0,
            b"VmAllocator::alloc",
        );
        VmAllocator.dealloc(block, layout);
    }
    Result::with_u32(6)
}
