//! The types that a contract and the chain both speak. Byte layouts are aVM's.

pub mod address;
pub mod o;
pub mod result;
mod serialize;

pub use address::{ADDRESS_LEN, Address};
pub use o::O;
pub use result::Result;
pub use serialize::SerializeField;
