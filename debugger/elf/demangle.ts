/** Rust's symbol names as a person writes them. */

import { demangleLegacy } from './demangleLegacy';
import { demangleV0 } from './demangleV0';

/** A name of neither Rust form comes back as it is. */
export function demangle(name: string): string {
  // LLVM adds a suffix to a symbol that it made visible across units; it is no part of the name.
  const mangled = name.replace(/\.llvm\.[0-9A-F@]+$/, '');
  return demangleLegacy(mangled) ?? demangleV0(mangled) ?? name;
}
