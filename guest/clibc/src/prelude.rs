//! Everything that a contract of the typed layer needs: `use clibc::prelude::*;`.

pub use alloc::{boxed::Box, collections::BTreeMap, format, string::String, vec, vec::Vec};

pub use clibc_macros::{ContractError, Event, Value, contract};

pub use crate::{
    context,
    contract_error::ContractError,
    crypto,
    event::{Event, emit},
    log, logf, require,
    stored::{Item, Map, Stored},
    transfer::{balance, pay},
    types::Address,
    value::Value,
};
