//! What a contract says about itself in its ELF: a line of text for each event, persistent struct
//! and map.

/// Keeps `$text` and a line end in section `.avm.abi`, which travels in the ELF but is never
/// loaded.
#[doc(hidden)]
#[macro_export]
macro_rules! describe {
    ($($text:expr),+ $(,)?) => {
        #[cfg(target_arch = "riscv32")]
        const _: () = {
            const LINE: &str = ::core::concat!($($text,)+ "\n");
            #[used]
            #[unsafe(link_section = ".avm.abi")]
            static DESCRIPTION: [u8; LINE.len()] = *LINE.as_bytes().first_chunk().unwrap();
        };
    };
}

/// A description of named and typed fields: `event Transfer(from:Address,to:Address,value:u32)`.
#[doc(hidden)]
#[macro_export]
macro_rules! describe_fields {
    ($kind:literal, $name:ident) => {
        $crate::describe!($kind, " ", ::core::stringify!($name), "()");
    };
    ($kind:literal, $name:ident, $first:ident: $first_type:ty $(, $field:ident: $type:ty)*) => {
        $crate::describe!(
            $kind, " ", ::core::stringify!($name),
            "(", ::core::stringify!($first), ":", ::core::stringify!($first_type),
            $(",", ::core::stringify!($field), ":", ::core::stringify!($type),)*
            ")"
        );
    };
}
