//! Lines of the ABI, for the section `.avm.abi`: JSON whose types the compiler fills in.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

/// The longest name of a type, `TypeName` in clibc, and what stands around it.
const LONGEST_NAME: usize = 256 + 32;

/// Pieces of lines: text as it is, and types by name.
#[derive(Default)]
pub struct Lines {
    pieces: Vec<TokenStream>,
    text: String,
    /// Bytes that the lines take at most.
    capacity: usize,
}

impl Lines {
    /// `{"kind":{`: what follows is the item.
    pub fn begin(&mut self, kind: &str) {
        self.raw(&format!("{{{}:{{", json(kind)));
    }

    /// Closes the item and its line.
    pub fn end(&mut self) {
        self.raw(
            "}}
",
        );
    }

    /// Text that is JSON already.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// `"name":"text",` — members before the last.
    pub fn member(&mut self, name: &str, text: &str) {
        self.raw(&format!("{}:{},", json(name), json(text)));
    }

    /// `"docs":"…",`, where there are any.
    pub fn docs(&mut self, docs: &str) {
        if !docs.is_empty() {
            self.member("docs", docs);
        }
    }

    /// `"name":"` and the ABI's name of a type and `"`.
    pub fn type_member(&mut self, name: &str, of: &Type) {
        self.constant_member(name, quote!(<#of as ::clibc::value::Value>::TYPE));
    }

    /// The same with any constant that is a type's name.
    pub fn constant_member(&mut self, name: &str, constant: TokenStream) {
        self.raw(&format!("{}:\"", json(name)));
        self.constant(constant);
        self.raw("\"");
    }

    /// A constant text.
    pub fn constant(&mut self, constant: TokenStream) {
        self.flush();
        self.capacity += LONGEST_NAME;
        self.pieces.push(quote!(.join(&#constant)));
    }

    /// Members that a constant `Option` of a name brings: `,"name":"…"`.
    pub fn optional_member(&mut self, name: &str, constant: TokenStream) {
        self.flush();
        self.capacity += LONGEST_NAME;
        let before = format!(",{}:\"", json(name));
        self.pieces.push(quote! {
            .join(&match #constant {
                ::core::option::Option::Some(it) =>
                    ::clibc::text::Text::<512>::of(#before).join(&it).push("\""),
                ::core::option::Option::None => ::clibc::text::Text::<512>::EMPTY,
            })
        });
    }

    /// `"name":[{"name":…,"type":…},…]` of fields.
    pub fn fields<'a>(
        &mut self,
        name: &str,
        fields: impl Iterator<Item = (String, &'a Type, String)>,
    ) {
        self.raw(&format!("{}:[", json(name)));
        for (at, (field, of, more)) in fields.enumerate() {
            self.raw(if at > 0 { ",{" } else { "{" });
            self.member("name", &field);
            self.type_member("type", of);
            self.raw(&more);
            self.raw("}");
        }
        self.raw("]");
    }

    /// Keeps the lines in the ELF.
    pub fn keep(mut self) -> TokenStream {
        self.flush();
        let (pieces, capacity) = (self.pieces, self.capacity);
        quote! {
            #[cfg(target_arch = "riscv32")]
            const _: () = {
                const LINES: ::clibc::text::Text<#capacity> = ::clibc::text::Text::EMPTY #(#pieces)*;
                #[used]
                #[unsafe(link_section = ".avm.abi")]
                static DESCRIPTION: [u8; LINES.len()] = LINES.to_array();
            };
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.capacity += text.len();
            self.pieces.push(quote!(.push(#text)));
        }
    }
}

/// A JSON string. [RFC 8259 §7]
pub fn json(text: &str) -> String {
    let mut quoted = String::from("\"");
    for it in text.chars() {
        match it {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            it if it < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_json_has_to() {
        assert_eq!(json("a\"b\\c\nd\te é"), r#""a\"b\\c\nd\u0009e é""#);
    }
}
