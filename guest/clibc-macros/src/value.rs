//! `#[derive(Value)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DataStruct, DeriveInput, Error};

use crate::{documentation, lines::Lines, shape};

pub fn expand(item: &DeriveInput) -> syn::Result<TokenStream> {
    shape::refuse_parameters(item)?;
    let (body, lines) = match &item.data {
        Data::Struct(data) => of_struct(item, data),
        Data::Enum(data) => of_enum(item, data)?,
        Data::Union(_) => {
            return Err(Error::new(
                item.ident.span(),
                "a union does not say what it holds",
            ));
        }
    };
    let (ident, name) = (&item.ident, shape::plain(&item.ident));
    Ok(quote! {
        impl ::clibc::value::Value for #ident {
            const TYPE: ::clibc::text::TypeName = ::clibc::text::Text::of(#name);
            #body
        }
        #lines
    })
}

fn of_struct(item: &DeriveInput, data: &DataStruct) -> (TokenStream, TokenStream) {
    let fields = shape::fields(&data.fields);
    let (braces, reads, writes) = (
        shape::braces(&fields),
        shape::reads(&fields),
        shape::writes(&fields),
    );
    let body = quote! {
        #[allow(unused_variables, reason = "a struct may have no fields")]
        fn write(&self, out: &mut ::clibc::value::Bytes) {
            let Self #braces = self;
            #writes
        }

        #[allow(unused_variables, reason = "a struct may have no fields")]
        fn read(input: &mut ::clibc::value::Reader<'_>)
            -> ::core::result::Result<Self, ::clibc::value::Malformed>
        {
            #reads
            ::core::result::Result::Ok(Self #braces)
        }
    };
    let mut lines = begin(item, "struct");
    lines.fields(
        "fields",
        fields
            .iter()
            .map(|it| (it.name.clone(), it.of, String::new())),
    );
    lines.end();
    (body, lines.keep())
}

fn of_enum(item: &DeriveInput, data: &DataEnum) -> syn::Result<(TokenStream, TokenStream)> {
    shape::refuse_too_many(data.variants.len(), &item.ident)?;
    let mut lines = begin(item, "enum");
    lines.raw("\"variants\":[");
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    for (index, variant) in data.variants.iter().enumerate() {
        let fields = shape::fields(&variant.fields);
        let (name, index) = (&variant.ident, index as u8);
        let (braces, read, write) = (
            shape::braces(&fields),
            shape::reads(&fields),
            shape::writes(&fields),
        );
        writes.push(quote!(Self::#name #braces => { out.push(#index); #write }));
        reads.push(quote!(#index => { #read Self::#name #braces }));
        lines.raw(if index > 0 { ",{" } else { "{" });
        lines.member("name", &shape::plain(name));
        lines.docs(&documentation::of(&variant.attrs));
        lines.fields(
            "fields",
            fields
                .iter()
                .map(|it| (it.name.clone(), it.of, String::new())),
        );
        lines.raw("}");
    }
    lines.raw("]");
    let body = quote! {
        fn write(&self, out: &mut ::clibc::value::Bytes) {
            match self { #(#writes)* }
        }

        fn read(input: &mut ::clibc::value::Reader<'_>)
            -> ::core::result::Result<Self, ::clibc::value::Malformed>
        {
            ::core::result::Result::Ok(match <u8 as ::clibc::value::Value>::read(input)? {
                #(#reads)*
                _ => return ::core::result::Result::Err(::clibc::value::Malformed),
            })
        }
    };
    lines.end();
    Ok((body, lines.keep()))
}

fn begin(item: &DeriveInput, kind: &str) -> Lines {
    let mut lines = Lines::default();
    lines.begin("type");
    lines.member("kind", kind);
    lines.member("name", &shape::plain(&item.ident));
    lines.docs(&documentation::of(&item.attrs));
    lines.member("layout", "borsh");
    lines
}
