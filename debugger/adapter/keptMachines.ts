/**
 * Machines whose clients have left, for others to attach to. Only an adapter that serves a port has them: one on standard
 * streams ends with its client. They are few, and end with the process.
 */

import type { DebugEngine } from '../engine/debugEngine';
import type { StopView } from '../engine/views';
import type { LaunchArguments } from '../protocol';
import { RequestError } from './requestError';
import { RunLoop } from './runLoop';

/** Each has the memory of a whole machine. */
const MOST = 4;

/** suspended: it stands where it stood; running: it goes on to its end, with nobody to stop for. */
export type Fate = 'suspended' | 'running';

/** All that a session needs to go on where another one has ended. */
export interface LeftMachine {
  /** Its name since it was first kept: a person who leaves it twice finds it where it was. */
  readonly name: string | undefined;
  readonly engine: DebugEngine;
  readonly launched: LaunchArguments;
  /** Why it stands; undefined where it has not started, or runs. */
  readonly stop: StopView | undefined;
}

interface KeptMachine extends LeftMachine {
  readonly name: string;
  readonly loop: RunLoop;
  readonly fate: Fate;
  stop: StopView | undefined;
}

export class KeptMachines {
  readonly #kept = new Map<string, KeptMachine>();
  #count = 0;

  /** @param note gets a line about each machine that comes or goes, for whoever looks at the server */
  constructor(private readonly note: (line: string) => void = () => undefined) {}

  /** Names of what is kept, the oldest first. */
  get names(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** @returns the name to attach to it by */
  keep(left: LeftMachine, fate: Fate): string {
    const name = left.name ?? `${stemOf(left.launched.scenario)}-${++this.#count}`;
    const kept: KeptMachine = { ...left, name, fate, loop: new RunLoop() };
    while (this.#kept.size >= MOST) this.#endOne();
    this.#kept.set(name, kept);
    if (fate === 'running') {
      kept.stop = undefined;
      if (left.stop !== undefined) kept.engine.resume('continue');
      this.#runOn(kept);
    }
    this.note(`kept ${describe(kept)}`);
    return name;
  }

  /**
   * Hands a machine out; it is kept no longer.
   * @param name undefined: the only one there is
   * @throws RequestError with what there is to attach to
   */
  async take(name: string | undefined): Promise<LeftMachine> {
    const kept = this.#find(name);
    this.#kept.delete(kept.name);
    await kept.loop.halt();
    this.note(`attached to ${describe(kept)}`);
    return kept;
  }

  #find(name: string | undefined): KeptMachine {
    const [first, ...others] = this.#kept.values();
    if (first === undefined) {
      throw new RequestError(
        'no session is kept here: one is when its client disconnects with "suspendDebuggee", or is cut off. Launch a scenario first',
      );
    }
    const found = name === undefined && others.length === 0 ? first : this.#kept.get(name ?? '');
    if (found !== undefined) return found;
    const there = [first, ...others].map(describe).join(', ');
    throw new RequestError(
      name === undefined
        ? `several sessions are kept here, so say which as "session": ${there}`
        : `no session "${name}" is kept here; what there is: ${there}`,
    );
  }

  /** To its end, past everything that it would stop at: whoever wanted to see that has gone. */
  #runOn(kept: KeptMachine): void {
    kept.loop.start(
      kept.engine,
      stop => {
        if (stop === undefined) return;
        if (stop.reason === 'terminated') {
          kept.stop = stop;
          this.note(`ended: ${describe(kept)}`);
        } else {
          kept.engine.resume('continue');
          this.#runOn(kept);
        }
      },
      error => {
        this.#drop(kept, `cannot go on: ${String(error)}`);
      },
      () => undefined,
    );
  }

  /** Makes room: of those that have ended already, or else of all, the oldest goes. */
  #endOne(): void {
    const all = [...this.#kept.values()];
    const oldest = all.find(it => it.stop?.reason === 'terminated') ?? all[0];
    if (oldest !== undefined) this.#drop(oldest, `let go: at most ${MOST} are kept`);
  }

  #drop(kept: KeptMachine, why: string): void {
    if (this.#kept.get(kept.name) === kept) this.#kept.delete(kept.name);
    void kept.loop.halt().then(() => kept.engine.dispose());
    this.note(`${describe(kept)} ${why}`);
  }
}

function describe({ name, launched, stop, fate }: KeptMachine): string {
  const standing = stop?.description.toLowerCase() ?? 'not started';
  return `${name} (${launched.scenario}, ${stop === undefined && fate === 'running' ? 'running' : standing})`;
}

/** `transfer` of `…/scenarios/transfer.scenario.json`. */
function stemOf(path: string): string {
  const file = path.slice(path.search(/[^/\\]*$/));
  return file.replace(/(\.scenario)?\.json$/, '');
}
