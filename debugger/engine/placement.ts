/** Where the machine stands, and where it can be put: calls to step into, lines to go on at, frames to restart. */

import { calleeAt } from './callee';
import { EvaluationError } from './evaluationError';
import type { Frame } from './frame';
import type { Module } from './module';
import { hereAt } from './paths';
import type { GotoTarget } from './rewind';
import { goTo, gotoTargets, restartFrame } from './rewind';
import type { StepTarget } from './stepTargets';
import { stepTargets } from './stepTargets';
import { whereabouts } from './stops/whereabouts';
import type { Target } from './target';
import type { GotoTargetView, StepTargetView, StopView } from './views';

export interface PlacementParts {
  readonly target: Target;
  readonly isAtTrap: boolean;
  /** @throws EvaluationError where there is no such frame */
  readonly frame: (id: number) => Frame;
  /** To be told when the machine stands elsewhere without having run. */
  readonly moved: () => void;
}

const SP = 2;

/** Describes one stop: made anew when the machine has run. Ids are places in the lists, from 1. */
export class Placement {
  #calls: readonly StepTarget[] = [];
  #lines: readonly GotoTarget[] = [];

  constructor(private readonly parts: PlacementParts) {}

  /** Calls of the line of a frame. Only the frame that runs has calls that are still to come. */
  stepTargets(frame: number): StepTargetView[] {
    const { target, isAtTrap } = this.parts;
    const here = hereAt(target, isAtTrap);
    const isRunning = frame === 0 && !here.isTrapped;
    // Who asks of another frame may still choose one of those.
    if (!isRunning) return [];
    this.#calls = stepTargets(here, sites => this.#resolve(sites));
    return this.#calls.map(({ label, line, column }, at) => ({ id: at + 1, label, line, column }));
  }

  /** @throws EvaluationError where the list that it was in is no more */
  stepTarget(id: number): StepTarget {
    const found = this.#calls[id - 1];
    if (found === undefined) throw new EvaluationError(`there is no step-in target ${id} here`);
    return found;
  }

  /** @throws EvaluationError where the machine cannot be set to the line, and why */
  gotoTargets(path: string, line: number): GotoTargetView[] {
    const { target, isAtTrap } = this.parts;
    const files = (module: Module) => target.sources.recordedAs(module, path);
    this.#lines = gotoTargets(target, isAtTrap, files, line);
    return this.#lines.map((it, at) => ({ id: at + 1, ...it }));
  }

  goTo(id: number): StopView {
    const found = this.#lines[id - 1];
    if (found === undefined) throw new EvaluationError(`there is no goto target ${id} here`);
    const { target, moved } = this.parts;
    goTo(target, found);
    moved();
    return {
      reason: 'goto',
      description: `Set to ${found.label}`,
      text: 'What lies between has neither run nor been undone: variables hold what they held before, and in optimized code they may not be where the debug information says.',
      where: whereabouts(target, false),
    };
  }

  /** @throws EvaluationError where the frame cannot be restarted, and why */
  restartFrame(id: number): StopView {
    const { target, moved } = this.parts;
    const frame = this.parts.frame(id);
    restartFrame(target, frame);
    moved();
    const where = whereabouts(target, false);
    return { reason: 'restart', description: `Restarted ${frame.name}`, where };
  }

  /** What pointers lead to is seen by letting the machine get there, and putting everything back. */
  #resolve(sites: readonly number[]): ReadonlyMap<number, number> {
    const { target } = this.parts;
    const { machine, history } = target;
    const { task, module, sp } = hereAt(target);
    const known = new Map<number, number>();
    history.lookAhead(sites, () => {
      const { runningTask, runningModule } = target;
      const register = (number: number) => (machine.registers[number] ?? 0) >>> 0;
      const isHere =
        runningTask?.id === task?.id && runningModule === module && register(SP) === sp;
      const callee = isHere && module !== undefined ? calleeAt(module, machine.pc) : undefined;
      if (callee?.register !== undefined && !known.has(machine.pc)) {
        known.set(machine.pc, (register(callee.register) + callee.offset) & ~1);
      }
      return known.size === sites.length ? 'enough' : 'go on';
    });
    return known;
  }
}
