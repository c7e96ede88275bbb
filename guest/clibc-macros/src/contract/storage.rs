//! The struct with `#[storage]`.

use quote::quote;
use syn::{Error, Fields, Ident, Item, ItemStruct, Type, spanned::Spanned};

use super::take_mark;
use crate::{documentation, lines::Lines, shape};

/// A field of the storage.
pub struct StorageField {
    pub ident: Ident,
    of: Type,
    docs: String,
}

/// Finds the `#[storage]` struct, takes the mark off it, and gives its name and fields.
pub fn take(items: &mut [Item], module: &Ident) -> syn::Result<(Ident, Vec<StorageField>)> {
    let mut found: Option<(Ident, Vec<StorageField>)> = None;
    for item in items {
        let Item::Struct(item) = item else { continue };
        if take_mark(&mut item.attrs, "storage").is_none() {
            continue;
        }
        if found.is_some() {
            return Err(Error::new(item.span(), "a contract has one #[storage]"));
        }
        found = Some((item.ident.clone(), storage_fields(item)?));
    }
    found.ok_or_else(|| {
        Error::new(
            module.span(),
            "a contract has a struct with #[storage], be it empty: its pub fns are what can be called",
        )
    })
}

fn storage_fields(item: &ItemStruct) -> syn::Result<Vec<StorageField>> {
    if !item.generics.params.is_empty() {
        return Err(Error::new(
            item.generics.span(),
            "a contract's storage has no parameters",
        ));
    }
    match &item.fields {
        Fields::Unnamed(fields) => Err(Error::new(
            fields.span(),
            "fields of a contract's storage have names: a slot is called after its field",
        )),
        fields => Ok(fields
            .iter()
            .filter_map(|field| {
                Some(StorageField {
                    ident: field.ident.clone()?,
                    of: field.ty.clone(),
                    docs: documentation::of(&field.attrs),
                })
            })
            .collect()),
    }
}

/// The guard of `#[init]` has a slot of its own.
pub fn refuse_field_of_guard(fields: &[StorageField]) -> syn::Result<()> {
    match fields.iter().find(|it| it.ident == "initialized") {
        None => Ok(()),
        Some(field) => Err(Error::new(
            field.ident.span(),
            "the slot `initialized` says that #[init] has been called: give the field another name",
        )),
    }
}

/// What the ABI says of a field.
pub fn describe(field: &StorageField, lines: &mut Lines) {
    let (name, of) = (shape::plain(&field.ident), &field.of);
    let stored = quote!(<#of as ::clibc::stored::Stored>);
    lines.begin("storage");
    lines.member("name", &name);
    lines.member("domain", &name);
    lines.docs(&field.docs);
    lines.constant_member("kind", quote!(::clibc::text::TypeName::of(#stored::KIND)));
    lines.raw(",");
    lines.constant_member("key", quote!(#stored::KEY));
    lines.raw(",");
    lines.constant_member("value", quote!(#stored::VALUE));
    lines.raw(",\"layout\":\"borsh\"");
    lines.end();
}

/// The slot that `begin_once` writes.
pub fn describe_guard(lines: &mut Lines) {
    lines.begin("storage");
    lines.member("name", "initialized");
    lines.member("domain", "initialized");
    lines.member("docs", "Whether the contract has been initialized.");
    lines.member("kind", "item");
    lines.member("key", "()");
    lines.member("value", "bool");
    lines.raw("\"layout\":\"borsh\"");
    lines.end();
}
