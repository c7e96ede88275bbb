//! Two structs that are written to storage and read back.

#![no_std]
#![no_main]

use clibc::{
    entrypoint, persist_struct, require,
    types::{address::Address, result::Result},
};

persist_struct!(
    /// Slot `P:55736572`. Six of its sixteen bytes are padding, which storage keeps as zeros.
    User {
        id: u64,
        active: bool,
        level: u8,
    }
);

persist_struct!(
    /// Slot `P:436f6e666967`.
    Config {
        retries: u64,
        timeout_ms: u64,
    }
);

entrypoint!(set_up);

/// Creates a user and a configuration. Works once.
fn set_up(program: Address, _caller: Address, _data: &[u8]) -> Result {
    create_user(&program);
    create_config(&program);
    Result::new(true, 0)
}

fn create_user(program: &Address) {
    require(User::load(program).is_none(), b"user already exists");
    let mut user = User {
        id: 40_000,
        active: false,
        level: 4,
    };
    user.store(program);

    // Only `store` reaches the chain: this change stays in memory.
    user.level = 5;
    let stored = User::load(program).expect("user not found");
    require(stored.level == 4, b"user level must be 4");
    require(stored != user, b"memory must differ from storage");
}

fn create_config(program: &Address) {
    require(Config::load(program).is_none(), b"config already exists");
    let mut config = Config {
        retries: 10,
        timeout_ms: 10,
    };
    config.retries = 13;
    config.timeout_ms = 100_000;
    config.store(program);

    let stored = Config::load(program).expect("config not found");
    require(stored.retries == 13, b"config retries must be 13");
    require(
        stored.timeout_ms == 100_000,
        b"config timeout_ms must be 100000",
    );
}
