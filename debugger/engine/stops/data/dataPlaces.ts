/** Places by the ids that clients keep of them. */

import type { Target } from '../../target';
import type { DataPlace } from './dataPlace';
import { dataIdOf } from './dataPlace';

export class DataPlaces {
  readonly #places = new Map<string, DataPlace>();
  /** Why a place is gone. */
  readonly #ended = new Map<string, string>();

  /** Its id. The place is there again, if it was gone. */
  add(place: DataPlace): string {
    const id = dataIdOf(place);
    this.#places.set(id, place);
    this.#ended.delete(id);
    return id;
  }

  end(id: string, why: string): void {
    this.#ended.set(id, why);
  }

  /** The place, or a sentence on why there is none. */
  get(id: string, { run }: Target): DataPlace | string {
    const why = this.#ended.get(id);
    if (why !== undefined) return why;
    const place = this.#places.get(id) ?? parseId(id);
    if (place === undefined) return 'It is not known any more what was watched here: set it again.';
    if (place.kind === 'slot' || place.task === undefined) return place;
    const { task } = place;
    if (run.tasks.some(it => it.id === task.id)) return place;
    return `${place.name} is gone: that call of the contract has ended.`;
  }
}

/** Slots and the kernel's memory outlive a session. */
function parseId(id: string): DataPlace | undefined {
  const slot = /^slot ([0-9a-f]{40}) ("(?:[^"\\]|\\.)*") (.*)$/s.exec(id);
  if (slot !== null) {
    const [, account = '', domain = '""', key = ''] = slot;
    return {
      kind: 'slot',
      name: key,
      account: account as Extract<DataPlace, { kind: 'slot' }>['account'],
      domain: JSON.parse(domain) as string,
      key: key === '*' ? undefined : key,
    };
  }
  const memory = /^memory 0x([0-9a-f]{1,8})\+(\d{1,9}) of the kernel$/.exec(id);
  if (memory === null) return undefined;
  const [, address = '', byteSize = ''] = memory;
  return {
    kind: 'memory',
    name: `0x${address}`,
    address: parseInt(address, 16),
    byteSize: Number(byteSize),
    satp: 0,
    type: undefined,
    task: undefined,
    frame: undefined,
  };
}
