/** The client's numbers for frames. [DAP lifetime of object references] */

import type { DebugEngine } from '../engine/debugEngine';
import type { FrameView } from '../engine/views';
import { RequestError } from './requestError';

/** A frame of the current stop. Index 0 is where the machine stands. */
export interface StoppedFrame {
  readonly engine: DebugEngine;
  /** The client's number for it. */
  readonly id: number;
  readonly index: number;
  readonly view: FrameView;
}

/** Numbers are valid until the machine runs again, and none is used twice. */
export class FrameNumbers {
  /** The number of this stop's innermost frame, from which the others are counted. */
  #first = 1;
  /** How many frames of this stop the client has heard of. */
  #known = 0;

  /** So many frames from one on, 0 being the innermost. */
  frames(engine: DebugEngine, start: number, count: number): StoppedFrame[] {
    const views = engine.stackPage(start, count);
    // Beyond the end nothing was heard of, wherever that was looked for.
    if (views.length > 0) this.#known = Math.max(this.#known, start + views.length);
    return views.map((view, at) => {
      const index = start + at;
      return { engine, view, index, id: this.#first + index };
    });
  }

  /** @throws RequestError where the number is not one of this stop's */
  frame(engine: DebugEngine, id: number): StoppedFrame {
    const index = id - this.#first;
    const [frame] = index >= 0 && index < this.#known ? this.frames(engine, index, 1) : [];
    if (frame === undefined) {
      const wasThere = id > 0 && id < this.#first;
      throw new RequestError(
        wasThere ? `frame ${id} is gone: the machine has run since` : `there is no frame ${id}`,
      );
    }
    return frame;
  }

  /** The machine runs, or stands elsewhere. */
  clear(): void {
    this.#first += this.#known;
    this.#known = 0;
  }
}
