import { strict as assert } from 'node:assert';
import { PATH, scenario, sources } from './authoring.fixture';
import { knownNames } from './knownNames';
import { suggestionsAt } from './suggestions';

/** @param typed transactions, with `|` for the cursor */
async function suggest(typed: string): Promise<{ names: string; replaced: string }> {
  return suggestIn(scenario(typed));
}

async function suggestIn(marked: string): Promise<{ names: string; replaced: string }> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const known = await knownNames(PATH, text, sources(text));
  const { start, end, all } = suggestionsAt(text, offset, known);
  return { names: all.map(it => it.name).join(' '), replaced: text.slice(start, end) };
}

const places: readonly [what: string, typed: string, names: string][] = [
  ['who sends', '{ "from": "|" }', 'alice bob token other'],
  ['what is created', '{ "create": "t|" }', 'token other'],
  ['what is called', '{ "call": | }', 'token other alice bob'],
  ['who gets coin', '{ "transfer": { "to": "|" } }', 'alice bob token other'],
  ['functions of the contract', '{ "call": "token", "function": "|" }', 'transfer balance_of'],
  ['no functions of what is not built', '{ "call": "other", "function": "|" }', ''],
  [
    'arguments that are not there yet',
    '{ "call": "token", "function": "transfer", "arguments": { "to": "bob", "|" } }',
    'amount',
  ],
  [
    'labels for an address',
    '{ "call": "token", "function": "transfer", "arguments": { "to": "|" } }',
    'alice bob token other',
  ],
  [
    'nothing for a number',
    '{ "call": "token", "function": "transfer", "arguments": { "amount": | } }',
    '',
  ],
  ['whose coin is expected', '{ "expect": { "balances": { "|" } } }', 'alice bob token other'],
  ['events', '{ "expect": { "events": [ { "name": "|" } ] } }', 'Moved'],
  [
    'fields of an event',
    '{ "expect": { "events": [ { "name": "Moved", "fields": { "|" } } ] } }',
    'to',
  ],
  ['nothing for a status', '{ "expect": { "status": "|" } }', ''],
];

describe('what may stand in a scenario', () => {
  for (const [what, typed, names] of places) {
    it(`is ${what}`, async () => assert.equal((await suggest(typed)).names, names));
  }

  it('takes the place of the text that is begun, quotes and all', async () => {
    assert.equal((await suggest('{ "from": "al|" }')).replaced, '"al"');
    assert.equal((await suggest('{ "from": | }')).replaced, '');
    assert.equal((await suggest('{ "from": "al|')).replaced.slice(0, 3), '"al');
  });

  it('is known in bundles, and at the end of a file', async () => {
    const one = scenario('').replace(
      '"transactions": []',
      '"bundles": [{ "transactions": [{ "from": "|" }] }]',
    );
    assert.equal((await suggestIn(one)).names, 'alice bob token other');
    const end = scenario('').replace('"transactions": []', '"expect": { "storage": { "|" } }');
    assert.equal((await suggestIn(end)).names, 'token other');
  });

  it('is nothing, and no mistake of ours, in what is no scenario', async () => {
    for (const it of [
      '|',
      'null|',
      '[|]',
      '"|"',
      '{ "accounts": null, "contracts": 3, "x": "|" }',
    ]) {
      assert.equal((await suggestIn(it)).names, '');
    }
  });

  it('has the labels of accounts that are half written', async () => {
    const text = '{ "accounts": { "alice": { "addr" } }, "transactions": [ { "from": "|" } ] }';
    assert.equal((await suggestIn(text)).names, 'alice');
  });
});
