/** Rows as indented text: what a person sees with everything open. For tests, here and in the editor. */

import type { ViewNode } from './node';

export function outline(rows: readonly ViewNode[], indent = ''): string {
  return rows
    .map(it => {
      const description = it.description === undefined ? '' : `  ${it.description}`;
      const line = `${indent}${it.label}${description}`.trimEnd();
      return `${line}\n${outline(it.children ?? [], `${indent}  `)}`;
    })
    .join('');
}
