//! What structs and variants have in common: fields with names, by position where they have none.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, DeriveInput, Error, Fields, Ident, Member, Type, spanned::Spanned};

/// One field.
pub struct Field<'a> {
    /// How a literal or a pattern names it: `owner`, `0`.
    pub member: Member,
    /// A variable for it, like none of the author's or ours: `field_owner`, `field_0`.
    pub variable: Ident,
    /// What the ABI calls it.
    pub name: String,
    pub of: &'a Type,
    pub attributes: &'a [Attribute],
}

/// The fields of a struct or a variant, in order.
pub fn fields(fields: &Fields) -> Vec<Field<'_>> {
    fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let name = match &field.ident {
                Some(name) => plain(name),
                None => at.to_string(),
            };
            Field {
                member: match &field.ident {
                    Some(name) => name.clone().into(),
                    None => at.into(),
                },
                variable: format_ident!("field_{name}"),
                name,
                of: &field.ty,
                attributes: &field.attrs,
            }
        })
        .collect()
}

/// `{ owner: field_owner, 0: field_0 }`: a pattern and a literal both.
pub fn braces(fields: &[Field<'_>]) -> TokenStream {
    let members = fields.iter().map(|it| {
        let (member, variable) = (&it.member, &it.variable);
        quote!(#member: #variable)
    });
    quote!({ #(#members),* })
}

/// `let owner = …;` for each field, taken from the front of `input`.
pub fn reads(fields: &[Field<'_>]) -> TokenStream {
    let reads = fields.iter().map(|it| {
        let (variable, of) = (&it.variable, it.of);
        quote!(let #variable = <#of as ::clibc::value::Value>::read(input)?;)
    });
    quote!(#(#reads)*)
}

/// Appends each field, which is a reference, to `out`.
pub fn writes(fields: &[Field<'_>]) -> TokenStream {
    let writes = fields.iter().map(|it| {
        let (variable, of) = (&it.variable, it.of);
        quote!(<#of as ::clibc::value::Value>::write(#variable, out);)
    });
    quote!(#(#writes)*)
}

/// An identifier without `r#`.
pub fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or(name.clone(), Into::into)
}

/// Its bytes and its name are the same wherever it is used, so it has no parameters.
pub fn refuse_parameters(item: &DeriveInput) -> syn::Result<()> {
    if item.generics.params.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        item.generics.span(),
        "a type of a contract's interface has no parameters: the ABI gives it one name",
    ))
}

/// An enum's variants are numbered by one byte.
pub fn refuse_too_many(variants: usize, name: &Ident) -> syn::Result<()> {
    if variants > 256 {
        return Err(Error::new(
            name.span(),
            "at most 256 variants have a number",
        ));
    }
    if variants == 0 {
        return Err(Error::new(
            name.span(),
            "an enum without variants has no values",
        ));
    }
    Ok(())
}
