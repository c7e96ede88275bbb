//! `#[derive(ContractError)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, LitStr, Variant};

use crate::{documentation, lines::Lines, selector, shape};

pub fn expand(item: &DeriveInput) -> syn::Result<TokenStream> {
    shape::refuse_parameters(item)?;
    let Data::Enum(data) = &item.data else {
        return Err(Error::new(
            item.ident.span(),
            "a contract's error is an enum: a variant for each reason to refuse",
        ));
    };
    shape::refuse_too_many(data.variants.len(), &item.ident)?;
    let (ident, name) = (&item.ident, shape::plain(&item.ident));
    let id = selector::of(&name);

    let mut lines = Lines::default();
    lines.begin("error");
    lines.member("name", &name);
    lines.raw(&format!("\"id\":{id},"));
    lines.docs(&documentation::of(&item.attrs));
    lines.raw("\"variants\":[");
    let mut arms = Vec::new();
    for (index, variant) in data.variants.iter().enumerate() {
        lines.raw(if index > 0 { ",{" } else { "{" });
        arms.push(arm(index as u8, variant, &mut lines)?);
        lines.raw("}");
    }
    lines.raw("]");
    lines.end();
    let lines = lines.keep();
    let codes = arms.iter().map(|it| &it.code);
    let writes = arms.iter().map(|it| &it.write);
    let reads = arms.iter().map(|it| &it.read);
    let messages = arms.iter().map(|it| &it.message);
    let id = id.to_be_bytes();

    Ok(quote! {
        impl ::clibc::contract_error::ContractError for #ident {
            const NAME: ::clibc::text::TypeName = ::clibc::text::Text::of(#name);
            const ID: [u8; 4] = [#(#id),*];

            fn code(&self) -> u32 {
                match self { #(#codes)* }
            }

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
        }

        impl ::core::fmt::Display for #ident {
            #[allow(unused_variables, reason = "a message need not name every field")]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self { #(#messages)* }
            }
        }
        #lines
    })
}

struct Arm {
    code: TokenStream,
    write: TokenStream,
    read: TokenStream,
    message: TokenStream,
}

fn arm(index: u8, variant: &Variant, lines: &mut Lines) -> syn::Result<Arm> {
    let (ident, name) = (&variant.ident, shape::plain(&variant.ident));
    let code = u32::from(index) + 1;
    let message = message_of(&variant.attrs)?;
    let fields = shape::fields(&variant.fields);
    lines.member("name", &name);
    lines.raw(&format!("\"code\":{code},"));
    lines.docs(&documentation::of(&variant.attrs));
    if let Some(message) = &message {
        lines.member("message", &message.value());
    }
    lines.fields(
        "inputs",
        fields
            .iter()
            .map(|it| (it.name.clone(), it.of, String::new())),
    );

    let (braces, reads, writes) = (
        shape::braces(&fields),
        shape::reads(&fields),
        shape::writes(&fields),
    );
    let written = match &message {
        None => quote!(f.write_str(#name)),
        Some(message) => {
            let text = with_variables(message, &fields);
            quote!(::core::write!(f, #text))
        }
    };
    Ok(Arm {
        code: quote!(Self::#ident { .. } => #code,),
        write: quote!(Self::#ident #braces => { out.push(#index); #writes }),
        read: quote!(#index => { #reads Self::#ident #braces }),
        message: quote!(Self::#ident #braces => #written,),
    })
}

fn message_of(attributes: &[Attribute]) -> syn::Result<Option<LitStr>> {
    let found = attributes.iter().find(|it| it.path().is_ident("message"));
    found.map(|it| it.parse_args()).transpose()
}

/// The message with the variables that the fields are bound to: `{owner}`, `{0:?}`.
fn with_variables(message: &LitStr, fields: &[shape::Field<'_>]) -> LitStr {
    let text = fields.iter().fold(message.value(), |text, it| {
        let (name, variable) = (&it.name, &it.variable);
        text.replace(&format!("{{{name}}}"), &format!("{{{variable}}}"))
            .replace(&format!("{{{name}:"), &format!("{{{variable}:"))
    });
    LitStr::new(&text, message.span())
}
