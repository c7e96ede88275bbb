import assert from 'node:assert/strict';
import { serverPort } from './server';

const LAUNCH = { request: 'launch' };
const ATTACH = { request: 'attach' };

const cases: readonly [config: Record<string, unknown>, port: number | RegExp | undefined][] = [
  [LAUNCH, undefined],
  [{ ...LAUNCH, port: 4711 }, 4711],
  [{ ...ATTACH, port: 4711 }, 4711],
  [{ ...ATTACH, port: '4711' }, 4711],
  [ATTACH, /^To attach, a configuration needs "port"/],
  [{ ...ATTACH, port: 'avm' }, /^"port" must be a number from 1 to 65535, not "avm"\.$/],
  [{ ...LAUNCH, port: 0 }, /not 0\.$/],
  [{ ...LAUNCH, port: 65536 }, /not 65536\.$/],
  [{ ...LAUNCH, port: 1.5 }, /not 1.5\.$/],
];

describe('the port of a debugger that serves several clients', () => {
  for (const [config, expected] of cases) {
    it(`of ${JSON.stringify(config)} is ${String(expected)}`, () => {
      const port = serverPort(config);
      if (expected instanceof RegExp) assert.match(String(port), expected);
      else assert.equal(port, expected);
    });
  }
});
