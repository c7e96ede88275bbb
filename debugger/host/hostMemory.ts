import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let gc: ((o: object) => void) | undefined;
export function settleMemory(): void {
  if (process.env['SPARK']) setFlagsFromString('--always-sparkplug');
  if (process.env['SEMI']) setFlagsFromString('--semi-space-growth-factor=' + process.env['SEMI']);
  if (process.env['GC'] !== undefined) {
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc');
  }
}
export function collectYoung(): void {
  gc?.({ type: 'minor' });
}
