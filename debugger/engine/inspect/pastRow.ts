/** Rows of a moment that is gone: what they show is read there, and nothing of it can be changed or watched. */

import type { ChainSnapshot } from '../../chain/run';
import type { History } from '../history';
import type { VariableView } from '../views';

export const RETURNED =
  'this function has returned, and is shown as it was: restart its frame to change something';

export function pastRow(history: History, moment: ChainSnapshot, row: VariableView): VariableView {
  const { memoryReference: _gone, write: _refused, children, valueIn, ...kept } = row;
  return {
    ...kept,
    readOnly: true,
    readOnlyReason: RETURNED,
    ...(valueIn && { valueIn: base => history.lookAt(moment, () => valueIn(base)) }),
    ...(children && {
      children: page =>
        history.lookAt(moment, () => children(page)).map(it => pastRow(history, moment, it)),
    }),
  };
}
