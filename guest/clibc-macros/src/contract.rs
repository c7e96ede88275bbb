//! `#[contract]`.

mod functions;
mod storage;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Error, Ident, Item, ItemMod, parse_quote, spanned::Spanned};

use crate::{documentation, lines::Lines, shape};

pub fn expand(attribute: TokenStream, mut module: ItemMod) -> syn::Result<TokenStream> {
    if !attribute.is_empty() {
        return Err(Error::new(attribute.span(), "#[contract] takes nothing"));
    }
    let docs = documentation::of(&module.attrs);
    let Some((_, items)) = &mut module.content else {
        return Err(Error::new(
            module.span(),
            "the contract's module is written out here: mod token { … }",
        ));
    };
    let (storage, fields) = storage::take(items, &module.ident)?;
    let functions = functions::take(items, &storage)?;
    functions::refuse_equal_selectors(&functions)?;

    let mut lines = Lines::default();
    describe(&module.ident, &docs, &mut lines);
    for field in &fields {
        storage::describe(field, &mut lines);
    }
    if functions.iter().any(|it| it.is_init) {
        storage::refuse_field_of_guard(&fields)?;
        storage::describe_guard(&mut lines);
    }
    for function in &functions {
        functions::describe(function, &mut lines);
    }
    let names = fields.iter().map(|it| &it.ident);
    let domains = fields.iter().map(|it| shape::plain(&it.ident));
    let arms = functions.iter().map(|it| functions::arm(it, &storage));
    items.push(parse_quote! {
        impl ::core::default::Default for #storage {
            /// The contract's storage: nothing is read before it is asked for.
            fn default() -> Self {
                Self { #(#names: ::clibc::stored::Stored::at(#domains)),* }
            }
        }
    });
    items.push(parse_quote! {
        /// Runs the call that `input` is, up to its answer.
        #[allow(clippy::unit_arg, clippy::let_unit_value, reason = "written for every signature")]
        pub fn dispatch(input: &[u8]) -> ::clibc::contract::Outcome {
            let (selector, arguments) = ::clibc::contract::split(input);
            match ::core::primitive::u32::from_be_bytes(selector) {
                #(#arms)*
                _ => ::clibc::contract::unknown_selector(),
            }
        }
    });
    // In the module, where the types that they name are known.
    items.push(Item::Verbatim(lines.keep()));
    let name = &module.ident;
    Ok(quote! {
        #module

        /// Called by the kernel, with nothing but these four registers and a stack.
        #[cfg(target_arch = "riscv32")]
        #[unsafe(no_mangle)]
        #[unsafe(link_section = ".text.entrypoint")]
        unsafe extern "C" fn entrypoint(
            to: *const ::clibc::types::Address,
            from: *const ::clibc::types::Address,
            input: *const ::core::primitive::u8,
            input_len: ::core::primitive::usize,
        ) -> ! {
            // Safety: the kernel points at the args page, which stays mapped and unchanged until
            // the contract ends.
            let (_, _, input) = unsafe { ::clibc::entrypoint::arguments(to, from, input, input_len) };
            ::clibc::contract::finish(&#name::dispatch(input))
        }

        /// On another machine than the chain's there is nothing to run; unit tests have their own.
        #[cfg(not(target_arch = "riscv32"))]
        #[allow(dead_code)]
        fn main() {
            // Everything that can be called counts as used.
            let _ = #name::dispatch;
        }
    })
}

fn describe(name: &Ident, docs: &str, lines: &mut Lines) {
    lines.begin("contract");
    lines.member("name", &shape::plain(name));
    lines.docs(docs);
    lines.member("calls", "typed");
    lines.raw("\"selectorWidth\":4");
    lines.end();
}

/// Takes a mark off an item.
fn take_mark(attributes: &mut Vec<Attribute>, name: &str) -> Option<Attribute> {
    let at = attributes.iter().position(|it| it.path().is_ident(name))?;
    Some(attributes.remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the author is told about a module.
    fn complaint(module: ItemMod) -> String {
        match expand(TokenStream::new(), module) {
            Ok(_) => "nothing".into(),
            Err(error) => error.to_string(),
        }
    }

    #[track_caller]
    fn refuses(module: ItemMod, expected: &str) {
        let complaint = complaint(module);
        assert!(complaint.contains(expected), "{complaint}");
    }

    #[test]
    fn takes_a_contract() {
        let module = parse_quote! {
            mod counter {
                #[storage]
                struct Counter { count: Item<u32> }
                impl Counter {
                    #[init] pub fn init(&mut self) {}
                    pub fn increment(&mut self, by: u32) -> u32 { by }
                    #[payable] #[selector(7)] pub fn r#move(&mut self) {}
                    fn inner(self) {}
                    pub fn helper() {}
                }
            }
        };
        assert_eq!(complaint(module), "nothing");
    }

    #[test]
    fn refuses_a_contract_without_storage() {
        refuses(
            parse_quote!(
                mod a {
                    pub struct A {}
                }
            ),
            "a struct with #[storage]",
        );
        refuses(
            parse_quote!(
                mod a {
                    #[storage]
                    struct A {}
                    #[storage]
                    struct B {}
                }
            ),
            "one #[storage]",
        );
        refuses(
            parse_quote!(
                mod a {
                    #[storage]
                    struct A(u8);
                }
            ),
            "have names",
        );
        refuses(
            parse_quote!(
                mod a {
                    #[storage]
                    struct A<T> {
                        a: Item<T>,
                    }
                }
            ),
            "no parameters",
        );
        refuses(
            parse_quote!(
                mod a;
            ),
            "written out here",
        );
    }

    /// A contract with one function.
    fn with(function: syn::ImplItemFn) -> ItemMod {
        parse_quote!(mod a { #[storage] struct A {} impl A { #function } })
    }

    #[test]
    fn refuses_functions_that_nobody_could_call() {
        refuses(
            with(parse_quote!(
                pub fn f(self) {}
            )),
            "takes &self or &mut self",
        );
        refuses(
            with(parse_quote!(
                pub fn f<T>(&self, it: T) {}
            )),
            "no parameters of its own",
        );
        refuses(
            with(parse_quote!(
                pub async fn f(&self) {}
            )),
            "waits for nobody",
        );
        refuses(
            with(parse_quote!(
                pub fn f(&self, (a, b): (u8, u8)) {}
            )),
            "an argument has a name",
        );
        refuses(
            with(parse_quote!(
                #[payable]
                fn f(&self) {}
            )),
            "called from outside",
        );
        refuses(
            with(parse_quote!(
                pub fn f(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8) {}
            )),
            "at most eight",
        );
    }

    #[test]
    fn refuses_two_functions_of_one_selector() {
        let module = parse_quote!(
            mod a {
                #[storage]
                struct A {}
                impl A {
                    #[selector(0x01)]
                    pub fn one(&self) {}
                    #[selector(1)]
                    pub fn two(&self) {}
                }
            }
        );
        refuses(module, "one and two have the same selector, 0x00000001");
    }

    #[test]
    fn keeps_the_slot_of_init_for_itself() {
        let module = parse_quote!(
            mod a {
                #[storage]
                struct A {
                    initialized: Item<bool>,
                }
                impl A {
                    #[init]
                    pub fn init(&mut self) {}
                }
            }
        );
        refuses(module, "give the field another name");
    }
}
