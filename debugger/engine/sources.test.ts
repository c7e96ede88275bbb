import { strict as assert } from 'node:assert';
import type { Module } from './module';
import { isForeign } from './ownCode';
import { Sources } from './sources';

/** A program that was compiled from these files. */
const compiledFrom = (...files: string[]): Module =>
  ({
    info: { files: () => files, md5Of: () => undefined },
    isOwnFile: (file: string) => !isForeign(file),
  }) as unknown as Module;

const onDisk = (...paths: string[]) => ({
  fileExists: (path: string) => Promise.resolve(paths.includes(path)),
});

const CORE = '/rustc/0123abcd/library/core/src/option.rs';

describe('Sources', () => {
  const mappings: readonly [recorded: string, local: string][] = [
    ['/avm/guest/kernel/src/trap.rs', '/home/me/avm/guest/kernel/src/trap.rs'],
    ['/build/token/src/main.rs', '/home/me/token/src/main.rs'],
    ['/build/token-old/src/main.rs', '/build/token-old/src/main.rs'],
    ['/build/token/src/../../other/src/lib.rs', '/home/me/other/src/lib.rs'],
    ['/elsewhere/./src/main.rs', '/elsewhere/src/main.rs'],
  ];
  for (const [recorded, local] of mappings) {
    it(`maps ${recorded}`, async () => {
      const map = {
        '/avm/': '/home/me/avm/',
        '/build': '/wrong',
        '/build/token': '/home/me/token',
      };
      const sources = await Sources.find(
        [recorded],
        { ...map, '/build/token-old': '/build/token-old' },
        onDisk(),
      );
      assert.equal(sources.localPath(recorded), local);
    });
  }

  it('shows whose a file is and whether it is here', async () => {
    const own = '/home/me/token/src/main.rs';
    const module = compiledFrom(own, CORE);
    const sources = await Sources.find([own, CORE], {}, onDisk(own));
    assert.deepEqual(sources.view(module, own), {
      path: own,
      name: 'main.rs',
      exists: true,
      deemphasize: false,
    });
    assert.deepEqual(sources.view(module, CORE), {
      path: CORE,
      name: 'option.rs',
      exists: false,
      deemphasize: true,
    });
  });

  it('recognizes a file of a program that was built elsewhere by the end of its path', async () => {
    const recorded = '/ci/checkout/token/src/main.rs';
    const module = compiledFrom(recorded, '/ci/checkout/other/src/main.rs');
    const sources = await Sources.find(module.info.files(), {}, onDisk());
    assert.deepEqual(sources.recordedAs(module, '/home/me/token/src/main.rs'), [recorded]);
    assert.deepEqual(sources.recordedAs(module, '/home/me/third/src/main.rs'), []);
  });

  it('takes no file for another one while it is here itself', async () => {
    const recorded = '/ci/checkout/token/src/main.rs';
    const module = compiledFrom(recorded);
    const sources = await Sources.find(module.info.files(), {}, onDisk(recorded));
    assert.deepEqual(sources.recordedAs(module, '/home/me/token/src/main.rs'), []);
    assert.deepEqual(sources.recordedAs(module, recorded), [recorded]);
  });

  describe('of Windows', () => {
    // As rustc joins them there: the folder, the source's folder, its name.
    const RECORDED = 'C:\\Work\\Token/src\\types/order.rs';

    for (const path of [
      'C:\\Work\\Token\\src\\types\\order.rs',
      'c:/work/token/src/types/order.rs',
      'c:\\Work\\Token\\scenarios\\..\\src\\types\\order.rs',
      '\\\\?\\C:\\Work\\Token\\src\\types\\order.rs',
    ]) {
      it(`are known as ${path}`, async () => {
        const module = compiledFrom(RECORDED);
        const sources = await Sources.find(
          [RECORDED],
          {},
          onDisk('C:\\Work\\Token\\src\\types\\order.rs'),
        );
        assert.deepEqual(sources.recordedAs(module, path), [RECORDED]);
      });
    }

    it('are shown as Windows writes them', async () => {
      const path = 'C:\\Work\\Token\\src\\types\\order.rs';
      const sources = await Sources.find([RECORDED], {}, onDisk(path));
      const { name, exists, path: shown } = sources.view(compiledFrom(RECORDED), RECORDED);
      assert.deepEqual([shown, name, exists], [path, 'order.rs', true]);
    });

    for (const [recorded, folder, local, expected] of [
      [RECORDED, 'C:\\Work\\Token', '/home/me/token', '/home/me/token/src/types/order.rs'],
      [RECORDED, 'c:/work/token/', '/home/me/token', '/home/me/token/src/types/order.rs'],
      [RECORDED, 'C:\\Work\\Tok', '/home/me/token', 'C:\\Work\\Token\\src\\types\\order.rs'],
      [
        '/avm/guest/kernel/src/trap.rs',
        '/avm/',
        'd:\\avm/',
        'd:\\avm\\guest\\kernel\\src\\trap.rs',
      ],
      ['\\\\build\\share\\t/src/a.rs', '\\\\BUILD\\share', '/mnt', '/mnt/t/src/a.rs'],
    ] as const) {
      it(`are mapped from ${folder} to ${local}`, async () => {
        const sources = await Sources.find([recorded], { [folder]: local }, onDisk());
        assert.equal(sources.localPath(recorded), expected);
      });
    }

    it('are recognized by their end elsewhere, and those of elsewhere there', async () => {
      for (const [recorded, path] of [
        ['C:\\ci\\Token/src/main.rs', '/home/me/Token/src/main.rs'],
        ['/ci/Token/src/main.rs', 'c:\\me\\Token\\src\\main.rs'],
      ] as const) {
        const module = compiledFrom(recorded);
        const sources = await Sources.find([recorded], {}, onDisk());
        assert.deepEqual(sources.recordedAs(module, path), [recorded]);
      }
      const module = compiledFrom('/ci/Token/src/main.rs');
      const sources = await Sources.find(module.info.files(), {}, onDisk());
      assert.deepEqual(sources.recordedAs(module, '/home/me/token/src/main.rs'), []);
    });
  });
});

describe('isForeign', () => {
  const cases: readonly [path: string, isForeign: boolean][] = [
    [CORE, true],
    ['/usr/src/rustc-1.96.0/library/alloc/src/vec/mod.rs', true],
    ['/home/me/.cargo/registry/src/index-1/serde-1.0.0/src/lib.rs', true],
    ['/home/me/.cargo/git/checkouts/clibc-1/abc/src/lib.rs', true],
    ['/home/me/avm/guest/clibc/src/router.rs', true],
    ['/avm/guest/kernel/src/main.rs', true],
    ['/home/me/token/src/main.rs', false],
    ['/home/me/library/src/main.rs', false],
  ];
  for (const [path, expected] of cases) {
    it(`says ${expected} of ${path}`, () => assert.equal(isForeign(path), expected));
  }
});
