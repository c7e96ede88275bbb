/** What is seen around the code of real contracts: memory, page tables, calls and storage. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugEngine } from '../../debugger/engine/debugEngine';
import type { PageEntryView, RegionView, VariableView } from '../../debugger/engine/views';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { parseMemoryReference } from '../../debugger/shared/memoryReference';
import { flatImage, forever, succeed } from '../kernel/assemble';
import { Session } from './support/session';

const STACK_TOP = 0x3fff_e000;

async function stopAt(scenario: string, name: string): Promise<Session> {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([name]);
  await session.run('continue');
  return session;
}

function frameNamed({ engine }: Session, name: string): number {
  return engine.stack().find(it => it.name === name)?.id ?? NaN;
}

/** `ur-x code of token`, as often as it comes. */
const titles = (regions: readonly RegionView[]) => regions.map(it => `${it.flags} ${it.name}`);

function values(rows: readonly VariableView[]): Record<string, string> {
  return Object.fromEntries(rows.map(it => [it.name, it.value]));
}

const KERNEL = [
  'r-x kernel code',
  'r-- kernel constants',
  'rw- kernel data',
  'rw- kernel stack',
  'rw- kernel heap',
  'rw- page frames',
];

describe('memory', () => {
  it('of a contract is its own, and below it the kernel’s', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const regions = engine.memoryRegions(0);
    const space = engine.stack()[0]?.space;
    assert.ok(space !== undefined);
    assert.deepEqual(titles(regions), [
      'ur-x code of token',
      'ur-- constants of token',
      'urw- data of token',
      'urw- heap',
      'urw- stack',
      'ur-- arguments',
      ...KERNEL,
    ]);
    const stack = regions.find(it => it.name === 'stack');
    assert.deepEqual([stack?.start, stack?.end], [STACK_TOP - 0x1_0000, STACK_TOP]);
    for (const { name, start, end } of regions) {
      assert.equal(engine.readMemory(start, end - start, space).length, end - start, name);
      const behind = regions.some(it => it.start === end);
      assert.equal(engine.readMemory(end, 1, space).length, behind ? 1 : 0, `behind ${name}`);
    }
  });

  it('of a contract that waits is still its own', async () => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const caller = frameNamed(session, 'call_program::ask');
    assert.ok(titles(session.engine.memoryRegions(caller)).includes('ur-x code of caller'));
    assert.ok(titles(session.engine.memoryRegions(0)).includes('ur-x code of simple'));
  });

  it('of the kernel has no lower half between two contracts', async () => {
    const { engine } = await stopAt('call_program/call', 'kernel::transaction::process');
    assert.deepEqual(titles(engine.memoryRegions(0)), KERNEL);
  });

  it('is one piece while translation is off', async () => {
    const { engine } = await stopAt(
      'call_program/call',
      'kernel::paging::kernel_space::enter_kernel_space',
    );
    const [only, ...others] = engine.memoryRegions(0);
    assert.deepEqual(only, { name: 'RAM', start: 0x8000_0000, end: 0x8400_0000, flags: 'rwx' });
    assert.deepEqual(others, []);
    assert.deepEqual(engine.pageTable(0), []);
  });

  it('of a flat image has a result block below its code', async () => {
    const engine = await launchFlat(flatImage(forever(succeed)));
    assert.deepEqual(titles(engine.memoryRegions(0)).slice(0, 4), [
      'urwx result block and code of flat',
      'urw- code and data of flat',
      'urw- stack',
      'ur-- arguments',
    ]);
  });
});

describe('the result block of a flat image', () => {
  const result = (engine: DebugEngine) => engine.callInfo(0).find(it => it.name === 'result');

  it('is shown as far as it is written', async () => {
    const engine = await launchFlat(flatImage(forever(succeed)));
    assert.equal(result(engine)?.value, '<nothing yet>');
    engine.writeMemory(0x100, Uint8Array.of(1, 0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4));
    assert.equal(result(engine)?.value, 'success, 0x01020304');
    engine.writeMemory(0x100, Uint8Array.of(0, 7, 0, 0, 0, 0, 0, 0, 0));
    assert.equal(result(engine)?.value, 'failure, error 7');
    assert.deepEqual(values(result(engine)?.children?.() ?? []), {
      success: 'false',
      error_code: '7',
      data: '0x',
    });
    engine.writeMemory(0x100, Uint8Array.of(9));
    assert.equal(result(engine)?.value, '<nothing yet>');
  });
});

describe('page tables', () => {
  const leaves = (entries: readonly PageEntryView[]): PageEntryView[] =>
    entries.flatMap(it => (it.leaf ? [it] : leaves(it.children?.() ?? [])));

  it('say of each page what the regions say', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const regions = engine.memoryRegions(0);
    const pages = leaves(engine.pageTable(0));
    assert.ok(pages.length > 100, `${pages.length} pages`);
    for (const { vaddr, owner } of pages) {
      assert.equal(owner, regions.find(it => vaddr >= it.start && vaddr < it.end)?.name);
    }
    const bytes = pages.reduce((sum, it) => sum + (it.level === 1 ? 4 << 20 : 4096), 0);
    assert.equal(
      bytes,
      regions.reduce((sum, it) => sum + it.end - it.start, 0),
    );
  });

  it('have owners for pages only', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const [first] = engine.pageTable(0);
    assert.deepEqual([first?.level, first?.leaf, first?.owner], [1, false, undefined]);
  });
});

describe('the call of a frame', () => {
  it('is decoded by the contract’s ABI', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const rows = engine.callInfo(0);
    const shown = values(rows);
    const gasLeft = Number(shown['gas left']);
    assert.ok(gasLeft > 99_000_000 && gasLeft < 100_000_000, String(gasLeft));
    assert.deepEqual(
      { ...shown, 'gas left': '' },
      {
        contract: 'token (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1)',
        caller: 'alice (0xd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0)',
        input: 'transfer(to: bob, amount: 50000000)',
        logs: '1, not committed',
        value: '0',
        depth: '0',
        'gas limit': '100000000',
        'gas left': '',
        transaction: '2: alice → token.transfer(to: bob, amount: 50000000)',
      },
    );
    const input = rows.find(it => it.name === 'input');
    assert.deepEqual(values(input?.children?.() ?? []), {
      to: 'bob',
      amount: '50000000',
      bytes: '0x0218d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d280f0fa02',
    });
    const place = parseMemoryReference(input?.memoryReference ?? '') ?? assert.fail();
    const data = engine.readMemory(place.address, 2, place.space);
    assert.deepEqual([...data], [0x02, 0x18]);
  });

  it('counts gas down with the instructions', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::deposit');
    const left = () => Number(values(session.engine.callInfo(0))['gas left']);
    const before = left();
    await session.run('stepIn', true);
    assert.equal(left(), before - 1);
  });

  it('is the caller’s own in a contract that waits, without gas', async () => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const called = values(session.engine.callInfo(0));
    assert.deepEqual([called['depth'], called['input']], ['1', '0x640000002a000000']);
    const waiting = values(session.engine.callInfo(frameNamed(session, 'call_program::ask')));
    assert.deepEqual([waiting['depth'], waiting['gas left']], ['0', undefined]);
    assert.match(waiting['caller'] ?? '', /^alice /);
  });
});

describe('storage', () => {
  it('is that of the frame’s contract, decoded', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::transfer');
    const rows = engine.storage(0);
    assert.deepEqual(
      rows.map(it => [it.name, it.value, it.type]),
      [
        ['Balances[alice]', '100000000', 'Balances'],
        ['Metadata', '{ total_supply: 100000000, decimals: 18 }', 'P'],
      ],
    );
    assert.deepEqual(values(rows[0]?.children?.() ?? []), {
      key: 'Balances:d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0',
      bytes: '0x00e1f505',
    });
  });

  it('has what the transaction has written so far, with a mark on it', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    assert.deepEqual(
      engine.storage(0).map(it => `${it.name}: ${it.value}`),
      [
        'Balances[alice]: 50000000 (not committed)',
        'Metadata: { total_supply: 100000000, decimals: 18 }',
      ],
    );
  });

  it('has names that are expressions, and the parts of its values', async () => {
    const { engine } = await stopAt('erc20/transfer', 'erc20::deposit');
    const rows = engine.storage(0);
    const expressions = rows.map(it => it.evaluateName ?? '');
    assert.deepEqual(expressions, ['storage.Balances[alice]', 'storage.Metadata']);
    assert.equal(engine.evaluate(expressions[0] ?? '', 0).value, '50000000');
    assert.deepEqual(Object.entries(values(rows[1]?.children?.() ?? [])).slice(0, 2), [
      ['total_supply', '100000000'],
      ['decimals', '18'],
    ]);
    assert.match(rows[0]?.valueIn?.(16) ?? '', /^0x0*2faf080 \(not committed\)$/);
  });

  it('is none of a frame that belongs to no contract', async () => {
    const session = await stopAt('erc20/transfer', 'erc20::transfer');
    const transaction = session.engine.stack().at(-1)?.id ?? NaN;
    assert.deepEqual(session.engine.storage(transaction), []);
  });
});

/** Stops inside of a contract that has no symbols and never ends. */
async function launchFlat(image: Uint8Array): Promise<DebugEngine> {
  const scenario = {
    version: 1,
    name: 'flat',
    rules: 'strict',
    accounts: { alice: { address: '11'.repeat(20), balance: '1000000' } },
    contracts: { flat: { image: 'flat.bin', address: '22'.repeat(20) } },
    transactions: [
      { create: 'flat', from: 'alice' },
      { call: 'flat', from: 'alice', input: '0x' },
    ],
  };
  const files: Readonly<Record<string, Uint8Array>> = {
    'flat.scenario.json': new TextEncoder().encode(JSON.stringify(scenario)),
    'flat.bin': image,
  };
  const fileNamed = (path: string) => files[path.slice(path.lastIndexOf('/') + 1)];
  const engine = await DebugEngine.launch(
    {
      scenario: '/flat.scenario.json',
      kernel: readFileSync(join(__dirname, '../../dist/kernel.elf')),
      stopOnEntry: true,
    },
    {
      readFile: path => Promise.resolve(fileNamed(path) ?? readFile(path)),
      fileExists: path => Promise.resolve(fileNamed(path) !== undefined || fileExists(path)),
      resolvePath,
    },
    {
      output: () => undefined,
      progress: () => undefined,
      buildStarted: () => undefined,
      buildMessage: () => undefined,
    },
  );
  engine.resume('continue');
  while ((await engine.runSlice(1_000_000)) === undefined);
  return engine;
}
