//! What a contract of clibc's typed layer is written with. Documented, with examples, where clibc
//! has them: `clibc::prelude`.
//!
//! Every macro leaves lines of JSON in the ELF's section `.avm.abi`, so that the interface travels
//! with the code; types in them are named by the compiler (`<T as Value>::TYPE`), never by their
//! spelling.

mod contract;
mod contract_error;
mod documentation;
mod event;
mod lines;
mod selector;
mod shape;
mod value;

use proc_macro::TokenStream;
use syn::{DeriveInput, ItemMod, parse_macro_input};

/// Makes a module a contract: its `#[storage]` struct, and the `pub fn`s of that struct that take
/// `&self` (they only look) or `&mut self`.
///
/// On a function: `#[init]` may be called once; `#[payable]` takes native coin, which others
/// refuse; `#[selector(0x12345678)]` has this selector instead of the first four bytes of its
/// name's keccak-256.
#[proc_macro_attribute]
pub fn contract(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let module = parse_macro_input!(item as ItemMod);
    finish(contract::expand(attribute.into(), module))
}

/// Makes a struct or an enum a value that contracts pass and keep.
#[proc_macro_derive(Value)]
pub fn derive_value(item: TokenStream) -> TokenStream {
    finish(value::expand(&parse_macro_input!(item as DeriveInput)))
}

/// Makes a struct an event. `#[indexed]` on a field marks what a reader would search for.
#[proc_macro_derive(Event, attributes(indexed))]
pub fn derive_event(item: TokenStream) -> TokenStream {
    finish(event::expand(&parse_macro_input!(item as DeriveInput)))
}

/// Makes an enum a contract's error. `#[message("{have} of {wanted}")]` on a variant says it in
/// words.
#[proc_macro_derive(ContractError, attributes(message))]
pub fn derive_contract_error(item: TokenStream) -> TokenStream {
    finish(contract_error::expand(&parse_macro_input!(
        item as DeriveInput
    )))
}

fn finish(expanded: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    expanded
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
