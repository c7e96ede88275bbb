/** Each public item of the contract library that does something has an example; cargo compiles and runs them. */

import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(__dirname, '../../guest/clibc/src');

/**
 * Items by what stands before their name, not those that a macro writes for its user. Fields, variants, and what a trait
 * asks for are shown with what has them. A `$name` stands for what a macro writes: in a macro of the library's own it is
 * public, with an example that the macro writes too.
 */
const ITEM =
  /^ {0,8}(?:pub (?:const |unsafe )*fn|pub (?:struct|enum|trait|type|const|static)|macro_rules!) (\$?\w+)/;

/** Public for the macros' sake and hidden from the documentation. */
const MACHINERY = 'text.rs';

interface Item {
  readonly place: string;
  readonly hasExample: boolean;
}

function itemsOf(file: string): Item[] {
  const [text = ''] = readFileSync(join(SOURCE, file), 'utf8').split('#[cfg(test)]\nmod tests');
  const items: Item[] = [];
  /** The lines before an item: documentation and attributes. */
  let before: string[] = [];
  let isInUsersMacro = false;
  for (const line of text.split('\n')) {
    if (/^ *(?:\/\/\/|#\[|\)\]|message =|note =)/.test(line)) {
      before.push(line.trim());
      continue;
    }
    const name = ITEM.exec(line)?.[1];
    const isMacro = line.includes('macro_rules!');
    const isExported = !isMacro || before.includes('#[macro_export]');
    if (isMacro) isInUsersMacro = isExported;
    if (line === '}') isInUsersMacro = false;
    const isUsers = isInUsersMacro && name?.startsWith('$') === true;
    const isHidden = before.some(it => it === '#[doc(hidden)]' || it.includes('target_arch'));
    if (name !== undefined && isExported && !isUsers && !isHidden) {
      items.push({
        place: `${file}: ${name}`,
        hasExample: before.some(it => it.startsWith('/// ```')),
      });
    }
    before = [];
  }
  return items;
}

describe('the contract library', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter(it => it.endsWith('.rs') && it !== MACHINERY)
    .sort();
  const items = files.flatMap(itemsOf);

  it('shows how to use each of its items', () => {
    assert.ok(items.length > 150, `${items.length} items were found`);
    const missing = items.filter(it => !it.hasExample).map(it => it.place);
    assert.deepEqual(missing, []);
  });
});
