//! The text of `///` comments.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The documentation of an item, a line for each of its lines; empty if there is none.
pub fn of(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    lines.join("\n").trim().into()
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &pair.value
    else {
        return None;
    };
    pair.path.is_ident("doc").then(|| {
        text.value()
            .strip_prefix(' ')
            .map_or(text.value(), Into::into)
    })
}
