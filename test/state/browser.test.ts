/** A chain in IndexedDB, in a browser that runs the kernel itself: it is there when the page comes again. */

import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page as Tab } from 'playwright-core';
import webpack from 'webpack';
import { encode } from '../../debugger/chain/codec/combinators';
import { encodeState } from '../../debugger/chain/codec/state';
import { transactions as bundleCodec } from '../../debugger/chain/snapshotRecords';
import { ChainState } from '../../debugger/chain/state';
import { bytesToHex } from '../../debugger/shared/hex';
import { launchBrowser } from '../workbench/support/chromium';
import type { Found, Page } from './browserPage';
import { begin, reachedBy, transactions } from './longBundle';

const root = join(__dirname, '../..');
const COUNT = 2000;
const bundle = transactions(COUNT);

/** The page's only script, as bytes. */
async function buildScript(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'avm-page-'));
  const compiler = webpack({
    mode: 'production',
    target: 'web',
    entry: join(__dirname, 'browserPage.ts'),
    output: { path: folder, filename: 'page.js' },
    module: {
      rules: [
        {
          test: /\.ts$/,
          exclude: /node_modules/,
          loader: 'ts-loader',
          options: { transpileOnly: true, compilerOptions: { rootDir: root } },
        },
      ],
    },
    resolve: { extensions: ['.ts', '.js', '.json'] },
    performance: { hints: false },
  });
  try {
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
      compiler?.run((error, it) => (error === null ? resolve(it) : reject(error)));
    });
    assert.deepEqual(stats?.toJson({ preset: 'errors-warnings' }).errors, []);
    return readFileSync(join(folder, 'page.js'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function serve(files: Readonly<Record<string, Uint8Array | string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** What the page must find after the first so many transactions. */
async function expected(count: number): Promise<Found> {
  const { root, state, receipts } = await reachedBy(bundle, count);
  const statuses = receipts.map(it => it.status);
  return { height: count, root, state: bytesToHex(state), statuses };
}

describe('a chain in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: Server;
  let tab: Tab;

  before(async () => {
    const genesis = new ChainState();
    begin(genesis);
    server = await serve({
      '/': '<!doctype html><meta charset="utf-8"><script src="/page.js"></script>',
      '/page.js': await buildScript(),
      '/kernel': readFileSync(join(root, 'dist/kernel.elf')),
      '/genesis': encodeState(genesis.accounts()),
      '/bundle': encode(bundleCodec, bundle),
    });
    browser = await launchBrowser();
  });
  after(() => browser.close());
  after(() => server.close());

  // A context is a profile of its own: its IndexedDB is empty.
  beforeEach(async () => {
    tab = await (await browser.newContext()).newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab.evaluate(() => (globalThis as unknown as { page: Page }).page.begin());
  });
  afterEach(() => tab.context().close());

  const run = (count: number): Promise<string> =>
    tab.evaluate(it => (globalThis as unknown as { page: Page }).page.run(it), count);
  const look = (): Promise<Found> =>
    tab.evaluate(() => (globalThis as unknown as { page: Page }).page.look());

  it('is there after a reload, and goes on', async () => {
    assert.deepEqual(await look(), await expected(0));
    assert.equal(await run(30), 'complete');
    await tab.reload();
    assert.deepEqual(await look(), await expected(30));
    assert.equal(await run(20), 'complete');
    await tab.reload();
    assert.deepEqual(await look(), await expected(50));
  });

  it('is whole after a reload that comes in the middle', async () => {
    const heights = new Set<number>();
    // On a slow machine a page may not come to its first transaction.
    for (let tries = 0; tries < 10 && heights.size < 3; tries++) {
      const left = run(COUNT).catch((error: unknown) => String(error));
      await setTimeout(200 + 50 * tries);
      await tab.reload();
      assert.match(await left, /Execution context was destroyed/);
      const found = await look();
      assert.deepEqual(found, await expected(found.height));
      assert.ok(found.height >= Math.max(0, ...heights));
      if (found.height > 0) heights.add(found.height);
    }
    assert.equal(heights.size, 3, `reached ${[...heights].join(', ')} of ${COUNT}`);
  });
});
