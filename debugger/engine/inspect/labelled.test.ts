import { strict as assert } from 'node:assert';
import type { Address } from '../../chain/address';
import { labelled } from './labelled';

const alice = `${'00'.repeat(19)}0a` as Address;
const labels = new Map([[alice, 'alice']]);
const shown = (value: string) => labelled({ name: 'it', value }, labels).value;

describe('labelled', () => {
  it('names the addresses that have a label', () => {
    assert.equal(shown(`0x${alice}`), `alice (0x${alice})`);
    assert.equal(shown(`Some(0x${alice})`), `Some(alice (0x${alice}))`);
  });

  it('leaves everything else as it is', () => {
    for (const text of ['5', `0x${'11'.repeat(20)}`, `0x${alice}00`, alice]) {
      assert.equal(shown(text), text);
    }
  });

  it('names them in the parts of a value too', () => {
    const part = { name: 'owner', value: `0x${alice}` };
    const view = labelled({ name: 'it', value: '…', children: () => [part] }, labels);
    assert.deepEqual(view.children?.(), [{ name: 'owner', value: `alice (0x${alice})` }]);
  });
});
