/** At which of its hits a breakpoint stops: `5`, `== 5`, `>= 5`, `% 10`. [DAP SourceBreakpoint.hitCondition] */

export interface HitCondition {
  /** @param count of this hit, from 1 */
  holds(count: number): boolean;
}

const FORM = /^(==|=|!=|>=|>|<=|<|%)?\s*(\d{1,15})$/;

const COMPARISONS: Readonly<Record<string, (count: number, wanted: number) => boolean>> = {
  '==': (count, wanted) => count === wanted,
  '=': (count, wanted) => count === wanted,
  '!=': (count, wanted) => count !== wanted,
  '>': (count, wanted) => count > wanted,
  '>=': (count, wanted) => count >= wanted,
  '<': (count, wanted) => count < wanted,
  '<=': (count, wanted) => count <= wanted,
  '%': (count, wanted) => count % wanted === 0,
};

/** The condition, or a sentence on what is wrong with it. A number alone is that hit and no other. */
export function parseHitCondition(text: string): HitCondition | string {
  const [, operator = '==', digits = ''] = FORM.exec(text.trim()) ?? [];
  const compare = COMPARISONS[operator];
  if (digits === '' || compare === undefined) {
    return `“${text}” is no hit condition: write a number, or one of ${Object.keys(COMPARISONS).join(' ')} before it`;
  }
  const wanted = Number(digits);
  if (operator === '%' && wanted === 0)
    return 'a hit cannot be divided by 0: write % and a number from 1 on';
  return { holds: count => compare(count, wanted) };
}
