/** Types of the standard library, of crates that contracts use instead of it, and of clibc that are shown as what they mean, not as what they are made of. */

import type { StructType } from '../types';
import { presentMap, presentSet } from './btree';
import {
  presentAtomicBool,
  presentOnceCell,
  presentRef,
  presentRefCell,
  uninitialized,
  wrapper,
} from './cells';
import { presentCString, presentString, presentVec, presentVecDeque } from './collections';
import { presentShared, presentWeak } from './counted';
import { presentAddress, presentResult } from './domain';
import { presentHashMap, presentHashSet } from './hashTable';
import { presentIndexMap, presentIndexSet } from './indexMap';
import {
  presentInlineString,
  presentInlineText,
  presentInlineVec,
  presentSmallVec,
} from './inline';
import { presentLinkedList } from './linkedList';
import type { Place, Presentation } from './presentation';
import { presentRange } from './ranges';

/** undefined where the layout is not as expected or not all there: then it is shown as any struct. */
type Present = (place: Place<StructType>) => Presentation | undefined;

/** By path, in order. */
const rows: readonly (readonly [path: RegExp, present: Present])[] = [
  [/^alloc::string::String$/, presentString],
  [/^(?:core|alloc)::ffi::c_str::C(?:Str|String)$/, presentCString],
  [/^alloc::vec::Vec</, presentVec],
  [/^alloc::collections::binary_heap::BinaryHeap</, wrapper],
  [/^alloc::collections::vec_deque::VecDeque</, presentVecDeque],
  [/^alloc::collections::btree::map::BTreeMap</, presentMap],
  [/^alloc::collections::btree::set::BTreeSet</, presentSet],
  [/^alloc::collections::linked_list::LinkedList</, presentLinkedList],
  [/^(?:hashbrown|std::collections::hash)::map::HashMap</, presentHashMap],
  [/^(?:hashbrown|std::collections::hash)::set::HashSet</, presentHashSet],
  [/^indexmap::map::IndexMap</, presentIndexMap],
  [/^indexmap::set::IndexSet</, presentIndexSet],
  [/^heapless::vec::Vec(?:Inner)?</, presentInlineVec],
  [/^heapless::string::String(?:Inner)?</, presentInlineString],
  [/^arrayvec::arrayvec::ArrayVec</, presentInlineVec],
  [/^arrayvec::array_string::ArrayString</, presentInlineText],
  [/^smallvec::SmallVec</, presentSmallVec],
  [/^alloc::(?:rc::Rc|sync::Arc)</, presentShared],
  [/^alloc::(?:rc|sync)::Weak</, presentWeak],
  [/^core::cell::RefCell</, presentRefCell],
  [/^core::cell::(?:Ref|RefMut)</, presentRef],
  [/^core::cell::once::OnceCell</, presentOnceCell],
  [/^core::cell::(?:Cell|UnsafeCell)</, wrapper],
  [/^core::sync::atomic::Atomic(?:Bool$|<bool>$)/, presentAtomicBool],
  [/^core::sync::atomic::/, wrapper],
  [/^core::mem::(?:manually_drop::ManuallyDrop|maybe_dangling::MaybeDangling)</, wrapper],
  [/^core::mem::maybe_uninit::MaybeUninit</, uninitialized],
  [/^core::ptr::(?:non_null::NonNull|unique::Unique)</, wrapper],
  [/^core::pin::Pin</, wrapper],
  [/^core::num::(?:nonzero::NonZero<|niche_types::|wrapping::|saturating::)/, wrapper],
  [/^core::(?:ops::)?range::(?:\w+::)?Range\w*</, presentRange],
  [/^clibc::types::result::Result$/, presentResult],
  [/(?:^|::)Address$/, presentAddress],
];

export function presentStandard(place: Place<StructType>): Presentation | undefined {
  const { path } = place.type;
  return rows.find(([pattern]) => pattern.test(path))?.[1](place);
}
