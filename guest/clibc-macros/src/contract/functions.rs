//! The functions of a contract that can be called from outside.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Error, FnArg, Ident, ImplItem, Item, ItemImpl, LitInt, Pat, ReturnType, Signature, Type,
    Visibility, parse_quote, spanned::Spanned,
};

use super::take_mark;
use crate::{documentation, lines::Lines, selector, shape};

/// A function that can be called from outside.
pub struct Function {
    signature: Signature,
    inputs: Vec<(Ident, Type)>,
    selector: u32,
    docs: String,
    pub is_init: bool,
    is_payable: bool,
    is_view: bool,
}

impl Function {
    fn returned(&self) -> Type {
        match &self.signature.output {
            ReturnType::Default => parse_quote!(()),
            ReturnType::Type(_, of) => (**of).clone(),
        }
    }
}

/// The `pub fn`s of the storage's own impls, their marks taken off.
pub fn take(items: &mut [Item], storage: &Ident) -> syn::Result<Vec<Function>> {
    let mut functions = Vec::new();
    for item in items {
        let Item::Impl(block) = item else { continue };
        if !is_own(block, storage) {
            continue;
        }
        for item in &mut block.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let is_init = take_mark(&mut function.attrs, "init");
            let is_payable = take_mark(&mut function.attrs, "payable");
            let own = take_mark(&mut function.attrs, "selector");
            let is_called =
                matches!(function.vis, Visibility::Public(_)) && function.sig.receiver().is_some();
            if !is_called {
                if let Some(mark) = is_init.or(is_payable).or(own) {
                    return Err(Error::new(
                        mark.span(),
                        "only a pub fn that takes &self or &mut self can be called from outside",
                    ));
                }
                continue;
            }
            let name = shape::plain(&function.sig.ident);
            functions.push(Function {
                inputs: inputs_of(&function.sig)?,
                selector: match own {
                    Some(mark) => mark.parse_args::<LitInt>()?.base10_parse()?,
                    None => selector::of(&name),
                },
                docs: documentation::of(&function.attrs),
                is_init: is_init.is_some(),
                is_payable: is_payable.is_some(),
                is_view: function
                    .sig
                    .receiver()
                    .is_some_and(|it| it.mutability.is_none()),
                signature: function.sig.clone(),
            });
        }
    }
    Ok(functions)
}

fn is_own(block: &ItemImpl, storage: &Ident) -> bool {
    let Type::Path(path) = &*block.self_ty else {
        return false;
    };
    block.trait_.is_none() && path.path.is_ident(storage)
}

fn inputs_of(signature: &Signature) -> syn::Result<Vec<(Ident, Type)>> {
    if let Some(receiver) = signature.receiver().filter(|it| it.reference.is_none()) {
        return Err(Error::new(receiver.span(), "takes &self or &mut self"));
    }
    if !signature.generics.params.is_empty() {
        return Err(Error::new(
            signature.generics.span(),
            "a function that is called from outside has no parameters of its own",
        ));
    }
    if let Some(asyncness) = signature.asyncness {
        return Err(Error::new(asyncness.span(), "a contract waits for nobody"));
    }
    let inputs: Vec<(Ident, Type)> = signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Receiver(_) => None,
            FnArg::Typed(typed) => Some(typed),
        })
        .map(|typed| match &*typed.pat {
            Pat::Ident(pat) if pat.subpat.is_none() => Ok((pat.ident.clone(), (*typed.ty).clone())),
            pat => Err(Error::new(
                pat.span(),
                "an argument has a name, which the ABI tells",
            )),
        })
        .collect::<syn::Result<_>>()?;
    if inputs.len() > 8 {
        return Err(Error::new(
            signature.inputs.span(),
            "at most eight arguments: put what belongs together into a struct with #[derive(Value)]",
        ));
    }
    Ok(inputs)
}

/// A selector names one function.
pub fn refuse_equal_selectors(functions: &[Function]) -> syn::Result<()> {
    for (at, function) in functions.iter().enumerate() {
        let same = functions[..at]
            .iter()
            .find(|it| it.selector == function.selector);
        if let Some(other) = same {
            return Err(Error::new(
                function.signature.ident.span(),
                format!(
                    "{} and {} have the same selector, {:#010x}: give one of them another with #[selector(…)]",
                    other.signature.ident, function.signature.ident, function.selector
                ),
            ));
        }
    }
    Ok(())
}

/// One arm of the dispatcher: from the arguments' bytes to the answer's.
pub fn arm(function: &Function, storage: &Ident) -> TokenStream {
    let (name, selector) = (&function.signature.ident, function.selector);
    let variables: Vec<Ident> = (0..function.inputs.len())
        .map(|at| format_ident!("argument_{at}"))
        .collect();
    let types = function.inputs.iter().map(|(_, of)| of);
    let coin = (!function.is_payable).then(|| quote!(::clibc::contract::refuse_coin();));
    let once = function
        .is_init
        .then(|| quote!(::clibc::contract::begin_once();));
    let own = if function.is_view {
        quote!()
    } else {
        quote!(mut)
    };
    let read = if variables.is_empty() {
        quote!(::clibc::contract::arguments::<()>(arguments);)
    } else {
        quote!(let (#(#variables,)*): (#(#types,)*) = ::clibc::contract::arguments(arguments);)
    };
    quote! {
        #selector => {
            #coin
            #read
            #once
            let #own contract = #storage::default();
            ::clibc::contract::Answer::outcome(contract.#name(#(#variables),*))
        }
    }
}

/// What the ABI says of a function.
pub fn describe(function: &Function, lines: &mut Lines) {
    let returned = function.returned();
    let answer = quote!(<#returned as ::clibc::contract::Answer>);
    let mutability = match (function.is_payable, function.is_view) {
        (true, _) => "payable",
        (false, true) => "view",
        (false, false) => "write",
    };
    lines.begin("function");
    lines.member("name", &shape::plain(&function.signature.ident));
    lines.raw(&format!("\"selector\":{},", function.selector));
    lines.docs(&function.docs);
    lines.member("mutability", mutability);
    if function.is_init {
        lines.raw("\"init\":true,");
    }
    lines.fields(
        "inputs",
        function
            .inputs
            .iter()
            .map(|(name, of)| (shape::plain(name), of, String::new())),
    );
    lines.raw(",\"outputs\":[{");
    lines.constant_member("type", quote!(#answer::TYPE));
    lines.raw("}]");
    lines.optional_member("error", quote!(#answer::ERROR));
    lines.end();
}
