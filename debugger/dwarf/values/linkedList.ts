/** The library's LinkedList: nodes that know the next one and the one before. */

import type { StructType, Type } from '../types';
import { linkedListLayouts, linkedNodeLayouts, placesIn, thinPointer } from './layouts';
import { memoryPlace, withFields } from './pointers';
import type { Place, Presentation, ValueContext } from './presentation';
import { unaligned } from './sanity';
import { readNumber } from './scalars';
import { missingStorage } from './storage';
import { variantFields } from './structs';

export function presentLinkedList(place: Place<StructType>): Presentation | undefined {
  const element = place.type.parameter('T');
  const members = placesIn(place, linkedListLayouts);
  const count = readNumber(members?.length);
  if (!element || !members || count === undefined) return undefined;
  const nodes = new Nodes(place.context, members.head);
  // The way to the first element shows whether this is a list at all.
  const reason = count === 0 || nodes.element(0) !== undefined ? undefined : nodes.broken;
  if (reason !== undefined) return withFields(place, { kind: 'broken', reason, fields: [] });
  const at = (index: number): Place => nodes.element(index) ?? missing(element, nodes.broken);
  return { kind: 'list', count, at };
}

function missing(type: Type, reason = 'no such element'): Place {
  const context = { registers: () => undefined, readMemory: () => undefined };
  return { type, storage: missingStorage(reason), context };
}

/** Goes from node to node once and remembers where each element is. */
class Nodes {
  /** Why there are no more of them. */
  broken: string | undefined;
  readonly #elements: Place[] = [];
  #link: Place;
  /** Of the node that the link is in; undefined at the head. */
  #address: number | undefined;

  constructor(
    private readonly context: ValueContext,
    head: Place,
  ) {
    this.#link = head;
  }

  element(index: number): Place | undefined {
    while (this.#elements.length <= index && this.broken === undefined) this.#goOn();
    return this.#elements[index];
  }

  #goOn(): void {
    const pointer = thinPointer(variantFields(this.#link, 'Some')?.[0]?.place);
    const address = readNumber(pointer);
    const type = pointer?.type.kind === 'pointer' ? pointer.type.target : undefined;
    if (!type || address === undefined) {
      this.broken = 'the list ends before its length: not initialized?';
      return;
    }
    const node = memoryPlace(type, address, this.context);
    const members = unaligned(type, address) ? undefined : placesIn(node, linkedNodeLayouts);
    // That no other node leads here is what makes a circle impossible.
    if (!members || !this.#isBefore(members.previous)) {
      this.broken = `no node of a list at 0x${address.toString(16)}: not initialized?`;
      return;
    }
    this.#elements.push(members.element);
    this.#link = members.next;
    this.#address = address;
  }

  #isBefore(previous: Place): boolean {
    const place = variantFields(previous, 'Some')?.[0]?.place;
    if (place === undefined) return this.#address === undefined && isNone(previous);
    return readNumber(thinPointer(place)) === this.#address;
  }
}

function isNone(place: Place): boolean {
  return variantFields(place, 'None') !== undefined;
}
