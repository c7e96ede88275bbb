//! `#[derive(Event)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error};

use crate::{documentation, lines::Lines, shape};

pub fn expand(item: &DeriveInput) -> syn::Result<TokenStream> {
    shape::refuse_parameters(item)?;
    let Data::Struct(data) = &item.data else {
        return Err(Error::new(item.ident.span(), "an event is a struct"));
    };
    let (ident, name) = (&item.ident, shape::plain(&item.ident));
    if name.len() > 32 {
        return Err(Error::new(
            ident.span(),
            "an event's name has at most 32 bytes",
        ));
    }
    let fields = shape::fields(&data.fields);
    let (braces, writes) = (shape::braces(&fields), shape::writes(&fields));

    let mut lines = Lines::default();
    lines.begin("event");
    lines.member("name", &name);
    lines.docs(&documentation::of(&item.attrs));
    lines.fields(
        "inputs",
        fields.iter().map(|it| {
            let indexed = it.attributes.iter().any(|it| it.path().is_ident("indexed"));
            (it.name.clone(), it.of, format!(",\"indexed\":{indexed}"))
        }),
    );
    lines.end();
    let lines = lines.keep();
    Ok(quote! {
        impl ::clibc::event::Event for #ident {
            fn write_bytes(&self, buf: &mut [u8]) -> usize {
                let mut bytes = ::clibc::value::Bytes::from(::clibc::event::event_id(#name));
                let out = &mut bytes;
                let Self #braces = self;
                #writes
                ::clibc::event::copy(out, buf)
            }
        }
        #lines
    })
}
