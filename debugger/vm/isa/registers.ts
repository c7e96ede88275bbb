/** The integer registers by their ABI names. [psABI integer register convention] */

export const REGISTER_NAMES: readonly string[] = [
  ...['zero', 'ra', 'sp', 'gp', 'tp', 't0', 't1', 't2', 's0', 's1'],
  ...['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'],
  ...['s2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11'],
  ...['t3', 't4', 't5', 't6'],
];

const NUMBERS = new Map<string, number>([
  ...REGISTER_NAMES.map((name, number): [string, number] => [name, number]),
  ...REGISTER_NAMES.map((_, number): [string, number] => [`x${number}`, number]),
  ['fp', 8],
]);

/** The number of a register by either of its names; undefined where there is no such register. */
export function registerNumber(name: string): number | undefined {
  return NUMBERS.get(name);
}
