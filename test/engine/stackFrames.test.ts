/** What the frames of a stop are besides functions: labels, pages of them, and the memory that each stands in. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { DebugEngine } from '../../debugger/engine/debugEngine';
import type { FrameView } from '../../debugger/engine/views';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { formatMemoryReference, parseMemoryReference } from '../../debugger/shared/memoryReference';
import { Session } from './support/session';

const SP = 2;

async function stopAt(scenario: string, functionName: string): Promise<Session> {
  const session = await Session.launch(scenario);
  session.engine.setFunctionBreakpoints([functionName]);
  await session.run('continue');
  return session;
}

function frameNamed(engine: DebugEngine, name: string): FrameView {
  return engine.stack().find(it => it.name === name) ?? assert.fail(`no frame ${name}`);
}

function write(engine: DebugEngine, frame: FrameView, address: number, word: number): void {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, word, true);
  assert.equal(engine.writeMemory(address, bytes, frame.space), 4);
}

describe('memory references', () => {
  it('of a contract that waits lead to its own memory, not to that of what runs', async () => {
    const { engine } = await stopAt('call_program/call', 'simple::larger');
    const caller = frameNamed(engine, 'call_program::ask');
    const row = engine.locals(caller.id).find(it => it.name === 'simple') ?? assert.fail();
    const reference = row.memoryReference ?? assert.fail('no reference');
    const { address, space } = parseMemoryReference(reference) ?? assert.fail(reference);
    assert.equal(space, caller.space);
    assert.notEqual(space, engine.stack()[0]?.space);
    const own = engine.readMemory(address, 20, space);
    // An address of the chain, as its text says, and something else at the same place of the contract that runs.
    const { value } = engine.evaluate('simple.address', caller.id);
    assert.ok(value.includes(Buffer.from(own).toString('hex')), value);
    assert.notDeepEqual(engine.readMemory(address, 20), own);
  });

  it('of code lead to the code of the frame’s contract', async () => {
    const { engine } = await stopAt('call_program/call', 'simple::larger');
    const { pc, space } = frameNamed(engine, 'call_program::ask');
    const [first] = engine.disassemble(pc, 0, 1, space);
    assert.match(first?.source?.path ?? '', /call_program/);
  });

  it('of a call that has ended are refused', async () => {
    const session = await stopAt('call_program/call', 'simple::larger');
    const { pc, space } = session.engine.stack()[0] ?? assert.fail();
    await session.run('continue');
    assert.match(formatMemoryReference(pc, space), /@2\.\d+$/);
    assert.throws(() => session.engine.readMemory(pc, 4, space), {
      message: 'the call that this memory belonged to has ended, and its memory with it',
    });
  });
});

describe('a stack', () => {
  it('is looked for no further than a page', async () => {
    const session = await Session.launch('trouble/trouble');
    session.engine.setExceptionFilters(['trap']);
    do await session.run('continue');
    while (!session.stack()[0]?.startsWith('deep '));
    const { engine } = session;
    const all = engine.stack();
    assert.ok(all.length > 100, `${all.length} frames`);
    engine.writeMemory(0x8000_0000, engine.readMemory(0x8000_0000, 1)); // Frames are looked for anew.
    assert.equal(engine.stackDepth(84), 84);
    assert.deepEqual(engine.stackPage(40, 20), all.slice(40, 60));
    assert.equal(engine.stackDepth(1_000_000), all.length);
    assert.deepEqual(engine.stackPage(all.length - 1, 20), all.slice(-1));
  });

  it('that was overwritten ends with a label that says so, and goes on with the contracts below', async () => {
    const { engine } = await stopAt('call_program/call', 'simple::larger');
    const [innermost] = engine.stack();
    const sp = engine.registers(0)[SP]?.value ?? assert.fail();
    const whole = engine.stack();
    // Everything up to the top of the stack but the frame itself.
    for (let at = sp; engine.readMemory(at, 4, innermost?.space).length === 4; at += 4) {
      write(engine, innermost ?? assert.fail(), at, 0x4141_4141);
    }
    const broken = engine.stack();
    assert.deepEqual([broken[0]?.name, broken[1]?.kind], [innermost?.name, 'label']);
    assert.match(broken[1]?.name ?? '', /^the return address of simple::larger is 0x41414141/);
    const below = whole.findIndex(it => it.kind === 'label');
    assert.deepEqual(
      broken.slice(2).map(it => it.name),
      whole.slice(below).map(it => it.name),
    );
  });

  it('of the kernel has a label before the contract that it serves', async () => {
    const session = await Session.launch('erc20/transfer', { justMyContract: false });
    session.engine.setFunctionBreakpoints(['kernel::syscall::storage::get']);
    await session.run('continue');
    const labels = session.engine.stack().filter(it => it.kind === 'label');
    assert.deepEqual(
      labels.map(it => it.name),
      ['kernel: serves STORAGE_GET for token'],
    );
  });

  it('says what coin has come with a call', async () => {
    const session = await Session.launch('vault/robbed');
    session.engine.setFunctionBreakpoints([{ name: 'Thief::receive' }]);
    await session.run('continue');
    const labels = session.engine.stack().filter(it => it.kind === 'label');
    assert.deepEqual(
      labels.map(it => it.name),
      ['kernel: vault calls thief with 10 coin', 'kernel: thief calls vault'],
    );
  });
});

describe('the frame of a transaction', () => {
  it('is of the scenario, by its name alone where that is on Windows', async () => {
    const folder = join(__dirname, '../../sample-contracts/erc20');
    const scenario = 'C:\\erc20\\scenarios\\transfer.scenario.json';
    const onDisk = (path: string): string =>
      path.startsWith('C:')
        ? join(folder, path.replaceAll('\\', '/').slice('C:/erc20'.length))
        : path;
    const session = await Session.launch('erc20/transfer', {
      scenario,
      services: {
        readFile: path => readFile(onDisk(path)),
        fileExists: path => fileExists(onDisk(path)),
        resolvePath: (base, relative) => resolvePath(onDisk(base), relative),
      },
    });
    session.engine.setFunctionBreakpoints(['transfer']);
    await session.run('continue');
    const { source } = session.engine.stack().at(-1) ?? assert.fail('no frame');
    assert.deepEqual([source?.name, source?.path], ['transfer.scenario.json', scenario]);
  });
});
